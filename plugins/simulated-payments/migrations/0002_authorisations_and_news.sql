-- The ledger learns to reserve, to take less, to let go, and to be disputed; what is to be told to the shop stands in a list of its own.
ALTER TABLE charges DROP CONSTRAINT outcome_is_known;
ALTER TABLE charges
  ADD CONSTRAINT outcome_is_known CHECK (outcome IN ('captured', 'authorised', 'declined', 'pending', 'voided')),
  ADD COLUMN captured_amount bigint NOT NULL DEFAULT 0,    -- minor units
  ADD COLUMN refunded_amount bigint NOT NULL DEFAULT 0,    -- minor units
  ADD COLUMN fingerprint text,                             -- of the pretended card
  ADD COLUMN redirect_url text;
UPDATE charges c SET captured_amount = amount, refunded_amount = coalesce((SELECT sum(r.amount) FROM refunds r WHERE r.payment_id = c.payment_id), 0)
WHERE outcome = 'captured';
ALTER TABLE charges ADD CONSTRAINT refunds_cannot_exceed_the_charge CHECK (refunded_amount >= 0 AND refunded_amount <= captured_amount AND captured_amount <= amount);

CREATE TABLE disputes (
  dispute_ref text PRIMARY KEY,
  payment_id  uuid NOT NULL REFERENCES charges,
  amount      bigint NOT NULL,               -- minor units
  state       text NOT NULL
);

CREATE TABLE news (
  news_id     uuid PRIMARY KEY,              -- the webhook's id, the same however often it is told
  payment_id  uuid NOT NULL REFERENCES charges,
  dispute_ref text,
  dispute_state text,
  tell_at     timestamptz NOT NULL,
  tell_times  integer NOT NULL
);
CREATE INDEX news_to_tell ON news (tell_at);
INSERT INTO news (news_id, payment_id, tell_at, tell_times) SELECT payment_id, payment_id, tell_at, tell_times FROM charges WHERE tell_at IS NOT NULL;
DROP INDEX charges_to_tell;
ALTER TABLE charges DROP COLUMN tell_at, DROP COLUMN tell_times;

-- A charge as the contract shows it.
CREATE FUNCTION as_json(c simulated_payments.charges) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'payment_id', c.payment_id, 'outcome', c.outcome, 'provider_ref', 'sim_' || right(replace(c.payment_id::text, '-', ''), 16),
    'amount', jsonb_build_object('amount', c.amount, 'currency', c.currency), 'captured_amount', c.captured_amount,
    'problem', c.problem, 'redirect_url', c.redirect_url, 'fingerprint', c.fingerprint)
$$;
