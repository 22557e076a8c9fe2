import '#platform/tsx.ts'
import type { orders } from '#modules/orders/contract.ts'
import type { Occurred } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { together } from '#platform/module.ts'
import type { OrderChange } from './contract.ts'
import type { Notifications } from './needs.ts'
import type { OrderNews } from './order-mail.tsx'
import { queueMails } from './queue-mail.ts'

const { ORDER_MAILS, writeOrderMail } = await import('./order-mail.tsx')

type OrderEvents = typeof orders.events
type News = Occurred<OrderEvents['orders.placed']>

/** What a change is called on open pages, and the mail that tells of it; not every change makes one. */
const NEWS: Record<string, { what: string; mail?: OrderNews }> = {
  'orders.placed': { what: 'placed', mail: 'placed' },
  'orders.paid': { what: 'paid', mail: 'paid' },
  'orders.confirmed': { what: 'confirmed', mail: 'confirmed' },
  'orders.rejected': { what: 'rejected', mail: 'rejected' },
  'orders.fulfilled': { what: 'fulfilled', mail: 'fulfilled' },
  'orders.cancelled': { what: 'cancelled', mail: 'cancelled' },
  'orders.refunded': { what: 'refunded', mail: 'refunded' },
}

/** Something happened to orders: their customers get a mail and every open page that shows them changes. Both once, both or neither. */
export const tellAboutOrders = together<Notifications, OrderEvents['orders.placed']>(async (needs, events, done) => {
  const shop = await needs.settings.readOwn({})
  const told = events.map(({ event_id, type, payload: { order } }) => ({ event_id, order, ...(NEWS[type] ?? { what: 'updated' }) }))
  const mails = told.flatMap(({ event_id, order, mail }) =>
    mail ? [{ event_id, template: ORDER_MAILS[mail], to: order.email, written: writeOrderMail(mail, order, shop) }] : [],
  )
  await needs.db.transaction(async (sql) => {
    if (mails.length > 0) await queueMails(needs, sql, mails, shop)
    await announce(needs, sql, told)
    await done(sql)
  })
  needs.live.announced(needs.db)
})

const announce = async ({ clock }: Notifications, sql: Sql, told: { what: string; order: News['payload']['order'] }[]) => {
  const changes = told.map(({ what, order: { order_id, number, state, payment_state, version } }): OrderChange => {
    return { order_id, number, what, state, payment_state, version }
  })
  await sql`
    INSERT INTO notifications.live_announcements (order_id, customer_id, data, created_at)
    SELECT order_id, customer_id, data::jsonb, ${clock.now()}::timestamptz
    FROM unnest(${told.map(({ order }) => order.order_id)}::uuid[], ${told.map(({ order }) => order.customer_id)}::uuid[],
      ${changes.map(json)}::text[]) AS told (order_id, customer_id, data)`
}
