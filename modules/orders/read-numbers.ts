import type { Input, Output } from '#platform/contract.ts'
import type { orders } from './contract.ts'
import type { Orders } from './needs.ts'

/** What people call these orders, for lists that know them by their ids; one that is not there is left out. One statement. */
export const readNumbers = async (
  { db }: Orders,
  { order_ids }: Input<typeof orders.ops.readNumbers>,
): Promise<Output<typeof orders.ops.readNumbers>> => {
  const { rows } = await db.sql<{
    order_id: string
    number: string
  }>`SELECT order_id, number FROM orders.orders WHERE order_id = ANY(${order_ids}::uuid[])`
  return { orders: rows }
}
