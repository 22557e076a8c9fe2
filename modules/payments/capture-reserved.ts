import type { Input, Money, Output } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { capturePayment } from './capture-payment.ts'
import type { Payment, payments } from './contract.ts'
import { voidPayment } from './let-go.ts'
import type { Payments } from './needs.ts'

/**
 * Takes what is reserved for an order, the oldest first, up to what the order says is wanted, and lets go of the rest: an order that became
 * cheaper takes less than was reserved. A capture that was begun keeps its amount. Any number of times it comes to the same, for each payment is
 * captured once; one that is let go of meanwhile is left alone. Where a provider does not answer, the reconciler finishes what was begun, and
 * staff see it. What people count by hand was never reserved at a provider, and is not taken by this.
 */
export const captureReserved = async (
  needs: Payments,
  { order_id, amount: { amount, currency } }: Input<typeof payments.ops.captureReserved>,
): Promise<Output<typeof payments.ops.captureReserved>> => {
  const { rows } = await needs.db.sql<{ payment: Payment; capture_amount: number | null }>`
    SELECT payments.as_json(p) AS payment, capture_amount FROM payments.payments p
    WHERE order_id = ${order_id} AND currency = ${currency} AND state = 'authorised' AND is_capture_later AND NOT is_surplus AND void_asked_at IS NULL
    ORDER BY capture_amount IS NULL, created_at, payment_id LIMIT 100`
  let left = amount
  const taken: Payment[] = []
  for (const { payment, capture_amount } of rows) {
    const wanted = capture_amount ?? Math.min(left, payment.amount.amount)
    left = Math.max(0, left - wanted)
    taken.push((await settleOne(needs, payment, { amount: wanted, currency })) ?? payment)
  }
  return { payments: taken }
}

/** Somebody else was faster, or the provider is silent: what was begun goes on by itself. */
const GOES_ON = ['CAPTURE_UNDER_WAY', 'NOT_ALLOWED_IN_STATE', 'PROVIDER_UNREACHABLE']

const settleOne = async (needs: Payments, { payment_id }: Payment, amount: Money): Promise<Payment | undefined> => {
  try {
    return await (amount.amount > 0 ? capturePayment(needs, { payment_id, amount }) : voidPayment(needs, { payment_id }))
  } catch (error) {
    if (!isFailure(error) || !GOES_ON.includes(error.code)) throw error
    needs.log.warn({ payment_id, code: error.code }, 'reserved money could not be taken just now')
    return undefined
  }
}
