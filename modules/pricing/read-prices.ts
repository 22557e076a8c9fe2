import type { Prices, ReadPrices } from './contract.ts'
import type { Pricing } from './needs.ts'

/** All prices of these variants, in every currency. */
export const readPrices = async ({ db }: Pricing, { variant_ids }: ReadPrices): Promise<Prices> => {
  const { rows } = await db.sql<{ variant_id: string; currency: string; amount: number; compare_at_amount: number | null }>`
    SELECT variant_id, currency, amount, compare_at_amount FROM pricing.prices
    WHERE variant_id = ANY(${variant_ids}::uuid[]) ORDER BY variant_id, currency`
  return { prices: rows }
}
