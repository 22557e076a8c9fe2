/** What the chosen goods of an order cost, for giving it back. */
import type { Order, OrderLine } from '#modules/orders/contract.ts'

/** How many of each line; what is not named counts as none. */
export type Chosen = Record<string, number>

/** What was paid for `quantity` units of a line: its part of the gross amount, rounded down but for the last unit, so that parts never come to more. */
export const paidFor = (line: Pick<OrderLine, 'quantity' | 'tax'>, quantity: number): number =>
  quantity >= line.quantity ? line.tax.gross : Math.floor((line.tax.gross * quantity) / line.quantity)

/** Minor units; at most what is left to give back. */
export const sumOf = (order: Pick<Order, 'lines' | 'shipping'>, chosen: Chosen, withShipping: boolean, left: number): number => {
  const goods = order.lines.reduce((sum, line) => sum + paidFor(line, chosen[line.line_id] ?? 0), 0)
  return Math.min(left, goods + (withShipping ? (order.shipping?.tax.gross ?? 0) : 0))
}
