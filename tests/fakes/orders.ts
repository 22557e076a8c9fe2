import type { Order, Quote } from '#modules/orders/contract.ts'
import type { Payment } from '#modules/payments/contract.ts'
import type { ShippingOption } from '#modules/shipping/contract.ts'
import type { Clients } from '#storefront/storefront.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'
import { lineOf } from './carts.ts'
import { type Fake, NOW, type Note, refuse } from './fake.ts'
import { idOf } from './goods.ts'

export const ordersOf = (fake: Fake, note: Note): Pick<Clients, 'orders' | 'payments'> => {
  const placed = new Map<string, Order>()
  const settle = (order: Order, method: string) => {
    if (method === 'test_decline') return 'The card was declined.'
    Object.assign(order, { payment_state: 'paid', paid: order.total, due: { ...order.total, amount: 0 }, version: order.version + 1 })
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
          { method: 'transfer', provider: 'manual', title: 'Transfer', text: 'Transfer it to DE00.', is_test: true, waits_days: 7 },
        ],
      }),
      pay: async (input, call) => {
        note('pay', input, call)
        const order = [...fake.orders.values()].find(({ order_id }) => order_id === input.order_id)
        if (!order) throw refuse('NOT_FOUND', 404)
        const problem = settle(order, input.method)
        return paymentOf(order, { method: input.method, problem, state: problem ? 'declined' : 'captured' })
      },
      lookUpPayment: async ({ payment_id }) => {
        const known = fake.payments.get(payment_id)
        const order = [...fake.orders.values()].find(({ order_id }) => order_id === known?.order_id)
        if (!known || !order) throw refuse('NOT_FOUND', 404)
        return paymentOf(order, { payment_id, ...known })
      },
      listPayments: async ({ order_id }) => ({
        payments: [...fake.orders.values()].flatMap((order) =>
          order.order_id === order_id
            ? [...fake.payments].flatMap(([payment_id, known]) =>
                known.order_id === order_id ? [paymentOf(order, { payment_id, ...known })] : [],
              )
            : [],
        ),
        refunds: [],
        disputes: [],
      }),
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
      quoteCheckout: async (input, call) => {
        note('quoteCheckout', input, call)
        const cart = input.cart_id ? fake.carts.get(input.cart_id) : undefined
        if (!cart || cart.lines.size === 0) throw refuse('EMPTY_ORDER', 422)
        return quoteOf(fake, input, makeOrder({ email: '', ...input }, [...cart.lines]), cart.version)
      },
      sendOrderLink: async (input, call) => {
        note('sendOrderLink', input, call)
        return {}
      },
      trackOrder: async ({ token }) => {
        const order = fake.orders.get(token)
        if (!order) throw refuse('NOT_FOUND', 404)
        return structuredClone(order)
      },
      readOrder: async ({ order_id }) => {
        const order = [...fake.orders.values()].find((one) => one.order_id === order_id)
        if (!order) throw refuse('NOT_FOUND', 404)
        return structuredClone(order)
      },
      cancelMyOrder: async ({ token }, call) => {
        note('cancelMyOrder', { token }, call)
        const order = fake.orders.get(token)
        if (!order) throw refuse('NOT_FOUND', 404)
        return Object.assign(order, { state: 'cancelled' })
      },
      listMyOrders: async ({ page = 1 }) => ({
        orders: [...fake.orders.values()].map((order) => ({ ...order, awaited_method: null, name: order.shipping_address?.name ?? '' })),
        page,
        has_more: false,
      }),
    },
  }
}

type CheckoutInput = Pick<Parameters<Clients['orders']['checkout']>[0], 'email' | 'currency' | 'locale'> & {
  shipping_address?: Order['shipping_address']
}

const makeOrder = (
  { email, shipping_address = null, currency = 'USD', locale = 'en' }: CheckoutInput,
  bought: [string, number][],
): Order => {
  const lines = bought.map(([variant_id, quantity]) => lineOf(variant_id, quantity, { currency, locale }))
  const number = '31415926'
  return plainOrder({
    ...{
      order_id: idOf('order'),
      number,
      email,
      locale,
      currency,
      lines: lines.map(plainLine),
      item_count: lines.length,
      shipping_address,
    },
    ...{ token: `${number}-Zm9vYmFy`, placed_at: NOW, updated_at: NOW },
    timeline: [{ at: NOW, what: 'placed', who: 'customer', note: null }],
  })
}

/** Codes: `TEN` takes 10 off, `GONE` is used up; everything goes by post for 5, or by courier for 9. */
const quoteOf = (fake: Fake, input: Look, { lines, total: goods, ...order }: Order, cart_version: number): Quote => {
  const { currency } = order
  const money = (amount: number) => ({ amount, currency })
  const codes = input.codes ?? []
  const is_ten = codes.includes('TEN')
  const options = fake.ways.map((way) => ({ ...way, amount: money(way.amount) }))
  const option = input.destination ? (options.find(({ method_id }) => method_id === input.shipping_method_id) ?? options[0]) : undefined
  const tax = { net: 0, tax: 0, gross: 0, rate_basis_points: 0, tax_name: '', treatment: 'standard' as const, reason: '' }
  const total = money(goods.amount - (is_ten ? 1000 : 0) + (option?.amount.amount ?? 0))
  const gift_cards = (input.gift_card_codes ?? []).map((code) => {
    const balance = money(fake.gift_cards.get(code) ?? 0)
    return { last4: code.slice(-4), balance, amount: money(Math.min(balance.amount, total.amount)) }
  })
  return {
    ...{ ...order, lines, cart_id: input.cart_id ?? null, cart_version, total, gift_cards },
    due: money(total.amount - gift_cards.reduce((sum, { amount }) => sum + amount.amount, 0)),
    discounts: is_ten
      ? [
          {
            ...{ promotion_id: idOf('ten'), code: 'TEN', title: 'Ten off', kind: 'amount', tax_basis: 'before_tax', amount: 1000 },
            ...{ is_limited: false, allocations: [], why: [] },
          },
        ]
      : [],
    ...(input.vat_id === 'DE123' && { tax_total: money(100), why: [MALFORMED] }),
    discount_total: money(is_ten ? 1000 : 0),
    shipping: shippingOf(option, { discount: money(0), tax }),
    shipping_total: money(option?.amount.amount ?? 0),
    shipping_options: options,
    refused_codes: codes.flatMap((code) =>
      code === 'TEN'
        ? []
        : [
            {
              ...{ code, reason: code === 'GONE' ? 'used_up' : 'unknown', text: `fake: ${code}` },
              said: { sentence: code === 'GONE' ? 'code_used_up' : 'unknown', params: {} },
            },
          ],
    ),
    ...{ store_credit: null, problems: [] },
  }
}

type Look = Parameters<Clients['orders']['quoteCheckout']>[0]

const paymentOf = (order: Order, facts: Partial<Payment>): Payment => ({
  ...{ payment_id: idOf('payment'), order_id: order.order_id, method: 'test_card', provider: 'simulated', amount: order.total },
  ...{ state: 'captured', problem: null, redirect_url: null, provider_ref: null, mismatch: null, tender: 'main' },
  ...{ captured_amount: order.total.amount, refunded_amount: 0, refunding_amount: 0, disputed_amount: 0 },
  ...{ is_capture_later: false, is_surplus: false, created_at: NOW, settled_at: NOW },
  ...facts,
})

const shippingOf = <T extends object>(option: ShippingOption | undefined, rest: T) => {
  if (!option) return null
  const { pickup, ...kept } = option
  return { ...kept, ...(pickup && { pickup }), ...rest }
}

const MALFORMED = {
  ...{ rule: 'vat_id', id: 'DE123', text: 'DE123 is mistyped.', amount: null },
  said: { sentence: 'vat_id_malformed', params: { vat_id: 'DE123' } },
}
