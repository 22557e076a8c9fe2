import type { Address, Order } from '#modules/orders/contract.ts'
import type { Seller, Settings } from '#modules/settings/contract.ts'
import type { TaxRow } from '#modules/tax/contract.ts'
import type { DocumentKind } from './contract.ts'

/** All that is printed, kept with the document; amounts in minor units of `currency`. Words come from words.ts when it is printed. */
export type Facts = {
  kind: DocumentKind
  /** set by the statement that draws it */
  number: string
  issued_on: string
  locale: string
  currency: string
  shop_name: string
  contact_email: string
  public_url: string
  seller: Seller
  order_number: string
  ordered_on: string
  email: string
  vat_id: string | null
  billing_address: Address | null
  shipping_address: Address | null
  /** none on a credit note over an amount */
  lines: FactLine[]
  subtotal: number
  discounts: { title: string; code: string | null; amount: number; is_after_tax: boolean }[]
  shipping: { title: string; amount: number } | null
  taxes: TaxRow[]
  /** the taxes stand in the prices */
  prices_include_tax: boolean
  /** added to the prices, or negative where included tax is taken out */
  tax_added: number
  /** reasons for taking no tax that are not those of words.ts */
  reasons: string[]
  net_total: number
  tax_total: number
  total: number
  /** on an invoice: what was paid, as far as the total goes, and is to be paid on the day it is issued */
  paid: number
  /** held by a provider until it is taken; left out where nothing is */
  reserved?: number
  due: number
  /** what of `paid` was paid with each */
  gift_cards: { last4: string; amount: number }[]
  /** on a credit note: its invoice */
  refers_to: { number: string; issued_on: string } | null
  because: Because | null
}

/** Why an invoice is lessened: money went back, what came back is not asked for any more, the order was called off, or it was edited and billed anew. */
export type Because = 'refunded' | 'waived' | 'cancelled' | 'replaced'

export type FactLine = {
  title: string
  variant_title: string
  sku: string
  quantity: number
  unit_amount: number
  amount: number
  discount_amount: number
  rate_basis_points: number
}

export type ShopFacts = Pick<Settings, 'shop_name' | 'contact_email' | 'public_url' | 'seller' | 'invoicing'>

/** The day and year of a moment where the shop is: `2026-03-01`. */
export const dayOf = (time: Date, { time_zone = 'UTC' }: ShopFacts['invoicing']): string => formatOf(time_zone).format(time)

let format: { time_zone: string; days: Intl.DateTimeFormat } | undefined
/** Making one takes longer than everything else an invoice says; a shop has one time zone. */
const formatOf = (time_zone: string): Intl.DateTimeFormat => {
  if (format?.time_zone !== time_zone) {
    const parts = { timeZone: time_zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const
    format = { time_zone, days: new Intl.DateTimeFormat('sv-SE', parts) }
  }
  return format.days
}

/** What every document about an order says. */
const headOf = (order: Order, shop: ShopFacts, now: Date) => ({
  number: '',
  issued_on: dayOf(now, shop.invoicing),
  locale: order.locale,
  currency: order.currency,
  shop_name: shop.shop_name,
  contact_email: shop.contact_email,
  public_url: shop.public_url,
  seller: shop.seller,
  order_number: order.number,
  ordered_on: dayOf(new Date(order.placed_at), shop.invoicing),
  email: order.email,
  vat_id: order.vat_id,
  billing_address: order.billing_address ?? order.shipping_address,
  shipping_address: order.shipping_address,
  prices_include_tax: order.prices_include_tax,
})

/** The order as it is billed: its own numbers, none of them reckoned again. */
export const invoiceFacts = (order: Order, shop: ShopFacts, now: Date): Facts => ({
  ...headOf(order, shop, now),
  kind: 'invoice',
  lines: order.lines.map((line) => ({
    title: line.title,
    variant_title: line.variant_title,
    sku: line.sku,
    quantity: line.quantity,
    unit_amount: line.unit_price.amount,
    amount: line.line_total.amount,
    discount_amount: line.discount.amount,
    rate_basis_points: line.tax.rate_basis_points,
  })),
  subtotal: order.subtotal.amount,
  discounts: order.discounts.map(({ title, code, amount, tax_basis }) => ({
    title,
    code,
    amount,
    is_after_tax: tax_basis === 'after_tax',
  })),
  shipping: order.shipping && { title: order.shipping.title, amount: order.shipping.amount.amount },
  taxes: taxRowsOf(order),
  tax_added: order.tax_added.amount,
  reasons: reasonsOf(order),
  net_total: order.net_total.amount,
  tax_total: order.tax_total.amount,
  total: order.total.amount,
  ...settledOf(order),
  due: order.due.amount,
  refers_to: null,
  because: null,
})

/**
 * What stands between the total and what is to be paid, so that it adds up. An order that became cheaper was paid more than it comes to: here it
 * counts as far as the total goes, and so does each gift card in turn. What goes back of that is no part of the invoice, or has its credit note.
 */
const settledOf = (order: Order): Pick<Facts, 'paid' | 'reserved' | 'gift_cards'> => {
  const held = reservedOf(order)
  const paid = Math.min(order.paid.amount, Math.max(0, order.total.amount - (held.reserved ?? 0) - order.due.amount))
  let rest = paid
  const gift_cards = order.gift_cards.map(({ last4, amount }) => {
    const part = Math.min(amount.amount, rest)
    rest -= part
    return { last4, amount: part }
  })
  return { paid, ...held, gift_cards: gift_cards.filter(({ amount }) => amount > 0) }
}

/** An order that became cheaper has more reserved than is taken of it. */
const reservedOf = ({ reserved, total, paid, refunded }: Order): Pick<Facts, 'reserved'> => {
  const amount = Math.min(reserved?.amount ?? 0, total.amount - paid.amount + refunded.amount)
  return amount > 0 ? { reserved: amount } : {}
}

/** What is taken back, by tax rate. */
export const creditFacts = (
  order: Order,
  shop: ShopFacts,
  credit: { now: Date; taxes: TaxRow[]; total: number; because: Because; refers_to: Facts['refers_to'] },
): Facts => {
  const tax_total = credit.taxes.reduce((sum, { tax }) => sum + tax, 0)
  return {
    ...headOf(order, shop, credit.now),
    kind: 'credit_note',
    lines: [],
    subtotal: credit.total,
    discounts: [],
    shipping: null,
    taxes: credit.taxes,
    tax_added: 0,
    reasons: [],
    net_total: credit.total - tax_total,
    tax_total,
    total: credit.total,
    paid: 0,
    due: 0,
    gift_cards: [],
    refers_to: credit.refers_to,
    because: credit.because,
  }
}

/** The order's tax rows; one from before taxes has none, and then its lines say why. */
export const taxRowsOf = (order: Order): TaxRow[] => {
  const first = order.lines[0]?.tax
  if (order.taxes.length > 0 || !first) return order.taxes
  const { tax_name, rate_basis_points, treatment } = first
  return [{ tax_name, rate_basis_points, treatment, net: order.net_total.amount, tax: order.tax_total.amount }]
}

/** A shop says itself why it is exempt or not registered; the other treatments have their words. */
const reasonsOf = (order: Order): string[] => {
  const taxes = [...order.lines.map(({ tax }) => tax), ...(order.shipping ? [order.shipping.tax] : [])]
  return [
    ...new Set(taxes.filter(({ treatment }) => treatment === 'exempt' || treatment === 'not_registered').map(({ reason }) => reason)),
  ].filter(Boolean)
}
