-- What the shop shows: ready cards, and the shelves they stand on. All of it can be made anew from 0001 by refresh-cards.ts.

-- One card a product on sale, language and currency it has a price in.
CREATE TABLE catalog.cards (
  product_id   uuid NOT NULL,
  locale       text NOT NULL,
  currency     text NOT NULL,
  published_at timestamptz NOT NULL,
  price_amount bigint NOT NULL, -- minor units, the lowest of its variants
  name         text NOT NULL,   -- what the title sorts by
  card         json NOT NULL,   -- the text that a list sends, as it is
  PRIMARY KEY (product_id, locale, currency)
) WITH (fillfactor = 85);

-- Which products stand in a category or below it. Category 00000000-... holds everything on sale.
-- One index a sort order: a page of any category in any order is one range of one index.
CREATE TABLE catalog.shelves (
  product_id   uuid NOT NULL,
  category_id  uuid NOT NULL,
  locale       text NOT NULL,
  currency     text NOT NULL,
  published_at timestamptz NOT NULL,
  price_amount bigint NOT NULL,
  name         text NOT NULL COLLATE "C",
  PRIMARY KEY (product_id, category_id, locale, currency)
);
CREATE INDEX shelves_by_newest ON catalog.shelves (category_id, locale, currency, published_at DESC, product_id DESC);
CREATE INDEX shelves_by_price ON catalog.shelves (category_id, locale, currency, price_amount, product_id);
CREATE INDEX shelves_by_name ON catalog.shelves (category_id, locale, currency, name, product_id);

-- How many products stand on a shelf; kept by the statement that fills it, so that no page counts.
CREATE TABLE catalog.shelf_counts (
  category_id   uuid NOT NULL,
  locale        text NOT NULL,
  currency      text NOT NULL,
  product_count integer NOT NULL,
  PRIMARY KEY (category_id, locale, currency)
) WITH (fillfactor = 50);

-- A to Z regardless of case and accents, the same on every server whatever its collation.
CREATE FUNCTION catalog.sort_name(title text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT left(replace(lower(regexp_replace(normalize(title, NFKD), '[\u0300-\u036f]', '', 'g')), 'ß', 'ss'), 80)
$$;

-- What each variant costs in each currency it has a price in. A former price counts only where it is higher.
CREATE VIEW catalog.variant_prices AS
SELECT v.product_id, v.variant_id, v.position, v.in_stock, c.currency, p.amount,
  CASE WHEN p.compare_at_amount > p.amount THEN p.compare_at_amount END AS compare_at_amount
FROM catalog.variants v
JOIN catalog.currencies c ON v.prices ? c.currency
CROSS JOIN LATERAL jsonb_to_record(v.prices -> c.currency) AS p (amount bigint, compare_at_amount bigint);

-- A product in one currency, over all variants that have a price in it. A function, so that it is only ever asked for one product.
CREATE FUNCTION catalog.offer(product uuid, money text)
RETURNS TABLE (lowest bigint, highest bigint, compare_at bigint, in_stock boolean, variant_count integer, only_variant_id text)
LANGUAGE sql STABLE AS $$
  SELECT min(amount), max(amount), (array_agg(compare_at_amount ORDER BY amount, position))[1], bool_or(in_stock), count(*)::integer,
    CASE WHEN count(*) = 1 THEN min(variant_id::text) END
  FROM catalog.variant_prices WHERE product_id = product AND currency = money
  HAVING count(*) > 0
$$;

CREATE VIEW catalog.fresh_cards AS
SELECT p.product_id, l.locale, c.currency, p.published_at, o.lowest AS price_amount, catalog.sort_name(w.words ->> 'title') AS name,
  json_build_object(
    'product_id', p.product_id,
    'slug', p.slug,
    'title', w.words ->> 'title',
    'brand', p.brand,
    'picture', p.pictures -> 0,
    'second_picture', p.pictures -> 1,
    'price', json_build_object('amount', o.lowest, 'currency', c.currency),
    'compare_at', CASE WHEN o.compare_at IS NOT NULL THEN json_build_object('amount', o.compare_at, 'currency', c.currency) END,
    'has_price_range', o.highest > o.lowest,
    'in_stock', o.in_stock,
    'variant_count', o.variant_count,
    'only_variant_id', o.only_variant_id,
    'published_at', to_char(p.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS card
FROM catalog.products p
CROSS JOIN catalog.currencies c
CROSS JOIN LATERAL catalog.offer(p.product_id, c.currency) o
CROSS JOIN catalog.languages l
CROSS JOIN LATERAL (SELECT COALESCE(p.translations -> l.locale, catalog.fallback_language(p.translations)) AS words) w
WHERE p.status = 'active';

CREATE VIEW catalog.fresh_shelves AS
SELECT DISTINCT c.product_id, shelf.category_id, c.locale, c.currency, c.published_at, c.price_amount, c.name
FROM catalog.cards c
CROSS JOIN LATERAL (
  SELECT '00000000-0000-0000-0000-000000000000'::uuid AS category_id
  UNION ALL
  SELECT unnest(g.path) FROM catalog.product_categories pc JOIN catalog.categories g USING (category_id) WHERE pc.product_id = c.product_id
) shelf;

-- One page of a shelf in one of four orders: one range of one index. In plpgsql, because it keeps a plan for each order; as one
-- statement it would be planned anew for every call, which takes longer than running it.
CREATE FUNCTION catalog.shelf_page(shelf uuid, language text, money text, sort text, most bigint, skipped bigint)
RETURNS TABLE (product_id uuid, n bigint) LANGUAGE plpgsql STABLE ROWS 25 AS $$
BEGIN
  IF sort = 'price_asc' THEN
    RETURN QUERY SELECT s.product_id, row_number() OVER (ORDER BY s.price_amount, s.product_id) FROM catalog.shelves s
      WHERE s.category_id = shelf AND s.locale = language AND s.currency = money ORDER BY s.price_amount, s.product_id LIMIT most OFFSET skipped;
  ELSIF sort = 'price_desc' THEN
    RETURN QUERY SELECT s.product_id, row_number() OVER (ORDER BY s.price_amount DESC, s.product_id DESC) FROM catalog.shelves s
      WHERE s.category_id = shelf AND s.locale = language AND s.currency = money ORDER BY s.price_amount DESC, s.product_id DESC LIMIT most OFFSET skipped;
  ELSIF sort = 'name' THEN
    RETURN QUERY SELECT s.product_id, row_number() OVER (ORDER BY s.name, s.product_id) FROM catalog.shelves s
      WHERE s.category_id = shelf AND s.locale = language AND s.currency = money ORDER BY s.name, s.product_id LIMIT most OFFSET skipped;
  ELSE
    RETURN QUERY SELECT s.product_id, row_number() OVER (ORDER BY s.published_at DESC, s.product_id DESC) FROM catalog.shelves s
      WHERE s.category_id = shelf AND s.locale = language AND s.currency = money ORDER BY s.published_at DESC, s.product_id DESC LIMIT most OFFSET skipped;
  END IF;
END
$$;

-- A category as pages show it, in one language, with the count of one currency.
CREATE VIEW catalog.category_nodes AS
SELECT g.category_id, g.parent_id, g.path, g.slug, g.position, l.locale, c.currency, w.words ->> 'title' AS title,
  jsonb_build_object(
    'category_id', g.category_id,
    'parent_id', g.parent_id,
    'slug', g.slug,
    'title', w.words ->> 'title',
    'text', w.words ->> 'text',
    'position', g.position,
    'product_count', COALESCE(n.product_count, 0)) AS node
FROM catalog.categories g
CROSS JOIN catalog.languages l
CROSS JOIN catalog.currencies c
CROSS JOIN LATERAL (SELECT COALESCE(g.translations -> l.locale, catalog.fallback_language(g.translations)) AS words) w
LEFT JOIN catalog.shelf_counts n ON (n.category_id, n.locale, n.currency) = (g.category_id, l.locale, c.currency);

-- How far giving every product its cards anew has got, after the shop's languages or currencies have changed. At most one row.
CREATE TABLE catalog.reshelvings (
  is_under_way boolean PRIMARY KEY DEFAULT true CHECK (is_under_way),
  done_up_to   uuid NOT NULL
);
