import type { Money } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { sum, times } from '#platform/money.ts'
import type { AskQuote, Quote } from './contract.ts'
import { type Candidate, priceOf, tiersOf } from './price-of.ts'

/**
 * What a basket comes to at these prices. Every line keeps its place; lines of one variant count together for its quantity tiers. Lines whose
 * variant has no price in the currency are left out and named in `unpriced`, once each. Whole minor units only, so the parts add up exactly.
 * @throws AMOUNT_TOO_LARGE { field } when a line or the sum is beyond the safe integers
 */
export const priceBasket = ({ currency, lines }: Pick<AskQuote, 'currency' | 'lines'>, candidates: Map<string, Candidate[]>): Quote => {
  const quantities = new Map<string, number>()
  for (const { variant_id, quantity } of lines) quantities.set(variant_id, (quantities.get(variant_id) ?? 0) + quantity)
  const prices = new Map([...quantities].map(([id, quantity]) => [id, priceOf(candidates.get(id) ?? [], quantity, currency)]))
  const priced = lines.flatMap(({ variant_id, quantity }, i) => {
    const price = prices.get(variant_id)
    if (!price) return []
    const unit_price: Money = { amount: price.amount, currency }
    const compare_at = price.compare_at_amount === null ? null : { amount: price.compare_at_amount, currency }
    const line_total = orTooLarge(() => times(unit_price, quantity), `lines.${i}.quantity`)
    const tiers = tiersOf(candidates.get(variant_id) ?? [], currency)
    return [{ variant_id, quantity, unit_price, compare_at, line_total, tiers, why: price.why }]
  })
  const totals = priced.map((line) => line.line_total)
  const subtotal = orTooLarge(() => sum(totals, currency), 'lines')
  const unpriced = [...quantities.keys()].filter((variant_id) => !prices.get(variant_id))
  return { currency, lines: priced, unpriced, subtotal, total: subtotal }
}

const orTooLarge = (add: () => Money, field: string): Money => {
  try {
    return add()
  } catch (error) {
    if (error instanceof RangeError)
      throw fail('AMOUNT_TOO_LARGE', 'This comes to more than can be counted. Order less at once.', { field })
    throw error
  }
}
