-- Orders are shipped, edited and returned in parts. What an order still has reserved of a variant is quantity - shipped.
ALTER TABLE held_lines
  ADD COLUMN shipped   integer NOT NULL DEFAULT 0,   -- of `quantity`, units that have left the house
  ADD COLUMN restocked integer NOT NULL DEFAULT 0,   -- of `shipped`, units that came back to the shelf
  ADD CONSTRAINT no_more_is_shipped_than_held CHECK (shipped BETWEEN 0 AND quantity),
  ADD CONSTRAINT no_more_comes_back_than_was_shipped CHECK (restocked BETWEEN 0 AND shipped);
UPDATE held_lines SET shipped = quantity FROM holds WHERE holds.order_id = held_lines.order_id AND holds.state = 'shipped';

-- Shipments, edits and restocks by the id their caller gave them: each changes the stock once.
CREATE TABLE hold_steps (
  order_id uuid NOT NULL REFERENCES holds,
  step_id  uuid NOT NULL,                             -- fulfilment_id, edit_id or restock_id
  at       timestamptz NOT NULL,
  CONSTRAINT a_step_is_taken_once PRIMARY KEY (order_id, step_id)
);

-- The journal: written by the statement that changes the stock. The sums over a variant are its row in `stock`.
CREATE TABLE stock_moves (
  variant_id     uuid NOT NULL,
  move_id        bigint GENERATED ALWAYS AS IDENTITY,
  on_hand_delta  integer NOT NULL,
  reserved_delta integer NOT NULL,
  reason         text NOT NULL,
  order_id       uuid,
  step_id        uuid,                                -- the shipment, edit or restock it belongs to
  note           text,
  at             timestamptz NOT NULL,
  PRIMARY KEY (variant_id, move_id),
  CONSTRAINT a_move_moves_something CHECK (on_hand_delta <> 0 OR reserved_delta <> 0),
  CONSTRAINT move_reason_is_known CHECK (reason IN ('opening', 'counted', 'held', 'released', 'expired', 'held_again', 'edited', 'shipped', 'restocked'))
);
CREATE INDEX stock_moves_by_order ON stock_moves (order_id, move_id) WHERE order_id IS NOT NULL;

-- Shops that are older than the journal begin it with what they have: the units on the shelf, and what each order holds of them.
INSERT INTO stock_moves (variant_id, on_hand_delta, reserved_delta, reason, at)
SELECT variant_id, on_hand, 0, 'opening', now() FROM stock WHERE on_hand <> 0;
INSERT INTO stock_moves (variant_id, on_hand_delta, reserved_delta, reason, order_id, at)
SELECT variant_id, 0, quantity, 'opening', order_id, now() FROM held_lines JOIN holds USING (order_id) WHERE state IN ('held', 'kept');
