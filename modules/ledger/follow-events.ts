import type { Money } from '#platform/contract.ts'
import type { Done } from '#platform/module.ts'
import { book } from './book.ts'
import type { Ledger } from './needs.ts'
import type { Booking } from './posting-rules.ts'

type Event<P> = { event_id: string; occurred_at: string; payload: P }
type Follow<P> = (needs: Ledger, event: Event<P>, done: Done) => Promise<void>

/** Books an event by its rule. The entries and the mark that it was handled are one transaction. Two statements. */
export const booking =
  <P>(rule: (payload: P) => Booking): Follow<P> =>
  async ({ db, clock }, { event_id, occurred_at, payload }, done) => {
    const entries = rule(payload)
    await db.transaction(async (sql) => {
      await book(sql, entries, { event_id, occurred_at, now: clock.now() })
      await done(sql)
    })
  }

/** What the ledger reads of an order. */
type HeardOrder = { order_id: string; version: number; state: string; currency: string; total: Money; paid: Money; refunded: Money }

/** Keeps what the order last said of itself, for the list of differences. An older version changes nothing. */
export const hearOrder: Follow<{ order: HeardOrder }> = async ({ db, clock }, { payload: { order } }, done) => {
  await db.transaction(async (sql) => {
    await sql`
      INSERT INTO ledger.heard_orders AS heard (order_id, version, state, currency, total_amount, paid_amount, refunded_amount, heard_at)
      VALUES (${order.order_id}, ${order.version}, ${order.state}, ${order.currency}, ${order.total.amount}, ${order.paid.amount},
        ${order.refunded.amount}, ${clock.now()})
      ON CONFLICT (order_id) DO UPDATE SET version = excluded.version, state = excluded.state, currency = excluded.currency,
        total_amount = excluded.total_amount, paid_amount = excluded.paid_amount, refunded_amount = excluded.refunded_amount,
        heard_at = excluded.heard_at
      WHERE heard.version < excluded.version`
    await done(sql)
  })
}
