import '#platform/tsx.ts'
import type { orders } from '#modules/orders/contract.ts'
import type { Occurred } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import type { Done } from '#platform/module.ts'
import type { OrderChange } from './contract.ts'
import type { Notifications } from './needs.ts'
import type { OrderNews } from './order-mail.tsx'
import { queueMail } from './queue-mail.ts'

const { ORDER_MAILS, writeOrderMail } = await import('./order-mail.tsx')

type OrderEvent = Occurred<(typeof orders.events)['orders.placed']>

/** Something happened to an order: its customer gets a mail and every open page that shows it changes. Both once, both or neither. */
export const tellAboutOrder =
  (news: OrderNews) =>
  async (needs: Notifications, { event_id, payload: { order } }: OrderEvent, done: Done): Promise<void> => {
    const shop = await needs.settings.readOwn({})
    const written = writeOrderMail(news, order, shop)
    const { order_id, number, state, payment_state, version, customer_id } = order
    await needs.db.transaction(async (sql) => {
      await queueMail(needs, sql, { event_id, template: ORDER_MAILS[news], to: order.email, written, shop })
      await announce(needs, sql, { customer_id, change: { order_id, number, what: news, state, payment_state, version } })
      await done(sql)
    })
  }

/** Last before the end of the transaction: from here on other announcements wait for its commit. */
const announce = async ({ db, clock }: Notifications, sql: Sql, news: { customer_id: string | null; change: OrderChange }) => {
  await sql`
    WITH next AS (UPDATE notifications.live_position SET last_id = last_id + 1 RETURNING last_id)
    INSERT INTO notifications.live_events (live_id, order_id, customer_id, data, created_at)
    SELECT last_id, ${news.change.order_id}::uuid, ${news.customer_id}::uuid, ${json(news.change)}::jsonb, ${clock.now()}::timestamptz FROM next`
  await db.changed(sql, 'live')
}
