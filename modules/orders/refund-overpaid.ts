import { createHash } from 'node:crypto'
import { isFailure } from '#platform/errors.ts'
import { idFromHash } from '#platform/ids.ts'
import type { Orders } from './needs.ts'

/**
 * More was paid for an open order than it comes to: it was made cheaper, or made cheaper while a payment was on its way. What is too much goes
 * back. The refund is named by what was paid and given back until now, so that everyone who notices before it has arrived begins the same one.
 * (A closed order gives everything back, see settle-late-payment.ts.)
 */
export const refundOverpaid = async (needs: Orders, order_id: string): Promise<void> => {
  const { rows } = await needs.db.sql<{ too_much: number; currency: string; paid: number; refunded: number }>`
    SELECT -owed_amount AS too_much, currency, paid_amount AS paid, refunded_amount AS refunded FROM orders.orders
    WHERE order_id = ${order_id} AND owed_amount < 0 AND state NOT IN ('cancelled', 'rejected')`
  const order = rows[0]
  if (!order) return
  const refund_id = idFromHash(createHash('sha256').update(`overpaid ${order_id} ${order.paid} ${order.refunded}`).digest())
  const amount = { amount: order.too_much, currency: order.currency }
  try {
    await needs.payments.refund({ refund_id, order_id, amount, reason: 'more was paid than the order comes to' })
  } catch (error) {
    if (!isFailure(error, 'REFUND_EXCEEDS_CAPTURE') && !isFailure(error, 'REFUND_ID_REUSED')) throw error // a refund of it is under way already
    needs.log.warn({ err: error, order_id }, 'what is too much of this order is being given back already')
  }
}
