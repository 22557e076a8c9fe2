import type { Call, Input, Output } from '#platform/contract.ts'
import type { catalog } from './contract.ts'
import type { Catalog } from './needs.ts'

type Asked = Input<typeof catalog.ops.findGoods>
type Answer = Output<typeof catalog.ops.findGoods>

/**
 * Products with their variants, to choose from and to name what was chosen: those of the ids, and those that the words of `query` fit, as in
 * `list-all-products.ts`. Products come by title, variants by SKU; of a query at most 20, of ids all that are still there. One statement.
 */
export const findGoods = async (
  { db }: Catalog,
  { query = '', product_ids = [], variant_ids = [] }: Asked,
  _call: Call,
): Promise<Answer> => {
  const words =
    query
      .match(/[\p{L}\p{N}]+/gu)
      ?.map((word) => `'${word}':*`)
      .join(' & ') ?? ''
  const { rows } = await db.sql<{ goods: Answer['goods'] | null }>`
    WITH wanted AS (
      SELECT unnest(${product_ids}::uuid[]) AS product_id
      UNION
      SELECT v.product_id FROM catalog.variants v WHERE v.variant_id = ANY (${variant_ids}::uuid[])
      UNION
      (SELECT p.product_id FROM catalog.products p WHERE ${words} <> '' AND p.words @@ to_tsquery('simple', NULLIF(${words}, ''))
       ORDER BY p.updated_at DESC, p.product_id DESC LIMIT 20))
    SELECT json_agg(json_build_object(
      'product_id', p.product_id,
      'title', catalog.fallback_language(p.translations) ->> 'title',
      'picture', p.pictures -> 0,
      'variants', (
        SELECT json_agg(json_build_object(
          'variant_id', v.variant_id,
          'sku', v.sku,
          'title', COALESCE((
            SELECT string_agg(v.options ->> (o ->> 'name'), ' / ') FROM jsonb_array_elements(p.options) AS o), '')) ORDER BY v.sku)
        FROM catalog.variants v WHERE v.product_id = p.product_id)) ORDER BY catalog.fallback_language(p.translations) ->> 'title') AS goods
    FROM wanted JOIN catalog.products p USING (product_id)`
  return { goods: rows[0]?.goods ?? [] }
}
