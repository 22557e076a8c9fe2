import type { ResolvedVariant } from '#modules/catalog/contract.ts'
import type { pricing } from '#modules/pricing/contract.ts'
import type { Money, Output } from '#platform/contract.ts'
import { type Failure, fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { formatMoney } from '#platform/money.ts'
import type { Orders } from './needs.ts'
import type { PricedLine } from './reckon.ts'

export type View = { locale: string; currency: string }
type Ref = { product_id?: string; variant_id?: string; sku?: string; quantity: number }

/** Something that is wanted. `told`: the price the shopper was last told; `field`: where the request names it. */
type Good = { variant_id: string; title: string; variant: ResolvedVariant | null; quantity: number; told: Money | null; field: string }
export type Goods = { goods: Good[]; cart_id: string | null; cart_version: number | null }

/** Why something cannot be bought as it is asked for, or what has changed. A quote shows them all; the checkout throws the first. */
export type Problem = Failure

/**
 * The cart as it stands. The shopper must have seen it: another version than the given one is refused.
 * @throws NOT_FOUND CART_CHANGED { cart_version } EMPTY_ORDER
 */
export const goodsOfCart = async ({ cart }: Orders, cart_id: string, seen: number | undefined, { locale }: View): Promise<Goods> => {
  const { lines, version } = await cart.readGoods({ cart_id, locale })
  if (seen !== undefined && seen !== version)
    throw fail('CART_CHANGED', 'The cart has changed since you looked at it. Look at it again.', { cart_version: version })
  if (lines.length === 0) throw fail('EMPTY_ORDER', 'There is nothing in the cart.', { field: 'cart_id' })
  const goods = lines.map(({ unit_price, ...line }) => ({ ...line, told: unit_price, field: 'cart_id' }))
  return { goods, cart_id, cart_version: version }
}

/**
 * Goods that name themselves, by variant, SKU, or a product with a single variant. The same variant twice is one line.
 * @throws EMPTY_ORDER UNKNOWN_PRODUCT { field }
 */
export const goodsOfRefs = async ({ catalog }: Orders, refs: Ref[], field: string, { locale }: View): Promise<Goods> => {
  if (refs.length === 0) throw fail('EMPTY_ORDER', 'There is nothing to buy.', { field })
  const { variants } = await catalog.resolveVariants({ locale, refs: refs.map(({ quantity: _quantity, ...ref }) => ref) })
  const goods = new Map<string, Good>()
  for (const [i, { quantity }] of refs.entries()) {
    const variant = variants[i]
    if (!variant)
      throw fail('UNKNOWN_PRODUCT', 'There is no such product, or it has several variants: name the variant or SKU.', {
        field: `${field}.${i}`,
      })
    const { variant_id, title } = variant
    const before = goods.get(variant_id)?.quantity ?? 0
    goods.set(variant_id, { variant_id, title, variant, quantity: before + quantity, told: null, field: `${field}.${i}` })
  }
  return { goods: [...goods.values()], cart_id: null, cart_version: null }
}

/**
 * What can be bought, with today's prices, and what cannot. One statement, of pricing.
 * @throws AMOUNT_TOO_LARGE
 */
export const priceGoods = async (needs: Orders, { goods }: Goods, { locale, currency }: View, customer_group: string | null) => {
  const quote = await needs.pricing.quoteFor({
    currency,
    customer_group,
    lines: goods.map(({ variant_id, quantity }) => ({ variant_id, quantity })),
  })
  const prices = new Map(quote.lines.map((line) => [line.variant_id, line]))
  const lines: PricedLine[] = []
  const problems: Problem[] = []
  for (const { variant_id, title, variant, told, field } of goods) {
    const price = prices.get(variant_id)
    if (!variant?.is_for_sale) problems.push(notForSale(`${title} is not for sale.`, variant_id, field))
    else if (!price) problems.push(notForSale(`${title} is not sold in ${currency}.`, variant_id, field))
    else {
      lines.push(lineOf(needs, variant, price))
      const { unit_price } = price
      if (told && told.currency === currency && told.amount !== unit_price.amount)
        problems.push(
          fail('PRICE_CHANGED', `${title} costs ${formatMoney(unit_price, locale)} now, no longer ${formatMoney(told, locale)}.`, {
            variant_id,
          }),
        )
    }
  }
  return { lines, problems }
}

const notForSale = (text: string, variant_id: string, field: string): Problem => fail('NOT_FOR_SALE', text, { field, variant_id })

type Price = Output<typeof pricing.ops.quoteFor>['lines'][number]

const lineOf = ({ clock }: Orders, variant: ResolvedVariant, { quantity, unit_price, line_total, why }: Price): PricedLine => {
  const { is_for_sale: _is_for_sale, ...facts } = variant
  return { line_id: newId(clock.now()), ...facts, quantity, unit_price, line_total, fulfilled_quantity: 0, returned_quantity: 0, why }
}

/** What of these lines is not there in full. One statement, of inventory; at checkout the hold decides, and this is not asked. */
export const shortages = async ({ inventory }: Orders, lines: PricedLine[]): Promise<Problem[]> => {
  const { levels } = await inventory.readLevels({ variant_ids: lines.map(({ variant_id }) => variant_id) })
  const left = new Map(levels.map(({ variant_id, available }) => [variant_id, available]))
  return lines.flatMap(({ variant_id, title, quantity }) => {
    const available = left.get(variant_id) ?? 0
    const text = available === 0 ? `${title} is sold out.` : `Only ${available} of ${title} are left.`
    return available < quantity ? [fail('OUT_OF_STOCK', text, { variant_id, wanted: quantity, available })] : []
  })
}
