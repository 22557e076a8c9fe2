-- What an order's customer has as store credit for goods that came back stays here: it is not given back as money as well. It stands on the
-- payments' own rows, under whose locks refunds are reserved too, so that a refund and a credit at once never come to more than was captured.
ALTER TABLE payments
  ADD COLUMN credited_amount bigint NOT NULL DEFAULT 0, -- minor units
  ADD CONSTRAINT no_more_is_kept_than_was_captured CHECK (credited_amount BETWEEN 0 AND captured_amount);

-- Each credit, so that the same credit_id is the same. One that came to nothing is released and stays, so that a late repetition keeps nothing.
CREATE TABLE credits (
  credit_id   uuid PRIMARY KEY,                 -- of the caller
  order_id    uuid NOT NULL,
  amount      bigint NOT NULL,                  -- minor units
  currency    text NOT NULL,
  parts       jsonb NOT NULL,                   -- payment_id -> minor units of it
  created_at  timestamptz NOT NULL,
  released_at timestamptz,
  CONSTRAINT a_credit_is_positive CHECK (amount > 0)
);
CREATE INDEX credits_by_order ON credits (order_id);
