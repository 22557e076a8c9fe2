import '#platform/tsx.ts'
import type { Order, orders } from '#modules/orders/contract.ts'
import type { Money, Occurred } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { together } from '#platform/module.ts'
import type { OrderChange } from './contract.ts'
import type { Notifications } from './needs.ts'
import type { OrderNews } from './order-mail.tsx'
import { queueMails } from './queue-mail.ts'

const { ORDER_MAILS, writeOrderMail } = await import('./order-mail.tsx')

type OrderEvents = typeof orders.events
type News = Occurred<OrderEvents['orders.placed']> & { payload: { fulfilment_id?: string; what?: string; amount?: Money } }
type Told = {
  event_id: string
  mail: OrderNews | undefined
  what: string
  order: Order
  fulfilment_id: string | undefined
  amount: Money | undefined
}

/** What the customer gets a mail about. */
const MAILED: Record<string, OrderNews> = {
  'orders.placed': 'placed',
  'orders.paid': 'paid',
  'orders.confirmed': 'confirmed',
  'orders.rejected': 'rejected',
  'orders.shipped': 'shipped',
  'orders.cancelled': 'cancelled',
  'orders.refunded': 'refunded',
  'orders.link_wanted': 'link_wanted',
}

/**
 * Something happened to orders: their customers get a mail about what concerns them, and every open page that shows one of the orders changes.
 * Both once, both or neither.
 */
export const tellAboutOrders = together<Notifications, OrderEvents['orders.placed']>(async (needs, events, done) => {
  const shop = await needs.settings.readOwn({})
  const told = await asPaid(needs, events.map(toldBy))
  const mails = told.flatMap(({ event_id, mail, order, ...about }) =>
    mail
      ? [
          {
            event_id,
            order_id: order.order_id,
            template: ORDER_MAILS[mail],
            to: order.email,
            written: writeOrderMail(mail, order, shop, about),
          },
        ]
      : [],
  )
  await needs.db.transaction(async (sql) => {
    if (mails.length > 0) await queueMails(needs, sql, mails, shop)
    await announce(needs, sql, told)
    await done(sql)
  })
  needs.live.announced(needs.db)
})

/**
 * Most orders are paid in the request that places them, and say when they are placed that they are not: the first mail tells how far the
 * payment is when it is written.
 */
const asPaid = async ({ orders }: Notifications, told: Told[]): Promise<Told[]> => {
  const order_ids = told.filter(({ mail }) => mail === 'placed').map(({ order }) => order.order_id)
  if (order_ids.length === 0) return told
  const now = await orders.readPaymentStates({ order_ids })
  const states = new Map(now.orders.map((state) => [state.order_id, state]))
  return told.map((one) => {
    const { order } = one
    const state = one.mail === 'placed' ? states.get(order.order_id) : undefined
    if (!state) return one
    const reserved = { amount: state.reserved_amount, currency: order.currency }
    return { ...one, order: { ...order, payment_state: state.payment_state, reserved } }
  })
}

const toldBy = ({ event_id, type, payload }: News): Told => {
  const { order, what, fulfilment_id, amount } = payload
  const mail = what === 'rest_cancelled' ? what : MAILED[type]
  return { event_id, mail, what: mail ?? what ?? type.slice('orders.'.length), order, fulfilment_id, amount }
}

export const announce = async ({ clock }: Notifications, sql: Sql, told: { what: string; order: Order }[]) => {
  const changes = told.map(({ what, order: { order_id, number, state, payment_state, version } }): OrderChange => {
    return { order_id, number, what, state, payment_state, version }
  })
  await sql`
    INSERT INTO notifications.live_announcements (order_id, customer_id, data, created_at)
    SELECT order_id, customer_id, data::jsonb, ${clock.now()}::timestamptz
    FROM unnest(${told.map(({ order }) => order.order_id)}::uuid[], ${told.map(({ order }) => order.customer_id)}::uuid[],
      ${changes.map(json)}::text[]) AS told (order_id, customer_id, data)`
}
