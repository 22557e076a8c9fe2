-- What happens to an order after it is placed: decisions that can be taken back, goods that leave in parts.

CREATE FUNCTION fulfilment_state_of(lines jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN coalesce(sum((line ->> 'fulfilled_quantity')::int), 0) = 0 THEN 'unfulfilled'
    WHEN bool_and((line ->> 'fulfilled_quantity')::int = (line ->> 'quantity')::int) THEN 'fulfilled'
    ELSE 'partly_fulfilled' END
  FROM jsonb_array_elements(lines) AS line
$$;
CREATE FUNCTION is_within_its_quantities(lines jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(bool_and((line ->> 'fulfilled_quantity')::int BETWEEN 0 AND (line ->> 'quantity')::int
    AND (line ->> 'returned_quantity')::int BETWEEN 0 AND (line ->> 'fulfilled_quantity')::int), true)
  FROM jsonb_array_elements(lines) AS line
$$;

ALTER TABLE orders
  ADD CONSTRAINT no_line_is_fulfilled_beyond_its_quantity CHECK (orders.is_within_its_quantities(lines)),
  ADD CONSTRAINT fulfilment_state_follows_from_the_lines CHECK (fulfilment_state = orders.fulfilment_state_of(lines)),
  ADD CONSTRAINT a_fulfilled_order_has_left_the_house CHECK (state <> 'fulfilled' OR fulfilment_state = 'fulfilled'),
  ADD CONSTRAINT only_decisions_can_be_taken_back CHECK (undo_until IS NULL OR state IN ('confirmed', 'rejected'));
CREATE INDEX orders_undoable ON orders (undo_until) WHERE undo_until IS NOT NULL;
CREATE INDEX orders_by_tag ON orders USING gin (tags);
