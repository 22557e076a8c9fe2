/** A shop of whose orders a part has left the house. */
import type { Order } from '#modules/orders/contract.ts'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop, POT } from './order-shop.ts'

export const GUEST = { actor: { kind: 'anonymous' } } as const
export const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const

export const lineOf = (order: Order, title: string) => order.lines.find((line) => line.title === title)?.line_id ?? ''

export const partShippedShop = async (given: Parameters<typeof orderShop>[0] = {}) => {
  const shop = await orderShop({ stock: 10_000, ...given })
  const { orders } = shop.clients
  const read = (order_id: string) => orders.readOrder({ order_id }, STAFF)
  const ship = (order: Order, mugs: number) =>
    orders.fulfilOrder(
      { order_id: order.order_id, fulfilment_id: newId(), lines: [{ line_id: lineOf(order, 'Mug'), quantity: mugs }] },
      STAFF,
    )
  /** Four mugs and two pots, confirmed; three of the mugs are sent. */
  const shippedInPart = async (method?: string): Promise<Order> => {
    const lines = [
      { variant_id: MUG.variant_id, quantity: 4 },
      { variant_id: POT.variant_id, quantity: 2 },
    ]
    const buyer = { email: 'ada@example.com', shipping_address: ADDRESS, ...(method && { payment: { method } }) }
    const { order_id } = await orders.checkout({ ...buyer, lines }, { ...GUEST, idempotency_key: newId() })
    await orders.confirmOrder({ order_id }, STAFF)
    await shop.settle()
    await ship(await read(order_id), 3)
    return read(order_id)
  }
  /** what was cut off is finished */
  const sweep = async () => {
    await shop.settle()
    shop.clock.move(61)
    await shop.tick('orders.finish_edits')
    await shop.settle()
  }
  return { ...shop, read, shippedInPart, sweep }
}
