/** What was paid for the lines of an order; platform/money.ts shares it among units. Pure. */
import type { Order, OrderLine } from '#modules/orders/contract.ts'
import { worthOfFirst } from '#platform/money.ts'

/** What was paid for a line; for one that was sent anew, what was paid for the units that it replaces. Minor units. */
export const paidFor = (order: Pick<Order, 'discounts'>, line: Pick<OrderLine, 'line_id' | 'tax' | 'quantity' | 'replaces'>): number => {
  const { replaces, quantity } = line
  return replaces ? worthOfFirst({ paid: replaces.amount, quantity: replaces.quantity }, quantity) : paidWithOrder(order, line)
}

/** The order that the goods of this one were paid with: another one where they were sent anew. */
export const paidOrderOf = ({ order_id, lines }: Pick<Order, 'order_id' | 'lines'>): string =>
  lines.map(({ replaces }) => replaces?.order_id).find((paid) => paid !== undefined) ?? order_id

/** The gross of a line, less its share of the discounts that came after the tax. */
const paidWithOrder = ({ discounts }: Pick<Order, 'discounts'>, { line_id, tax }: Pick<OrderLine, 'line_id' | 'tax'>): number => {
  const after_tax = discounts
    .filter(({ tax_basis }) => tax_basis === 'after_tax')
    .flatMap(({ allocations }) => allocations)
    .reduce((all, one) => all + (one.line_id === line_id ? one.amount : 0), 0)
  return tax.gross - after_tax
}

/** What was paid for the delivery, in the same way. */
export const paidForShipping = ({ shipping, discounts }: Pick<Order, 'shipping' | 'discounts'>): number =>
  shipping ? paidWithOrder({ discounts }, { line_id: 'shipping', tax: shipping.tax }) : 0
