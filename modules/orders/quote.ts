/**
 * The one way to a price: for the page, the API, `POST /orders`, drafts and edits. Promotions, shipping and taxes answer from memory, so
 * none of this costs a statement, but for codes, limited offers and those for the first order.
 */
import type { Discount } from '#modules/promotions/contract.ts'
import type { ShippingOption } from '#modules/shipping/contract.ts'
import type { Taxes } from '#modules/tax/contract.ts'
import type { Place, Why } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { isFirstOrder } from './first-order.ts'
import type { Problem, View } from './goods.ts'
import { type Orders, readSettings } from './needs.ts'
import { add, type Parts, type PricedLine, type Reckoned, reckon, SHIPPING_LINE, taxablesOf } from './reckon.ts'
import type { Quote } from './shapes.ts'

/** A total beyond this many minor units is refused: it leaves room to multiply by a rate within the safe integers. */
const MOST = 9_000_000_000_000

/** On what terms someone buys. */
export type Terms = { customer_group: string | null; is_tax_exempt: boolean }

export type Ask = View & {
  lines: PricedLine[]
  /** null: not known yet, or not needed */
  destination: Place | null
  shipping_method_id: string | null
  codes: string[]
  vat_id: string | null
  customer_id: string | null
  terms: Terms
  email: string | null
  /** of the order being placed or changed: what it has redeemed already does not count against it */
  order_id: string | null
  /** left out: not looked up yet */
  is_first_order?: boolean
  /** the order is there: what it was given is not over, paused or used up for it */
  is_placed?: boolean
  /** goods that are sent anew at no price: no way is chosen unasked, and none costs anything */
  is_replacement?: boolean
}

export type Quoted = Reckoned & {
  why: Why
  refused_codes: Quote['refused_codes']
  shipping_options: ShippingOption[]
  problems: Problem[]
}

/**
 * What these lines come to: discounts, shipping over what is left of the goods, then the tax.
 * @throws AMOUNT_TOO_LARGE
 */
export const quote = async (needs: Orders, ask: Ask): Promise<Quoted> => {
  try {
    return await quoteParts(needs, ask)
  } catch (error) {
    if (error instanceof RangeError) throw fail('AMOUNT_TOO_LARGE', 'This comes to more than can be counted. Take less.')
    throw error
  }
}

const quoteParts = async (needs: Orders, ask: Ask): Promise<Quoted> => {
  const { lines, currency } = ask
  if (add(lines.map(({ line_total }) => line_total.amount)) > MOST) throw new RangeError('more than a rate can be taken of')
  const { prices_include_tax } = await readSettings(needs)
  const { discounts, refused, why, options, option, problems } = await discountAndShip(needs, ask)
  const parts: Parts = { currency, prices_include_tax, lines, discounts, option }
  const taxes = await calculate(needs, ask, parts)
  const reckoned = reckon(parts, taxes)
  const whole = reckoned.total.amount >= 0 ? { reckoned, taxes } : await withoutDiscountsAfterTax(needs, ask, parts)
  return {
    ...whole.reckoned,
    why: [...why, ...(option?.why ?? []), ...whole.taxes.why],
    refused_codes: refused,
    shipping_options: options,
    problems,
  }
}

/**
 * Discounts may be of shipping, and shipping may be free from a subtotal after discounts. So a way is chosen by the full subtotal first and
 * once more by what the discounts leave of the goods; where that changes what it costs, the discounts are reckoned once more, and stand.
 */
const discountAndShip = async (needs: Orders, asked: Ask) => {
  const first = await chooseShipping(needs, asked, [])
  const { ask, evaluated } = await evaluateForFirst(needs, asked, first.option)
  if (evaluated.discounts.length === 0) return { ...evaluated, ...first }
  const chosen = await chooseShipping(needs, ask, evaluated.discounts)
  const is_same = chosen.option?.method_id === first.option?.method_id && chosen.option?.amount.amount === first.option?.amount.amount
  return { ...(is_same ? evaluated : (await evaluateForFirst(needs, ask, chosen.option)).evaluated), ...chosen }
}

/** Only where an offer for the first order would be given is it looked up whether this is one. What an order was given as the first, it keeps. */
const evaluateForFirst = async (needs: Orders, asked: Ask, option: ShippingOption | null) => {
  const evaluated = await evaluate(needs, asked, option)
  if (!evaluated.asks_first_order || asked.is_placed) return { ask: asked, evaluated }
  const ask = { ...asked, is_first_order: await isFirstOrder(needs, asked) }
  return { ask, evaluated: ask.is_first_order ? evaluated : await evaluate(needs, ask, option) }
}

/**
 * Where the tax is taken out of the prices (export, reverse charge), a discount after tax can come to more than what is left. There is no
 * tax then that it could come after, so it counts before.
 */
const withoutDiscountsAfterTax = async (needs: Orders, ask: Ask, given: Parts) => {
  const parts = { ...given, discounts: given.discounts.map((discount) => ({ ...discount, tax_basis: 'before_tax' as const })) }
  const taxes = await calculate(needs, ask, parts)
  return { reckoned: reckon(parts, taxes), taxes }
}

const evaluate = ({ promotions }: Orders, ask: Ask, option: ShippingOption | null) => {
  const { currency, locale, customer_id, email, lines, terms, order_id, is_placed, is_first_order } = ask
  return promotions.evaluate({
    ...{ currency, locale, customer_id, email, customer_group: terms.customer_group },
    ...{ shipping_amount: option?.amount.amount ?? 0, shipping_method_id: option?.method_id ?? null },
    ...(order_id !== null && { order_id }),
    ...(is_placed && { is_placed }),
    ...(is_first_order !== undefined && { is_first_order }),
    codes: [...new Set(ask.codes)],
    lines: lines.map(({ line_id, variant_id, product_id, category_ids, quantity, unit_price, line_total }) => ({
      ...{ line_id, variant_id, product_id, category_ids, quantity, unit_amount: unit_price.amount, amount: line_total.amount },
    })),
  })
}

type Choice = { options: ShippingOption[]; option: ShippingOption | null; problems: Problem[] }

/**
 * The way that was asked for, else the cheapest that is not a pick-up. Without an address only what was asked for is reckoned.
 * A shop that has no methods at all sends nothing, and sells all the same.
 */
const chooseShipping = async ({ shipping }: Orders, ask: Ask, discounts: Discount[]): Promise<Choice> => {
  const { lines, currency, locale, destination, shipping_method_id } = ask
  const off = discounts.flatMap(({ allocations }) =>
    allocations.flatMap(({ line_id, amount }) => (line_id === SHIPPING_LINE ? [] : [-amount])),
  )
  const subtotal = add([...lines.map(({ line_total }) => line_total.amount), ...off])
  const { options: listed, is_set_up } = await shipping.listOptions({
    ...{ currency, locale, destination, subtotal: Math.max(0, subtotal) },
    lines: lines.map(({ variant_id, quantity, weight_grams }) => ({ variant_id, quantity, weight_grams })),
  })
  const options = ask.is_replacement ? listed.map(forNothing) : listed
  const wanted = options.find(({ method_id }) => method_id === shipping_method_id)
  if (wanted) return { options, option: wanted, problems: [] }
  if (shipping_method_id && (options.length > 0 || is_set_up))
    return { options, option: null, problems: [unavailable('This way of shipping is not available for this order. Choose another.')] }
  if (!destination || ask.is_replacement) return { options, option: null, problems: [] }
  const option = options.find(({ is_pickup }) => !is_pickup) ?? options[0] ?? null
  const problems = !option && is_set_up ? [unavailable(`This order cannot be sent to ${destination.country}.`)] : []
  return { options, option, problems }
}

const forNothing = ({ amount, ...option }: ShippingOption): ShippingOption => {
  const nothing = { ...amount, amount: 0 }
  const { method_id: id, title } = option
  return { ...option, amount: nothing, why: [{ rule: 'shipping_method', id, text: `${title}: sent anew at no cost`, amount: nothing }] }
}

const unavailable = (text: string): Problem => fail('SHIPPING_UNAVAILABLE', text, { field: 'shipping_method_id' })

/** Goods that are picked up are taxed where the shop is. */
const calculate = async (needs: Orders, ask: Ask, parts: Parts): Promise<Taxes> => {
  const { tax_rounding, country } = await readSettings(needs)
  return needs.tax.calculate({
    currency: ask.currency,
    prices_include_tax: parts.prices_include_tax,
    rounding: tax_rounding,
    destination: parts.option?.is_pickup ? { country } : ask.destination,
    ...(ask.vat_id && { vat_id: ask.vat_id }),
    is_exempt: ask.terms.is_tax_exempt,
    lines: taxablesOf(parts),
  })
}
