/** What units of an order line are worth when they come back. Pure. */
import type { Order, OrderLine } from '#modules/orders/contract.ts'
import { portionUp } from '#platform/money.ts'

/** What was paid for a line; for one that was sent anew, what was paid for the units that it replaces. Minor units. */
export const paidFor = (order: Pick<Order, 'discounts'>, line: Pick<OrderLine, 'line_id' | 'tax' | 'quantity' | 'replaces'>): number => {
  const { replaces, quantity } = line
  return replaces ? portionUp(replaces.amount, Math.min(quantity, replaces.quantity), replaces.quantity) : paidWithOrder(order, line)
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

type Line = { paid: number; quantity: number }

/**
 * `paid` for `quantity` units in all; so much of it for the first `units` of them. Rounded up, so that the parts of all returns add up to
 * `paid`, and so does what goes back where the units that were not sent are cancelled (modules/orders/leave-out-rest.ts).
 */
export const upTo = ({ paid, quantity }: Line, units: number): number => portionUp(paid, units, quantity)

/** What `units` more are worth after `before` units have come back. The last units take what is left, to the minor unit. */
export const worthOf = (line: Line, before: number, units: number): number => upTo(line, before + units) - upTo(line, before)
