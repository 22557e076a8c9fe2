/** What the shop knows that often speaks for or against an order, in sentences. */
import { count, countryName } from '#admin/parts/words.ts'
import type { Order, OrderRow } from '#modules/orders/contract.ts'
import type { Payment } from '#modules/payments/contract.ts'

export type Hint = { text: string; isGood: boolean }

/** Declined tries of one order from which on somebody may be trying out cards. */
const MANY_DECLINED = 3

/** `theirs`: orders of the same address, this one among them; undefined while they are not known. */
export const hintsOf = (order: Order, payments: readonly Payment[], theirs: readonly OrderRow[] | undefined): Hint[] => {
  const declined = payments.filter(({ state }) => state === 'declined').length
  const there = order.shipping_address?.country
  const billed = order.billing_address?.country
  const texts: (Hint | false | undefined)[] = [
    declined > 0 && {
      text: `${count(declined, 'payment')} declined${declined >= MANY_DECLINED ? ': somebody may be trying out cards' : ''}`,
      isGood: false,
    },
    payments.some(({ state }) => state === 'mismatch') && { text: 'The provider speaks of another amount than ours', isGood: false },
    payments.some(({ disputed_amount }) => disputed_amount > 0) && { text: 'The payment is disputed at the bank', isGood: false },
    there !== undefined &&
      billed !== undefined &&
      there !== billed && { text: `Billed to ${countryName(billed)}, sent to ${countryName(there)}`, isGood: false },
    theirs && knownBy(order, theirs),
  ]
  return texts.filter((hint) => hint !== false && hint !== undefined)
}

const knownBy = ({ order_id, email }: Order, theirs: readonly OrderRow[]): Hint => {
  const others = theirs.filter((row) => row.order_id !== order_id && row.email.toLowerCase() === email.toLowerCase())
  if (others.length === 0) return { text: 'First order of this address', isGood: false }
  const bad = others.filter(({ state }) => state === 'rejected').length
  if (bad > 0) return { text: `${bad} of ${count(others.length, 'other order')} of this address rejected`, isGood: false }
  return { text: `${count(others.length, 'other order')} of this address`, isGood: true }
}
