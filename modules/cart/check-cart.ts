import type { ResolvedVariant } from '#modules/catalog/contract.ts'
import type { inventory } from '#modules/inventory/contract.ts'
import type { Quote } from '#modules/pricing/contract.ts'
import type { Call, Output } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import type { Cart, CartLine } from './contract.ts'
import { knownVariants } from './known-variants.ts'
import { type Carts, quoteFor, type View } from './needs.ts'
import { type StoredCart, type StoredLine, showCart, totalled } from './stored-cart.ts'

/**
 * The cart with today's prices and stock, in the language and currency of the view. A line whose price is not the one the shopper was last
 * told says `price_changed`, once: what is answered to the shopper has been told. What is read for another module has not.
 * @throws AMOUNT_TOO_LARGE
 */
export const checkCart = async (needs: Carts, stored: StoredCart, { locale, currency }: View, call: Call): Promise<Cart> => {
  const variantIds = stored.lines.map((line) => line.variant_id)
  if (variantIds.length === 0) return showCart({ ...stored, currency })
  const asked = stored.lines.map(({ variant_id, quantity }) => ({ variant_id, quantity }))
  const [variants, quote, { levels }] = await Promise.all([
    knownVariants(needs, variantIds, locale),
    quoteFor(needs, call, { currency, lines: asked }),
    needs.inventory.readLevels({ variant_ids: variantIds }),
  ])
  const lines = checkLines(stored.lines, currency, { variants, quote, levels })
  const isShopper = call.via === undefined || call.via === 'storefront'
  if (isShopper) await writeTold(needs, { ...stored, currency }, lines)
  return totalled({ ...stored, currency }, lines)
}

/** A cart that was changed in this call, as it is kept; when that switched its currency, the other lines have yet to be priced in it. */
export const answerChange = async (needs: Carts, stored: StoredCart, call: Call): Promise<Cart> =>
  stored.lines.every((line) => line.unit_price.currency === stored.currency) ? showCart(stored) : checkCart(needs, stored, stored, call)

type Facts = { variants: Map<string, ResolvedVariant>; quote: Quote; levels: Output<typeof inventory.ops.readLevels>['levels'] }
type CheckedLine = StoredLine & Pick<CartLine, 'problem' | 'available' | 'sold_in'>

/** What stands in the way of buying each line, the worst first: not for sale, no price in this currency, sold out, too few, another price. */
const checkLines = (lines: StoredLine[], currency: string, { variants, quote, levels }: Facts): CheckedLine[] => {
  const prices = new Map(quote.lines.map((line) => [line.variant_id, line]))
  const stock = new Map(levels.map((level) => [level.variant_id, level.available]))
  return lines.map((line): CheckedLine => {
    const variant = variants.get(line.variant_id)
    const price = prices.get(line.variant_id)
    const available = stock.get(line.variant_id) ?? 0
    const { is_for_sale = false, ...facts } = variant ?? {}
    const gone = { ...line, ...facts, unit_price: inCurrency(line, currency), tiers: [], available: null }
    if (!is_for_sale) return { ...gone, problem: 'not_for_sale', sold_in: null }
    if (!price) return { ...gone, problem: 'not_in_currency', sold_in: otherThan(line, currency) }
    const { unit_price, tiers } = price
    const now = { ...line, ...facts, unit_price, tiers, sold_in: null }
    if (available === 0) return { ...now, problem: 'out_of_stock', available: 0 }
    if (available < line.quantity) return { ...now, problem: 'too_few', available }
    const is_changed = line.unit_price.currency === currency && line.unit_price.amount !== unit_price.amount
    return { ...now, problem: is_changed ? 'price_changed' : null, available: null }
  })
}

/** The last price of something that has none any more; another currency's would only mislead. */
const inCurrency = ({ unit_price }: StoredLine, currency: string) =>
  unit_price.currency === currency ? unit_price : { amount: 0, currency }

const otherThan = ({ unit_price }: StoredLine, currency: string) => (unit_price.currency === currency ? null : unit_price.currency)

/**
 * Notes the prices that this answer tells. A line with a worse problem keeps the old one, because that problem is what is told.
 * If the cart has changed since it was read, nothing is noted, and the next answer tells again.
 */
const writeTold = async ({ db }: Carts, { cart_id, version, currency, lines }: StoredCart, checked: CheckedLine[]) => {
  const told = lines.map((line, i) => {
    const now = checked[i]
    return now && (now.problem === null || now.problem === 'price_changed') ? { ...line, unit_price: now.unit_price } : line
  })
  const is_news = told.some((line, i) => {
    const { amount, currency: before } = lines[i]?.unit_price ?? {}
    return line.unit_price.amount !== amount || line.unit_price.currency !== before
  })
  if (!is_news) return
  await db.sql`UPDATE cart.carts SET lines = ${json(told)}::jsonb, currency = ${currency} WHERE cart_id = ${cart_id} AND version = ${version}`
}
