import type { CartLine } from '#modules/cart/contract.ts'
import type { Money } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { formatMoney } from '#platform/money.ts'
import type { Checkout, OrderLine } from './contract.ts'
import type { Orders } from './needs.ts'

/** What is about to be bought, priced now. */
export type Basket = { lines: OrderLine[]; total: Money; cart_id: string | null; cart_version: number | null }
type Ref = { product_id?: string; variant_id?: string; sku?: string; quantity: number }
type View = { locale: string; currency: string }

/**
 * The cart as it stands. The shopper must have seen it: another version than the given one is refused.
 * @throws NOT_FOUND CART_CHANGED { cart_version } EMPTY_ORDER NOT_FOR_SALE { variant_id } OUT_OF_STOCK { variant_id, available }
 */
export const basketOfCart = async (needs: Orders, cart_id: string, seen: number | undefined, view: View): Promise<Basket> => {
  const { lines, version, subtotal } = await needs.cart.readCart({ cart_id, ...view })
  if (seen !== undefined && seen !== version)
    throw fail('CART_CHANGED', 'The cart has changed since you looked at it. Look at it again.', { cart_version: version })
  if (lines.length === 0) throw fail('EMPTY_ORDER', 'There is nothing in the cart.', { field: 'cart_id' })
  for (const line of lines) refuseProblem(line)
  return {
    lines: lines.map(({ problem: _problem, available: _available, ...line }) => asOrdered(needs, line)),
    total: subtotal,
    cart_id,
    cart_version: version,
  }
}

type Facts = Omit<CartLine, 'problem' | 'available'>

/** A line before any discount and tax. */
const asOrdered = ({ clock }: Orders, line: Facts): OrderLine => ({
  ...line,
  line_id: newId(clock.now()),
  category_ids: [],
  tax_class: 'standard',
  weight_grams: 0,
  discount: { amount: 0, currency: line.line_total.currency },
  tax: {
    ...{ net: line.line_total.amount, tax: 0, gross: line.line_total.amount, rate_basis_points: 0, tax_name: '' },
    ...{ treatment: 'not_registered' as const, reason: 'No tax was reckoned for this order.' },
  },
  fulfilled_quantity: 0,
  returned_quantity: 0,
  why: [],
})

const refuseProblem = ({ problem, title, variant_id, available, quantity }: CartLine) => {
  if (problem === 'not_for_sale') throw fail('NOT_FOR_SALE', `${title} is no longer for sale. Take it out of the cart.`, { variant_id })
  if (problem === 'out_of_stock' || problem === 'too_few')
    throw fail('OUT_OF_STOCK', `${available ?? 0} of ${title} are left.`, { variant_id, wanted: quantity, available: available ?? 0 })
}

/**
 * Lines that name their products themselves, by variant, SKU, or a product with a single variant.
 * @throws EMPTY_ORDER UNKNOWN_PRODUCT { field } NOT_FOR_SALE { field }
 */
export const basketOfLines = async (needs: Orders, refs: Ref[], field: string, view: View): Promise<Basket> => {
  if (refs.length === 0) throw fail('EMPTY_ORDER', 'There is nothing to buy.', { field })
  const { variants } = await needs.catalog.resolveVariants({
    locale: view.locale,
    refs: refs.map(({ quantity: _quantity, ...ref }) => ref),
  })
  const wanted = new Map<string, { quantity: number; at: string }>()
  const found = new Map(
    refs.map((ref, i) => {
      const variant = variants[i]
      if (!variant)
        throw fail('UNKNOWN_PRODUCT', 'There is no such product, or it has several variants: name the variant or SKU.', {
          field: `${field}.${i}`,
        })
      if (!variant.is_for_sale)
        throw fail('NOT_FOR_SALE', `${variant.title} is not for sale.`, { field: `${field}.${i}`, variant_id: variant.variant_id })
      wanted.set(variant.variant_id, { quantity: (wanted.get(variant.variant_id)?.quantity ?? 0) + ref.quantity, at: `${field}.${i}` })
      return [variant.variant_id, variant] as const
    }),
  )
  const lines = [...wanted].map(([variant_id, { quantity }]) => ({ variant_id, quantity }))
  const quote = await needs.pricing.quote({ currency: view.currency, lines })
  const unpriced = quote.unpriced[0]
  if (unpriced)
    throw fail('NOT_FOR_SALE', `${found.get(unpriced)?.title} is not sold in ${view.currency}.`, {
      field: wanted.get(unpriced)?.at,
      variant_id: unpriced,
    })
  return {
    lines: quote.lines.flatMap(({ variant_id, quantity, unit_price, line_total }) => {
      const variant = found.get(variant_id)
      if (!variant) return []
      const { is_for_sale: _is_for_sale, ...facts } = variant
      return [asOrdered(needs, { ...facts, quantity, unit_price, line_total })]
    }),
    total: quote.total,
    cart_id: null,
    cart_version: null,
  }
}

/** @throws PRICE_CHANGED { total } when the shopper saw another total */
export const refuseOtherTotal = ({ total }: Basket, seen: Checkout['expected_total'], locale: string) => {
  if (seen && (seen.amount !== total.amount || seen.currency !== total.currency))
    throw fail('PRICE_CHANGED', `The total is ${formatMoney(total, locale)} now, no longer ${formatMoney(seen, locale)}.`, {
      field: 'expected_total',
      total,
    })
}
