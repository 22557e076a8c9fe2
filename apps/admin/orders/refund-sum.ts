/** What the chosen goods of an order cost, for giving it back. */
import type { Order, OrderLine } from '#modules/orders/contract.ts'

/** How many of each line; what is not named counts as none. */
export type Chosen = Record<string, number>

/**
 * Units whose price may be given back for goods: sent, and not come back. What was not sent is left out of the order instead (an edit, or its
 * rest cancelled): that gives back what was paid for it, and would do so once more.
 */
export const sentOf = ({ fulfilled_quantity, returned_quantity }: Pick<OrderLine, 'fulfilled_quantity' | 'returned_quantity'>): number =>
  Math.max(0, fulfilled_quantity - returned_quantity)

export const unsentOf = (lines: Pick<OrderLine, 'quantity' | 'fulfilled_quantity'>[]): number =>
  lines.reduce((units, { quantity, fulfilled_quantity }) => units + quantity - fulfilled_quantity, 0)

/** What was paid for `quantity` units of a line: its part of the gross amount, rounded down but for the last unit, so that parts never come to more. */
export const paidFor = (line: Pick<OrderLine, 'quantity' | 'tax'>, quantity: number, off = 0): number => {
  const paid = line.tax.gross - off
  return quantity >= line.quantity ? paid : Math.floor((paid * quantity) / line.quantity)
}

/** What a line, or `shipping`, bears of the discounts that came after the tax: its gross does not know of them. */
const offAfterTax = (discounts: Order['discounts'], line_id: string): number =>
  discounts
    .filter(({ tax_basis }) => tax_basis === 'after_tax')
    .flatMap(({ allocations }) => allocations)
    .reduce((sum, one) => sum + (one.line_id === line_id ? one.amount : 0), 0)

type Bought = Pick<Order, 'lines' | 'shipping' | 'discounts'>

/** Minor units; at most what is left to give back. */
export const sumOf = ({ lines, shipping, discounts }: Bought, chosen: Chosen, withShipping: boolean, left: number): number => {
  const goods = lines.reduce((sum, line) => {
    const quantity = chosen[line.line_id] ?? 0
    return quantity > 0 ? sum + paidFor(line, quantity, offAfterTax(discounts, line.line_id)) : sum
  }, 0)
  const delivery = withShipping && shipping ? shipping.tax.gross - offAfterTax(discounts, 'shipping') : 0
  return Math.min(left, goods + delivery)
}
