import type { Order } from '#modules/orders/contract.ts'
import type { TaxRow } from '#modules/tax/contract.ts'
import { portion } from '#platform/money.ts'
import type { Issued } from './contract.ts'

type Part = Issued['parts'][number]
type Sold = { part: 'goods' | 'shipping'; amount: number; discount: number; tax: Order['lines'][number]['tax'] }

/**
 * What an invoice sells, net and by treatment of its tax: goods and shipping as before discounts, and the discounts beside them, so that
 * the books show both. The net of a discount is its share of what the line came to; all parts together are the order's `net_total`.
 */
export const soldParts = (order: Order): Part[] => {
  const before = discountsBeforeTax(order)
  const sold: Sold[] = [
    ...order.lines.map(({ line_id, line_total, tax }) => ({
      part: 'goods' as const,
      amount: line_total.amount,
      discount: before(line_id),
      tax,
    })),
    ...(order.shipping
      ? [{ part: 'shipping' as const, amount: order.shipping.amount.amount, discount: before('shipping'), tax: order.shipping.tax }]
      : []),
  ]
  const after_tax = order.discounts.reduce((sum, { tax_basis, amount }) => (tax_basis === 'after_tax' ? sum + amount : sum), 0)
  const parts = sold.flatMap((one): Part[] => {
    const discount = netOfDiscount(one, order.prices_include_tax)
    const { treatment, net } = one.tax
    return [
      { part: one.part, treatment, net: net + discount },
      { part: 'discount', treatment, net: -discount },
    ]
  })
  return summed([...parts, { part: 'discount', treatment: 'after_tax', net: -after_tax }])
}

/** How much of a line the discounts before tax took. */
const discountsBeforeTax = ({ discounts }: Order) => {
  const shares = new Map<string, number>()
  for (const { tax_basis, allocations } of discounts)
    if (tax_basis === 'before_tax') for (const { line_id, amount } of allocations) shares.set(line_id, (shares.get(line_id) ?? 0) + amount)
  return (line_id: string): number => shares.get(line_id) ?? 0
}

/** A line that is discounted away says nothing about its share of net; then its rate does. */
const netOfDiscount = ({ amount, discount, tax: { net, rate_basis_points } }: Sold, prices_include_tax: boolean): number => {
  if (discount === 0 || !prices_include_tax) return discount
  return amount === discount ? portion(discount, 10_000, 10_000 + rate_basis_points) : portion(discount, net, amount - discount)
}

/** What a credit note takes back, by treatment. */
export const refundParts = (taxes: TaxRow[]): Part[] => summed(taxes.map(({ treatment, net }) => ({ part: 'refund', treatment, net })))

const summed = (parts: Part[]): Part[] =>
  [...Map.groupBy(parts, ({ part, treatment }) => `${part} ${treatment}`).values()]
    .map((same): Part => ({ ...same[0]!, net: same.reduce((sum, { net }) => sum + net, 0) }))
    .filter(({ net }) => net !== 0)
