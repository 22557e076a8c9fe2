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
}

export type CartView = { count: number; count_text: string; subtotal: string; lines: LineView[]; has_problems: boolean }

export const cartView = (view: View, cart: Cart | null): CartView => {
  const lines = cart?.lines.map((line) => lineView(view, line)) ?? []
  return {
    count: cart?.item_count ?? 0,
    count_text: view.t('cart.items', { count: cart?.item_count ?? 0 }),
    subtotal: cart ? view.money(cart.subtotal) : '',
    lines,
    has_problems: lines.some((line) => line.problem !== ''),
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
  unit_price: view.money(line.unit_price),
  line_total: view.money(line.line_total),
  tier: nextTier(view, line),
  problem: line.problem ? view.t(`line.${line.problem}`, { count: line.available ?? 0, price: view.money(line.unit_price) }) : '',
})

const nextTier = (view: View, { tiers, quantity, problem }: CartLine): string => {
  const next = tiers.find(({ min_quantity }) => min_quantity > quantity)
  if (!next || problem === 'not_for_sale' || problem === 'out_of_stock') return ''
  return view.t('tiers.hint', { quantity: next.min_quantity, price: view.money(next.unit_price) })
}
