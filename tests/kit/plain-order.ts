/** Orders for tests that look at something else: no discount, no shipping, no tax; nothing paid. */
import type { Order, OrderLine } from '#modules/orders/contract.ts'
import { newId } from '#platform/ids.ts'

type Given<T, K extends keyof T> = Pick<T, K> & Partial<T>
type LineFacts = Given<OrderLine, 'variant_id' | 'product_id' | 'slug' | 'sku' | 'title' | 'quantity' | 'unit_price' | 'line_total'>

export const plainLine = (facts: LineFacts): OrderLine => {
  const { amount, currency } = facts.line_total
  return {
    line_id: newId(),
    variant_title: '',
    picture: null,
    category_ids: [],
    tax_class: 'standard',
    weight_grams: 0,
    discount: { amount: 0, currency },
    tax: { net: amount, tax: 0, gross: amount, rate_basis_points: 0, tax_name: '', treatment: 'not_registered', reason: '' },
    fulfilled_quantity: 0,
    returned_quantity: 0,
    why: [],
    ...facts,
  }
}

/** The lines add up to `total`; what else differs can be given. */
export const plainOrder = ({ lines, currency, ...facts }: Given<Order, 'lines' | 'currency'>): Order => {
  const money = (amount: number) => ({ amount, currency })
  const total = money(lines.reduce((sum, line) => sum + line.line_total.amount, 0))
  return {
    order_id: newId(),
    number: '48120937',
    version: 1,
    state: 'pending',
    payment_state: 'unpaid',
    fulfilment_state: 'unfulfilled',
    email: 'ada@customer.example',
    customer_id: null,
    locale: 'en',
    currency,
    lines,
    item_count: lines.reduce((count, line) => count + line.quantity, 0),
    prices_include_tax: true,
    subtotal: total,
    discounts: [],
    discount_total: money(0),
    shipping: null,
    shipping_total: money(0),
    taxes: [],
    net_total: total,
    tax_total: money(0),
    tax_added: money(0),
    total,
    why: [],
    paid: money(0),
    refunded: money(0),
    due: total,
    gift_cards: [],
    shipping_address: null,
    billing_address: null,
    vat_id: null,
    note: null,
    customer_note: null,
    tags: [],
    fulfilments: [],
    undo_until: null,
    token: 'tok-0123456789abcdef',
    timeline: [],
    placed_at: '2026-03-01T08:59:00.000Z',
    updated_at: '2026-03-01T08:59:00.000Z',
    ...facts,
  }
}
