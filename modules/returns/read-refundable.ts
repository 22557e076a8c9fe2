import type { Input } from '#platform/contract.ts'
import { givenWith } from './delivery.ts'
import { AS_SHOP, type Returning } from './needs.ts'
import type { Refundable, refundOps } from './refund-ops.ts'
import { paidFor, paidForShipping } from './worth.ts'

/** What of an order money can still be given back for, line by line, for staff. Two statements. @throws NOT_FOUND */
export const readRefundable = async (needs: Returning, { order_id }: Input<typeof refundOps.readRefundable>): Promise<Refundable> => {
  const order = await needs.orders.readOrder({ order_id }, AS_SHOP)
  const { rows } = await needs.db.sql<{ line_id: string; given_quantity: number; given_amount: number }>`
    SELECT line_id, settled_quantity + refunded_quantity AS given_quantity, settled_amount + refunded_amount AS given_amount
    FROM returns.returnable WHERE order_id = ${order_id}`
  const given = new Map(rows.map((row) => [row.line_id, row]))
  const is_delivery_given = (await givenWith(needs.db.sql, order_id)) !== undefined
  return {
    lines: order.lines.map((line) => {
      const { given_quantity = 0, given_amount = 0 } = given.get(line.line_id) ?? {}
      return { line_id: line.line_id, quantity: line.quantity, paid: paidFor(order, line), given_quantity, given_amount }
    }),
    shipping_amount: is_delivery_given ? 0 : paidForShipping(order),
  }
}
