CREATE TABLE prices (
  variant_id        uuid NOT NULL,
  currency          text NOT NULL,             -- ISO 4217
  amount            bigint NOT NULL,           -- minor units, tax included
  compare_at_amount bigint,                    -- minor units; the price before a reduction
  PRIMARY KEY (variant_id, currency),
  CONSTRAINT prices_cannot_be_negative CHECK (amount >= 0 AND compare_at_amount >= 0),
  CONSTRAINT prices_are_safe_integers CHECK (amount <= 9007199254740991 AND compare_at_amount <= 9007199254740991),
  CONSTRAINT currency_is_three_letters CHECK (currency ~ '^[A-Z]{3}$')
);
