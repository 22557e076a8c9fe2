import type { Cart } from '#modules/cart/contract.ts'
import type { Call, Money } from '#platform/contract.ts'
import { sum, times } from '#platform/money.ts'
import type { Clients } from '#storefront/storefront.ts'
import { type Fake, type Note, refuse } from './fake.ts'
import { idOf, pagesIn, type View } from './goods.ts'

export const cartsOf = (fake: Fake, note: Note): Pick<Clients, 'cart'> => {
  const show = (cart_id: string, view: View): Cart => {
    const { currency = 'USD' } = view
    const stored = fake.carts.get(cart_id)
    if (!stored) throw refuse('NOT_FOUND', 404)
    const lines = [...stored.lines].map(([variant_id, quantity]) => soldIn(currency, lineOf(variant_id, quantity, view)))
    const item_count = lines.reduce((total, { quantity }) => total + quantity, 0)
    return { cart_id, version: stored.version, currency, lines, item_count, subtotal: sumOf(lines, currency) }
  }
  const soldIn = <L extends ReturnType<typeof lineOf>>(currency: string, line: L) =>
    currency === 'EUR' || !fake.only_in_euros.has(line.slug)
      ? line
      : { ...line, problem: 'not_in_currency' as const, sold_in: 'EUR', line_total: { amount: 0, currency } }
  const put = (cart_id: string, variant_id: string, change: (before: number) => number) => {
    const stored = fake.carts.get(cart_id) ?? { owner: null, version: 0, lines: new Map<string, number>() }
    const quantity = change(stored.lines.get(variant_id) ?? 0)
    if (quantity === 0) stored.lines.delete(variant_id)
    else stored.lines.set(variant_id, quantity)
    stored.version++
    fake.carts.set(cart_id, stored)
  }
  const own = (call: Partial<Call> | undefined): string => {
    const user_id = call?.actor?.kind === 'user' ? call.actor.user_id : ''
    const cart_id = idOf(`cart of ${user_id}`)
    if (!fake.carts.has(cart_id)) fake.carts.set(cart_id, { owner: user_id, version: 0, lines: new Map() })
    return cart_id
  }
  return {
    cart: {
      readMyCart: async (view, call) => show(own(call), view),
      readCart: async ({ cart_id, ...view }) => show(cart_id, view),
      addLine: async ({ cart_id, variant_id, quantity, ...view }, call) => {
        note('addLine', { cart_id, variant_id, quantity }, call)
        if (!lineOf(variant_id, 1, view).is_for_sale) throw refuse('OUT_OF_STOCK', 409)
        put(cart_id, variant_id, (before) => before + quantity)
        return show(cart_id, view)
      },
      changeLine: async ({ cart_id, variant_id, quantity, ...view }, call) => {
        note('changeLine', { cart_id, variant_id, quantity }, call)
        put(cart_id, variant_id, () => quantity)
        return show(cart_id, view)
      },
      claimCart: async ({ cart_id, ...view }, call) => {
        note('claimCart', { cart_id }, call)
        const mine = own(call)
        for (const [variant_id, quantity] of fake.carts.get(cart_id)?.lines ?? []) put(mine, variant_id, (before) => before + quantity)
        if (mine !== cart_id) fake.carts.delete(cart_id)
        return show(mine, view)
      },
      saveCheckout: async ({ cart_id, ...draft }) => {
        fake.drafts.set(cart_id, draft)
        return draft
      },
      readCheckout: async ({ cart_id }) => fake.drafts.get(cart_id) ?? {},
    },
  }
}

export const lineOf = (variant_id: string, quantity: number, view: View) => {
  const page = pagesIn(view).find(({ variants }) => variants.some((variant) => variant.variant_id === variant_id))
  const variant = page?.variants.find((one) => one.variant_id === variant_id)
  if (!page || !variant?.price) throw refuse('NOT_FOUND', 404)
  const { product_id, slug, title } = page
  const picture = variant.picture ?? page.pictures[0] ?? null
  return {
    ...{ variant_id, product_id, slug, title, quantity, picture },
    sku: variant.sku,
    variant_title: Object.values(variant.options).join(' / '),
    unit_price: variant.price,
    line_total: times(variant.price, quantity),
    tiers: variant.tiers,
    problem: variant.in_stock ? null : ('out_of_stock' as const),
    available: null,
    sold_in: null,
    is_for_sale: variant.in_stock,
  }
}

export const sumOf = (lines: { line_total: Money }[], currency: string): Money =>
  sum(
    lines.map(({ line_total }) => line_total),
    currency,
  )
