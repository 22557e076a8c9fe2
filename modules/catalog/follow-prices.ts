import { isDeepStrictEqual } from 'node:util'
import type { pricing, Tier } from '#modules/pricing/contract.ts'
import type { Occurred } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { announceChange } from './announce-change.ts'
import type { Catalog } from './needs.ts'
import type { Prices } from './prepare-product.ts'
import { lockProducts, refreshCards } from './refresh-cards.ts'
import { untilSettled } from './until-settled.ts'

type PricesChanged = Occurred<(typeof pricing.events)['pricing.prices_changed']>

/** currency -> what a sale or list makes of a variant's price for everyone just now, in minor units; nothing to compare with: a list */
export type Reductions = Record<string, { amount: number; compare_at_amount: number | null; lowest_amount: number | null }>
type Copy = { prices: Prices; reductions: Reductions; tiers: Record<string, Tier[]> }

/** Copies prices, reductions and tiers that pricing has changed onto variants and cards. It asks pricing what they are now; the event only says whose. */
export const followPrices = (needs: Catalog, { payload }: PricesChanged) => showPrices(needs, payload.variant_ids)

const AT_ONCE = 5_000 // as pricing's contract has it

/** Asks pricing what these variants cost now and shows it. */
export const showPrices = async (needs: Catalog, variant_ids: string[]): Promise<void> => {
  for (let from = 0; from < variant_ids.length; from += AT_ONCE)
    await untilSettled(() => copyPrices(needs, variant_ids.slice(from, from + AT_ONCE)))
}

/** True when a copy was wrong and has been written. */
const copyPrices = async (needs: Catalog, asked: string[]): Promise<boolean> => {
  const { rows } = await needs.db.sql<{
    variant_id: string
    product_id: string
    prices: Prices
    reductions: Reductions
    tiers: Copy['tiers']
  }>`
    SELECT variant_id, product_id, prices, reductions, tiers FROM catalog.variants WHERE variant_id = ANY(${asked}::uuid[])`
  if (rows.length === 0) return false
  const now = await readOffers(
    needs,
    rows.map(({ variant_id }) => variant_id),
  )
  const changed = rows.flatMap(({ variant_id, product_id, ...before }) => {
    const copy = now.get(variant_id) ?? noOffer()
    return isDeepStrictEqual(copy, before) ? [] : [{ variant_id, product_id, ...copy }]
  })
  if (changed.length === 0) return false
  await needs.db.transaction(async (sql) => {
    const product_ids = await lockProducts(sql, [...new Set(changed.map(({ product_id }) => product_id))])
    await sql`
      UPDATE catalog.variants v SET prices = now.prices, reductions = now.reductions, tiers = now.tiers
      FROM jsonb_to_recordset(${json(changed)}::jsonb) AS now (variant_id uuid, prices jsonb, reductions jsonb, tiers jsonb)
      WHERE v.variant_id = now.variant_id`
    await refreshCards(sql, product_ids)
    await announceChange(needs, sql, product_ids)
  })
  return true
}

const noOffer = (): Copy => ({ prices: {}, reductions: {}, tiers: {} })

const readOffers = async ({ pricing }: Catalog, variant_ids: string[]): Promise<Map<string, Copy>> => {
  const now = new Map(variant_ids.map((variant_id): [string, Copy] => [variant_id, noOffer()]))
  const [{ prices }, { reductions }, { variants }] = await Promise.all([
    pricing.readPrices({ variant_ids }),
    pricing.readReductions({ variant_ids }),
    pricing.readTiers({ variant_ids }),
  ])
  for (const { variant_id, currency, ...price } of prices) Object.assign(now.get(variant_id)?.prices ?? {}, { [currency]: price })
  for (const { variant_id, currency, ...price } of reductions) Object.assign(now.get(variant_id)?.reductions ?? {}, { [currency]: price })
  for (const { variant_id, currency, tiers } of variants) Object.assign(now.get(variant_id)?.tiers ?? {}, { [currency]: tiers })
  return now
}
