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

const NEWS: Record<string, OrderNews> = {
  'orders.placed': 'placed',
  'orders.paid': 'paid',
  'orders.confirmed': 'confirmed',
  'orders.rejected': 'rejected',
  'orders.fulfilled': 'fulfilled',
  'orders.cancelled': 'cancelled',
  'orders.refunded': 'refunded',
}

/** Something happened to orders: their customers get a mail and every open page that shows them changes. Both once, both or neither. */
export const tellAboutOrders = together<Notifications, OrderEvents['orders.placed']>(async (needs, events, done) => {
  const shop = await needs.settings.readOwn({})
  const told = events.flatMap((event) => {
    const news = NEWS[event.type]
    return news ? [{ event, news, order: event.payload.order }] : []
  })
  const mails = told.map(({ event: { event_id }, news, order }) => ({
    event_id,
    template: ORDER_MAILS[news],
    to: order.email,
    written: writeOrderMail(news, order, shop),
  }))
  await needs.db.transaction(async (sql) => {
    await queueMails(needs, sql, mails, shop)
    await announce(needs, sql, told)
    await done(sql)
  })
  needs.live.announced(needs.db)
})

const announce = async ({ clock }: Notifications, sql: Sql, told: { news: OrderNews; order: News['payload']['order'] }[]) => {
  const changes = told.map(({ news, order: { order_id, number, state, payment_state, version } }): OrderChange => {
    return { order_id, number, what: news, state, payment_state, version }
  })
  await sql`
    INSERT INTO notifications.live_announcements (order_id, customer_id, data, created_at)
    SELECT order_id, customer_id, data::jsonb, ${clock.now()}::timestamptz
    FROM unnest(${told.map(({ order }) => order.order_id)}::uuid[], ${told.map(({ order }) => order.customer_id)}::uuid[],
      ${changes.map(json)}::text[]) AS told (order_id, customer_id, data)`
}
