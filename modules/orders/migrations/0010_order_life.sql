-- What happens to an order after it is placed: decisions that can be taken back, goods that leave in parts.

-- In plpgsql, which keeps its plans; an SQL function with an aggregate is planned anew by every statement that meets it, also in a CHECK.
CREATE FUNCTION fulfilment_state_of(lines jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN (
    SELECT CASE
      WHEN coalesce(sum((line ->> 'fulfilled_quantity')::int), 0) = 0 THEN 'unfulfilled'
      WHEN bool_and((line ->> 'fulfilled_quantity')::int = (line ->> 'quantity')::int) THEN 'fulfilled'
      ELSE 'partly_fulfilled' END
    FROM jsonb_array_elements(lines) AS line);
END $$;
CREATE FUNCTION is_within_its_quantities(lines jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN (
    SELECT coalesce(bool_and((line ->> 'fulfilled_quantity')::int BETWEEN 0 AND (line ->> 'quantity')::int
      AND (line ->> 'returned_quantity')::int BETWEEN 0 AND (line ->> 'fulfilled_quantity')::int), true)
    FROM jsonb_array_elements(lines) AS line);
END $$;

ALTER TABLE orders
  ADD CONSTRAINT no_line_is_fulfilled_beyond_its_quantity CHECK (orders.is_within_its_quantities(lines)),
  ADD CONSTRAINT fulfilment_state_follows_from_the_lines CHECK (fulfilment_state = orders.fulfilment_state_of(lines)),
  ADD CONSTRAINT a_fulfilled_order_has_left_the_house CHECK (state <> 'fulfilled' OR fulfilment_state = 'fulfilled'),
  ADD CONSTRAINT only_decisions_can_be_taken_back CHECK (undo_until IS NULL OR state IN ('confirmed', 'rejected'));
CREATE INDEX orders_undoable ON orders (undo_until) WHERE undo_until IS NOT NULL;
CREATE INDEX orders_by_tag ON orders USING gin (tags);

-- An edit that is under way: nobody else moves the order meanwhile. `editing` names the try, `editing_step` how far it is.
ALTER TABLE orders
  ADD COLUMN editing       uuid,
  ADD COLUMN editing_step  text,
  ADD COLUMN editing_since timestamptz,
  ADD CONSTRAINT editing_step_is_known CHECK ((editing IS NULL) = (editing_step IS NULL) AND (editing IS NULL) = (editing_since IS NULL)
    AND editing_step IN ('taking', 'freeing', 'undoing'));
CREATE INDEX orders_being_edited ON orders (editing_since) WHERE editing IS NOT NULL;

-- What an order was before each edit.
CREATE TABLE revisions (
  order_id      uuid NOT NULL REFERENCES orders,
  edit_id       uuid NOT NULL,                        -- given by the caller
  version       integer NOT NULL,                     -- of the order before the edit
  "order"       jsonb NOT NULL,                       -- as it was, without its token
  who           text NOT NULL,
  note          text,
  refund_amount bigint NOT NULL,                      -- what had to go back then, in minor units of the order's currency
  at            timestamptz NOT NULL,
  CONSTRAINT an_edit_is_made_once PRIMARY KEY (order_id, edit_id),
  CONSTRAINT an_edit_refunds_or_does_not CHECK (refund_amount >= 0)
);
