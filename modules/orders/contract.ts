/** What orders promise: a purchase is kept from the moment it is acknowledged, and changes state only as allowed. */

import { Picture } from '#modules/media/contract.ts'
import {
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
} from '#platform/contract.ts'

/** pending -> confirmed | rejected | cancelled; confirmed -> fulfilled | cancelled */
export const OrderState = OneOf(['pending', 'confirmed', 'rejected', 'fulfilled', 'cancelled'])
export type OrderState = Static<typeof OrderState>

/** `checking`: money was asked for and the answer never came; it is being looked up, never asked for again. */
export const PaymentState = OneOf(['unpaid', 'checking', 'paid', 'refunded'])

export const Address = Strict({
  name: Line(200),
  company: t.Optional(Line(200)),
  line1: Line(200),
  line2: t.Optional(Line(200)),
  postal_code: Line(20),
  city: Line(100),
  region: t.Optional(Line(100)),
  country: t.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' }),
  phone: t.Optional(Line(40)),
})
export type Address = Static<typeof Address>

/** A line as it was bought; later changes of the product do not reach it. */
export const OrderLine = t.Object({
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
})

export type OrderLine = Static<typeof OrderLine>

const TimelineEntry = t.Object({
  at: Time,
  what: t.String({ description: 'such as `placed`, `paid`, `confirmed`' }),
  who: t.String({ description: 'a name, `customer`, or `shop`' }),
  note: Nullable(t.String()),
})

export const Order = t.Object({
  order_id: Id,
  number: t.String({ description: 'for people: 8 digits, not in sequence' }),
  version: t.Integer(),
  state: OrderState,
  payment_state: PaymentState,
  email: t.String(),
  customer_id: Nullable(Id),
  locale: Locale,
  currency: Currency,
  lines: t.Array(OrderLine),
  item_count: t.Integer(),
  subtotal: Money,
  total: Money,
  shipping_address: Nullable(Address),
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
