-- The chart of accounts. An entry names an account and, where one account has several of a kind (a provider, a tax rate), a detail.
CREATE TABLE accounts (
  account  text PRIMARY KEY,
  title    text NOT NULL,
  kind     text NOT NULL,
  position integer NOT NULL UNIQUE,            -- as they are listed
  CONSTRAINT account_kind_is_known CHECK (kind IN ('asset', 'liability', 'revenue', 'expense'))
);
INSERT INTO accounts (position, account, kind, title) VALUES
  (10, 'receivable',             'asset',     'Owed by customers'),
  (20, 'provider_clearing',      'asset',     'With payment providers'),               -- detail: the provider
  (30, 'bank',                   'asset',     'Bank'),                                 -- detail: the provider whose payout it was
  (40, 'tax_payable',            'liability', 'Tax to be paid'),                       -- detail: the rate in basis points
  (50, 'gift_card_liability',    'liability', 'Left on gift cards'),
  (60, 'store_credit_liability', 'liability', 'Left of store credit'),
  (65, 'surplus',                'liability', 'Paid twice, to be given back'),         -- detail: the provider
  (70, 'sales',                  'revenue',   'Sales, net'),                           -- detail: the tax treatment
  (80, 'shipping_income',        'revenue',   'Shipping, net'),                        -- detail: the tax treatment
  (90, 'discounts',              'revenue',   'Discounts, net'),                       -- detail: the tax treatment; lessens sales
  (100, 'refunds',               'revenue',   'Refunds and credit notes, net'),        -- detail: the tax treatment; lessens sales
  (110, 'fees',                  'expense',   'Fees of payment providers'),            -- detail: the provider
  (120, 'chargebacks',           'expense',   'Chargebacks'),                          -- detail: the provider
  (130, 'goodwill',              'expense',   'Gift cards and credit given for nothing'),
  (140, 'rounding',              'expense',   'Differences of rounding');              -- detail: where they came from

-- What happened, once for each source: `capture:<payment_id>`, `document:<document_id>` and so on.
CREATE TABLE transactions (
  transaction_id uuid PRIMARY KEY,
  source         text NOT NULL,
  event_id       uuid NOT NULL,
  kind           text NOT NULL,
  order_id       uuid,
  reference      text,                         -- what people know it by: the number of a document, of a payout
  day            date NOT NULL,                -- of the books: when it happened, in UTC
  occurred_at    timestamptz NOT NULL,
  booked_at      timestamptz NOT NULL,
  entry_count    integer NOT NULL,
  CONSTRAINT a_source_is_booked_once UNIQUE (source),
  CONSTRAINT an_event_is_booked_once UNIQUE (event_id),
  CONSTRAINT a_transaction_has_two_sides CHECK (entry_count >= 2)
);
CREATE INDEX transactions_by_order ON transactions (order_id) WHERE order_id IS NOT NULL;

-- Debits are positive, credits negative. `height` counts without a gap; `hash` seals the entry, its transaction and everything before it.
CREATE TABLE entries (
  height         bigint PRIMARY KEY,
  transaction_id uuid NOT NULL REFERENCES transactions,
  order_id       uuid,
  day            date NOT NULL,
  account        text NOT NULL REFERENCES accounts,
  detail         text NOT NULL DEFAULT '',
  amount         bigint NOT NULL,              -- minor units
  currency       text NOT NULL,
  hash           bytea NOT NULL,
  CONSTRAINT an_entry_moves_something CHECK (amount <> 0)
);
CREATE INDEX entries_by_transaction ON entries (transaction_id);
CREATE INDEX entries_by_order ON entries (order_id, height) WHERE order_id IS NOT NULL;
CREATE INDEX entries_by_account ON entries (account, height);
CREATE INDEX entries_by_day ON entries (day, height);

-- The end of the chain. Its row is locked by whoever appends, so that entries have one sequence.
CREATE TABLE head (
  is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
  height          bigint NOT NULL DEFAULT 0,
  hash            bytea NOT NULL DEFAULT sha256('souk ledger')
);
INSERT INTO head DEFAULT VALUES;

-- What an entry's hash is made of: JSON, because it says where a field ends; numbers and UTC only, because sessions write times differently.
CREATE FUNCTION content_of(e ledger.entries, t ledger.transactions) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN -- in plpgsql, which keeps its plan
  RETURN convert_to(jsonb_build_array(
    e.height, e.account, e.detail, e.amount, e.currency, e.order_id, e.day - date '2000-01-01',
    t.transaction_id, t.source, t.event_id, t.kind, t.order_id, t.reference, t.day - date '2000-01-01', t.entry_count,
    (extract(epoch FROM t.occurred_at) * 1000000)::bigint, (extract(epoch FROM t.booked_at) * 1000000)::bigint)::text, 'UTF8');
END $$;

-- Seals many entries in one pass: `chained(hash of the last one, content) OVER (ORDER BY height)` is the hash of each.
CREATE FUNCTION link(sealed bytea, previous bytea, content bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN sha256(coalesce(sealed, previous) || content);
END $$;
CREATE AGGREGATE chained(previous bytea, content bytea) (SFUNC = ledger.link, STYPE = bytea);

-- An entry that comes without its hash is sealed here. Those that book.ts writes were sealed together, under the lock on `head`.
CREATE FUNCTION seal_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  previous bytea;
  whole    ledger.transactions;
BEGIN
  IF NEW.hash IS NOT NULL THEN RETURN NEW; END IF; -- sealed already, by book.ts or before an export; the chain tells whether it fits
  SELECT * INTO STRICT whole FROM ledger.transactions WHERE transaction_id = NEW.transaction_id;
  UPDATE ledger.head SET height = height + 1 RETURNING height, hash INTO STRICT NEW.height, previous;
  NEW.order_id := whole.order_id;
  NEW.day := whole.day;
  NEW.hash := sha256(previous || ledger.content_of(NEW, whole));
  UPDATE ledger.head SET hash = NEW.hash;
  RETURN NEW;
END $$;
CREATE TRIGGER entries_are_sealed BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION seal_entry();

-- Whether a transaction is whole is asked at COMMIT, when all its entries are there.
CREATE FUNCTION check_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong record;
BEGIN
  SELECT currency, sum(amount) AS rest INTO wrong FROM ledger.entries
  WHERE transaction_id = NEW.transaction_id GROUP BY currency HAVING sum(amount) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the entries of transaction % leave % %', NEW.transaction_id, wrong.rest, wrong.currency
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_transaction_sums_to_zero', TABLE = 'entries', SCHEMA = 'ledger';
  END IF;
  PERFORM FROM ledger.transactions t WHERE t.transaction_id = NEW.transaction_id
    AND t.entry_count = (SELECT count(*) FROM ledger.entries e WHERE e.transaction_id = t.transaction_id);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'transaction % has not the entries it was booked with', NEW.transaction_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_booked_transaction_is_whole', TABLE = 'entries', SCHEMA = 'ledger';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_transaction_sums_to_zero AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_transaction();
CREATE CONSTRAINT TRIGGER a_booked_transaction_is_whole AFTER INSERT ON transactions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_transaction();

-- What is booked stays. A mistake is corrected by another transaction.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger.% is only ever added to; correct a mistake by another transaction', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'what_is_booked_stays', TABLE = TG_TABLE_NAME, SCHEMA = 'ledger';
END $$;
CREATE TRIGGER what_is_booked_stays BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_is_booked_stays BEFORE UPDATE OR DELETE ON transactions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_is_booked_is_not_emptied BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_is_booked_is_not_emptied BEFORE TRUNCATE ON transactions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON entries, transactions FROM PUBLIC;

-- What orders last said of themselves, to hold against what the payments and documents said. Not part of the books.
CREATE TABLE heard_orders (
  order_id        uuid PRIMARY KEY,
  version         integer NOT NULL,
  state           text NOT NULL,
  currency        text NOT NULL,
  total_amount    bigint NOT NULL,
  paid_amount     bigint NOT NULL,
  refunded_amount bigint NOT NULL,
  heard_at        timestamptz NOT NULL
);

CREATE VIEW balances AS
  SELECT account, detail, currency, sum(amount)::bigint AS balance FROM ledger.entries GROUP BY account, detail, currency;

-- What an order's customer owes and has paid, each as a positive number.
CREATE VIEW order_sums AS
  SELECT e.order_id, e.currency,
    coalesce(sum(e.amount) FILTER (WHERE t.kind = 'invoice'), 0)::bigint AS invoiced,
    coalesce(-sum(e.amount) FILTER (WHERE t.kind = 'credit_note'), 0)::bigint AS credited,
    coalesce(-sum(e.amount) FILTER (WHERE t.kind = 'payment_captured'), 0)::bigint AS captured,
    coalesce(sum(e.amount) FILTER (WHERE t.kind IN ('payment_refunded', 'payment_refund_failed', 'order_credited')), 0)::bigint AS refunded,
    sum(e.amount)::bigint AS open
  FROM ledger.entries e JOIN ledger.transactions t USING (transaction_id)
  WHERE e.account = 'receivable' AND e.order_id IS NOT NULL
  GROUP BY e.order_id, e.currency;
