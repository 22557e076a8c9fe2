import { toDecimal } from '#platform/money.ts'
import { fatal, note, type Problem, type Variant, type View } from './draft.ts'
import { amountOf } from './fields.ts'

/** Minor units; a price that is missing or cannot be read keeps the product out. */
export const priceOf = (line: number, text: string, currency: string, problems: Problem[]): number | undefined => {
  const amount = amountOf(text, currency)
  if (amount === undefined) {
    const wrong = text
      ? `"${text}" is not a price in ${currency}; write it like ${toDecimal({ amount: 1250, currency })}.`
      : 'There is no price.'
    problems.push(fatal(line, text ? 'BAD_PRICE' : 'NO_PRICE', wrong))
  }
  return amount
}

/** Prices as the file writes them; dates as `2026-03-01`, empty when open. */
export type ToldPrice = { line: number; regular: string; reduced?: string; starts?: string; ends?: string }

const DAY = /^(?:\d{4}-\d\d-\d\d|)$/

/**
 * The price today, in minor units, and what it was before a reduction. The shop has no dated prices yet: a reduction that is not on today
 * is left out, one that will end is said to need a hand.
 */
export const pricesOf = (
  { line, regular, reduced = '', starts = '', ends = '' }: ToldPrice,
  { currency, today }: View,
  problems: Problem[],
): Variant['prices'] => {
  const amount = priceOf(line, regular, currency, problems)
  if (amount === undefined) return []
  const lower = reduced ? priceOf(line, reduced, currency, problems) : undefined
  const [first, last] = [starts.slice(0, 10), ends.slice(0, 10)]
  const is_dated = DAY.test(first) && DAY.test(last)
  const is_on = is_dated && first <= today && (last === '' || today <= last)
  if (lower !== undefined && (!is_dated || first > today || (is_on && last)))
    problems.push(
      note(
        line,
        'NOT_KEPT',
        `The dates of a reduced price (${starts || 'now'} to ${ends || 'open'}) are not kept; change the price by hand.`,
      ),
    )
  const is_reduced = lower !== undefined && lower < amount && is_on
  return [{ currency, amount: is_reduced ? lower : amount, compare_at_amount: is_reduced ? amount : null }]
}
