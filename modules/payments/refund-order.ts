import type { orders } from '#modules/orders/contract.ts'
import type { Money } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { Handler } from '#platform/module.ts'
import type { Payment, payments } from './contract.ts'
import { letGo } from './let-go.ts'
import type { Payments } from './needs.ts'
import { carryOut, openRefund, type Part } from './refund.ts'

type Wish = { order_id: string; reason: string }

/**
 * Lets go of and gives back everything of an order. Naturally once: what was given back, or is about to be, is not there to be given
 * again. Payments that may still come are marked, so that they are let go of as soon as the provider says what became of them. Where a
 * provider does not answer, the reconciler goes on. `refunded`: what is given back or on its way, all together.
 */
export const refundOrder = async (needs: Payments, { order_id, reason }: Wish): Promise<{ order_id: string; refunded: Money | null }> => {
  await letAllGo(needs, order_id)
  await openRefund(needs, { refund_id: newId(needs.clock.now()), order_id, reason })
  const { rows } = await needs.db.sql<{ part: Part }>`
    SELECT payments.part_as_json(r, p) AS part FROM payments.payments p JOIN payments.refunds r USING (payment_id)
    WHERE p.order_id = ${order_id} AND r.state <> 'failed' AND NOT p.is_surplus ORDER BY r.created_at, r.refund_id LIMIT 200`
  const parts = await Promise.all(rows.map(({ part }) => carryOut(needs, part)))
  const given = parts.filter((part) => part.state !== 'failed')
  const currency = given[0]?.amount.currency
  if (!currency) return { order_id, refunded: null }
  return { order_id, refunded: { amount: given.reduce((sum, part) => sum + part.amount.amount, 0), currency } }
}

/** Marks what may still take money, and lets go of what the provider is known to have. What ended by itself is not waited for any more either. */
const letAllGo = async (needs: Payments, order_id: string) => {
  const { db, clock } = needs
  const { rows } = await db.sql<{ payment: Payment }>`
    UPDATE payments.payments p SET void_asked_at = coalesce(void_asked_at, ${clock.now()}::timestamptz)
    WHERE order_id = ${order_id} AND state IN ('started', 'unknown', 'pending', 'authorised', 'voided')
    RETURNING payments.as_json(p) AS payment`
  for (const { payment } of rows) if (payment.state === 'pending' || payment.state === 'authorised') await letGo(needs, payment)
}

/** An order that is rejected or cancelled is not paid for. */
export const refundClosedOrder: Handler<Payments, (typeof orders.events)['orders.cancelled']> = async (needs, { payload: { order } }) => {
  await refundOrder(needs, { order_id: order.order_id, reason: `order ${order.state}` })
}

/** Money that came beside another payment of the same order goes back where it came from. */
export const returnSurplus: Handler<Payments, (typeof payments.events)['payments.surplus']> = async (needs, { payload }) => {
  const { payment_id, order_id, state } = payload
  if (state === 'returned') return
  const { db } = needs
  if (state === 'authorised') {
    const { rows } = await db.sql<{
      payment: Payment
    }>`SELECT payments.as_json(p) AS payment FROM payments.payments p WHERE payment_id = ${payment_id}`
    for (const { payment } of rows) await letGo(needs, payment)
    return
  }
  await openRefund(needs, { refund_id: newId(needs.clock.now()), order_id, payment_id, reason: 'paid twice' })
  const { rows } = await db.sql<{ part: Part }>`
    SELECT payments.part_as_json(r, p) AS part FROM payments.payments p JOIN payments.refunds r USING (payment_id) WHERE p.payment_id = ${payment_id}`
  for (const { part } of rows) await carryOut(needs, part)
}
