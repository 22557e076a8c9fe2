-- What reduces a variant for everyone just now: currency -> { amount, compare_at_amount, lowest_amount }, minor units; a copy, pricing knows.
-- `lowest_amount` is the lowest price of the 30 days before the reduction.
ALTER TABLE catalog.variants ADD COLUMN reductions jsonb NOT NULL DEFAULT '{}';

DROP VIEW catalog.fresh_cards;
DROP FUNCTION catalog.offer(uuid, text);

-- What each variant costs everyone in each currency it has a price in. A former price counts only where it is higher.
CREATE OR REPLACE VIEW catalog.variant_prices AS
SELECT v.product_id, v.variant_id, v.position, v.in_stock, c.currency, least(p.amount, r.amount) AS amount,
  CASE WHEN r.amount < p.amount THEN p.amount WHEN p.compare_at_amount > p.amount THEN p.compare_at_amount END AS compare_at_amount,
  CASE WHEN r.amount < p.amount OR p.compare_at_amount > p.amount THEN r.lowest_amount END AS lowest_amount
FROM catalog.variants v
JOIN catalog.currencies c ON v.prices ? c.currency
CROSS JOIN LATERAL jsonb_to_record(v.prices -> c.currency) AS p (amount bigint, compare_at_amount bigint)
LEFT JOIN LATERAL jsonb_to_record(v.reductions -> c.currency) AS r (amount bigint, lowest_amount bigint) ON true;

-- A product in one currency, over all variants that have a price in it. A function, so that it is only ever asked for one product.
CREATE FUNCTION catalog.offer(product uuid, money text)
RETURNS TABLE (lowest bigint, highest bigint, compare_at bigint, lowest_before bigint, in_stock boolean, variant_count integer, only_variant_id text)
LANGUAGE sql STABLE AS $$
  SELECT min(amount), max(amount), (array_agg(compare_at_amount ORDER BY amount, position))[1],
    (array_agg(lowest_amount ORDER BY amount, position))[1], bool_or(in_stock), count(*)::integer,
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
    'lowest', CASE WHEN o.lowest_before IS NOT NULL THEN json_build_object('amount', o.lowest_before, 'currency', c.currency) END,
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

-- Cards of a shop that has products already are made anew.
INSERT INTO catalog.reshelvings (done_up_to)
SELECT '00000000-0000-0000-0000-000000000000' WHERE EXISTS (SELECT FROM catalog.products) ON CONFLICT DO NOTHING;
