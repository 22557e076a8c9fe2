import type { Clients } from '#storefront/storefront.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { type Fake, refuse } from './fake.ts'
import { cardOf, categoriesIn, crumbsOf, pagesIn, pagesOf } from './goods.ts'

const PRICE_ORDER = { price_asc: 1, price_desc: -1, newest: 0, name: 0 } as const

export const goodsOf = (fake: Fake): Pick<Clients, 'catalog' | 'pricing' | 'search' | 'settings'> => ({
  settings: { readShop: async () => structuredClone(fake.shop), readOwn: async () => plainSettings(fake.shop) },
  pricing: {
    listPricedGroups: async () => ({ groups: [...fake.priced_groups] }),
    quoteFor: async ({ currency, customer_group, lines: asked }) => {
      const variants = new Map(pagesIn({ currency }).flatMap((page) => page.variants.map((one) => [one.variant_id, one])))
      const money = (amount: number) => ({ amount, currency })
      const lines = asked.flatMap(({ variant_id, quantity }) => {
        const { price, tiers = [] } = variants.get(variant_id) ?? {}
        if (!price) return []
        const amount = customer_group ? Math.floor(price.amount / 2) : price.amount
        const cheaper = customer_group ? [{ min_quantity: 10, unit_price: money(Math.floor(price.amount / 4)) }] : tiers
        return [
          {
            variant_id,
            quantity,
            unit_price: money(amount),
            compare_at: null,
            line_total: money(amount * quantity),
            tiers: cheaper,
            why: [],
          },
        ]
      })
      const subtotal = money(lines.reduce((total, { line_total }) => total + line_total.amount, 0))
      return { currency, lines, unpriced: [], subtotal, total: subtotal }
    },
  },
  search: {
    find: async ({ q, page = 1, limit = 24, ...view }) => {
      const found = pagesIn(view).filter(({ title, brand }) => `${title} ${brand}`.toLowerCase().includes(q.toLowerCase()))
      const products = found.slice((page - 1) * limit, page * limit).map(cardOf)
      return { query: q, products, page, has_more: found.length > page * limit }
    },
  },
  catalog: {
    listCategories: async ({ locale }) => ({ categories: categoriesIn(locale) }),
    listProducts: async ({ category, sort = 'newest', page = 1, limit = 24, ...view }) => {
      const tree = categoriesIn(view.locale)
      const node = tree.find(({ slug }) => slug === category)
      if (category && !node) throw refuse('NOT_FOUND', 404)
      const direction = PRICE_ORDER[sort]
      const cards = pagesOf(category, view).map(cardOf)
      if (direction !== 0) cards.sort((a, b) => direction * ((a.price?.amount ?? 0) - (b.price?.amount ?? 0)))
      if (sort === 'name') cards.sort((a, b) => a.title.localeCompare(b.title))
      const children = tree.filter(({ parent_id }) => node && parent_id === node.category_id)
      return {
        products: cards.slice((page - 1) * limit, page * limit),
        page,
        has_more: cards.length > page * limit,
        product_count: cards.length,
        category: node ? { ...node, breadcrumbs: crumbsOf(node.slug, view.locale ?? 'en'), children } : null,
      }
    },
    readGroupPrices: async ({ product_ids, ...view }) => ({
      prices: pagesIn(view)
        .filter(({ product_id }) => product_ids.includes(product_id))
        .map(cardOf)
        .flatMap(({ product_id, price, has_price_range }) =>
          price
            ? { product_id, price: { ...price, amount: Math.floor(price.amount / 2) }, compare_at: null, lowest: null, has_price_range }
            : [],
        ),
    }),
    readProduct: async ({ product, ...view }) => {
      const found = pagesIn(view).find(({ slug, product_id }) => slug === product || product_id === product)
      if (!found) throw refuse('NOT_FOUND', 404)
      return found
    },
  },
})
