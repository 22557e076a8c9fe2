import { isDeepStrictEqual } from 'node:util'
import type { pricing } from '#modules/pricing/contract.ts'
import type { Occurred } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import type { Done } from '#platform/module.ts'
import { announceChange } from './announce-change.ts'
import { Overtaken } from './claim-products.ts'
import type { Catalog } from './needs.ts'
import type { Prices } from './prepare-product.ts'
import { lockProducts, refreshCards } from './refresh-cards.ts'

const MOST_TRIES = 5

/**
 * Copies prices that pricing has changed onto variants and cards. It asks pricing what they are now, and writes only if no one has
 * changed the product since it began, so that of two copies under way the older one can never win.
 */
export const followPrices = async (needs: Catalog, event: Occurred<(typeof pricing.events)['pricing.prices_changed']>, done: Done) => {
  for (let tries = 1; ; tries++) {
    try {
      return await copyPrices(needs, event.payload.variant_ids, done)
    } catch (error) {
      if (!(error instanceof Overtaken) || tries === MOST_TRIES) throw error
    }
  }
}

const copyPrices = async (needs: Catalog, asked: string[], done: Done): Promise<void> => {
  const { rows } = await needs.db.sql<{ variant_id: string; product_id: string; revision: number; prices: Prices }>`
    SELECT v.variant_id, p.product_id, p.revision, v.prices FROM catalog.variants v JOIN catalog.products p USING (product_id)
    WHERE v.variant_id = ANY(${asked}::uuid[])`
  if (rows.length === 0) return
  const now = new Map(rows.map(({ variant_id }): [string, Prices] => [variant_id, {}]))
  for (const { variant_id, currency, amount, compare_at_amount } of (await needs.pricing.readPrices({ variant_ids: [...now.keys()] }))
    .prices)
    Object.assign(now.get(variant_id) ?? {}, { [currency]: { amount, compare_at_amount } })

  const changed = rows.flatMap((row) => {
    const prices = now.get(row.variant_id) ?? {}
    return isDeepStrictEqual(prices, row.prices) ? [] : [{ ...row, prices }]
  })
  if (changed.length === 0) return
  const revisions = new Map(changed.map(({ product_id, revision }) => [product_id, revision]))
  const product_ids = [...revisions.keys()]
  await needs.db.transaction(async (sql) => {
    await lockProducts(sql, product_ids)
    const { count } = await sql`
      UPDATE catalog.products p SET revision = p.revision + 1
      FROM unnest(${product_ids}::uuid[], ${[...revisions.values()]}::bigint[]) AS seen (product_id, revision)
      WHERE p.product_id = seen.product_id AND p.revision = seen.revision`
    if (count < product_ids.length) throw new Overtaken()
    await sql`
      UPDATE catalog.variants v SET prices = now.prices
      FROM jsonb_to_recordset(${json(changed)}::jsonb) AS now (variant_id uuid, prices jsonb) WHERE v.variant_id = now.variant_id`
    await refreshCards(sql, product_ids)
    await announceChange(needs, sql, product_ids)
    await done(sql)
  })
}
