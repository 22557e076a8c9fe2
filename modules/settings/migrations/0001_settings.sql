-- One row: the choices of this shop.
CREATE TABLE settings.settings (
  is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
  version         integer NOT NULL DEFAULT 1,
  shop_name       text NOT NULL DEFAULT 'Lantern & Loom',
  locales         text[] NOT NULL DEFAULT '{en,de}',     -- BCP 47; the first is the default
  currencies      text[] NOT NULL DEFAULT '{EUR,USD}',   -- ISO 4217; the first is the default
  country         text NOT NULL DEFAULT 'DE',            -- ISO 3166-1 alpha-2
  contact_email   text NOT NULL DEFAULT 'hello@lantern-and-loom.example',
  public_url      text,                                  -- NULL: as configured at the start
  approval        text NOT NULL DEFAULT 'by_hand',
  mail_from       text NOT NULL DEFAULT 'shop@lantern-and-loom.example',
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT approval_is_known CHECK (approval IN ('by_hand', 'when_paid')),
  CONSTRAINT a_shop_has_a_language CHECK (cardinality(locales) > 0),
  CONSTRAINT a_shop_has_a_currency CHECK (cardinality(currencies) > 0)
);
INSERT INTO settings.settings DEFAULT VALUES;
