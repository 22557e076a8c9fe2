/** What units of an order line are worth when they come back. Pure. */
import type { Order, OrderLine } from '#modules/orders/contract.ts'
import { portion } from '#platform/money.ts'

/** What was paid for a line: its gross, less its share of the discounts that came after the tax. Minor units. */
export const paidFor = ({ discounts }: Pick<Order, 'discounts'>, { line_id, tax }: Pick<OrderLine, 'line_id' | 'tax'>): number => {
  const after_tax = discounts
    .filter(({ tax_basis }) => tax_basis === 'after_tax')
    .flatMap(({ allocations }) => allocations)
    .reduce((all, one) => all + (one.line_id === line_id ? one.amount : 0), 0)
  return tax.gross - after_tax
}

/** What was paid for the delivery, in the same way. */
export const paidForShipping = ({ shipping, discounts }: Pick<Order, 'shipping' | 'discounts'>): number =>
  shipping ? paidFor({ discounts }, { line_id: 'shipping', tax: shipping.tax }) : 0

/** `paid` for `quantity` units in all; so much of it for the first `units` of them. Half-even, so the parts of all returns add up to `paid`. */
const upTo = (paid: number, quantity: number, units: number): number => portion(paid, units, quantity)

/** What `units` more are worth after `before` units have come back. The last units take what is left, to the minor unit. */
export const worthOf = (line: { paid: number; quantity: number }, before: number, units: number): number =>
  upTo(line.paid, line.quantity, before + units) - upTo(line.paid, line.quantity, before)
