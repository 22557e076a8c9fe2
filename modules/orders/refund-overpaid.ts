import { createHash } from 'node:crypto'
import type { payments } from '#modules/payments/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { idFromHash } from '#platform/ids.ts'
import type { Handler } from '#platform/module.ts'
import type { Orders } from './needs.ts'
import { undoRefund } from './record-refund.ts'

/** What fails so often does not get better by itself: staff are told (M4, and the troubles of payments), and try again by mending the books. */
const MOST_TRIES = 3
/** For each that failed, before the next: a bank or a balance is not another one a minute later. */
const PAUSE_MINUTES = 10

type Overpaid = { too_much: number; currency: string; paid: number; refunded: number; failed_refunds: string[]; updated_at: string }

/**
 * More was paid for an open order than it comes to: it was made cheaper, or made cheaper while a payment was on its way. What is too much goes
 * back. The refund is named by what was paid and given back until now, and how often that failed, so that everyone who notices before it has
 * arrived begins the same one, and one that came to nothing is followed by another. Then what is on its way back by other refunds is left
 * out. `is_by_itself`: nobody asked, so it is not tried for ever. (A closed order gives everything back, see settle-late-payment.ts.)
 */
export const refundOverpaid = async (needs: Orders, order_id: string, { is_by_itself = false } = {}): Promise<void> => {
  const { rows } = await needs.db.sql<Overpaid>`
    SELECT -owed_amount AS too_much, currency, paid_amount AS paid, refunded_amount AS refunded, failed_refunds, updated_at FROM orders.orders
    WHERE order_id = ${order_id} AND owed_amount < 0 AND state NOT IN ('cancelled', 'rejected')`
  const order = rows[0]
  if (!order) return
  const { refund_id, failed } = nameOf(order_id, order)
  const waits_until = new Date(order.updated_at).getTime() + failed * PAUSE_MINUTES * 60_000
  if (is_by_itself && (failed >= MOST_TRIES || waits_until > needs.clock.now().getTime())) return
  const amount = { amount: order.too_much - (failed > 0 ? await underWay(needs, order_id, order) : 0), currency: order.currency }
  if (amount.amount <= 0) return
  try {
    await needs.payments.refund({ refund_id, order_id, amount, reason: 'more was paid than the order comes to' })
  } catch (error) {
    if (!isFailure(error, 'REFUND_EXCEEDS_CAPTURE') && !isFailure(error, 'REFUND_ID_REUSED')) throw error // a refund of it is under way already
    needs.log.warn({ err: error, order_id }, 'what is too much of this order is being given back already')
  }
}

const nameOf = (order_id: string, { paid, refunded, failed_refunds }: Overpaid): { refund_id: string; failed: number } => {
  for (let failed = 0; ; failed++) {
    const again = failed > 0 ? ` ${failed}` : ''
    const refund_id = idFromHash(createHash('sha256').update(`overpaid ${order_id} ${paid} ${refunded}${again}`).digest())
    if (!failed_refunds.includes(refund_id)) return { refund_id, failed }
  }
}

/** Minor units that orders have not heard of yet: a part of the refund that failed, or what staff give back instead. */
const underWay = async ({ payments }: Orders, order_id: string, { refunded }: Overpaid): Promise<number> => {
  const { payments: paid } = await payments.listPayments({ order_id })
  const ours = paid.filter(({ is_surplus }) => !is_surplus)
  const unheard = ours.reduce((sum, { refunded_amount }) => sum + refunded_amount, -refunded)
  return ours.reduce((sum, { refunding_amount }) => sum + refunding_amount, Math.max(0, unheard))
}

/** Keeps that a refund came to nothing, once for each; and what was given back was not. */
export const followFailedRefund: Handler<Orders, (typeof payments.events)['payments.refund_failed']> = async (needs, event, done) => {
  const { order_id, asked_as } = event.payload
  const { db, clock } = needs
  await db.sql`
    UPDATE orders.orders SET failed_refunds = failed_refunds || ${asked_as}::uuid, updated_at = ${clock.now()}
    WHERE order_id = ${order_id} AND NOT ${asked_as}::uuid = ANY(failed_refunds)`
  await undoRefund(needs, event, done)
}
