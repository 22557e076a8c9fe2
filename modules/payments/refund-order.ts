import type { orders } from '#modules/orders/contract.ts'
import type { Money } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Handler } from '#platform/module.ts'
import type { Payments } from './needs.ts'

type Refund = { order_id: string; reason: string }

/**
 * Gives back everything that was captured for an order: once, because a payment has at most one full refund (a row before the
 * provider is asked, whose id is the provider's key) and never more than was captured (constraint).
 * @throws PROVIDER_UNREACHABLE when the provider did not answer; calling again is the same refund
 */
export const refundOrder = async (needs: Payments, { order_id, reason }: Refund): Promise<{ order_id: string; refunded: Money | null }> => {
  const { db, clock, providers } = needs
  const { rows } = await db.sql<{
    refund_id: string
    payment_id: string
    provider: string
    amount: number
    currency: string
    state: string
  }>`
    WITH captured AS (SELECT * FROM payments.payments WHERE order_id = ${order_id} AND state IN ('captured', 'refunded')),
    opened AS (
      INSERT INTO payments.refunds (refund_id, payment_id, amount, reason, created_at)
      SELECT ${newId(clock.now())}, payment_id, amount, ${reason}, ${clock.now()} FROM captured WHERE state = 'captured'
      ON CONFLICT (payment_id) DO NOTHING
      RETURNING refund_id, payment_id, amount, state)
    SELECT r.refund_id, r.payment_id, c.provider, r.amount, c.currency, r.state
    FROM (SELECT * FROM opened UNION ALL SELECT refund_id, payment_id, amount, state FROM payments.refunds) r
    JOIN captured c USING (payment_id) LIMIT 1`
  const refund = rows[0]
  if (!refund) return { order_id, refunded: null }
  const amount = { amount: refund.amount, currency: refund.currency }
  if (refund.state === 'done') return { order_id, refunded: amount }
  const provider = providers.find((candidate) => candidate.name === refund.provider)
  try {
    if (!provider) throw new Error(`the provider ${refund.provider} is not set up`)
    await provider.refund({ refund_id: refund.refund_id, payment_id: refund.payment_id, amount })
  } catch (error) {
    throw fail('PROVIDER_UNREACHABLE', 'The payment provider did not answer; the refund will be tried again.', { cause: String(error) })
  }
  await closeRefund(needs, refund.refund_id)
  return { order_id, refunded: amount }
}

const closeRefund = ({ db, clock }: Payments, refund_id: string) => db.sql`
  WITH closed AS (
    UPDATE payments.refunds SET state = 'done', settled_at = ${clock.now()} WHERE refund_id = ${refund_id} AND state = 'started'
    RETURNING payment_id, amount),
  refunded AS (
    UPDATE payments.payments p SET state = 'refunded', refunded_amount = p.refunded_amount + closed.amount
    FROM closed WHERE p.payment_id = closed.payment_id
    RETURNING p.*)
  INSERT INTO payments.outbox (type, aggregate_id, payload)
  SELECT 'payments.refunded', order_id::text, jsonb_build_object('payment_id', payment_id, 'order_id', order_id, 'method', method,
         'amount', jsonb_build_object('amount', amount, 'currency', currency))
  FROM refunded`

/** An order that is rejected or cancelled is not paid for. */
export const refundClosedOrder: Handler<Payments, (typeof orders.events)['orders.cancelled']> = async (needs, { payload: { order } }) => {
  await refundOrder(needs, { order_id: order.order_id, reason: `order ${order.state}` })
}
