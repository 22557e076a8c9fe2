import type { Payment } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'
import { crashPoint } from '#platform/crash-point.ts'
import { fail } from '#platform/errors.ts'
import { type Orders, readSettings } from './needs.ts'
import { type News, recordPayment } from './record-payment.ts'
import type { Order } from './shapes.ts'
import { isOnlyReserved } from './take-reserved.ts'
import type { Tender } from './tenders.ts'
import { waitForMoney } from './wait-for-money.ts'

export type Paid = { order: Order; payment_problem: string | null; redirect_url: string | null }

/** With what an order is paid. `method`: of the main payment; null: the rest waits. */
export type Means = { tenders: Tender[]; gift_card_codes: string[]; method: string | null }

/** Before anything is held: a method nobody offers is a mistake of the request, not a failed payment. */
export const refuseUnknownMethod = async ({ payments }: Orders, method: string) => {
  const { methods } = await payments.listMethods({})
  if (methods.some((one) => one.method === method)) return
  const names = methods.map((one) => one.method)
  throw fail('UNKNOWN_METHOD', `There is no payment method ${method}. There are: ${names.join(', ') || 'none'}.`, {
    field: 'payment.method',
    methods: names,
  })
}

/**
 * Asks for the money of an order: gift cards and store credit as they were planned with it, then the rest by the main method. A repeated
 * request asks for the same amounts, and payments answers with what it has. What goes wrong here never undoes the order; after a payment
 * that did not go through, nothing more is asked for.
 */
export const payOrder = async (needs: Orders, order: Order, { tenders, gift_card_codes, method }: Means): Promise<Paid> => {
  let paid: Paid = { order, payment_problem: null, redirect_url: null }
  for (const { method: tender, nth, last4, amount } of tenders) {
    if (!isOpen(paid.order)) return paid
    const code = gift_card_codes[nth]
    const instrument =
      tender === 'gift-card' ? { ...(code !== undefined && { code }) } : { ...(order.customer_id && { customer_id: order.customer_id }) }
    paid = await ask(needs, paid.order, { method: tender, amount, instrument, last4 })
    if (paid.payment_problem) return paid
  }
  if (!method || !isOpen(paid.order)) return paid
  const rest = order.total.amount - tenders.reduce((sum, tender) => sum + tender.amount, 0)
  const amount = Math.min(rest, paid.order.due.amount)
  return amount > 0 ? ask(needs, paid.order, { method, amount, last4: null }) : paid
}

const isOpen = ({ state, due }: Order): boolean => state !== 'cancelled' && state !== 'rejected' && due.amount > 0

type Part = { method: string; amount: number; instrument?: { code?: string; customer_id?: string }; last4: string | null }

const ask = async (needs: Orders, order: Order, { method, amount, instrument, last4 }: Part): Promise<Paid> => {
  const { order_id, number, email, currency } = order
  const due: Money = { amount, currency }
  try {
    const payment = await needs.payments.payDue({
      order_id,
      order_number: number,
      email,
      amount: due,
      method,
      ...(instrument ? { instrument } : { is_capture_later: isOnlyReserved(await readSettings(needs), order) }),
    })
    if (payment.state === 'pending') await waitForMoney(needs, { order_id, method })
    const now = await note(needs, order_id, payment, last4)
    crashPoint('after recording the payment')
    return { order: now ?? order, payment_problem: payment.problem, redirect_url: payment.redirect_url }
  } catch (error) {
    needs.log.warn({ err: error, order_id }, 'the payment could not be asked for; the order waits for it')
    const payment_problem = 'The payment could not be started just now. Your order is kept; try again in a moment.'
    return { order, payment_problem, redirect_url: null }
  }
}

/** Money that came although another payment was under way goes back by itself, and is none of the order's. */
const note = (needs: Orders, order_id: string, payment: Payment, last4: string | null) => {
  const { payment_id, method, state, amount, is_surplus, is_capture_later } = payment
  const outcome = is_surplus ? undefined : OUTCOMES[state]
  return (
    outcome && recordPayment(needs, { order_id, payment_id, method, outcome, amount, is_capture_later, ...(last4 !== null && { last4 }) })
  )
}

/** What an order makes of a payment's state: what is not certain is being looked up; what went back is told by its refund. */
const OUTCOMES: Record<Payment['state'], News['outcome'] | undefined> = {
  started: undefined,
  unknown: 'unknown',
  pending: 'unknown',
  mismatch: 'unknown',
  authorised: 'authorised',
  captured: 'captured',
  declined: 'declined',
  voided: 'voided',
  refunded: undefined,
}
