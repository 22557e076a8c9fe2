import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { ProductPage } from './contract.ts'
import type { Catalog } from './needs.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const SLUG = /^[a-z0-9-]+$/ // whatever else somebody types into the address bar is no product

/**
 * One product on sale, by slug or id, with everything its page shows. One statement.
 * In a language it has no words in, it answers in the shop's; a variant without a price in the currency has none.
 * @throws NOT_FOUND also for drafts and archived products
 */
export const readProduct = async (
  { db }: Catalog,
  { product, locale = '', currency = '' }: { product: string; locale?: string; currency?: string },
  _call: Call,
): Promise<ProductPage> => {
  const { rows } = await db.sql<{ page: ProductPage }>`
    WITH asked AS MATERIALIZED (
      SELECT
        (SELECT locale FROM catalog.languages ORDER BY locale = ${locale} DESC, locale = left(${locale}, 2) DESC, position LIMIT 1) AS locale,
        (SELECT currency FROM catalog.currencies ORDER BY currency = ${currency} DESC, position LIMIT 1) AS currency)
    SELECT json_build_object(
      'product_id', p.product_id,
      'slug', p.slug,
      'title', w.words ->> 'title',
      'description', w.words ->> 'description',
      'brand', p.brand,
      'breadcrumbs', COALESCE((SELECT json_agg(json_build_object('slug', b.slug, 'title', b.title) ORDER BY cardinality(b.path))
        FROM catalog.category_nodes b
        WHERE (b.locale, b.currency) = (a.locale, a.currency) AND b.category_id = ANY((
          SELECT g.path FROM catalog.product_categories pc JOIN catalog.categories g USING (category_id)
          WHERE pc.product_id = p.product_id ORDER BY pc.position LIMIT 1)::uuid[])), '[]'),
      'options', (SELECT COALESCE(json_agg(json_build_object('name', o ->> 'name', 'title', o ->> 'name', 'values',
          (SELECT json_agg(json_build_object('value', v, 'title', v)) FROM jsonb_array_elements_text(o -> 'values') AS v))), '[]')
        FROM jsonb_array_elements(p.options) AS o),
      'variants', (SELECT json_agg(json_build_object(
          'variant_id', v.variant_id, 'sku', v.sku, 'options', v.options, 'in_stock', v.in_stock,
          'price', CASE WHEN o.amount IS NOT NULL THEN json_build_object('amount', o.amount, 'currency', a.currency) END,
          'compare_at', CASE WHEN o.compare_at_amount IS NOT NULL THEN json_build_object('amount', o.compare_at_amount, 'currency', a.currency) END,
          'lowest', CASE WHEN o.lowest_amount IS NOT NULL THEN json_build_object('amount', o.lowest_amount, 'currency', a.currency) END,
          'tiers', COALESCE(v.tiers -> a.currency, '[]'),
          'picture', (SELECT shown FROM jsonb_array_elements(p.pictures) AS shown WHERE shown ->> 'name' = v.picture LIMIT 1)) ORDER BY v.position)
        FROM catalog.variants v LEFT JOIN catalog.variant_prices o ON (o.variant_id, o.currency) = (v.variant_id, a.currency)
        WHERE v.product_id = p.product_id),
      'pictures', p.pictures,
      'published_at', to_char(p.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'updated_at', to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS page
    FROM asked a
    JOIN catalog.products p ON p.status = 'active' AND (p.slug = ${SLUG.test(product) ? product : null} OR p.product_id = ${UUID.test(product) ? product : null}::uuid)
    CROSS JOIN LATERAL (SELECT COALESCE(p.translations -> a.locale, catalog.fallback_language(p.translations)) AS words) w
    ORDER BY p.slug = ${SLUG.test(product) ? product : null} DESC LIMIT 1`
  const page = rows[0]?.page
  if (!page) throw fail('NOT_FOUND', 'There is no such product on sale.', { product })
  return page
}
