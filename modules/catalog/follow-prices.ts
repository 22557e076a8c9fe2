import { isDeepStrictEqual } from 'node:util'
import type { pricing } from '#modules/pricing/contract.ts'
import type { Occurred } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { announceChange } from './announce-change.ts'
import type { Catalog } from './needs.ts'
import type { Prices } from './prepare-product.ts'
import { lockProducts, refreshCards } from './refresh-cards.ts'
import { untilSettled } from './until-settled.ts'

type PricesChanged = Occurred<(typeof pricing.events)['pricing.prices_changed']>

/** Copies prices that pricing has changed onto variants and cards. It asks pricing what they are now; the event only says whose. */
export const followPrices = (needs: Catalog, { payload }: PricesChanged) => untilSettled(() => copyPrices(needs, payload.variant_ids))

/** True when a copy was wrong and has been written. */
const copyPrices = async (needs: Catalog, asked: string[]): Promise<boolean> => {
  const { rows } = await needs.db.sql<{ variant_id: string; product_id: string; prices: Prices }>`
    SELECT variant_id, product_id, prices FROM catalog.variants WHERE variant_id = ANY(${asked}::uuid[])`
  if (rows.length === 0) return false
  const now = new Map(rows.map(({ variant_id }): [string, Prices] => [variant_id, {}]))
  for (const { variant_id, currency, amount, compare_at_amount } of (await needs.pricing.readPrices({ variant_ids: [...now.keys()] }))
    .prices)
    Object.assign(now.get(variant_id) ?? {}, { [currency]: { amount, compare_at_amount } })

  const changed = rows.flatMap(({ variant_id, product_id, prices: before }) => {
    const prices = now.get(variant_id) ?? {}
    return isDeepStrictEqual(prices, before) ? [] : [{ variant_id, product_id, prices }]
  })
  if (changed.length === 0) return false
  await needs.db.transaction(async (sql) => {
    const product_ids = await lockProducts(sql, [...new Set(changed.map(({ product_id }) => product_id))])
    await sql`
      UPDATE catalog.variants v SET prices = now.prices
      FROM jsonb_to_recordset(${json(changed)}::jsonb) AS now (variant_id uuid, prices jsonb) WHERE v.variant_id = now.variant_id`
    await refreshCards(sql, product_ids)
    await announceChange(needs, sql, product_ids)
  })
  return true
}
