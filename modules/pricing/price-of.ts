import type { Why } from '#platform/contract.ts'
import { formatMoney, portion } from '#platform/money.ts'
import type { Tier } from './contract.ts'

/**
 * A price that a variant could have: its base price (`list_id` null), or an entry of a list that applies now to this customer.
 * A list without an entry for the variant takes its part off the base price.
 */
export type Candidate = {
  list_id: string | null
  title: string
  kind: 'base' | 'list' | 'sale'
  min_quantity: number
  amount: number | null
  off_basis_points: number | null
  /** of the base price only: what it was before a reduction that the merchant noted by hand */
  compare_at_amount: number | null
}

export type Priced = { amount: number; compare_at_amount: number | null; why: Why }

/**
 * The price of one unit when `quantity` units are bought: the lowest of all that apply, the base price among equals. So nobody pays more
 * because of a list that was meant to help. The price before a reduction is the base price where a sale won, else the one noted by hand.
 * A price for a group or a quantity is no reduction. Undefined: the variant is not sold in this currency, whatever lists say.
 */
export const priceOf = (candidates: Candidate[], quantity: number, currency: string): Priced | undefined => {
  const base = candidates.find((one) => one.kind === 'base')
  if (base?.amount == null) return undefined
  const base_amount = base.amount
  const applying = candidates
    .filter((one) => one.min_quantity <= quantity)
    .map((one) => ({ ...one, amount: one.amount ?? base_amount - portion(base_amount, one.off_basis_points ?? 0, 10_000) }))
    .toSorted((a, b) => a.amount - b.amount || rank(a) - rank(b) || (a.list_id ?? '').localeCompare(b.list_id ?? ''))
  const won = applying[0] ?? { ...base, amount: base_amount }
  const before = won.kind === 'sale' ? base_amount : won.kind === 'base' ? base.compare_at_amount : null
  return {
    amount: won.amount,
    compare_at_amount: before !== null && before > won.amount ? before : null,
    why: [stepOf(base, base_amount, currency), ...(won.list_id ? [stepOf(won, won.amount - base_amount, currency)] : [])],
  }
}

/** The quantities from which on a unit is cheaper than before, rising, with what it costs then; none where it always costs the same. */
export const tiersOf = (candidates: Candidate[], currency: string): Tier[] => {
  const quantities = new Set(candidates.map(({ min_quantity }) => min_quantity).filter((quantity) => quantity > 1))
  let before = priceOf(candidates, 1, currency)?.amount
  const tiers: Tier[] = []
  for (const min_quantity of [...quantities].toSorted((a, b) => a - b)) {
    const amount = priceOf(candidates, min_quantity, currency)?.amount
    if (amount === undefined || before === undefined || amount >= before) continue
    tiers.push({ min_quantity, unit_price: { amount, currency } })
    before = amount
  }
  return tiers
}

const rank = ({ kind }: Candidate): number => ['base', 'sale', 'list'].indexOf(kind)

const stepOf = ({ kind, list_id, title, min_quantity }: Candidate, amount: number, currency: string): Why[number] => {
  const money = { amount, currency }
  if (kind === 'base') return { rule: 'base_price', id: null, text: `Base price ${formatMoney(money, 'en')}`, amount: money }
  const from = min_quantity > 1 ? ` from ${min_quantity} units` : ''
  return { rule: kind === 'sale' ? 'sale' : 'price_list', id: list_id, text: `${title}${from}: ${formatMoney(money, 'en')}`, amount: money }
}
