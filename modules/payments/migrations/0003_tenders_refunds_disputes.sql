-- An order may be paid in several tenders: the one main payment, each gift card, store credit, and the difference of an edit.
ALTER TABLE payments DROP CONSTRAINT payment_state_is_known, DROP CONSTRAINT refunds_cannot_exceed_the_capture;
ALTER TABLE payments
  ADD COLUMN tender           text NOT NULL DEFAULT 'main',
  ADD COLUMN is_capture_later boolean NOT NULL DEFAULT false,
  ADD COLUMN return_url       text NOT NULL DEFAULT '',
  ADD COLUMN captured_amount  bigint NOT NULL DEFAULT 0,     -- minor units; less than amount where less was captured than authorised
  ADD COLUMN refunding_amount bigint NOT NULL DEFAULT 0,     -- minor units, of refunds that are under way
  ADD COLUMN disputed_amount  bigint NOT NULL DEFAULT 0,     -- minor units, of disputes that are open or lost, as far as there is something left
  ADD COLUMN capture_amount   bigint,                        -- minor units that staff asked to capture; written before the provider is asked
  ADD COLUMN void_asked_at    timestamptz,                   -- the money is not wanted any more; written before the provider is asked
  ADD COLUMN is_surplus       boolean NOT NULL DEFAULT false, -- it came although another payment of the same tender was under way: goes back
  ADD COLUMN mismatch         jsonb,                         -- what the provider said, when it spoke of other money than ours
  ADD COLUMN fingerprint      text,                          -- of the card, as the provider names it
  ADD COLUMN address          text;                          -- network address of the shopper, for a day
UPDATE payments SET captured_amount = amount WHERE state IN ('captured', 'refunded');
ALTER TABLE payments
  ADD CONSTRAINT payment_state_is_known CHECK
    (state IN ('started', 'unknown', 'pending', 'authorised', 'captured', 'declined', 'voided', 'mismatch', 'refunded')),
  ADD CONSTRAINT refunds_cannot_exceed_the_capture CHECK
    (refunded_amount >= 0 AND refunding_amount >= 0 AND disputed_amount >= 0 AND refunded_amount + refunding_amount + disputed_amount <= captured_amount),
  ADD CONSTRAINT captures_cannot_exceed_the_amount CHECK (captured_amount >= 0 AND captured_amount <= amount),
  ADD CONSTRAINT only_captured_money_counts CHECK ((state IN ('captured', 'refunded')) = (captured_amount > 0)),
  ADD CONSTRAINT a_capture_is_part_of_the_amount CHECK (capture_amount > 0 AND capture_amount <= amount);

-- At most one attempt for each tender that has taken money, or may have. A surplus one is on its way back.
DROP INDEX one_live_payment_per_order;
CREATE UNIQUE INDEX one_live_payment_per_order_and_tender ON payments (order_id, tender)
  WHERE state IN ('started', 'unknown', 'pending', 'authorised', 'captured', 'mismatch') AND NOT is_surplus;
DROP INDEX payments_unsettled;
CREATE INDEX payments_unsettled ON payments (looked_at) WHERE state IN ('started', 'unknown', 'pending', 'authorised');
CREATE INDEX payments_mismatched ON payments (created_at) WHERE mismatch IS NOT NULL;
CREATE INDEX declines_by_address ON payments (address, settled_at) WHERE state = 'declined' AND address IS NOT NULL;
CREATE INDEX declines_by_card ON payments (fingerprint, settled_at) WHERE state = 'declined' AND fingerprint IS NOT NULL;
CREATE INDEX payments_with_address ON payments (created_at) WHERE address IS NOT NULL;
CREATE INDEX payments_by_reference ON payments (provider, provider_ref);
CREATE INDEX payments_captured ON payments (provider, settled_at) WHERE state IN ('captured', 'refunded');

-- What was asked to be given back. Its parts, one a payment, are the refunds.
CREATE TABLE refund_requests (
  refund_id  uuid PRIMARY KEY,                  -- of the caller: the same id is the same refund
  order_id   uuid NOT NULL,
  amount     bigint NOT NULL,                   -- minor units
  reason     text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX refund_requests_by_order ON refund_requests (order_id);

DROP INDEX one_full_refund_per_payment;
ALTER TABLE refunds DROP CONSTRAINT refund_state_is_known;
ALTER TABLE refunds
  ADD COLUMN asked_as     uuid,                 -- the request it is a part of; its refund_id is the key the provider is given
  ADD COLUMN provider_ref text,
  ADD COLUMN problem      text,
  ADD COLUMN looked_at    timestamptz,          -- when the provider was last asked about it
  ADD CONSTRAINT refund_state_is_known CHECK (state IN ('started', 'pending', 'done', 'failed'));
UPDATE refunds SET asked_as = refund_id, looked_at = created_at;
INSERT INTO refund_requests (refund_id, order_id, amount, reason, created_at)
SELECT r.refund_id, p.order_id, r.amount, r.reason, r.created_at FROM refunds r JOIN payments p USING (payment_id);
ALTER TABLE refunds ALTER COLUMN asked_as SET NOT NULL, ALTER COLUMN looked_at SET NOT NULL;
CREATE INDEX refunds_by_request ON refunds (asked_as);
CREATE INDEX refunds_by_payment ON refunds (payment_id, created_at);
CREATE INDEX refunds_unsettled ON refunds (looked_at) WHERE state IN ('started', 'pending');
CREATE INDEX refunds_failed ON refunds (created_at) WHERE state = 'failed';
-- A refund that began at the provider is told by it any number of times, and is one.
CREATE UNIQUE INDEX a_refund_is_known_once ON refunds (payment_id, provider_ref) WHERE provider_ref IS NOT NULL;

-- Payments that the shopper's bank takes back. Open and lost ones cannot be refunded as well.
CREATE TABLE disputes (
  provider    text NOT NULL,
  dispute_ref text NOT NULL,                    -- what the provider calls it
  payment_id  uuid NOT NULL REFERENCES payments,
  amount      bigint NOT NULL,                  -- minor units
  currency    text NOT NULL,
  state       text NOT NULL,
  reason      text NOT NULL,
  opened_at   timestamptz NOT NULL,
  closed_at   timestamptz,
  CONSTRAINT a_dispute_is_kept_once PRIMARY KEY (provider, dispute_ref),
  CONSTRAINT dispute_state_is_known CHECK (state IN ('open', 'won', 'lost'))
);
CREATE INDEX disputes_by_payment ON disputes (payment_id);
CREATE INDEX disputes_open ON disputes (opened_at) WHERE state = 'open';

-- News as it was understood; the bytes are not kept, for they carry names and parts of cards that the shop has no use for.
ALTER TABLE webhooks
  ADD COLUMN kind       text NOT NULL DEFAULT 'payment',
  ADD COLUMN news       jsonb NOT NULL DEFAULT '{}',
  DROP COLUMN body, DROP COLUMN outcome, DROP COLUMN amount, DROP COLUMN currency, DROP COLUMN provider_ref, DROP COLUMN problem;
CREATE INDEX webhooks_by_payment ON webhooks (payment_id, received_at);
CREATE INDEX webhooks_by_time ON webhooks (received_at);

-- What was said to providers and what they answered, for whoever looks into an order; without secrets and cards, and for 90 days.
CREATE TABLE messages (
  message_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  payment_id uuid NOT NULL REFERENCES payments,
  refund_id  uuid,
  at         timestamptz NOT NULL,
  direction  text NOT NULL,
  what       text NOT NULL,                     -- such as charge, answer, silence, webhook
  body       jsonb NOT NULL,
  CONSTRAINT direction_is_known CHECK (direction IN ('out', 'in'))
);
CREATE INDEX messages_by_payment ON messages (payment_id, message_id);
CREATE INDEX messages_by_time ON messages (at);

-- Rows of the payouts of providers, as they were imported.
CREATE TABLE payout_rows (
  provider     text NOT NULL,
  payout_ref   text NOT NULL,
  row_ref      text NOT NULL,                   -- what the provider calls the row
  kind         text NOT NULL,
  payment_ref  text,                            -- our payment_id or the provider's name for it
  payment_id   uuid,                            -- of ours, if there is one
  gross        bigint NOT NULL,                 -- minor units, negative where money left
  fee          bigint NOT NULL,
  net          bigint NOT NULL,
  currency     text NOT NULL,
  paid_at      timestamptz NOT NULL,
  imported_at  timestamptz NOT NULL,
  CONSTRAINT a_payout_row_is_kept_once PRIMARY KEY (provider, payout_ref, row_ref),
  CONSTRAINT a_payout_row_adds_up CHECK (net = gross - fee),
  CONSTRAINT payout_kind_is_known CHECK (kind IN ('charge', 'refund', 'dispute', 'fee', 'other'))
);
CREATE INDEX payout_rows_by_payment ON payout_rows (payment_id);

-- A payment as the contract shows it.
CREATE OR REPLACE FUNCTION as_json(p payments.payments) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'payment_id', p.payment_id, 'order_id', p.order_id, 'tender', p.tender, 'method', p.method, 'provider', p.provider, 'provider_ref', p.provider_ref,
    'state', p.state, 'amount', jsonb_build_object('amount', p.amount, 'currency', p.currency),
    'captured_amount', p.captured_amount, 'refunded_amount', p.refunded_amount, 'refunding_amount', p.refunding_amount,
    'disputed_amount', p.disputed_amount, 'is_capture_later', p.is_capture_later, 'is_surplus', p.is_surplus, 'mismatch', p.mismatch,
    'problem', p.problem, 'redirect_url', p.redirect_url, 'created_at', p.created_at, 'settled_at', p.settled_at)
$$;

-- What every event of a payment carries; `amount` in minor units of the payment's currency.
CREATE FUNCTION as_event(p payments.payments, amount bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('payment_id', p.payment_id, 'order_id', p.order_id, 'method', p.method, 'provider', p.provider, 'tender', p.tender,
    'amount', jsonb_build_object('amount', amount, 'currency', p.currency))
$$;

-- A part of a refund as the contract shows it, with what asking its provider needs.
CREATE FUNCTION part_as_json(r payments.refunds, p payments.payments) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('refund_id', r.refund_id, 'payment_id', r.payment_id, 'order_id', p.order_id, 'method', p.method, 'provider', p.provider,
    'provider_ref', p.provider_ref, 'amount', jsonb_build_object('amount', r.amount, 'currency', p.currency), 'state', r.state, 'problem', r.problem)
$$;

CREATE FUNCTION dispute_as_json(d payments.disputes, p payments.payments) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('dispute_ref', d.dispute_ref, 'payment_id', d.payment_id, 'order_id', p.order_id,
    'amount', jsonb_build_object('amount', d.amount, 'currency', d.currency), 'state', d.state, 'reason', d.reason,
    'opened_at', d.opened_at, 'closed_at', d.closed_at)
$$;
