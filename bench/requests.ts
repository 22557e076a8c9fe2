/** What one round of each scenario asks for, of the shop and of the bare limits. */
import { randomUUID } from 'node:crypto'

export type Goods = { slugs: string[]; categories: string[]; words: string[]; variant_ids: string[] }
export type Work = { name: string; goods: Goods /** so that two runs do not write to the same carts */; run: string }
export type Ask = {
  method: string
  path: string
  body?: object
  expects?: number /** whom a proxy would say it comes from */
  address?: string
}

const ADDRESS = { name: 'Ada Lind', line1: 'Harbour Street 4', postal_code: '20457', city: 'Hamburg', country: 'DE' }
const CARTS_PER_CONNECTION = 4 // of 32 connections: 128 carts, none used by two at once
const VARIANTS_IN_CARTS = 5

const cartId = (run: string, at: number, n: number): string => {
  const place = (at * CARTS_PER_CONNECTION + (n % CARTS_PER_CONNECTION)).toString(16).padStart(12, '0')
  return `${run.slice(0, 24)}${place}`
}

/** Every shopper has an address of their own, as behind a proxy: the limits against card testing are not switched off. */
const someAddress = (): string => `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`

const checkout = ({ goods }: Work, n: number): Ask[] => {
  const cart_id = randomUUID()
  const variant_id = goods.variant_ids[n % goods.variant_ids.length]
  return [
    { method: 'POST', path: `/api/carts/${cart_id}/lines`, body: { variant_id, quantity: 1 } },
    {
      method: 'POST',
      path: '/api/checkout',
      body: { cart_id, email: `${cart_id.slice(0, 8)}@customer.example`, shipping_address: ADDRESS, payment: { method: 'test-card' } },
      expects: 201,
      address: someAddress(),
    },
  ]
}

const money = (amount: number) => ({ amount, currency: 'EUR' })

/** An order as the shop keeps it and says it in its events, of one line: 2.5 KB of JSON. */
const wholeOrder = ({ goods }: Work, n: number) => {
  const order_id = randomUUID()
  const tax = {
    net: 4193,
    tax: 797,
    gross: 4990,
    rate_basis_points: 1900,
    tax_name: 'MwSt.',
    treatment: 'standard',
    reason: 'Taxed in DE.',
  }
  const why = Array.from({ length: 5 }, (_, i) => ({
    rule: `rule ${i}`,
    text: 'Why this amount is what it is, in a sentence.',
    amount: 4990,
  }))
  const variant_id = goods.variant_ids[n % goods.variant_ids.length]
  const line = {
    line_id: randomUUID(),
    variant_id,
    product_id: randomUUID(),
    sku: 'SKU-100',
    slug: 'a-thing',
    title: 'A thing',
    quantity: 1,
  }
  const amounts = {
    unit_price: money(4990),
    line_total: money(4990),
    discount: money(0),
    tax,
    fulfilled_quantity: 0,
    returned_quantity: 0,
    why,
  }
  const totals = {
    subtotal: money(4990),
    total: money(4990),
    net_total: money(4193),
    tax_total: money(797),
    paid: money(4990),
    due: money(0),
  }
  const said = ['placed', 'paid'].map((what) => ({ at: '2026-01-01T09:00:00.000Z', what, who: 'customer', note: null }))
  const states = { state: 'pending', payment_state: 'paid', fulfilment_state: 'unfulfilled', locale: 'en', currency: 'EUR', version: 2 }
  const rest = { taxes: [tax], discounts: [], shipping: null, tags: [], fulfilments: [], gift_cards: [], timeline: said, why }
  const customer = { email: `${order_id.slice(0, 8)}@customer.example`, shipping_address: ADDRESS, billing_address: null, vat_id: null }
  return { order_id, number: '10000001', ...states, ...customer, ...totals, ...rest, lines: [{ ...line, ...amounts }] }
}

type Make = (work: Work, n: number, at: number) => Ask[]

const get = (path: string): Ask[] => [{ method: 'GET', path }]
const of = (all: string[], n: number): string => all[n % all.length] ?? ''
const page = (n: number): number => (n % 5) + 1
const line = ({ goods }: Work, n: number) => ({ variant_id: of(goods.variant_ids.slice(0, VARIANTS_IN_CARTS), n), quantity: 1 })

const SCENARIOS: Record<string, Make> = {
  list: (_work, n) => get(`/api/products?page=${page(n)}&limit=20`),
  category: ({ goods }, n) => get(`/api/products?category=${of(goods.categories, n)}&limit=20`),
  detail: ({ goods }, n) => get(`/api/products/${of(goods.slugs, n)}`),
  search: ({ goods }, n) => get(`/api/search?q=${of(goods.words, n)}&limit=20`),
  home_page: () => get('/'),
  category_page: ({ goods }, n) => get(`/c/${of(goods.categories, n)}`),
  product_page: ({ goods }, n) => get(`/p/${of(goods.slugs, n)}`),
  cart_add: (work, n, at) => [
    { method: 'POST', path: `/api/carts/${cartId(work.run, at, n)}/lines`, body: line(work, Math.floor(n / CARTS_PER_CONNECTION)) },
  ],
  checkout: (work, n, at) => checkout(work, n * 8 + at),
  checkout_of_64: (work, n, at) => checkout(work, n * 64 + at),
  order: ({ goods }, n, at) => [
    {
      method: 'POST',
      path: '/api/orders',
      body: {
        user_email: `${randomUUID().slice(0, 8)}@customer.example`,
        items: [{ variant_id: of(goods.variant_ids, n * 32 + at), quantity: 1 }],
      },
      expects: 201,
      address: someAddress(),
    },
  ],
  bare_hello: () => get('/hello'),
  bare_list: (_work, n) => get(`/list?page=${page(n)}`),
  bare_cards: (_work, n) => get(`/cards?page=${page(n)}`),
  bare_category: ({ goods }, n) => get(`/category?slug=${of(goods.categories, n)}`),
  bare_detail: ({ goods }, n) => get(`/detail?slug=${of(goods.slugs, n)}`),
  bare_search: ({ goods }, n) => get(`/search?q=${of(goods.words, n)}`),
  bare_cart_add: (work, n, at) => [
    { method: 'POST', path: '/cart', body: { cart_id: cartId(work.run, at, n), ...line(work, Math.floor(n / CARTS_PER_CONNECTION)) } },
  ],
  bare_checkout: (work, n, at) => [{ method: 'POST', path: '/checkout', body: wholeOrder(work, n * 8 + at) }],
}

/** What the connection with this number asks for next, round by round. Connections begin far apart: in step they would wait for one another's answers. */
export const requestsOf = (work: Work, at: number): (() => Ask[]) => {
  const make = SCENARIOS[work.name]
  if (!make) throw new Error(`there is no scenario ${work.name}`)
  let n = at * 631
  return () => make(work, n++, at)
}
