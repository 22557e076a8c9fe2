/** A shop in memory that answers what the contracts promise: lets pages be tested alone. */
import type { Cart } from '#modules/cart/contract.ts'
import type { User } from '#modules/customers/contract.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { Shop } from '#modules/settings/contract.ts'
import type { Call, Money } from '#platform/contract.ts'
import { Failure } from '#platform/errors.ts'
import { sum, times } from '#platform/money.ts'
import type { Clients } from '#storefront/storefront.ts'
import { cardOf, categoriesIn, crumbsOf, idOf, pagesIn, pagesOf, type View } from './goods.ts'

const NOW = '2026-11-21T10:00:00.000Z'
const refuse = (code: string, status: number, details = {}) => new Failure(code, `fake: ${code}`, details, status)

export type FakeShop = {
  clients: Clients
  shop: Shop
  carts: Map<string, { owner: string | null; version: number; lines: Map<string, number> }>
  orders: Map<string, Order>
  users: Map<string, User & { password: string }>
  sessions: Map<string, string>
  /** every call that changes something, by name */
  calls: { op: string; input: unknown; call: Partial<Call> | undefined }[]
  /** makes the next call of this operation fail */
  failNext(op: string, code: string, status: number, details?: object): void
}

export const fakeShop = (): FakeShop => {
  const fake: Omit<FakeShop, 'clients'> = {
    shop: {
      shop_name: 'Lantern & Loom',
      locales: ['en', 'de'],
      currencies: ['USD', 'EUR'],
      country: 'DE',
      contact_email: 'hello@lantern-and-loom.example',
      public_url: 'http://localhost:3000',
    },
    carts: new Map(),
    orders: new Map(),
    users: new Map(),
    sessions: new Map(),
    calls: [],
    failNext: (op, code, status, details) => void failing.set(op, refuse(code, status, details)),
  }
  const failing = new Map<string, Failure>()
  const note = (op: string, input: unknown, call: Partial<Call> | undefined) => {
    fake.calls.push({ op, input, call })
    const failure = failing.get(op)
    failing.delete(op)
    if (failure) throw failure
  }
  const me = (call: Partial<Call> | undefined): User & { password: string } => {
    const found = call?.actor?.kind === 'user' ? fake.users.get(call.actor.user_id) : undefined
    if (!found) throw refuse('SIGN_IN_REQUIRED', 401)
    return found
  }
  return { ...fake, clients: { ...goodsOf(fake), ...cartsOf(fake, note), ...ordersOf(fake, note), ...peopleOf(fake, note, me) } }
}

type Fake = Omit<FakeShop, 'clients'>
type Note = (op: string, input: unknown, call: Partial<Call> | undefined) => void

const PRICE_ORDER = { price_asc: 1, price_desc: -1, newest: 0, name: 0 } as const

const goodsOf = (fake: Fake): Pick<Clients, 'catalog' | 'search' | 'settings'> => ({
  settings: { readShop: async () => structuredClone(fake.shop) },
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
    readProduct: async ({ product, ...view }) => {
      const found = pagesIn(view).find(({ slug, product_id }) => slug === product || product_id === product)
      if (!found) throw refuse('NOT_FOUND', 404)
      return found
    },
  },
})

const cartsOf = (fake: Fake, note: Note): Pick<Clients, 'cart'> => {
  const show = (cart_id: string, view: View): Cart => {
    const { currency = 'USD' } = view
    const stored = fake.carts.get(cart_id)
    if (!stored) throw refuse('NOT_FOUND', 404)
    const lines = [...stored.lines].map(([variant_id, quantity]) => lineOf(variant_id, quantity, view))
    const item_count = lines.reduce((total, { quantity }) => total + quantity, 0)
    return { cart_id, version: stored.version, currency, lines, item_count, subtotal: sumOf(lines, currency) }
  }
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
    },
  }
}

const lineOf = (variant_id: string, quantity: number, view: View) => {
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
    problem: variant.in_stock ? null : ('out_of_stock' as const),
    available: null,
    is_for_sale: variant.in_stock,
  }
}

const sumOf = (lines: { line_total: Money }[], currency: string): Money =>
  sum(
    lines.map(({ line_total }) => line_total),
    currency,
  )

const ordersOf = (fake: Fake, note: Note): Pick<Clients, 'orders' | 'payments'> => {
  const placed = new Map<string, Order>()
  const settle = (order: Order, method: string) => {
    if (method === 'test_decline') return 'The card was declined.'
    Object.assign(order, { payment_state: 'paid', version: order.version + 1 })
    order.timeline.push({ at: NOW, what: 'paid', who: 'shop', note: null })
    return null
  }
  const answer = ({ order_id, number, token, state, payment_state, total }: Order, payment_problem: string | null) => ({
    ...{ order_id, number, token, state, payment_state, total, payment_problem },
    redirect_url: null,
  })
  return {
    payments: {
      listMethods: async () => ({
        methods: [
          { method: 'test_card', provider: 'simulated', title: 'Card', text: 'Is accepted at once.', is_test: true },
          { method: 'test_decline', provider: 'simulated', title: 'Card without cover', text: 'Is declined.', is_test: true },
        ],
      }),
      pay: async (input, call) => {
        note('pay', input, call)
        const order = [...fake.orders.values()].find(({ order_id }) => order_id === input.order_id)
        if (!order) throw refuse('NOT_FOUND', 404)
        const problem = settle(order, input.method)
        return {
          ...{ payment_id: idOf('payment'), order_id: order.order_id, method: input.method, provider: 'simulated', amount: order.total },
          ...{ state: problem ? ('declined' as const) : ('captured' as const), refunded_amount: 0, problem, redirect_url: null },
          ...{ created_at: NOW, settled_at: NOW },
        }
      },
    },
    orders: {
      checkout: async (input, call) => {
        note('checkout', input, call)
        const key = call?.idempotency_key ?? ''
        const earlier = placed.get(key)
        if (earlier) return answer(earlier, null)
        const cart = input.cart_id ? fake.carts.get(input.cart_id) : undefined
        if (!cart || cart.lines.size === 0) throw refuse('EMPTY_ORDER', 422)
        if (input.cart_version !== cart.version) throw refuse('CART_CHANGED', 409)
        const order = makeOrder(input, [...cart.lines])
        cart.lines.clear()
        cart.version++
        fake.orders.set(order.token, order)
        placed.set(key, order)
        return answer(order, settle(order, input.payment?.method ?? ''))
      },
      trackOrder: async ({ token }) => {
        const order = fake.orders.get(token)
        if (!order) throw refuse('NOT_FOUND', 404)
        return structuredClone(order)
      },
      listMyOrders: async ({ page = 1 }) => ({
        orders: [...fake.orders.values()].map((order) => ({ ...order, name: order.shipping_address?.name ?? '' })),
        page,
        has_more: false,
      }),
    },
  }
}

type CheckoutInput = Parameters<Clients['orders']['checkout']>[0]

const makeOrder = ({ email, shipping_address, currency = 'USD', locale = 'en' }: CheckoutInput, bought: [string, number][]): Order => {
  const lines = bought.map(([variant_id, quantity]) => lineOf(variant_id, quantity, { currency, locale }))
  const number = '31415926'
  return {
    ...{
      order_id: idOf('order'),
      number,
      version: 1,
      state: 'pending',
      payment_state: 'unpaid',
      email,
      customer_id: null,
      locale,
      currency,
    },
    ...{ lines, item_count: lines.length, subtotal: sumOf(lines, currency), total: sumOf(lines, currency), shipping_address, note: null },
    ...{ token: `${number}-Zm9vYmFy`, placed_at: NOW, updated_at: NOW },
    timeline: [{ at: NOW, what: 'placed', who: 'customer', note: null }],
  }
}

type Me = (call: Partial<Call> | undefined) => User & { password: string }

const peopleOf = (fake: Fake, note: Note, me: Me): Pick<Clients, 'customers'> => {
  const open = (user: User) => {
    const session_token = `session-of-${user.user_id}-${fake.sessions.size}`
    fake.sessions.set(session_token, user.user_id)
    return { session_token, expires_at: NOW, user }
  }
  return {
    customers: {
      signUp: async ({ email, password, name = '' }, call) => {
        note('signUp', { email }, call)
        if ([...fake.users.values()].some((user) => user.email === email)) throw refuse('EMAIL_TAKEN', 409)
        const user = { user_id: idOf(email), email, name, username: null, role: 'customer' as const, created_at: NOW, password }
        fake.users.set(user.user_id, user)
        return open(user)
      },
      signIn: async ({ email, password }, call) => {
        note('signIn', { email }, call)
        const user = [...fake.users.values()].find((one) => one.email === email && one.password === password)
        if (!user) throw refuse('WRONG_LOGIN', 401)
        return open(user)
      },
      endSession: async ({ session_token }, call) => {
        note('endSession', { session_token }, call)
        return { is_signed_out: fake.sessions.delete(session_token) }
      },
      readMe: async (_input, call) => ({ user: me(call) }),
      updateMe: async (input, call) => {
        note('updateMe', input, call)
        return { user: Object.assign(me(call), input) }
      },
      changePassword: async ({ old_password, new_password }, call) => {
        note('changePassword', {}, call)
        if (me(call).password !== old_password) throw refuse('WRONG_LOGIN', 401)
        me(call).password = new_password
        return { is_changed: true }
      },
    },
  }
}
