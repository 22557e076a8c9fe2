import '#platform/tsx.ts'
import type { Order, orders } from '#modules/orders/contract.ts'
import type { Occurred } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import type { Done } from '#platform/module.ts'
import type { OrderChange } from './contract.ts'
import type { Notifications } from './needs.ts'
import type { OrderNews } from './order-mail.tsx'
import { queueMail } from './queue-mail.ts'

const { ORDER_MAILS, writeOrderMail } = await import('./order-mail.tsx')

type OrderEvent = Occurred<(typeof orders.events)['orders.placed']>
type Parcel = { fulfilment_id?: string }

/** Something happened to an order: its customer gets a mail and every open page that shows it changes. Both once, both or neither. */
export const tellAboutOrder =
  (news: OrderNews) =>
  async (needs: Notifications, { event_id, payload }: OrderEvent, done: Done): Promise<void> => {
    const { order, fulfilment_id }: typeof payload & Parcel = payload
    const shop = await needs.settings.readOwn({})
    const written = writeOrderMail(news, order, shop, fulfilment_id)
    await needs.db.transaction(async (sql) => {
      await queueMail(needs, sql, { event_id, template: ORDER_MAILS[news], to: order.email, written, shop })
      await announce(needs, sql, news, order)
      await done(sql)
    })
  }

/** Open pages that show the order change; nobody gets a mail. What stands in the event, such as `note`, or else `what`. */
export const showOrder =
  (what?: string) =>
  async (needs: Notifications, { payload }: OrderEvent, done: Done): Promise<void> => {
    const { order, what: told }: typeof payload & { what?: string } = payload
    await needs.db.transaction(async (sql) => {
      await announce(needs, sql, what ?? told ?? 'updated', order)
      await done(sql)
    })
  }

/** Last before the end of the transaction: from here on other announcements wait for its commit. */
const announce = async ({ db, clock }: Notifications, sql: Sql, what: string, order: Order) => {
  const { order_id, number, state, payment_state, version, customer_id } = order
  const change: OrderChange = { order_id, number, what, state, payment_state, version }
  await sql`
    WITH next AS (UPDATE notifications.live_position SET last_id = last_id + 1 RETURNING last_id)
    INSERT INTO notifications.live_events (live_id, order_id, customer_id, data, created_at)
    SELECT last_id, ${order_id}::uuid, ${customer_id}::uuid, ${json(change)}::jsonb, ${clock.now()}::timestamptz FROM next`
  await db.changed(sql, 'live')
}
