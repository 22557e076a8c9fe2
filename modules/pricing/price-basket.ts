import type { Money } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { sum, times } from '#platform/money.ts'
import type { AskQuote, Price, Quote } from './contract.ts'

/**
 * What a basket comes to at these prices. Every line keeps its place; lines whose variant has no price in the currency are left out and
 * named in `unpriced`, once each. Whole minor units only, so nothing is rounded: the parts add up exactly.
 * @throws AMOUNT_TOO_LARGE { field } when a line or the sum is beyond the safe integers
 */
export const priceBasket = ({ currency, lines }: AskQuote, prices: Price[]): Quote => {
  const priceOf = new Map(prices.filter((price) => price.currency === currency).map((price) => [price.variant_id, price]))
  const priced = lines.flatMap(({ variant_id, quantity }, i) => {
    const price = priceOf.get(variant_id)
    if (!price) return []
    const unit_price: Money = { amount: price.amount, currency }
    const compare_at = price.compare_at_amount === null ? null : { amount: price.compare_at_amount, currency }
    const line_total = orTooLarge(() => times(unit_price, quantity), `lines.${i}.quantity`)
    return [{ variant_id, quantity, unit_price, compare_at, line_total }]
  })
  const subtotal = orTooLarge(
    () =>
      sum(
        priced.map((line) => line.line_total),
        currency,
      ),
    'lines',
  )
  const unpriced = [...new Set(lines.map((line) => line.variant_id))].filter((variant_id) => !priceOf.has(variant_id))
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
