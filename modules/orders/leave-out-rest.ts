/** What an order comes to without the goods that have not left the house. Pure arithmetic over what it came to. */
import type { Discount } from '#modules/promotions/contract.ts'
import type { TaxRow } from '#modules/tax/contract.ts'
import { portion, portionUp } from '#platform/money.ts'
import type { LineTax, Order, OrderLine } from './contract.ts'
import { add, type Reckoned, reckon, SHIPPING_LINE } from './reckon.ts'

type Kept = { line: OrderLine /** of each discount of the order, what this line still bears */; shares: number[]; tax: LineTax }

/**
 * The lines with what was shipped of them, at the prices, discounts and taxes they were sold with: nothing is priced, taxed or offered anew,
 * so whoever is sent less is never asked for more. Of each line stays its share of what was paid, rounded up to the minor unit, as the first
 * units of a return are (`worthOfFirst`): what is returned later adds up with what goes back now. The delivery cost stays.
 */
export const leaveOutRest = (order: Order): Reckoned => {
  const { currency, prices_include_tax, shipping, discounts } = order
  const kept = order.lines.filter(({ fulfilled_quantity }) => fulfilled_quantity > 0).map((line) => keep(order, line))
  const taxes = [
    ...kept.map(({ line: { line_id }, tax }) => ({ line_id, ...tax })),
    ...(shipping ? [{ line_id: SHIPPING_LINE, ...shipping.tax }] : []),
  ]
  const sums = { net: add(taxes.map(({ net }) => net)), tax: add(taxes.map(({ tax }) => tax)), gross: add(taxes.map(({ gross }) => gross)) }
  const parts = {
    ...{ currency, prices_include_tax, option: shipping && { ...shipping, tax_class: '' /* it is not taxed anew */ } },
    lines: kept.map(({ line }) => line),
    discounts: discounts.map((discount, i) => borneBy(discount, kept, i)).filter(({ amount }) => amount > 0),
  }
  return reckon(parts, { lines: taxes, rows: rowsOf(taxes), ...sums })
}

/** One line: `left` is its price less the discounts so far, as much of it as was shipped. */
const keep = (order: Order, line: OrderLine): Kept => {
  const { quantity, fulfilled_quantity, unit_price, line_total } = line
  const shipped = (amount: number) => portionUp(amount, fulfilled_quantity, quantity)
  const amount = unit_price.amount * fulfilled_quantity
  let [off, left] = [0, amount]
  const shares = order.discounts.map(({ allocations }) => {
    off += sharesOf(allocations, line.line_id)
    const before = left
    left = shipped(line_total.amount - off)
    return before - left
  })
  const sumOf = (basis: Discount['tax_basis'], of: number[]) => add(of.filter((_, i) => order.discounts[i]?.tax_basis === basis))
  const was = order.discounts.map(({ allocations }) => sharesOf(allocations, line.line_id))
  const gross = shipped(line.tax.gross - sumOf('after_tax', was)) + sumOf('after_tax', shares)
  return {
    line: { ...line, quantity: fulfilled_quantity, line_total: { ...line_total, amount } },
    shares,
    tax: taxOf(line.tax, gross, order.prices_include_tax ? null : amount - sumOf('before_tax', shares)),
  }
}

const sharesOf = (allocations: Discount['allocations'], line_id: string): number =>
  add(allocations.map((one) => (one.line_id === line_id ? one.amount : 0)))

/** Net prices say the net; in gross prices the tax is the same part of the gross as it was. */
const taxOf = (was: LineTax, gross: number, net: number | null): LineTax => {
  const tax = net === null ? (was.gross === 0 ? 0 : portion(was.tax, gross, was.gross)) : gross - net
  return { ...was, net: gross - tax, tax, gross }
}

const borneBy = (discount: Discount, kept: Kept[], i: number): Discount => {
  const of_lines = kept.map(({ line, shares }) => ({ line_id: line.line_id, amount: shares[i] ?? 0 }))
  const of_shipping = discount.allocations.filter(({ line_id }) => line_id === SHIPPING_LINE)
  const allocations = [...of_lines, ...of_shipping].filter(({ amount }) => amount > 0)
  return { ...discount, allocations, amount: add(allocations.map(({ amount }) => amount)) }
}

/** One for each rate and treatment, in the order of the lines. */
const rowsOf = (taxes: LineTax[]): TaxRow[] =>
  [...Map.groupBy(taxes, ({ tax_name, rate_basis_points, treatment }) => `${tax_name} ${rate_basis_points} ${treatment}`).values()].flatMap(
    (same) => {
      const [first] = same
      if (!first) return []
      const { tax_name, rate_basis_points, treatment } = first
      return [{ tax_name, rate_basis_points, treatment, net: add(same.map(({ net }) => net)), tax: add(same.map(({ tax }) => tax)) }]
    },
  )
