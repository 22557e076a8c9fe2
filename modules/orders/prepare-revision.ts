import { type Failure, fail } from '#platform/errors.ts'
import { asItWas, isAsItWas, reasonsOfReplacement } from './as-it-was.ts'
import type { Address, Order, Quote, Revise, WantedLine } from './contract.ts'
import { goodsOfRefs, type Problem, priceGoods } from './goods.ts'
import type { Orders } from './needs.ts'
import { type Prepared, placeOf, showQuote, termsOf } from './prepare-purchase.ts'
import { quote, type Terms } from './quote.ts'
import type { PricedLine } from './reckon.ts'

export type Wanted = Revise & { codes?: string[]; vat_id?: string; email?: string; customer_note?: string }
/** What an order shall be. */
export type Revision = Prepared & {
  shipping_address: Address | null
  billing_address: Address | null
  vat_id: string | null
  email: string
  customer_note: string | null
}

/** What it would come to, as it is shown. */
export const quoteOf = (revision: Revision): Quote => {
  const { shipping_address: _1, billing_address: _2, vat_id: _3, email: _4, customer_note: _5, ...prepared } = revision
  return showQuote(prepared)
}

/**
 * Reckons an order anew as it shall be: by the same quote as a purchase. What stays keeps the price it was sold at; what is left out of
 * `wanted` is as it was. Where neither goods nor place nor way of sending change, the order comes to what it came to; what was sent anew at no
 * price has no delivery cost either. Nothing is held or written. Statements: none, or two where something new is added, and one for a customer's terms.
 * @throws ALREADY_SHIPPED { line_id, shipped } UNKNOWN_LINE UNKNOWN_PRODUCT PRICE_REASON_NEEDED WRONG_CURRENCY AMOUNT_TOO_LARGE
 */
export const prepareRevision = async (needs: Orders, order: Order, wanted: Wanted): Promise<Revision> => {
  const { currency, locale, customer_id } = order
  const view = { currency, locale }
  refuseShipped(order, wanted)
  const terms = await termsOf(needs, customer_id)
  const { lines, problems } = wanted.lines ? await linesOf(needs, order, wanted.lines, terms) : { lines: order.lines, problems: [] }
  const shipping_address = wanted.shipping_address ?? order.shipping_address
  const email = wanted.email ?? order.email
  const vat_id = wanted.vat_id ?? order.vat_id
  const shipping_method_id = wanted.shipping_method_id ?? order.shipping?.method_id ?? null
  const replaces = reasonsOfReplacement(order)
  const quoted = await quote(needs, {
    ...view,
    ...{ lines: lines.map(withoutShares), customer_id, terms, email, vat_id },
    codes: wanted.codes ?? [...new Set(order.discounts.flatMap(({ code }) => code ?? []))],
    destination: shipping_address && placeOf(shipping_address),
    ...{ shipping_method_id, is_replacement: replaces.length > 0 },
    order_id: order.order_id,
    is_placed: order.state !== 'draft',
  })
  const is_same = isAsItWas(order, { lines, shipping_address, shipping_method_id })
  const reckoned = is_same
    ? { ...quoted, ...asItWas(order, lines), refused_codes: [], problems: [] }
    : { ...quoted, why: [...replaces, ...quoted.why] }
  return {
    ...reckoned,
    ...{ view, goods: { goods: [], cart_id: null, cart_version: null }, shares: [], due: reckoned.total, purchase: null },
    problems: [...problems, ...reckoned.problems, ...newlyLimited(order, reckoned)],
    ...{ shipping_address, billing_address: wanted.billing_address ?? order.billing_address, vat_id, email },
    customer_note: wanted.customer_note ?? order.customer_note,
  }
}

/** Of what has left the house neither number nor price nor tax changes, and something has to be left that is still to be sent. */
const refuseShipped = (order: Order, { lines, shipping_address }: Wanted) => {
  const sent = order.lines.filter(({ fulfilled_quantity }) => fulfilled_quantity > 0)
  if (sent.length === 0) return
  const wishes = new Map(lines?.map((wish, i) => [wish.line_id, { ...wish, i }]))
  for (const { line_id, title, fulfilled_quantity: shipped, unit_price } of lines ? sent : []) {
    const wish = wishes.get(line_id)
    const field = wish ? `lines.${wish.i}` : 'lines'
    if (!wish || wish.quantity < shipped)
      throw fail('ALREADY_SHIPPED', `${shipped} of ${title} have left the house, so there cannot be fewer.`, { field, line_id, shipped })
    if (wish.unit_price && wish.unit_price.amount !== unit_price.amount)
      throw fail('ALREADY_SHIPPED', `Some of ${title} has left the house at its price. Give money back instead.`, {
        field,
        line_id,
        shipped,
      })
  }
  if (lines?.every(({ line_id, quantity }) => sent.some((line) => line.line_id === line_id && line.fulfilled_quantity === quantity)))
    throw fail('ALREADY_SHIPPED', 'Nothing would be left to send. Cancel the rest instead.', { field: 'lines' })
  const was = order.shipping_address
  if (shipping_address && (shipping_address.country !== was?.country || (shipping_address.region ?? '') !== (was.region ?? '')))
    throw fail('ALREADY_SHIPPED', 'Some of this order was sent and taxed where it went; the rest cannot go to another country or region.', {
      field: 'shipping_address',
    })
}

const withoutShares = ({ discount: _discount, tax: _tax, ...line }: PricedLine & Partial<Order['lines'][number]>): PricedLine => line

/** A limited discount counts when an order is placed; one that only an edit would bring was never counted for it (promotions leave it out). */
const newlyLimited = (order: Order, { discounts }: Pick<Prepared, 'discounts'>): Failure[] => {
  if (order.state === 'draft') return []
  const had = new Set(order.discounts.map(({ promotion_id }) => promotion_id))
  return discounts
    .filter(({ promotion_id, is_limited }) => is_limited && !had.has(promotion_id))
    .map(({ title }) => fail('CODE_REFUSED', `“${title}” is limited, and is given at checkout only.`))
}

type Lines = { lines: PricedLine[]; problems: Problem[] }

/** In the sequence they were asked for: what is there by its line_id, what is new by its variant or SKU. */
const linesOf = async (needs: Orders, order: Order, wanted: WantedLine[], terms: Terms): Promise<Lines> => {
  for (const [i, line] of wanted.entries()) refuseOddPrice(line, order.currency, i)
  const fresh = wanted.filter(({ line_id }) => line_id === undefined)
  const priced = await freshLines(needs, order, fresh, terms)
  const there = new Map(order.lines.map((line) => [line.line_id, line]))
  const named = new Set<string>()
  const lines = wanted.flatMap((wish, i) => {
    if (wish.line_id === undefined) return []
    const line = there.get(wish.line_id)
    if (!line || named.has(wish.line_id))
      throw fail('UNKNOWN_LINE', 'There is no such line in this order, or it is named twice.', { field: `lines.${i}.line_id` })
    named.add(wish.line_id)
    return [atPrice({ ...line, quantity: wish.quantity }, wish)]
  })
  return { lines: [...lines, ...priced.lines], problems: priced.problems }
}

const refuseOddPrice = ({ unit_price, price_reason }: WantedLine, currency: string, i: number) => {
  if (!unit_price) return
  if (unit_price.currency !== currency || unit_price.amount < 0)
    throw fail('WRONG_CURRENCY', `A price of this order is an amount in ${currency}, not below zero.`, { field: `lines.${i}.unit_price` })
  if (!price_reason) throw fail('PRICE_REASON_NEEDED', 'Say why this price is another one.', { field: `lines.${i}.price_reason` })
}

const freshLines = async (needs: Orders, { currency, locale }: Order, fresh: WantedLine[], terms: Terms): Promise<Lines> => {
  if (fresh.length === 0) return { lines: [], problems: [] }
  const view = { currency, locale }
  const refs = fresh.map(({ variant_id, sku, quantity }) => ({ ...(variant_id && { variant_id }), ...(sku && { sku }), quantity }))
  const goods = await goodsOfRefs(needs, refs, 'lines', view)
  const { lines, problems } = await priceGoods(needs, goods, view, terms.customer_group)
  const wishes = new Map(goods.goods.map(({ variant_id, field }) => [variant_id, fresh[Number(field.split('.')[1])]]))
  return { lines: lines.map((line) => atPrice(line, wishes.get(line.variant_id))), problems }
}

/** The price that staff set, with their reason; else the one there is. */
const atPrice = (line: PricedLine, wish: WantedLine | undefined): PricedLine => {
  const unit_price = wish?.unit_price ?? line.unit_price
  const why = wish?.unit_price ? [{ rule: 'set_by_hand', id: null, text: wish.price_reason ?? '', amount: unit_price }] : line.why
  return { ...line, unit_price, why, line_total: { amount: unit_price.amount * line.quantity, currency: unit_price.currency } }
}
