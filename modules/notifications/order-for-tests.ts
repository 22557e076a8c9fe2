import type { Order } from '#modules/orders/contract.ts'
import { type Db, json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'

const euros = (amount: number) => ({ amount, currency: 'EUR' })

const line = (title: string, variant_title: string, { quantity, cents }: { quantity: number; cents: number }) =>
  plainLine({
    ...{ variant_id: newId(), product_id: newId(), slug: 'thing', sku: 'THING', title, variant_title, quantity },
    ...{ unit_price: euros(cents), line_total: euros(cents * quantity) },
  })

/** An order as orders tell of it, for tests: three lines, 179.40 EUR. */
export const orderForTests = (differences: Partial<Order> = {}): Order =>
  plainOrder({
    currency: 'EUR',
    lines: [
      line('Linen throw', 'Moss', { quantity: 1, cents: 8_900 }),
      line('Paper lantern', 'Large', { quantity: 2, cents: 2_450 }),
      line('Beeswax candle', '', { quantity: 6, cents: 690 }),
    ],
    shipping_address: { name: 'Ada Byron', line1: 'Lindenallee 12', postal_code: '10115', city: 'Berlin', country: 'DE' },
    ...differences,
  })

/** Lets the fake orders of a test say that something happened; answers with the event's id. */
export const happen = async (
  db: Db,
  what: string,
  order: Order,
  more: { event_id?: string } & Record<string, unknown> = {},
): Promise<string> => {
  const { event_id = newId(), ...rest } = more
  await db.pool.query('INSERT INTO orders.outbox (event_id, type, aggregate_id, payload) VALUES ($1, $2, $3, $4)', [
    event_id,
    `orders.${what}`,
    order.order_id,
    json({ order_id: order.order_id, order, ...(what === 'shipped' && { fulfilment_id: newId() }), ...rest }),
  ])
  return event_id
}

/** What the mails of a test ask of the orders that are not there: nothing has become of them since. */
export const noOrders = { readPaymentStates: async () => ({ orders: [] }) }
