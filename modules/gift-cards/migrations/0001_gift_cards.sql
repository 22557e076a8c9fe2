-- A gift card, found by its code, or what a customer has with the shop in one currency. Ids follow from what they are for (card-codes.ts), so a
-- store credit needs no second unique key: an upsert waits properly for one key only, the one it names.
CREATE TABLE instruments (
  instrument_id uuid NOT NULL,
  kind          text NOT NULL,
  code_hash     bytea,                        -- HMAC-SHA-256 of a card's code; the code itself is kept nowhere
  last4         text,                         -- of the code
  customer_id   uuid,
  email         text,                         -- to whom a card was sent
  locale        text,                         -- in which the mail to them is written
  message       text,                         -- what the mail says to them
  currency      text NOT NULL,
  balance       bigint NOT NULL DEFAULT 0,    -- minor units; changed only by the statement that writes an entry
  expires_at    timestamptz,
  disabled_at   timestamptz,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (instrument_id, currency),
  CONSTRAINT instrument_kind_is_known CHECK (kind IN ('card', 'credit')),
  CONSTRAINT a_card_has_a_code_and_a_credit_a_customer
    CHECK ((kind = 'card') = (code_hash IS NOT NULL) AND (kind = 'credit') = (customer_id IS NOT NULL) AND (code_hash IS NULL) = (last4 IS NULL)),
  CONSTRAINT a_balance_cannot_go_negative CHECK (balance >= 0),
  CONSTRAINT a_code_opens_one_card UNIQUE (code_hash)
);
CREATE INDEX instruments_newest ON instruments (created_at DESC, instrument_id DESC);
CREATE INDEX instruments_of_a_customer ON instruments (customer_id, currency) WHERE customer_id IS NOT NULL;
CREATE INDEX instruments_by_last4 ON instruments (last4) WHERE last4 IS NOT NULL;
CREATE INDEX instruments_by_email ON instruments (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX instruments_by_expiry ON instruments (expires_at) WHERE expires_at IS NOT NULL; -- without the balance, so that spending touches no index

-- Whatever moved a balance. `cause_id` is the id of the issue, payment, refund, credit or adjustment it belongs to: each moves money once.
CREATE TABLE entries (
  entry_id      uuid PRIMARY KEY,
  instrument_id uuid NOT NULL,
  currency      text NOT NULL,
  kind          text NOT NULL,
  amount        bigint NOT NULL,              -- minor units added to the balance; negative where it took away
  cause_id      uuid NOT NULL,
  order_id      uuid,
  payment_id    uuid,
  reason        text,
  who           text NOT NULL,                -- a name, or `shop`
  actor_id      uuid,
  at            timestamptz NOT NULL,
  CONSTRAINT an_entry_is_in_the_currency_of_its_instrument
    FOREIGN KEY (instrument_id, currency) REFERENCES instruments (instrument_id, currency),
  CONSTRAINT entry_kind_is_known CHECK (kind IN ('issue', 'credit', 'spend', 'give_back', 'adjust', 'expire')),
  CONSTRAINT a_cause_moves_money_once UNIQUE (kind, cause_id),
  CONSTRAINT an_entry_goes_in_the_direction_of_its_kind
    CHECK (CASE WHEN kind IN ('spend', 'expire') THEN amount < 0 WHEN kind = 'adjust' THEN amount <> 0 ELSE amount > 0 END)
);
CREATE INDEX entries_of_an_instrument ON entries (instrument_id, at DESC, entry_id DESC);

-- What a payment took, and what of it went back.
CREATE TABLE spendings (
  payment_id    uuid PRIMARY KEY,
  instrument_id uuid NOT NULL,
  order_id      uuid,
  amount        bigint NOT NULL,              -- minor units
  currency      text NOT NULL,
  given_back    bigint NOT NULL DEFAULT 0,    -- minor units
  spent_at      timestamptz NOT NULL,
  CONSTRAINT a_spending_is_in_the_currency_of_its_instrument
    FOREIGN KEY (instrument_id, currency) REFERENCES instruments (instrument_id, currency),
  CONSTRAINT no_more_goes_back_than_was_spent CHECK (given_back >= 0 AND given_back <= amount)
);

-- Tries to find a card by a code that was wrong, counted for all processes together.
CREATE TABLE tries (
  subject text PRIMARY KEY,
  used    integer NOT NULL,
  ends_at timestamptz NOT NULL                -- then counting starts anew
);
CREATE INDEX tries_by_end ON tries (ends_at);

-- A ledger is corrected by a new entry, never by changing one.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Entries are never changed; write another one.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- An entry as the books hear of it: see EntryEvent in contract.ts.
CREATE FUNCTION as_event(e entries, customer_id uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'entry_id', e.entry_id, 'instrument_id', e.instrument_id, 'kind', e.kind,
    'amount', jsonb_build_object('amount', e.amount, 'currency', e.currency), 'order_id', e.order_id, 'payment_id', e.payment_id,
    'refund_id', CASE WHEN e.kind = 'give_back' THEN e.cause_id END, 'credit_id', CASE WHEN e.kind = 'credit' THEN e.cause_id END,
    'customer_id', customer_id, 'at', e.at)
$$;
