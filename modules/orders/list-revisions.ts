import type { Input, Output } from '#platform/contract.ts'
import type { Order, orders } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'

/** More edits than anybody makes of one order. */
const MOST = 100

/** What an order was before each of its edits, newest first. */
export const listRevisions = async (
  { db, token_key }: Orders,
  { order_id }: Input<typeof orders.ops.listRevisions>,
): Promise<Output<typeof orders.ops.listRevisions>> => {
  const { rows } = await db.sql<{
    edit_id: string
    version: number
    order: Order
    who: string
    note: string | null
    amount: number
    at: string
  }>`
    SELECT edit_id, version, "order", who, note, refund_amount AS amount, at FROM orders.revisions WHERE order_id = ${order_id}
    ORDER BY version DESC LIMIT ${MOST}`
  const token = tokenOf(token_key, order_id)
  return {
    revisions: rows.map(({ order, amount, ...revision }) => ({
      ...{ ...revision, order: { ...order, token }, refund: { amount, currency: order.currency } },
    })),
  }
}
