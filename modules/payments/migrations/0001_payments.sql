CREATE TABLE payments (
  payment_id      uuid PRIMARY KEY,
  order_id        uuid NOT NULL,
  order_number    text NOT NULL,
  email           text NOT NULL,
  method          text NOT NULL,
  provider        text NOT NULL,
  state           text NOT NULL DEFAULT 'started',
  amount          bigint NOT NULL,              -- minor units, fixed by the order
  currency        text NOT NULL,
  refunded_amount bigint NOT NULL DEFAULT 0,    -- minor units
  provider_ref    text,                         -- what the provider calls it
  problem         text,                         -- why it was declined, for the shopper
  redirect_url    text,
  created_at      timestamptz NOT NULL,
  looked_at       timestamptz NOT NULL,         -- when the provider was last asked about it
  settled_at      timestamptz,
  CONSTRAINT payment_state_is_known CHECK (state IN ('started', 'unknown', 'captured', 'declined', 'refunded')),
  CONSTRAINT amount_is_positive CHECK (amount > 0),
  CONSTRAINT refunds_cannot_exceed_the_capture CHECK (refunded_amount >= 0 AND refunded_amount <= amount)
);
COMMENT ON TABLE payments IS 'One row per attempt, written before the provider is asked. payment_id is the key the provider is given, so a repeated request is the same charge.';

-- At most one attempt that has taken money, or may have.
CREATE UNIQUE INDEX one_live_payment_per_order ON payments (order_id) WHERE state IN ('started', 'unknown', 'captured');
CREATE INDEX payments_by_order ON payments (order_id, created_at);
CREATE INDEX payments_unsettled ON payments (looked_at) WHERE state IN ('started', 'unknown');

CREATE TABLE refunds (
  refund_id   uuid PRIMARY KEY,                 -- also the key the provider is given
  payment_id  uuid NOT NULL REFERENCES payments,
  amount      bigint NOT NULL,                  -- minor units
  reason      text NOT NULL,
  state       text NOT NULL DEFAULT 'started',
  created_at  timestamptz NOT NULL,
  settled_at  timestamptz,
  CONSTRAINT refund_is_positive CHECK (amount > 0),
  CONSTRAINT refund_state_is_known CHECK (state IN ('started', 'done'))
);
CREATE UNIQUE INDEX one_full_refund_per_payment ON refunds (payment_id);

-- News from providers, kept as it came. Unique by the provider's own id: any number of deliveries is one.
CREATE TABLE webhooks (
  provider    text NOT NULL,
  webhook_id  text NOT NULL,
  payment_id  uuid NOT NULL,
  outcome     text NOT NULL,
  amount      bigint NOT NULL,
  currency    text NOT NULL,
  provider_ref text NOT NULL,
  problem     text,
  body        text NOT NULL,
  received_at timestamptz NOT NULL,
  CONSTRAINT a_webhook_is_kept_once PRIMARY KEY (provider, webhook_id)
);
