-- What is to come by bank transfer or in cash, and what came: the books of whoever counts the money.
CREATE TABLE expected (
  payment_id      uuid PRIMARY KEY,               -- the shop's key: expected once
  method          text NOT NULL,
  amount          bigint NOT NULL,                -- minor units
  currency        text NOT NULL,
  state           text NOT NULL,
  captured_amount bigint NOT NULL DEFAULT 0,      -- minor units
  refunded_amount bigint NOT NULL DEFAULT 0,      -- minor units that were paid out or are to be
  asked_at        timestamptz NOT NULL,
  settled_at      timestamptz,
  CONSTRAINT expected_state_is_known CHECK (state IN ('pending', 'authorised', 'captured', 'voided')),
  CONSTRAINT no_more_comes_than_is_expected CHECK (captured_amount >= 0 AND captured_amount <= amount),
  CONSTRAINT no_more_is_paid_out_than_came CHECK (refunded_amount >= 0 AND refunded_amount <= captured_amount)
);

CREATE TABLE to_pay_out (
  refund_id  uuid PRIMARY KEY,
  payment_id uuid NOT NULL REFERENCES expected,
  amount     bigint NOT NULL CHECK (amount > 0),  -- minor units
  asked_at   timestamptz NOT NULL,
  paid_at    timestamptz,
  paid_by    text
);
CREATE INDEX to_pay_out_still ON to_pay_out (asked_at) WHERE paid_at IS NULL;

-- As the contract shows it.
CREATE FUNCTION as_json(e manual_payments.expected) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('payment_id', e.payment_id, 'outcome', e.state, 'captured_amount', e.captured_amount,
    'amount', jsonb_build_object('amount', e.amount, 'currency', e.currency))
$$;
