import type { Order } from '#modules/orders/contract.ts'
import type { Returning } from './needs.ts'

export type Units = { line_id: string; quantity: number }

/** Units that can still come back: what has left the house, less what is in returns, open ones included. Lines without any are left out. */
export const unitsLeft = ({ lines }: Pick<Order, 'lines'>, taken: Record<string, number>): Units[] =>
  lines.flatMap(({ line_id, fulfilled_quantity }) => {
    const quantity = fulfilled_quantity - (taken[line_id] ?? 0)
    return quantity > 0 ? [{ line_id, quantity }] : []
  })

/** The same, of what returns are there now. One statement. */
export const readUnitsLeft = async ({ db }: Returning, order: Order): Promise<Units[]> => {
  const { rows } = await db.sql<{ line_id: string; taken: number }>`
    SELECT line_id, taken FROM returns.returnable WHERE order_id = ${order.order_id}`
  return unitsLeft(order, Object.fromEntries(rows.map(({ line_id, taken }) => [line_id, taken])))
}
