import type { payments } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import type { Handler } from '#platform/module.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'

type PaymentEvents = typeof payments.events
type Refund = { order_id: string; payment_id: string; method: string; refund_id: string; amount: Money }

/**
 * Money has gone back. What the shop had too much of goes back first; the rest was given for goods or goodwill, lowers what the order
 * comes to (`credited`), and is not asked for again. Kept under the refund's id: told twice, it is counted once. Of a payment that
 * nobody has told of yet, at least what is given back was taken.
 */
const recordRefund = async ({ clock, token_key }: Orders, sql: Sql, { order_id, payment_id, method, refund_id, amount }: Refund) => {
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
             timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'refunded', 'who', 'shop', 'note', NULL))
      FROM was WHERE o.order_id = was.order_id AND NOT coalesce(payment -> 'refunds', '{}') ? ${refund_id}::text
      RETURNING o.*)
    INSERT INTO orders.outbox (type, aggregate_id, payload)
    SELECT 'orders.refunded', order_id::text, jsonb_build_object('order_id', order_id, 'amount', orders.money(${amount.amount}::bigint, currency), 'order', orders.as_json(refunded, ${tokenOf(token_key, order_id)}))
    FROM refunded`
}

export const onRefunded: Handler<Orders, PaymentEvents['payments.refunded']> = async (needs, { payload }, done) => {
  await needs.db.transaction(async (sql) => {
    await recordRefund(needs, sql, payload)
    await done(sql)
  })
}

/**
 * A bank has taken money back for the shopper for good. It is kept as the bank said it, once, beside the refunds of the payment, and counts as
 * far as anything is left of the payment (`orders.charged_back_of`), in whatever order refunds and bank are heard. It is no refund of the
 * shop's: no document and no mail follows from it, and it is not asked for again.
 */
export const onDisputed: Handler<Orders, PaymentEvents['payments.disputed']> = async ({ db, clock, token_key }, { payload }, done) => {
  const { order_id, payment_id, method, amount, dispute } = payload
  await db.transaction(async (sql) => {
    if (dispute.state === 'lost')
      await sql`
        WITH was AS (
          SELECT order_id, version, payments - 'earlier' AS others,
                 coalesce(payments -> ${payment_id}::text, payments -> 'earlier', ${json({ method, captured: amount.amount })}::jsonb) AS payment
          FROM orders.orders WHERE order_id = ${order_id} AND currency = ${amount.currency} FOR UPDATE),
        charged_back AS (
          UPDATE orders.orders o SET version = was.version + 1, updated_at = ${clock.now()},
                 payments = others || jsonb_build_object(${payment_id}::text, payment || jsonb_build_object('charged_back',
                   coalesce(payment -> 'charged_back', '{}') || jsonb_build_object(${dispute.dispute_ref}::text, ${amount.amount}::bigint))),
                 timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'charged_back', 'who', 'shop', 'note', NULL))
          FROM was WHERE o.order_id = was.order_id AND NOT coalesce(payment -> 'charged_back', '{}') ? ${dispute.dispute_ref}::text
          RETURNING o.*)
        INSERT INTO orders.outbox (type, aggregate_id, payload)
        SELECT 'orders.updated', order_id::text, jsonb_build_object('order_id', order_id, 'what', 'charged_back', 'order', orders.as_json(charged_back, ${tokenOf(token_key, order_id)}))
        FROM charged_back`
    await done(sql)
  })
}

/**
 * A bank sent money back to the shop that had been given back: it was not given back after all. A credit note that was issued for it stands:
 * the books say that so much is owed to the customer until it is given in another way, for which there is none then.
 */
export const undoRefund: Handler<Orders, PaymentEvents['payments.refund_failed']> = async ({ db, clock, token_key }, { payload }, done) => {
  const { order_id, payment_id, refund_id } = payload
  await db.transaction(async (sql) => {
    await sql`
      WITH returned AS (
        UPDATE orders.orders o SET payments = payments #- ARRAY[${payment_id}::text, 'refunds', ${refund_id}::text], version = version + 1, updated_at = ${clock.now()},
               timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'refund_failed', 'who', 'shop', 'note', NULL))
        WHERE order_id = ${order_id} AND payments #> ARRAY[${payment_id}::text, 'refunds', ${refund_id}::text] IS NOT NULL
        RETURNING o.*)
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.updated', order_id::text, jsonb_build_object('order_id', order_id, 'what', 'refund_failed', 'order', orders.as_json(returned, ${tokenOf(token_key, order_id)}))
      FROM returned`
    await done(sql)
  })
}
