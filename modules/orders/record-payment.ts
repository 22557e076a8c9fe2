import type { payments } from '#modules/payments/contract.ts'
import type { Money, Payload } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { allOf, type Handler, together } from '#platform/module.ts'
import type { Order } from './contract.ts'
import { type Orders, readSettings } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { refundOverpaid } from './refund-overpaid.ts'
import { settleLatePayment } from './settle-late-payment.ts'
import { takeReserved } from './take-reserved.ts'
import { waitForMoney } from './wait-for-money.ts'

/** What became of a payment. `amount`: what was asked for, or what was taken if that is known. */
export type News = {
  order_id: string
  payment_id: string
  method: string
  outcome: 'unknown' | 'authorised' | 'declined' | 'voided' | 'captured'
  amount: Money
  /** it is only reserved until it is captured */
  is_capture_later?: boolean | undefined
  /** of a gift card */
  last4?: string
}

/**
 * News only replaces what comes before it, whatever order it arrives in: money that was taken stays taken, and after a decline a second card
 * may still be accepted on the provider's page (see modules/payments/states.ts).
 */
const RANK = { unknown: 1, declined: 2, authorised: 3, voided: 4, captured: 5 }

/**
 * Writes down what became of a payment: for the checkout that asked, and for the event that says so later. It is kept under the payment's
 * id and only moves forward, so that any number of tellings is one; how far the order is paid follows from the amounts (see the migration).
 * Money in another currency than the order's is not taken for it. Where the shop approves by itself, an order that is paid, or whose money
 * is reserved, is confirmed in the same statement. What somebody will hand over at the door is reserved nowhere: the timeline calls it
 * `promised`. Returns the order if it changed.
 */
export const recordPayment = async (needs: Orders, news: News): Promise<Order | undefined> => {
  const { db, clock, token_key } = needs
  const { order_id, payment_id, method, outcome, amount, is_capture_later, last4 } = news
  const { approval } = await readSettings(needs)
  const told = {
    method,
    state: outcome,
    amount: amount.amount,
    ...(outcome === 'captured' && { captured: amount.amount }),
    ...(is_capture_later && { is_capture_later }),
    ...(last4 && { last4 }),
  }
  const { rows } = await db.sql<{ order: Order }>`
    WITH was AS (
      SELECT order_id, state, payment_state, version, total_amount, payments - 'earlier' AS others,
             coalesce(payments -> ${payment_id}::text, payments -> 'earlier', '{}') AS payment
      FROM orders.orders WHERE order_id = ${order_id} AND currency = ${amount.currency} FOR UPDATE),
    news AS (
      SELECT order_id, version, state AS state_before, payment_state AS paid_before, told.payments,
             payment ->> 'state' = 'authorised' AND payment ? 'is_capture_later' AS was_reserved,
             orders.payment_state_of(state, total_amount, told.payments) AS paid_now, orders.reserved_of(told.payments) AS reserved_now
      FROM was, LATERAL (SELECT others || jsonb_build_object(${payment_id}::text, payment || ${json(told)}::jsonb) AS payments) told
      WHERE coalesce((${json(RANK)}::jsonb ->> (payment ->> 'state'))::int, 0) < (${json(RANK)}::jsonb ->> ${outcome}::text)::int
         OR (payment ->> 'state' = ${outcome}::text AND payment ->> 'last4' IS DISTINCT FROM coalesce(${last4 ?? null}::text, payment ->> 'last4'))),
    news_told AS (
      SELECT *, paid_now IN ('paid', 'authorised') AND paid_before NOT IN ('paid', 'authorised') AND state_before = 'pending' AND ${approval}::text = 'when_paid' AS is_confirmed,
             CASE WHEN paid_now <> paid_before AND paid_now IN ('paid', 'authorised', 'partly_paid') THEN paid_now
               WHEN was_reserved AND ${outcome}::text = 'voided' AND state_before NOT IN ('rejected', 'cancelled') THEN 'reservation_ended' END AS what
      FROM news),
    recorded AS (
      UPDATE orders.orders o
      SET payments = news.payments, version = news.version + 1, updated_at = ${clock.now()},
          state = CASE WHEN is_confirmed THEN 'confirmed' ELSE state_before END,
          timeline = o.timeline
            || CASE WHEN what IS NULL THEN '[]' ELSE jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what',
                 CASE WHEN what = 'authorised' AND reserved_now = 0 THEN 'promised' ELSE what END, 'who', CASE what WHEN 'reservation_ended' THEN 'shop' ELSE 'customer' END, 'note', NULL)) END
            || CASE WHEN is_confirmed THEN jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'confirmed', 'who', 'shop', 'note', NULL)) ELSE '[]' END
      FROM news_told news WHERE o.order_id = news.order_id
      RETURNING what, is_confirmed, orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order"),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.' || CASE type WHEN 'reservation_ended' THEN 'updated' ELSE type END, ${order_id}::text,
             jsonb_build_object('order_id', ${order_id}::text, 'what', type, 'order', "order")
      FROM recorded, unnest(ARRAY[what, CASE WHEN is_confirmed THEN 'confirmed' END]) WITH ORDINALITY AS event (type, n)
      WHERE type IN ('paid', 'authorised', 'confirmed', 'reservation_ended') ORDER BY n)
    SELECT "order" FROM recorded`
  return rows[0]?.order
}

type PaymentEvents = typeof payments.events

export const onPayment =
  (outcome: News['outcome']): Handler<Orders, PaymentEvents['payments.captured']> =>
  async (needs, { payload }) => {
    await recordPayment(needs, newsOf(payload, outcome))
  }

/** Its last word is still to come, which takes days where somebody transfers the money. */
export const onUnknown: Handler<Orders, PaymentEvents['payments.unknown']> = async (needs, { payload }) => {
  await waitForMoney(needs, payload)
  await recordPayment(needs, newsOf(payload, 'unknown'))
}

/** Money was reserved: if the order is confirmed for good already, it is taken. */
export const onAuthorised: Handler<Orders, PaymentEvents['payments.authorised']> = async (needs, { payload }) => {
  await recordPayment(needs, newsOf(payload, 'authorised'))
  if (payload.is_capture_later) await takeReserved(needs, [payload.order_id])
}

type Told = Payload<PaymentEvents['payments.captured']>
const newsOf = ({ order_id, payment_id, method, amount, is_capture_later }: Told, outcome: News['outcome']): News => ({
  order_id,
  payment_id,
  method,
  outcome,
  amount,
  is_capture_later,
})

/**
 * Money was taken. Most of it was written down already by the checkout that asked for it, and is what the order comes to: one statement tells
 * which is, for all that has come up. The rest is written down; what is too much, or came too late, goes back.
 */
export const onCaptures = together<Orders, PaymentEvents['payments.captured']>(async (needs, events) => {
  const told = events.map(({ payload }) => payload)
  const { rows } = await needs.db.sql<{ payment_id: string }>`
    SELECT payment_id FROM unnest(${told.map(({ order_id }) => order_id)}::uuid[], ${told.map(({ payment_id }) => payment_id)}::text[])
      AS told (order_id, payment_id) JOIN orders.orders o USING (order_id)
    WHERE o.payments -> payment_id ->> 'state' = 'captured' AND o.owed_amount >= 0`
  const known = new Set(rows.map(({ payment_id }) => payment_id))
  await allOf(told.filter(({ payment_id }) => !known.has(payment_id)).map((news) => followCapture(needs, news)))
})

const followCapture = async (needs: Orders, news: Told) => {
  await recordPayment(needs, newsOf(news, 'captured'))
  await settleLatePayment(needs, news.order_id)
  await refundOverpaid(needs, news.order_id)
}
