-- Money that is reserved at a provider until it is taken. A payment of `payments` says so with `is_capture_later`; `authorised` alone is also said of
-- cash that somebody pays at the door.
CREATE FUNCTION reserved_of(payments jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF NOT payments @? '$.* ? (@.state == "authorised" && @.is_capture_later == true)' THEN RETURN 0; END IF;
    RETURN orders.sum_of(jsonb_path_query_array(payments, '$.* ? (@.state == "authorised" && @.is_capture_later == true).amount'));
  END
$$;

-- Money that waits to be taken, or to be paid at the door.
CREATE INDEX orders_authorised ON orders (updated_at) WHERE authorised_amount > 0;
