/** What orders promise: a purchase is kept from the moment it is acknowledged, and changes state only as allowed. */

import { Picture } from '#modules/media/contract.ts'
import { Discount } from '#modules/promotions/contract.ts'
import { TaxRow, Treatment } from '#modules/tax/contract.ts'
import {
  Amount,
  Currency,
  contract,
  Email,
  event,
  Id,
  type Input,
  Limit,
  Line,
  Locale,
  Money,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  Quantity,
  Slug,
  type Static,
  Strict,
  Text,
  Time,
  t,
  Why,
} from '#platform/contract.ts'

/** draft -> pending | cancelled; pending -> confirmed | rejected | cancelled; confirmed -> fulfilled | cancelled */
export const OrderState = OneOf(['draft', 'pending', 'confirmed', 'rejected', 'fulfilled', 'cancelled'])
export type OrderState = Static<typeof OrderState>

/**
 * Follows from the amounts, never set by hand. `checking`: money was asked for and the answer never came; it is being looked up, never
 * asked for again. `authorised`: the money is reserved and not yet taken. An order of nothing is `paid`.
 */
export const PaymentState = OneOf(['unpaid', 'checking', 'authorised', 'partly_paid', 'paid', 'partly_refunded', 'refunded'])
export type PaymentState = Static<typeof PaymentState>

export const FulfilmentState = OneOf(['unfulfilled', 'partly_fulfilled', 'fulfilled'])
export type FulfilmentState = Static<typeof FulfilmentState>

export const Address = Strict({
  name: Line(200),
  company: t.Optional(Line(200)),
  line1: Line(200),
  line2: t.Optional(Line(200)),
  /** some countries have none */
  postal_code: t.Optional(Line(20)),
  city: Line(100),
  region: t.Optional(Line(100)),
  country: t.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' }),
  phone: t.Optional(Line(40)),
})
export type Address = Static<typeof Address>

/** The tax of a line as it was reckoned; `net`, `tax` and `gross` in minor units of the order's currency. */
export const LineTax = t.Object({
  net: Amount,
  tax: Amount,
  gross: Amount,
  rate_basis_points: t.Integer(),
  tax_name: t.String(),
  treatment: Treatment,
  reason: t.String({ description: 'in a sentence, as it is printed on the invoice' }),
})
export type LineTax = Static<typeof LineTax>

/** A line as it was bought; later changes of the product do not reach it. */
export const OrderLine = t.Object({
  /** stays through edits; what fulfilments, returns and refunds name */
  line_id: Id,
  variant_id: Id,
  product_id: Id,
  slug: Slug,
  sku: t.String(),
  title: t.String(),
  variant_title: t.String(),
  picture: Nullable(Picture),
  quantity: Quantity,
  unit_price: Money,
  line_total: Money,
  category_ids: t.Array(Id),
  tax_class: t.String(),
  weight_grams: t.Integer({ description: 'of one unit' }),
  /** this line's share of all discounts, positive */
  discount: Money,
  /** of `line_total`, less the discounts that come before the tax */
  tax: LineTax,
  fulfilled_quantity: t.Integer(),
  returned_quantity: t.Integer(),
  /** of the unit price */
  why: Why,
})

export type OrderLine = Static<typeof OrderLine>

const TimelineEntry = t.Object({
  at: Time,
  what: t.String({ description: 'such as `placed`, `paid`, `confirmed`' }),
  who: t.String({ description: 'a name, `customer`, or `shop`' }),
  note: Nullable(t.String()),
})

/** Goods that have left the house together. */
export const Fulfilment = t.Object({
  fulfilment_id: Id,
  lines: t.Array(t.Object({ line_id: Id, quantity: Quantity })),
  carrier: Nullable(t.String()),
  tracking_number: Nullable(t.String()),
  tracking_url: Nullable(t.String()),
  shipped_at: Time,
})
export type Fulfilment = Static<typeof Fulfilment>

/** How the goods get there, as it was chosen. `amount` is before the discount. */
export const Shipping = t.Object({
  method_id: Id,
  title: t.String(),
  is_pickup: t.Boolean(),
  amount: Money,
  discount: Money,
  tax: LineTax,
  why: Why,
})
export type Shipping = Static<typeof Shipping>

/** What a purchase comes to. Parts add up: see the sentences beside the fields, which the order's row checks. */
const Totals = {
  prices_include_tax: t.Boolean(),
  /** the sum of `line_total` */
  subtotal: Money,
  discounts: t.Array(Discount),
  /** of goods and shipping together, positive */
  discount_total: Money,
  shipping: Nullable(Shipping),
  /** before its discount */
  shipping_total: Money,
  taxes: t.Array(TaxRow),
  net_total: Money,
  tax_total: Money,
  /** all of the tax with net prices; nothing with gross prices; negative where included tax is taken out (reverse charge, export) */
  tax_added: Money,
  /** subtotal - discount_total + shipping_total + tax_added; also net_total + tax_total */
  total: Money,
  /** of the totals: discounts, shipping, tax, rounding */
  why: Why,
}

export const Order = t.Object({
  order_id: Id,
  number: t.String({ description: 'for people: 8 digits, not in sequence' }),
  version: t.Integer(),
  state: OrderState,
  payment_state: PaymentState,
  fulfilment_state: FulfilmentState,
  email: t.String(),
  customer_id: Nullable(Id),
  locale: Locale,
  currency: Currency,
  lines: t.Array(OrderLine),
  item_count: t.Integer(),
  ...Totals,
  /** captured, over all payments */
  paid: Money,
  /** given back, over all payments */
  refunded: Money,
  /** what is still to be paid while the order is open; never below 0 */
  due: Money,
  /** what a gift card paid */
  gift_cards: t.Array(t.Object({ last4: t.String(), amount: Money })),
  shipping_address: Nullable(Address),
  billing_address: Nullable(Address),
  vat_id: Nullable(t.String()),
  customer_note: Nullable(t.String({ description: 'what the shopper wrote at checkout' })),
  tags: t.Array(t.String()),
  fulfilments: t.Array(Fulfilment),
  /** until then the last confirm or reject may still be taken back */
  undo_until: Nullable(Time),
  note: Nullable(t.String({ description: 'what staff wrote when they confirmed or rejected' })),
  token: t.String({ description: 'opens the order without signing in; for links to its owner' }),
  timeline: t.Array(TimelineEntry),
  placed_at: Time,
  updated_at: Time,
})
export type Order = Static<typeof Order>

const OrderRow = t.Object({
  order_id: Id,
  number: t.String(),
  version: t.Integer(),
  state: OrderState,
  payment_state: PaymentState,
  fulfilment_state: FulfilmentState,
  email: t.String(),
  name: t.String(),
  item_count: t.Integer(),
  total: Money,
  token: t.String(),
  placed_at: Time,
})
export type OrderRow = Static<typeof OrderRow>

const Placed = t.Object({
  order_id: Id,
  number: t.String(),
  token: t.String(),
  state: OrderState,
  payment_state: PaymentState,
  total: Money,
  /** why the payment did not go through; the order stands and can be paid again */
  payment_problem: Nullable(t.String()),
  /** where the shopper goes to pay, when the provider asks for that */
  redirect_url: Nullable(t.String()),
})
export type Placed = Output<typeof orders.ops.checkout>

const Decision = Strict({
  order_id: Id,
  /** the version that was looked at; if the order has moved on since, STALE tells its state */
  version: t.Optional(t.Integer()),
  note: t.Optional(Text(2_000)),
})
const decisionErrors = { NOT_FOUND: 404, STALE: 409, NOT_ALLOWED_IN_STATE: 409 }
const placeErrors = {
  EMPTY_ORDER: 422,
  UNKNOWN_PRODUCT: 422,
  NOT_FOR_SALE: 409,
  OUT_OF_STOCK: 409,
  PRICE_CHANGED: 409,
  CART_CHANGED: 409,
  KEY_REUSED: 422,
  UNKNOWN_METHOD: 422,
  NOT_FOUND: 404,
  HOLD_ENDED: 409,
  AMOUNT_TOO_LARGE: 422,
}

/** A snapshot of the order at the moment of the event: mails and live pages need nothing else. */
const OrderEvent = t.Object({ order_id: Id, order: Order })

export const orders = contract({
  name: 'orders',
  title: 'Orders',
  ops: {
    checkout: op('POST /checkout', {
      summary: 'Buy in one call: a cart or lines, an address, a payment. Send an Idempotency-Key and repeat freely',
      policy: 'anyone',
      status: 201,
      is_repeatable: true,
      input: Strict({
        cart_id: t.Optional(Id),
        /** refuse with CART_CHANGED if the cart is not the one the shopper saw */
        cart_version: t.Optional(t.Integer()),
        lines: t.Optional(
          t.Array(Strict({ variant_id: t.Optional(Id), sku: t.Optional(Line(100)), quantity: Quantity }), { maxItems: 200 }),
        ),
        email: Email,
        shipping_address: Address,
        currency: t.Optional(Currency),
        locale: t.Optional(Locale),
        /** refuse with PRICE_CHANGED if the total is not the one the shopper saw */
        expected_total: t.Optional(Money),
        payment: t.Optional(Strict({ method: Line(50) }, { description: 'left out: the order waits for its payment' })),
      }),
      output: Placed,
      errors: placeErrors,
    }),
    placeOrder: op('POST /orders', {
      summary: 'Place an order by product, variant or SKU; it waits for its payment',
      policy: 'anyone',
      status: 201,
      is_repeatable: true,
      input: Strict({
        user_email: Email,
        items: t.Array(Strict({ product_id: t.Optional(Id), variant_id: t.Optional(Id), sku: t.Optional(Line(100)), quantity: Quantity }), {
          minItems: 1,
          maxItems: 200,
        }),
        currency: t.Optional(Currency),
        locale: t.Optional(Locale),
      }),
      output: Placed,
      errors: placeErrors,
    }),
    listMyOrders: op('GET /orders', {
      summary: 'Orders of the customer who is signed in, newest first',
      policy: 'customer',
      input: Strict({ page: t.Optional(Page), limit: t.Optional(Limit) }),
      output: t.Object({ orders: t.Array(OrderRow), page: t.Integer(), has_more: t.Boolean() }),
    }),
    readOrder: op('GET /orders/{order_id}', {
      summary: 'An order, for its customer and for staff',
      policy: 'customer',
      input: Strict({ order_id: Id }),
      output: Order,
      errors: { NOT_FOUND: 404 },
    }),
    trackOrder: op('GET /track/{token}', {
      summary: 'An order by the link from its mail, without signing in',
      policy: 'anyone',
      input: Strict({ token: t.String({ maxLength: 200 }) }),
      output: Order,
      errors: { NOT_FOUND: 404 },
    }),
    listOrders: op('GET /admin/orders', {
      summary: 'All orders, newest first, for staff',
      policy: 'staff',
      input: Strict({
        state: t.Optional(OrderState),
        payment_state: t.Optional(PaymentState),
        query: t.Optional(Text(200)),
        page: t.Optional(Page),
        limit: t.Optional(Limit),
      }),
      output: t.Object({ orders: t.Array(OrderRow), page: t.Integer(), has_more: t.Boolean() }),
    }),
    countToDos: op('GET /admin/order-counts', {
      summary: 'What waits for staff',
      policy: 'staff',
      input: Strict({}),
      output: t.Object({
        to_approve: t.Integer(),
        to_fulfil: t.Integer(),
        payments_to_check: t.Integer(),
        today: t.Object({ orders: t.Integer(), totals: t.Array(Money) }),
        days: t.Array(t.Object({ day: t.String(), orders: t.Integer() }), { description: 'the last 14 days, oldest first' }),
      }),
    }),
    confirmOrder: op('POST /orders/{order_id}/confirm', {
      summary: 'Accept a pending order',
      policy: 'staff',
      input: Decision,
      output: Order,
      errors: decisionErrors,
    }),
    rejectOrder: op('POST /orders/{order_id}/reject', {
      summary: 'Turn a pending order down; its stock is free again and a payment is given back',
      policy: 'staff',
      input: Decision,
      output: Order,
      errors: decisionErrors,
    }),
    fulfilOrder: op('POST /orders/{order_id}/fulfil', {
      summary: 'The goods of a confirmed order have left the house',
      policy: 'staff',
      input: Decision,
      output: Order,
      errors: decisionErrors,
    }),
    cancelOrder: op('POST /orders/{order_id}/cancel', {
      summary: 'Cancel an order that has not been fulfilled; its stock is free again and a payment is given back',
      policy: 'staff',
      input: Decision,
      output: Order,
      errors: decisionErrors,
    }),
    readAmountDue: op('GET /orders/{order_id}/due', {
      summary: 'What is still to be paid for an order',
      policy: 'service',
      input: Strict({ order_id: Id }),
      output: t.Object({ order_id: Id, number: t.String(), email: t.String(), state: OrderState, payment_state: PaymentState, due: Money }),
      errors: { NOT_FOUND: 404 },
    }),
  },
  events: {
    'orders.placed': event('order_id', OrderEvent),
    /** the money is reserved; it is taken later */
    'orders.authorised': event('order_id', OrderEvent),
    'orders.paid': event('order_id', OrderEvent),
    'orders.confirmed': event('order_id', OrderEvent),
    'orders.rejected': event('order_id', OrderEvent),
    'orders.fulfilled': event('order_id', OrderEvent),
    'orders.cancelled': event('order_id', OrderEvent),
    'orders.refunded': event('order_id', OrderEvent),
  },
})

export type Checkout = Input<typeof orders.ops.checkout>
export type PlaceOrder = Input<typeof orders.ops.placeOrder>
export type Decide = Input<typeof orders.ops.confirmOrder>
