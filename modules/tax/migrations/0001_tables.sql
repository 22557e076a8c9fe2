-- How this shop is taxed.
CREATE TABLE tax.choices (
  is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
  version         integer NOT NULL DEFAULT 1,
  is_registered   boolean NOT NULL DEFAULT true,
  registered_in   text[] NOT NULL DEFAULT '{}',       -- ISO 3166-1 alpha-2
  eu_scheme       text NOT NULL DEFAULT 'home',
  cross_border    text NOT NULL DEFAULT 'keep_gross',
  when_unchecked  text NOT NULL DEFAULT 'charge',
  vat_id          text,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT eu_scheme_is_known CHECK (eu_scheme IN ('home', 'destination')),
  CONSTRAINT cross_border_is_known CHECK (cross_border IN ('keep_gross', 'keep_net')),
  CONSTRAINT when_unchecked_is_known CHECK (when_unchecked IN ('charge', 'trust'))
);
INSERT INTO tax.choices DEFAULT VALUES;

CREATE TABLE tax.classes (
  tax_class text PRIMARY KEY,
  title     text NOT NULL,
  kind      text NOT NULL,
  position  integer NOT NULL,
  CONSTRAINT class_kind_is_known CHECK (kind IN ('standard', 'reduced', 'zero'))
);
INSERT INTO tax.classes (tax_class, title, kind, position) VALUES
  ('standard', 'Standard rate', 'standard', 1),
  ('reduced', 'Reduced rate', 'reduced', 2),
  ('reduced_low', 'Lower reduced rate, where a country has two', 'reduced', 3),
  ('zero', 'Zero rate', 'zero', 4);

CREATE TABLE tax.zones (
  zone_id      uuid PRIMARY KEY,
  version      integer NOT NULL DEFAULT 1,
  name         text NOT NULL,
  country      text NOT NULL,                         -- ISO 3166-1 alpha-2, or *
  region       text,
  postal_codes text[],
  tax_name     text NOT NULL,
  time_zone    text NOT NULL,                         -- IANA; where a day begins
  CONSTRAINT an_area_has_one_zone UNIQUE NULLS NOT DISTINCT (country, region, postal_codes)
);

CREATE TABLE tax.rates (
  zone_id      uuid NOT NULL REFERENCES tax.zones ON DELETE CASCADE,
  tax_class    text NOT NULL CONSTRAINT a_rate_is_of_a_class REFERENCES tax.classes,
  basis_points integer NOT NULL,
  valid_from   date NOT NULL,
  valid_until  date,                                  -- the last day; NULL: until another begins
  CONSTRAINT one_rate_begins_on_a_day PRIMARY KEY (zone_id, tax_class, valid_from),
  CONSTRAINT a_rate_ends_after_it_begins CHECK (valid_until >= valid_from),
  CONSTRAINT a_rate_is_a_share CHECK (basis_points BETWEEN 0 AND 10000)
);

-- Every answer about a VAT-ID: the newest counts, the others prove what was known when.
CREATE TABLE tax.vat_checks (
  check_id            uuid PRIMARY KEY,
  vat_id              text NOT NULL,
  is_valid            boolean NOT NULL,
  name                text,
  address             text,
  consultation_number text,
  checked_at          timestamptz NOT NULL
);
CREATE INDEX vat_checks_newest ON tax.vat_checks (vat_id, checked_at DESC);

-- What an outside provider last said to the same question; holds while it cannot be reached.
CREATE TABLE tax.provider_answers (
  question    text PRIMARY KEY,                       -- SHA-256 of the question
  answer      jsonb NOT NULL,
  answered_at timestamptz NOT NULL
);
CREATE INDEX provider_answers_age ON tax.provider_answers (answered_at);
