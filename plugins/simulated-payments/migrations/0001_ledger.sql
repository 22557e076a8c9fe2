CREATE TABLE charges (
  payment_id uuid PRIMARY KEY,                 -- the shop's key: one charge for it, ever
  outcome    text NOT NULL,
  amount     bigint NOT NULL,                  -- minor units
  currency   text NOT NULL,
  problem    text,
  charged_at timestamptz NOT NULL,
  -- news still to be told to the shop
  tell_at    timestamptz,
  tell_times integer NOT NULL DEFAULT 0,
  CONSTRAINT outcome_is_known CHECK (outcome IN ('captured', 'declined', 'pending'))
);
CREATE INDEX charges_to_tell ON charges (tell_at) WHERE tell_at IS NOT NULL;

CREATE TABLE refunds (
  refund_id  uuid PRIMARY KEY,
  payment_id uuid NOT NULL REFERENCES charges,
  amount     bigint NOT NULL CHECK (amount > 0)
);
