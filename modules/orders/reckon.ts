/**
 * What a purchase comes to: pure arithmetic over what the price list, the promotions, the shipping method and the tax said. Whole minor
 * units of one currency throughout; the parts add up to the total exactly, which the order's row checks again.
 */
import type { Discount } from '#modules/promotions/contract.ts'
import type { ShippingOption } from '#modules/shipping/contract.ts'
import type { Taxes } from '#modules/tax/contract.ts'
import type { Money } from '#platform/contract.ts'
import type { LineTax, OrderLine, Quote, Shipping } from './shapes.ts'

/** The name of shipping among lines to be discounted and taxed. */
export const SHIPPING_LINE = 'shipping'

/** A line with its price, before discounts and tax. */
export type PricedLine = Omit<OrderLine, 'discount' | 'tax'>

export type Parts = {
  currency: string
  prices_include_tax: boolean
  lines: PricedLine[]
  discounts: Discount[]
  /** the method that was chosen; null: none */
  option:
    | (Pick<ShippingOption, 'method_id' | 'title' | 'is_pickup' | 'amount' | 'tax_class' | 'why'> & Partial<Pick<ShippingOption, 'pickup'>>)
    | null
}

export type Reckoned = Pick<
  Quote,
  | 'lines'
  | 'item_count'
  | 'prices_include_tax'
  | 'subtotal'
  | 'discounts'
  | 'discount_total'
  | 'shipping'
  | 'shipping_total'
  | 'taxes'
  | 'net_total'
  | 'tax_total'
  | 'tax_added'
  | 'total'
>

export type Taxable = { line_id: string; tax_class: string; amount: number }

/** @throws RangeError beyond the safe integers */
export const add = (amounts: number[]): number =>
  amounts.reduce((total, amount) => {
    if (!Number.isSafeInteger(total + amount)) throw new RangeError('the amount is beyond the safe integers')
    return total + amount
  }, 0)

/** What each line, and shipping, bears of these discounts. */
const sharesOf = (discounts: Discount[]): Map<string, number> => {
  const shares = new Map<string, number>()
  for (const { allocations } of discounts)
    for (const { line_id, amount } of allocations) shares.set(line_id, add([shares.get(line_id) ?? 0, amount]))
  return shares
}

/** What the tax is reckoned of: lines and shipping, less the discounts that come before the tax. */
export const taxablesOf = ({ lines, discounts, option }: Parts): Taxable[] => {
  const before = sharesOf(discounts.filter(({ tax_basis }) => tax_basis === 'before_tax'))
  const rest = (line_id: string, amount: number) => add([amount, -(before.get(line_id) ?? 0)])
  return [
    ...lines.map(({ line_id, tax_class, line_total }) => ({ line_id, tax_class, amount: rest(line_id, line_total.amount) })),
    ...(option ? [{ line_id: SHIPPING_LINE, tax_class: option.tax_class, amount: rest(SHIPPING_LINE, option.amount.amount) }] : []),
  ]
}

/**
 * Puts the parts together. A discount after tax lowers the total and the net, never the tax.
 * @throws RangeError beyond the safe integers; Error when a neighbour's parts do not belong together
 */
export const reckon = (parts: Parts, taxes: Pick<Taxes, 'lines' | 'rows' | 'net' | 'tax' | 'gross'>): Reckoned => {
  const { currency, lines, discounts, option, prices_include_tax } = parts
  const money = (amount: number): Money => ({ amount: amount + 0, currency })
  const shares = sharesOf(discounts)
  const taxed = new Map(taxes.lines.map(({ line_id, ...tax }) => [line_id, tax]))
  const taxable = add(taxablesOf(parts).map(({ amount }) => amount))
  const after_tax = add(discounts.flatMap(({ tax_basis, amount }) => (tax_basis === 'after_tax' ? [amount] : [])))
  const subtotal = add(lines.map(({ line_total }) => line_total.amount))
  const discount_total = add(discounts.map(({ amount }) => amount))
  const reckoned = {
    lines: lines.map((line) => ({ ...line, discount: money(shares.get(line.line_id) ?? 0), tax: taxOf(taxed, line.line_id) })),
    item_count: add(lines.map(({ quantity }) => quantity)),
    prices_include_tax,
    subtotal: money(subtotal),
    discounts,
    discount_total: money(discount_total),
    shipping: option && shippingOf(option, money(shares.get(SHIPPING_LINE) ?? 0), taxOf(taxed, SHIPPING_LINE)),
    shipping_total: money(option?.amount.amount ?? 0),
    taxes: taxes.rows,
    net_total: money(add([taxes.net, -after_tax])),
    tax_total: money(taxes.tax),
    tax_added: money(add([taxes.gross, -taxable])),
    total: money(add([taxes.gross, -after_tax])),
  }
  refuseOddParts(reckoned)
  return reckoned
}

const taxOf = (taxed: Map<string, LineTax>, line_id: string): LineTax => {
  const tax = taxed.get(line_id)
  if (!tax) throw new Error(`the tax of ${line_id} was not reckoned`)
  return tax
}

const shippingOf = (
  { method_id, title, is_pickup, pickup, amount, why }: NonNullable<Parts['option']>,
  discount: Money,
  tax: LineTax,
): Shipping => ({
  ...{ method_id, title, is_pickup, ...(pickup && { pickup }), amount, discount, tax, why },
})

/** A discount that nobody bears, or more than there is to discount, is a fault of the neighbour that gave it, and is not sold. */
const refuseOddParts = ({ lines, shipping, discount_total }: Reckoned) => {
  const borne = add([...lines.map(({ discount }) => discount.amount), shipping?.discount.amount ?? 0])
  if (borne !== discount_total.amount) throw new Error(`discounts of ${discount_total.amount} are borne as ${borne}`)
  for (const { line_id, discount, line_total } of lines)
    if (discount.amount < 0 || discount.amount > line_total.amount) throw new Error(`the discount of ${line_id} is more than its price`)
  if (shipping && (shipping.discount.amount < 0 || shipping.discount.amount > shipping.amount.amount))
    throw new Error('the discount of shipping is more than its price')
}
