-- What is not to be paid any more, because goods came back that were not paid: it lowers what the order comes to, and no money moves. It stands in
-- `payments -> waived -> refunds -> the return's id: { amount: 0, credited }`, like a refund of nothing, so that `owed` counts it as it counts refunds.
CREATE FUNCTION waived_of(payments jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF NOT payments ? 'waived' THEN RETURN 0; END IF;
    RETURN orders.refunded_of(jsonb_build_object('waived', payments -> 'waived'), 'credited');
  END
$$;

ALTER TABLE orders ADD CONSTRAINT no_more_is_waived_than_the_order_comes_to CHECK (NOT payments ? 'waived' OR orders.waived_of(payments) <= total_amount);

-- An order is paid when the rest of it is, and it shows what was waived. One clause of each function, whatever else has come to stand in it.
DO $$
  DECLARE
    states text := pg_get_functiondef('orders.payment_state_of(text, bigint, jsonb)'::regprocedure);
    shown text := pg_get_functiondef('orders.as_json(orders.orders, text)'::regprocedure);
    paid_now text := replace(states, 'WHEN paid >= total AND', 'WHEN paid >= total - orders.waived_of(payments) AND');
    shown_now text := replace(shown, '''due'', orders.money(', '''waived'', orders.money(orders.waived_of(o.payments), o.currency), ''due'', orders.money(');
  BEGIN
    ASSERT paid_now <> states AND shown_now <> shown, 'a function reads other than this migration knows it';
    EXECUTE paid_now;
    EXECUTE shown_now;
  END
$$;
