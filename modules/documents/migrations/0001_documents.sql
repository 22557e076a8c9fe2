-- The last number of each series and year. Its row is locked by whoever issues a document, until that document is there or is not:
-- a number that was drawn and not used comes back with the rollback, so a series has no gap.
CREATE TABLE series (
  kind        text NOT NULL,
  year        integer NOT NULL,
  last_number integer NOT NULL,
  PRIMARY KEY (kind, year),
  CONSTRAINT a_series_counts_up CHECK (last_number > 0)
);

CREATE TABLE documents (
  document_id  uuid PRIMARY KEY,
  position     bigint NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE, -- those of one order are in the sequence they were issued in
  kind         text NOT NULL,
  year         integer NOT NULL,
  sequence     integer NOT NULL,              -- within the series of this kind and year
  number       text NOT NULL,                 -- as it is printed: prefix, year, sequence
  order_id     uuid NOT NULL,
  order_number text NOT NULL,
  refers_to    uuid REFERENCES documents,     -- the invoice that a credit note lessens
  occasion     text NOT NULL,                 -- why it was issued, once for each: `<order_id> version 3, 1`
  currency     text NOT NULL,
  net_amount   bigint NOT NULL,               -- minor units
  tax_amount   bigint NOT NULL,
  total_amount bigint NOT NULL,
  facts        jsonb NOT NULL,                -- all that is printed: see Facts in facts.ts
  issued_at    timestamptz NOT NULL,
  CONSTRAINT document_kind_is_known CHECK (kind IN ('invoice', 'credit_note')),
  CONSTRAINT a_series_has_each_number_once UNIQUE (kind, year, sequence),
  CONSTRAINT a_number_names_one_document UNIQUE (kind, number),
  CONSTRAINT an_occasion_has_one_document UNIQUE (occasion),
  CONSTRAINT a_credit_note_refers_to_its_invoice CHECK ((kind = 'credit_note') = (refers_to IS NOT NULL)),
  CONSTRAINT a_document_adds_up CHECK (total_amount = net_amount + tax_amount AND total_amount >= 0)
);
CREATE INDEX documents_by_order ON documents (order_id, position);

-- The printed document: once, and every reprint is these bytes.
CREATE TABLE files (
  document_id uuid PRIMARY KEY REFERENCES documents,
  bytes       bytea NOT NULL,
  sha256      bytea NOT NULL GENERATED ALWAYS AS (sha256(bytes)) STORED,
  printed_at  timestamptz NOT NULL
);

-- Documents that nobody has asked for yet and that wait to be printed.
CREATE TABLE to_print (document_id uuid PRIMARY KEY REFERENCES documents);

-- How far each order is billed. Its row is locked while a document for the order is decided on.
CREATE TABLE billed_orders (
  order_id   uuid PRIMARY KEY,
  version    integer NOT NULL,                -- of the newest order event that was followed; older ones change nothing
  invoice_id uuid REFERENCES documents,       -- that counts; null: none, or all of it was taken back
  content    text,                            -- digest of what the invoice bills: an edited order has another
  remaining  jsonb NOT NULL DEFAULT '[]',     -- by tax rate, what of the invoice is not credited: see Remaining in credit-shares.ts
  credited   bigint NOT NULL DEFAULT 0        -- minor units of the invoice that were
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'documents.% is only ever added to; a credit note takes an invoice back', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'what_is_issued_stays', TABLE = TG_TABLE_NAME, SCHEMA = 'documents';
END $$;
CREATE TRIGGER what_is_issued_stays BEFORE UPDATE OR DELETE ON documents FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_is_issued_stays BEFORE UPDATE OR DELETE ON files FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_is_issued_is_not_emptied BEFORE TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_is_issued_is_not_emptied BEFORE TRUNCATE ON files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON documents, files FROM PUBLIC;
