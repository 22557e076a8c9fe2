import type { Payment, payments } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import type { Handler } from '#platform/module.ts'
import type { Order } from './contract.ts'
import { type Orders, readSettings } from './needs.ts'
import { tokenOf } from './order-token.ts'

type News = { order_id: string; outcome: Payment['state']; amount: Money }

/**
 * Writes down what became of a payment: for the checkout that asked, and for the event that says so later. Only forward
 * (unpaid -> checking -> paid), and only an amount that is the order's own. Where the shop approves by itself, a paid order is
 * confirmed in the same statement. Returns the order if it changed.
 */
export const recordPayment = async (needs: Orders, { order_id, outcome, amount }: News): Promise<Order | undefined> => {
  const { db, clock, token_key } = needs
  const { approval } = await readSettings(needs)
  const payment_state = outcome === 'captured' ? 'paid' : outcome === 'unknown' || outcome === 'pending' ? 'checking' : 'unpaid'
  const { rows } = await db.sql<{ order: Order }>`
    WITH recorded AS (
      UPDATE orders.orders o
      SET payment_state = ${payment_state}::text, version = o.version + 1, updated_at = ${clock.now()},
          state = CASE WHEN ${payment_state}::text = 'paid' AND o.state = 'pending' AND ${approval}::text = 'when_paid' THEN 'confirmed' ELSE o.state END,
          timeline = o.timeline
            || CASE WHEN ${payment_state}::text = 'paid' THEN jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'paid', 'who', 'customer', 'note', NULL)) ELSE '[]' END
            || CASE WHEN ${payment_state}::text = 'paid' AND o.state = 'pending' AND ${approval}::text = 'when_paid'
                 THEN jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'confirmed', 'who', 'shop', 'note', NULL)) ELSE '[]' END
      FROM (SELECT order_id, state, payment_state FROM orders.orders WHERE order_id = ${order_id} FOR UPDATE) was
      WHERE o.order_id = ${order_id} AND o.order_id = was.order_id AND o.payment_state IN ('unpaid', 'checking') AND o.payment_state <> ${payment_state}::text
        AND o.total_amount = ${amount.amount} AND o.currency = ${amount.currency}
      RETURNING o.*, was.state AS state_before),
    whole AS (SELECT r.order_id, r.state, r.state_before, orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order"
      FROM recorded r, LATERAL (SELECT (jsonb_populate_record(NULL::orders.orders, to_jsonb(r))).*) o),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT type, order_id::text, jsonb_build_object('order_id', order_id, 'order', "order")
      FROM whole, unnest(ARRAY['orders.paid', 'orders.confirmed']) WITH ORDINALITY AS event (type, n)
      WHERE ${payment_state}::text = 'paid' AND (type = 'orders.paid' OR state <> state_before) ORDER BY n)
    SELECT "order" FROM whole`
  return rows[0]?.order
}

type PaymentEvents = typeof payments.events

export const onPayment =
  (outcome: 'captured' | 'declined' | 'unknown'): Handler<Orders, PaymentEvents['payments.captured']> =>
  async (needs, { payload: { order_id, amount } }) => {
    await recordPayment(needs, { order_id, outcome, amount })
    if (outcome === 'captured') await settleLatePayment(needs, order_id)
  }

/**
 * Money that arrives for an order which is closed already is never dropped: an order whose stock could not be held any longer
 * is opened again if the stock is still there; otherwise, and for all other closed orders, the money goes back.
 */
const settleLatePayment = async (needs: Orders, order_id: string) => {
  const { rows } = await needs.db.sql<{ is_hold_lost: boolean; state: string }>`
    SELECT is_hold_lost, state FROM orders.orders WHERE order_id = ${order_id} AND state IN ('cancelled', 'rejected') AND payment_state = 'paid'`
  const closed = rows[0]
  if (!closed) return
  if (closed.is_hold_lost && (await isHeldAgain(needs, order_id))) return reopen(needs, order_id)
  await needs.payments.refundOrder({ order_id, reason: `paid after the order was ${closed.state}` })
}

const isHeldAgain = async ({ inventory }: Orders, order_id: string): Promise<boolean> => {
  try {
    await inventory.keep({ order_id })
    return true
  } catch (error) {
    if (isFailure(error, 'OUT_OF_STOCK') || isFailure(error, 'HOLD_ENDED') || isFailure(error, 'NOT_FOUND')) return false
    throw error
  }
}

const reopen = async ({ db, clock, token_key }: Orders, order_id: string) => {
  await db.sql`
    WITH opened AS (
      UPDATE orders.orders SET state = 'pending', is_hold_lost = false, version = version + 1, updated_at = ${clock.now()},
             timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'reopened', 'who', 'shop', 'note', NULL))
      WHERE order_id = ${order_id} AND state = 'cancelled' AND is_hold_lost
      RETURNING *)
    INSERT INTO orders.outbox (type, aggregate_id, payload)
    SELECT 'orders.paid', order_id::text, jsonb_build_object('order_id', order_id, 'order', orders.as_json(opened, ${tokenOf(token_key, order_id)}))
    FROM opened`
}

/** The money has gone back. */
export const onRefunded: Handler<Orders, PaymentEvents['payments.refunded']> = async (
  { db, clock, token_key },
  { payload: { order_id } },
  done,
) => {
  await db.transaction(async (sql) => {
    await sql`
      WITH refunded AS (
        UPDATE orders.orders SET payment_state = 'refunded', version = version + 1, updated_at = ${clock.now()},
               timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'refunded', 'who', 'shop', 'note', NULL))
        WHERE order_id = ${order_id} AND payment_state <> 'refunded'
        RETURNING *)
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.refunded', order_id::text, jsonb_build_object('order_id', order_id, 'order', orders.as_json(refunded, ${tokenOf(token_key, order_id)}))
      FROM refunded`
    await done(sql)
  })
}
