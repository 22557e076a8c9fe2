-- The index: what of a product can be found, and the card that is shown when it is. All of it comes from the catalogue.

CREATE TABLE search.documents (
  product_id uuid NOT NULL,
  locale     text NOT NULL,
  currencies text[] NOT NULL,   -- in which it can be bought
  title      text NOT NULL,     -- folded, for a query that is the title
  codes      text[] NOT NULL,   -- SKUs and barcodes, folded, without separators
  words      tsvector NOT NULL, -- A title, SKUs, barcodes; B brand, categories; D description; A and B as they are and as stems, D as stems
  digest     text NOT NULL,     -- of what the row was made from, so that a new price does not cost a new analysis
  PRIMARY KEY (product_id, locale)
);
CREATE INDEX documents_by_words ON search.documents USING gin (words);

CREATE TABLE search.cards (
  product_id uuid NOT NULL,
  locale     text NOT NULL,
  currency   text NOT NULL,
  card       json NOT NULL,
  PRIMARY KEY (product_id, locale, currency)
) WITH (fillfactor = 85);

-- Who asked the catalogue about a product last. Only that answer is written: an older one may arrive later.
CREATE TABLE search.readings (
  product_id uuid PRIMARY KEY,
  reading_id uuid NOT NULL
);

-- The shop's languages and currencies, the default first; copied from settings.
CREATE TABLE search.shop (
  is_the_shop boolean PRIMARY KEY DEFAULT true CHECK (is_the_shop),
  locales     text[] NOT NULL,
  currencies  text[] NOT NULL
);

-- How the words of a language are brought to their stems. PostgreSQL 15 has these; other languages are searched as they are written.
CREATE FUNCTION search.stemmer(locale text) RETURNS regconfig LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE left(locale, 2)
    WHEN 'da' THEN 'danish'::regconfig WHEN 'de' THEN 'german' WHEN 'en' THEN 'english' WHEN 'es' THEN 'spanish'
    WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french' WHEN 'hu' THEN 'hungarian' WHEN 'it' THEN 'italian'
    WHEN 'nb' THEN 'norwegian' WHEN 'nl' THEN 'dutch' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian'
    WHEN 'ru' THEN 'russian' WHEN 'sv' THEN 'swedish' WHEN 'tr' THEN 'turkish' ELSE 'simple' END
$$;
