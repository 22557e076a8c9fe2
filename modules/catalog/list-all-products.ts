import type { Call, Input, Output } from '#platform/contract.ts'
import type { catalog } from './contract.ts'
import type { Catalog } from './needs.ts'

type Asked = Input<typeof catalog.ops.listAllProducts>
type Answer = Output<typeof catalog.ops.listAllProducts>
type Found = Omit<Answer['products'][number], 'available'> & { variant_ids: string[] }

/**
 * Products of every status for staff, last changed first, with the price and the words of the shop's defaults, and with the units that
 * inventory has of them. `query`: every word begins a word of a title, the brand, the address, an SKU or a barcode. One statement, and inventory's.
 */
export const listAllProducts = async (
  { db, inventory }: Catalog,
  { query = '', status, page = 1, limit = 50 }: Asked,
  _call: Call,
): Promise<Answer> => {
  const words =
    query
      .match(/[\p{L}\p{N}]+/gu)
      ?.map((word) => `'${word}':*`)
      .join(' & ') ?? ''
  if (query.trim() !== '' && words === '') return { products: [], page, has_more: false }
  const { rows } = await db.sql<{ products: Found[] | null }>`
    SELECT json_agg(json_build_object(
      'product_id', p.product_id,
      'slug', p.slug,
      'title', catalog.fallback_language(p.translations) ->> 'title',
      'status', p.status,
      'picture', p.pictures -> 0,
      'price', CASE WHEN o.lowest IS NOT NULL THEN json_build_object('amount', o.lowest, 'currency', c.currency) END,
      'variant_count', v.variant_count,
      'in_stock', v.in_stock,
      'variant_ids', v.variant_ids,
      'updated_at', to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY p.updated_at DESC, p.product_id DESC) AS products
    FROM (
      SELECT * FROM catalog.products
      WHERE (${status ?? null}::text IS NULL OR status = ${status ?? null})
        AND (${words} = '' OR words @@ to_tsquery('simple', ${words}))
      ORDER BY updated_at DESC, product_id DESC
      LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}) AS p
    CROSS JOIN LATERAL (
      SELECT count(*) AS variant_count, COALESCE(bool_or(in_stock), false) AS in_stock, COALESCE(json_agg(variant_id), '[]') AS variant_ids FROM catalog.variants WHERE product_id = p.product_id) v
    CROSS JOIN (SELECT currency FROM catalog.currencies ORDER BY position LIMIT 1) c
    LEFT JOIN LATERAL catalog.offer(p.product_id, c.currency) o ON true`
  const found = rows[0]?.products ?? []
  const shown = found.slice(0, limit)
  const units = await unitsOf(
    inventory,
    shown.flatMap(({ variant_ids }) => variant_ids),
  )
  const products = shown.map(({ variant_ids, ...row }) => ({
    ...row,
    available: variant_ids.reduce((sum, variant_id) => sum + (units.get(variant_id) ?? 0), 0),
  }))
  return { products, page, has_more: found.length > limit }
}

const ASKED_AT_ONCE = 5_000

const unitsOf = async (inventory: Catalog['inventory'], variant_ids: string[]): Promise<Map<string, number>> => {
  const units = new Map<string, number>()
  for (let from = 0; from < variant_ids.length; from += ASKED_AT_ONCE) {
    const { levels } = await inventory.readLevels({ variant_ids: variant_ids.slice(from, from + ASKED_AT_ONCE) })
    for (const { variant_id, available } of levels) units.set(variant_id, available)
  }
  return units
}
