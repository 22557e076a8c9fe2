import type { AskQuote, Quote } from './contract.ts'
import type { Pricing } from './needs.ts'
import { priceBasket } from './price-basket.ts'

/**
 * What these quantities cost now, in one currency. Prices come from here and never from a request.
 * @throws AMOUNT_TOO_LARGE { field }
 */
export const quoteBasket = async ({ db }: Pricing, basket: AskQuote): Promise<Quote> => {
  const variantIds = basket.lines.map((line) => line.variant_id)
  const { rows } = await db.sql<{ variant_id: string; currency: string; amount: number; compare_at_amount: number | null }>`
    SELECT variant_id, currency, amount, compare_at_amount FROM pricing.prices
    WHERE variant_id = ANY(${variantIds}::uuid[]) AND currency = ${basket.currency}`
  return priceBasket(basket, rows)
}
