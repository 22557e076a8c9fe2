CREATE TABLE stock (
  variant_id uuid PRIMARY KEY,
  on_hand    integer NOT NULL,                -- units on the shelf
  reserved   integer NOT NULL DEFAULT 0,      -- of these, units promised to orders not yet shipped
  CONSTRAINT stock_cannot_go_negative CHECK (reserved >= 0 AND reserved <= on_hand)
);

-- One row for every order that ever asked for stock. `held` and `kept` have their units reserved, the other states have none.
CREATE TABLE holds (
  order_id      uuid PRIMARY KEY,
  state         text NOT NULL,
  expires_at    timestamptz,                  -- of a hold that is not kept yet
  order_version integer NOT NULL DEFAULT 0,   -- of the newest order event that was followed; older ones change nothing
  version       integer NOT NULL DEFAULT 1,   -- rises with every change
  created_at    timestamptz NOT NULL,
  changed_at    timestamptz NOT NULL,
  CONSTRAINT hold_state_is_known CHECK (state IN ('held', 'kept', 'shipped', 'released', 'expired')),
  CONSTRAINT only_what_is_held_expires CHECK ((state = 'held') = (expires_at IS NOT NULL))
);
CREATE INDEX holds_by_expiry ON holds (expires_at) WHERE state = 'held';

CREATE TABLE held_lines (
  order_id   uuid NOT NULL REFERENCES holds,
  variant_id uuid NOT NULL REFERENCES stock,
  quantity   integer NOT NULL,                -- units; one line a variant, however often the order names it
  PRIMARY KEY (order_id, variant_id),
  CONSTRAINT a_line_holds_something CHECK (quantity > 0)
);
