import type { payments } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import type { Handler } from '#platform/module.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'

type PaymentEvents = typeof payments.events
type Refund = { order_id: string; payment_id: string; method: string; refund_id: string; amount: Money; what: 'refunded' | 'charged_back' }

/**
 * Money has gone back. What the shop had too much of goes back first; the rest was given for goods or goodwill, lowers what the order
 * comes to (`credited`), and is not asked for again. Kept under the refund's id: told twice, it is counted once. Of a payment that
 * nobody has told of yet, at least what is given back was taken.
 */
const recordRefund = async ({ clock, token_key }: Orders, sql: Sql, { order_id, payment_id, method, refund_id, amount, what }: Refund) => {
  await sql`
    WITH was AS (
      SELECT order_id, version, owed_amount, payments - 'earlier' AS others,
             coalesce(payments -> ${payment_id}::text, payments -> 'earlier', ${json({ method, captured: amount.amount })}::jsonb) AS payment,
             greatest(0, ${amount.amount}::bigint - greatest(0, -owed_amount)) AS credited
      FROM orders.orders WHERE order_id = ${order_id} AND currency = ${amount.currency} FOR UPDATE),
    refunded AS (
      UPDATE orders.orders o SET version = was.version + 1, updated_at = ${clock.now()},
             payments = others || jsonb_build_object(${payment_id}::text, payment || jsonb_build_object('refunds',
               coalesce(payment -> 'refunds', '{}') || jsonb_build_object(${refund_id}::text, jsonb_build_object('amount', ${amount.amount}::bigint, 'credited', credited)))),
             timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', ${what}::text, 'who', 'shop', 'note', NULL))
      FROM was WHERE o.order_id = was.order_id AND NOT coalesce(payment -> 'refunds', '{}') ? ${refund_id}::text
      RETURNING o.*)
    INSERT INTO orders.outbox (type, aggregate_id, payload)
    SELECT 'orders.refunded', order_id::text, jsonb_build_object('order_id', order_id, 'amount', orders.money(${amount.amount}::bigint, currency), 'order', orders.as_json(refunded, ${tokenOf(token_key, order_id)}))
    FROM refunded WHERE ${what}::text = 'refunded'`
}

export const onRefunded: Handler<Orders, PaymentEvents['payments.refunded']> = async (needs, { payload }, done) => {
  await needs.db.transaction(async (sql) => {
    await recordRefund(needs, sql, { ...payload, what: 'refunded' })
    await done(sql)
  })
}

/** A bank has taken money back for the shopper for good: it counts as given back, and no mail says that the shop did it. */
export const onDisputed: Handler<Orders, PaymentEvents['payments.disputed']> = async (
  needs,
  { payload: { dispute, ...payment } },
  done,
) => {
  await needs.db.transaction(async (sql) => {
    const refund = { ...payment, amount: dispute.amount, refund_id: `dispute ${dispute.dispute_ref}`, what: 'charged_back' as const }
    if (dispute.state === 'lost') await recordRefund(needs, sql, refund)
    await done(sql)
  })
}

/** A bank sent money back to the shop that had been given back: it was not given back after all. */
export const onRefundFailed: Handler<Orders, PaymentEvents['payments.refund_failed']> = async ({ db, clock }, { payload }, done) => {
  const { order_id, payment_id, refund_id } = payload
  await db.transaction(async (sql) => {
    await sql`
      UPDATE orders.orders SET payments = payments #- ARRAY[${payment_id}::text, 'refunds', ${refund_id}::text], version = version + 1, updated_at = ${clock.now()},
             timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'refund_failed', 'who', 'shop', 'note', NULL))
      WHERE order_id = ${order_id} AND payments #> ARRAY[${payment_id}::text, 'refunds', ${refund_id}::text] IS NOT NULL`
    await done(sql)
  })
}
