import type { Order } from '#modules/orders/contract.ts'
import type { Clients } from '#storefront/storefront.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'
import { lineOf } from './carts.ts'
import { type Fake, NOW, type Note, refuse } from './fake.ts'
import { idOf } from './goods.ts'

export const ordersOf = (fake: Fake, note: Note): Pick<Clients, 'orders' | 'payments'> => {
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
          ...{
            state: problem ? ('declined' as const) : ('captured' as const),
            problem,
            redirect_url: null,
            provider_ref: null,
            mismatch: null,
          },
          ...{
            tender: 'main',
            captured_amount: problem ? 0 : order.total.amount,
            refunded_amount: 0,
            refunding_amount: 0,
            disputed_amount: 0,
          },
          ...{ is_capture_later: false, is_surplus: false },
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
      quoteCheckout: async (input) => {
        const cart = input.cart_id ? fake.carts.get(input.cart_id) : undefined
        if (!cart || cart.lines.size === 0) throw refuse('EMPTY_ORDER', 422)
        const { lines, total, ...order } = makeOrder({ email: '', ...input }, [...cart.lines])
        return {
          ...{ ...order, lines, total, due: total, cart_id: input.cart_id ?? null, cart_version: cart.version },
          ...{ refused_codes: [], shipping_options: [], gift_cards: [], store_credit: null, problems: [] },
        }
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
