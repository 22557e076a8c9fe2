import type { orders } from '#modules/orders/contract.ts'
import type { EventSpec } from '#platform/contract.ts'
import { together } from '#platform/module.ts'
import { book } from './book.ts'
import type { Ledger } from './needs.ts'
import { type Booking, RULES } from './posting-rules.ts'
import { settleChargebacks } from './settle-chargebacks.ts'

/** An event of one of these types comes with the payload that its rule takes: the contracts of who says it hold that. */
const rules: Record<string, (payload: never) => Booking> = RULES

/** Books events by their rules. The entries and the mark that they were handled are one transaction. Three statements for all that have come up. */
export const bookEvents = together<Ledger, EventSpec<never>>(async ({ db, clock }, events, done) => {
  const bookings = events.map(({ type, event_id, occurred_at, payload }) => {
    const rule = rules[type]
    if (!rule) throw new Error(`no rule says how ${type} is booked`)
    return { ...rule(payload), event_id, occurred_at }
  })
  await db.transaction(async (sql) => {
    await book(sql, bookings, clock.now())
    await done(sql)
  })
})

type News = (typeof orders.events)['orders.paid']

/** Keeps what orders last said of themselves, for the list of differences; store credit for goods counts as given back, and what was waived is no part of the total. An older version changes nothing. Two statements for all of them, more where a bank took money back. */
export const hearOrders = together<Ledger, News>(async ({ db, clock }, events, done) => {
  const told = events.map(({ payload }) => payload.order)
  await db.transaction(async (sql) => {
    const { rows: heard } = await sql<{ order_id: string }>`
      INSERT INTO ledger.heard_orders AS heard (order_id, version, state, currency, total_amount, paid_amount, refunded_amount, heard_at)
      SELECT *, ${clock.now()}::timestamptz FROM unnest(${told.map(({ order_id }) => order_id)}::uuid[],
        ${told.map(({ version }) => version)}::int[], ${told.map(({ state }) => state)}::text[],
        ${told.map(({ currency }) => currency)}::text[], ${told.map(({ total, waived }) => total.amount - (waived?.amount ?? 0))}::bigint[],
        ${told.map(({ paid }) => paid.amount)}::bigint[], ${told.map(({ refunded, credited }) => refunded.amount + (credited?.amount ?? 0))}::bigint[]) AS news
      ON CONFLICT (order_id) DO UPDATE SET version = excluded.version, state = excluded.state, currency = excluded.currency,
        total_amount = excluded.total_amount, paid_amount = excluded.paid_amount, refunded_amount = excluded.refunded_amount,
        heard_at = excluded.heard_at
      WHERE heard.version < excluded.version RETURNING order_id`
    const news = new Set(heard.map(({ order_id }) => order_id))
    const newer = events.filter(({ payload: { order } }) => news.has(order.order_id))
    await settleChargebacks(
      sql,
      newer.map(({ event_id, occurred_at, payload: { order } }) => ({ event_id, occurred_at, order })),
      clock.now(),
    )
    await done(sql)
  })
})
