import type { payments } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import type { Handler } from '#platform/module.ts'
import type { Order } from './contract.ts'
import { type Orders, readSettings } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { settleLatePayment } from './settle-late-payment.ts'

/** What became of a payment. `amount`: what was asked for, or what was taken if that is known. */
export type News = {
  order_id: string
  payment_id: string
  method: string
  outcome: 'unknown' | 'authorised' | 'declined' | 'voided' | 'captured'
  amount: Money
  /** of a gift card */
  last4?: string
}

/** News only replaces what comes before it, whatever order it arrives in: money that was taken stays taken. */
const RANK = { unknown: 1, authorised: 2, declined: 3, voided: 3, captured: 4 }

/**
 * Writes down what became of a payment: for the checkout that asked, and for the event that says so later. It is kept under the payment's
 * id and only moves forward, so that any number of tellings is one; how far the order is paid follows from the amounts (see the migration).
 * Money in another currency than the order's is not taken for it. Where the shop approves by itself, an order that is paid, or whose money
 * is reserved, is confirmed in the same statement. Returns the order if it changed.
 */
export const recordPayment = async (needs: Orders, news: News): Promise<Order | undefined> => {
  const { db, clock, token_key } = needs
  const { order_id, payment_id, method, outcome, amount, last4 } = news
  const { approval } = await readSettings(needs)
  const told = {
    method,
    state: outcome,
    amount: amount.amount,
    ...(outcome === 'captured' && { captured: amount.amount }),
    ...(last4 && { last4 }),
  }
  const { rows } = await db.sql<{ order: Order }>`
    WITH was AS (
      SELECT order_id, state, payment_state, version, total_amount, credited_amount, payments - 'earlier' AS others,
             coalesce(payments -> ${payment_id}::text, payments -> 'earlier', '{}') AS payment
      FROM orders.orders WHERE order_id = ${order_id} AND currency = ${amount.currency} FOR UPDATE),
    news AS (
      SELECT order_id, version, state AS state_before, payment_state AS paid_before, told.payments,
             orders.payment_state_of(state, total_amount, credited_amount, told.payments) AS paid_now
      FROM was, LATERAL (SELECT others || jsonb_build_object(${payment_id}::text, payment || ${json(told)}::jsonb) AS payments) told
      WHERE coalesce((${json(RANK)}::jsonb ->> (payment ->> 'state'))::int, 0) < (${json(RANK)}::jsonb ->> ${outcome}::text)::int
         OR (payment ->> 'state' = ${outcome}::text AND payment ->> 'last4' IS DISTINCT FROM coalesce(${last4 ?? null}::text, payment ->> 'last4'))),
    news_told AS (
      SELECT *, paid_now IN ('paid', 'authorised') AND paid_before NOT IN ('paid', 'authorised') AND state_before = 'pending' AND ${approval}::text = 'when_paid' AS is_confirmed,
             CASE WHEN paid_now <> paid_before AND paid_now IN ('paid', 'authorised', 'partly_paid') THEN paid_now END AS what
      FROM news),
    recorded AS (
      UPDATE orders.orders o
      SET payments = news.payments, version = news.version + 1, updated_at = ${clock.now()},
          state = CASE WHEN is_confirmed THEN 'confirmed' ELSE state_before END,
          timeline = o.timeline
            || CASE WHEN what IS NULL THEN '[]' ELSE jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', what, 'who', 'customer', 'note', NULL)) END
            || CASE WHEN is_confirmed THEN jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'confirmed', 'who', 'shop', 'note', NULL)) ELSE '[]' END
      FROM news_told news WHERE o.order_id = news.order_id
      RETURNING o AS now, what, is_confirmed),
    whole AS (SELECT what, is_confirmed, orders.as_json(now, ${tokenOf(token_key, order_id)}) AS "order" FROM recorded),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.' || type, ${order_id}::text, jsonb_build_object('order_id', ${order_id}::text, 'order', "order")
      FROM whole, unnest(ARRAY[what, CASE WHEN is_confirmed THEN 'confirmed' END]) WITH ORDINALITY AS event (type, n)
      WHERE type IN ('paid', 'authorised', 'confirmed') ORDER BY n)
    SELECT "order" FROM whole`
  return rows[0]?.order
}

type PaymentEvents = typeof payments.events

export const onPayment =
  (outcome: News['outcome']): Handler<Orders, PaymentEvents['payments.captured']> =>
  async (needs, { payload: { order_id, payment_id, method, amount } }) => {
    await recordPayment(needs, { order_id, payment_id, method, outcome, amount })
    if (outcome === 'captured') await settleLatePayment(needs, order_id)
  }

/**
 * Money has gone back. What the shop had too much of goes back first; the rest was given for goods or goodwill, lowers what the order
 * comes to (`credited_amount`), and is not asked for again. Kept under the refund's id: told twice, it is counted once. Of a payment that
 * nobody has told of yet, at least what is given back was taken.
 */
export const onRefunded: Handler<Orders, PaymentEvents['payments.refunded']> = async (
  { db, clock, token_key },
  { event_id, payload: { order_id, payment_id, method, amount, ...rest } },
  done,
) => {
  const refund_id = 'refund_id' in rest && typeof rest.refund_id === 'string' ? rest.refund_id : event_id
  await db.transaction(async (sql) => {
    await sql`
      WITH was AS (
        SELECT order_id, version, total_amount, credited_amount, owed_amount, payments - 'earlier' AS others,
               coalesce(payments -> ${payment_id}::text, payments -> 'earlier', jsonb_build_object('method', ${method}::text, 'captured', ${amount.amount}::bigint)) AS payment
        FROM orders.orders WHERE order_id = ${order_id} AND currency = ${amount.currency} FOR UPDATE),
      refunded AS (
        UPDATE orders.orders o SET version = was.version + 1, updated_at = ${clock.now()},
               credited_amount = least(was.total_amount, was.credited_amount + greatest(0, ${amount.amount}::bigint - greatest(0, -was.owed_amount))),
               payments = others || jsonb_build_object(${payment_id}::text,
                 payment || jsonb_build_object('refunds', coalesce(payment -> 'refunds', '{}') || jsonb_build_object(${refund_id}::text, ${amount.amount}::bigint))),
               timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'refunded', 'who', 'shop', 'note', NULL))
        FROM was WHERE o.order_id = was.order_id AND NOT coalesce(payment -> 'refunds', '{}') ? ${refund_id}::text
        RETURNING o.*)
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.refunded', order_id::text, jsonb_build_object('order_id', order_id, 'order', orders.as_json(refunded, ${tokenOf(token_key, order_id)}))
      FROM refunded`
    await done(sql)
  })
}
