import type { Call, Input, Output } from '#platform/contract.ts'
import type { catalog, ResolvedVariant } from './contract.ts'
import type { Catalog } from './needs.ts'

type Asked = Input<typeof catalog.ops.resolveVariants>
type Answer = Output<typeof catalog.ops.resolveVariants>

/**
 * Finds variants by id, by SKU, or by a product that has only one, in the order asked; null where there is none.
 * A variant of a draft or an archived product is found, but not for sale; also before the catalogue knows the languages. One statement, whose
 * plan is kept: a list that PostgreSQL sees (without `SELECT`) looks so much cheaper to it than any list that it plans anew for each, which
 * takes four times as long as the reading.
 */
export const resolveVariants = async ({ db }: Catalog, { locale = '', refs }: Asked, _call: Call): Promise<Answer> => {
  const { rows } = await db.sql<{ n: number; variant: ResolvedVariant }>`
    WITH asked AS MATERIALIZED (
      SELECT locale FROM catalog.languages ORDER BY locale = ${locale} DESC, locale = left(${locale}, 2) DESC, position LIMIT 1),
    refs AS (
      SELECT * FROM unnest(
          (SELECT ${refs.map(({ variant_id }) => variant_id ?? null)}::uuid[]),
          (SELECT ${refs.map(({ sku }) => sku ?? null)}::text[]),
          (SELECT ${refs.map(({ product_id }) => product_id ?? null)}::uuid[]))
        WITH ORDINALITY AS r (variant_id, sku, product_id, n)),
    found AS (
      SELECT r.n, v.variant_id FROM refs r JOIN catalog.variants v ON v.variant_id = r.variant_id
      UNION ALL
      SELECT r.n, v.variant_id FROM refs r JOIN catalog.variants v ON v.sku = r.sku WHERE r.variant_id IS NULL
      UNION ALL
      SELECT r.n, min(v.variant_id::text)::uuid FROM refs r JOIN catalog.variants v ON v.product_id = r.product_id
      WHERE r.variant_id IS NULL AND r.sku IS NULL GROUP BY r.n HAVING count(*) = 1)
    SELECT f.n, json_build_object(
      'variant_id', v.variant_id,
      'product_id', p.product_id,
      'slug', p.slug,
      'sku', v.sku,
      'title', COALESCE(p.translations -> a.locale, catalog.fallback_language(p.translations)) ->> 'title',
      'variant_title', COALESCE((
        SELECT string_agg(v.options ->> (o ->> 'name'), ' / ') FROM jsonb_array_elements(p.options) AS o
        WHERE EXISTS (SELECT FROM catalog.variants other WHERE other.product_id = p.product_id AND other.variant_id <> v.variant_id)), ''),
      'picture', COALESCE((
        SELECT shown FROM jsonb_array_elements(p.pictures) AS shown WHERE shown ->> 'name' = v.picture LIMIT 1), p.pictures -> 0),
      'category_ids', COALESCE((
        SELECT json_agg(DISTINCT above.id ORDER BY above.id) FROM catalog.product_categories pc JOIN catalog.categories g USING (category_id)
        CROSS JOIN LATERAL unnest(g.path) AS above (id) WHERE pc.product_id = p.product_id), '[]'),
      'tax_class', p.tax_class,
      'weight_grams', COALESCE(v.weight_grams, 0),
      'is_for_sale', p.status = 'active') AS variant
    FROM found f
    JOIN catalog.variants v USING (variant_id)
    JOIN catalog.products p USING (product_id)
    LEFT JOIN asked a ON true`
  const found = new Map(rows.map(({ n, variant }) => [n, variant]))
  return { variants: refs.map((_, i) => found.get(i + 1) ?? null) }
}
