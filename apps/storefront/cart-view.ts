/** A cart as pages and the drawer show it: every text finished, nothing left to compute in a browser. */
import type { Cart, CartLine } from '#modules/cart/contract.ts'
import type { Picture } from '#modules/media/contract.ts'
import type { View } from './view.ts'

export type LineView = {
  variant_id: string
  title: string
  variant_title: string
  href: string
  picture: Picture | null
  quantity: number
  quantity_label: string
  remove_label: string
  unit_price: string
  line_total: string
  /** how many more units make it cheaper; empty when none do */
  tier: string
  problem: string
  /** a currency that it is sold in, when it is not sold in this one; else empty */
  switch_to: string
}

export type CartView = {
  count: number
  count_text: string
  subtotal: string
  lines: LineView[]
  has_problems: boolean
  /** false: something in it is not sold, so there is no way on until that is gone */
  is_sold: boolean
}

/** Whether everything in a cart is sold, and in its currency. How much of it there is left is told later. */
export const isSold = (cart: Pick<Cart, 'lines'>): boolean => !cart.lines.some(isUnsold)

const isUnsold = ({ problem }: Pick<CartLine, 'problem'>): boolean => problem === 'not_for_sale' || problem === 'not_in_currency'

export const cartView = (view: View, cart: Cart | null): CartView => {
  const lines = cart?.lines.map((line) => lineView(view, line)) ?? []
  return {
    count: cart?.item_count ?? 0,
    count_text: view.t('cart.items', { count: cart?.item_count ?? 0 }),
    subtotal: cart ? view.money(cart.subtotal) : '',
    lines,
    has_problems: lines.some((line) => line.problem !== ''),
    is_sold: cart === null || isSold(cart),
  }
}

const lineView = (view: View, line: CartLine): LineView => ({
  variant_id: line.variant_id,
  title: line.title,
  variant_title: line.variant_title,
  href: view.at(`/p/${line.slug}?variant=${line.variant_id}`),
  picture: line.picture,
  quantity: line.quantity,
  quantity_label: view.t('cart.quantity_of', { title: line.title }),
  remove_label: view.t('cart.remove_named', { title: line.title }),
  unit_price: isUnsold(line) ? '' : view.money(line.unit_price),
  line_total: isUnsold(line) ? '' : view.money(line.line_total),
  tier: nextTier(view, line),
  problem: line.problem
    ? view.t(`line.${line.problem}`, { count: line.available ?? 0, price: view.money(line.unit_price), currency: line.unit_price.currency })
    : '',
  switch_to: line.sold_in !== null && view.shop.currencies.includes(line.sold_in) ? line.sold_in : '',
})

const nextTier = (view: View, line: CartLine): string => {
  const next = line.tiers.find(({ min_quantity }) => min_quantity > line.quantity)
  if (!next || isUnsold(line) || line.problem === 'out_of_stock') return ''
  return view.t('tiers.hint', { quantity: next.min_quantity, price: view.money(next.unit_price) })
}
