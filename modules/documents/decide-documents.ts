import type { Order } from '#modules/orders/contract.ts'
import type { Invoicing } from '#modules/settings/contract.ts'
import type { TaxRow } from '#modules/tax/contract.ts'
import { type Remaining, remainingOf, takeShares } from './credit-shares.ts'
import type { Because } from './facts.ts'

/** How far an order is billed. `content` of null: no invoice counts. */
export type Billed = { content: string | null; remaining: Remaining[]; credited: number }

export type Step = { kind: 'invoice' } | { kind: 'credit_note'; because: Because; total: number; taxes: TaxRow[] }

/**
 * Which documents an order needs, as it now is, beside those it has. An order that is closed is billed nothing. An order that was edited
 * has its invoice taken back and a new one. Money or store credit given back for goods is credited up to what was given back, and so is what
 * is not asked for any more; what was paid too much and went back is not. Asked again with the answer, it answers nothing.
 */
export const decideDocuments = (billed: Billed, order: Order, when: Invoicing['when']): { steps: Step[]; billed: Billed } => {
  const is_closed = order.state === 'cancelled' || order.state === 'rejected'
  const is_billed = billed.content !== null
  const content = contentOf(order)
  if (is_billed && is_closed) return takeBack(billed, 'cancelled')
  if (is_closed || (!is_billed && !isToBeBilled(order, when))) return { steps: [], billed }
  const replaced = is_billed && billed.content !== content ? takeBack(billed, 'replaced') : { steps: [], billed }
  if (replaced.billed.content === null) {
    const fresh = credit({ content, remaining: remainingOf(order), credited: 0 }, order)
    return { steps: [...replaced.steps, { kind: 'invoice' }, ...fresh.steps], billed: fresh.billed }
  }
  return credit(replaced.billed, order)
}

const isToBeBilled = ({ state, payment_state, total, paid }: Order, when: Invoicing['when'] = 'paid_or_confirmed'): boolean => {
  if (state === 'draft') return false
  if (when === 'fulfilled') return state === 'fulfilled'
  const is_paid = payment_state === 'paid' || (paid.amount > 0 && paid.amount >= total.amount)
  return is_paid || (when === 'paid_or_confirmed' && (state === 'confirmed' || state === 'fulfilled'))
}

/** What an invoice bills, as text that differs when it does. What was fulfilled or paid since is no part of it. */
export const contentOf = (order: Order): string =>
  JSON.stringify([
    order.lines.map(({ line_id, quantity, line_total, discount, tax }) => [
      line_id,
      quantity,
      line_total.amount,
      discount.amount,
      tax.net,
      tax.tax,
    ]),
    order.shipping && [order.shipping.amount.amount, order.shipping.discount.amount, order.shipping.tax.net, order.shipping.tax.tax],
    order.total.amount,
    order.currency,
  ])

/** All that is left of the invoice; it counts no more. */
const takeBack = (billed: Billed, because: Because): { steps: Step[]; billed: Billed } => {
  const left = billed.remaining.reduce((sum, { payable }) => sum + payable, 0)
  const { taken } = takeShares(billed.remaining, left)
  const steps: Step[] = taken.length > 0 ? [{ kind: 'credit_note', because, total: left, taxes: taken }] : []
  return { steps, billed: { content: null, remaining: [], credited: 0 } }
}

const credit = (billed: Billed, { paid, refunded, credited, waived, total }: Order): { steps: Step[]; billed: Billed } => {
  const unasked = waived?.amount ?? 0
  const too_much = Math.max(0, paid.amount - (total.amount - unasked))
  const given = refunded.amount + (credited?.amount ?? 0)
  const wanted = Math.min(total.amount, unasked + Math.max(0, given - too_much))
  const amount = wanted - billed.credited
  if (amount <= 0) return { steps: [], billed }
  const { taken, left } = takeShares(billed.remaining, amount)
  return {
    steps: [{ kind: 'credit_note', because: given > too_much ? 'refunded' : 'waived', total: amount, taxes: taken }],
    billed: { ...billed, remaining: left, credited: wanted },
  }
}
