/** What orders promise: a purchase is kept from the moment it is acknowledged, and changes state only as allowed. */

import {
  contract,
  Email,
  event,
  Id,
  type Input,
  KnownCurrency,
  Limit,
  Line,
  Locale,
  Money,
  Nullable,
  type Output,
  op,
  Page,
  Place,
  Plain,
  Quantity,
  type Static,
  Strict,
  Text,
  t,
  Version,
} from '#platform/contract.ts'
import { returnOps } from './return-ops.ts'
import { Address, FulfilmentState, Order, OrderRow, OrderState, PaymentState, Quote, StaffOrderRow } from './shapes.ts'
import { decisionErrors, staffOps, type WantedLine as WantedLineSchema } from './staff-ops.ts'

export { addressProblems, isPostalCodeNeeded, regionIn } from './address-facts.ts'
export * from './shapes.ts'

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

const placeErrors = {
  CODE_REFUSED: 409,
  PROMOTION_USED_UP: 409,
  REDEMPTION_ENDED: 409,
  REDEMPTION_DIFFERS: 409,
  UNKNOWN_PROMOTION: 422,
  SHIPPING_UNAVAILABLE: 409,
  ADDRESS_NEEDED: 422,
  UNKNOWN_CARD: 422,
  TOO_MANY_TRIES: 429,
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

/** What is bought and everything that decides what it costs. */
const basketFields = {
  cart_id: t.Optional(Id),
  /** refuse with CART_CHANGED if the cart is not the one the shopper saw */
  cart_version: t.Optional(Version),
  lines: t.Optional(t.Array(Strict({ variant_id: t.Optional(Id), sku: t.Optional(Line(100)), quantity: Quantity }), { maxItems: 200 })),
  currency: t.Optional(KnownCurrency),
  locale: t.Optional(Locale),
  codes: t.Optional(t.Array(Line(50), { maxItems: 10, description: 'of promotions' })),
  /** left out: the cheapest way to the address that is not a pick-up */
  shipping_method_id: t.Optional(Id),
  vat_id: t.Optional(Line(20)),
  /** spent in this order before the main payment */
  gift_card_codes: t.Optional(t.Array(Line(40), { maxItems: 5 })),
  /** of the customer who is signed in, after the gift cards */
  use_store_credit: t.Optional(t.Boolean()),
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
        ...basketFields,
        email: Email,
        /** left out only where the goods are picked up, or the shop sends nothing */
        shipping_address: t.Optional(Address),
        billing_address: t.Optional(Address),
        customer_note: t.Optional(Text(2_000)),
        /** refuse with PRICE_CHANGED if the total is not the one the shopper saw */
        expected_total: t.Optional(Money),
        payment: t.Optional(Strict({ method: Line(50) }, { description: 'left out: the order waits for its payment' })),
      }),
      output: Placed,
      errors: { ...placeErrors, BAD_ADDRESS: 422 },
    }),
    quoteCheckout: op('POST /checkout/quote', {
      summary: 'What a purchase would come to, and why: totals, discounts, taxes, ways to send it, and what stands in its way',
      policy: 'anyone',
      is_repeatable: true,
      input: Strict({ ...basketFields, email: t.Optional(Email), destination: t.Optional(Place) }),
      output: Quote,
      errors: { EMPTY_ORDER: 422, UNKNOWN_PRODUCT: 422, CART_CHANGED: 409, NOT_FOUND: 404, AMOUNT_TOO_LARGE: 422, TOO_MANY_TRIES: 429 },
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
        currency: t.Optional(KnownCurrency),
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
      input: Strict({ token: Plain(200) }),
      output: Order,
      errors: { NOT_FOUND: 404 },
    }),
    sendOrderLink: op('POST /track/link', {
      summary: 'For guests without the mail: send the link to an order to its own address; the answer never tells whether there is one',
      policy: 'anyone',
      status: 202,
      input: Strict({ number: Line(20), email: Email }),
      output: t.Object({}),
      errors: { TOO_MANY_TRIES: 429 },
    }),
    listOrders: op('GET /admin/orders', {
      summary: 'All orders, newest first, for staff',
      policy: 'staff',
      input: Strict({
        state: t.Optional(OrderState),
        payment_state: t.Optional(PaymentState),
        fulfilment_state: t.Optional(FulfilmentState),
        tag: t.Optional(Line(40)),
        query: t.Optional(Text(200)),
        page: t.Optional(Page),
        limit: t.Optional(Limit),
      }),
      output: t.Object({ orders: t.Array(StaffOrderRow), page: t.Integer(), has_more: t.Boolean() }),
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
    ...staffOps,
    ...returnOps,
    cancelMyOrder: op('POST /track/{token}/cancel', {
      summary: 'Cancel your own order while nobody has decided about it, where the shop allows that',
      policy: 'anyone',
      is_repeatable: true,
      input: Strict({ token: Plain(200), note: t.Optional(Text(2_000)) }),
      output: Order,
      errors: decisionErrors,
    }),
    readPaymentStates: op('POST /orders/payment-states', {
      summary: 'How far these orders are paid by now, and what was credited for them; one that is not there is left out',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_ids: t.Array(Id, { maxItems: 1_000 }) }),
      output: t.Object({
        orders: t.Array(
          t.Object({
            order_id: Id,
            payment_state: PaymentState,
            credited_amount: t.Integer({ description: 'minor units given as store credit for goods that came back' }),
            reserved_amount: t.Integer({ description: 'minor units that a provider holds for it until they are taken' }),
          }),
        ),
      }),
      errors: {},
    }),
    readAmountDue: op('GET /orders/{order_id}/due', {
      summary: 'What is still to be paid for an order',
      policy: 'service',
      input: Strict({
        order_id: Id,
        is_try: t.Optional(t.Boolean({ description: 'a provider is about to be asked for the money: counts against the limits' })),
      }),
      output: t.Object({
        order_id: Id,
        number: t.String(),
        email: t.String(),
        state: OrderState,
        payment_state: PaymentState,
        due: Money,
        /** names what is due after an edit of an order that was paid or reserved in part: a further charge, not the one of the order */
        charge_id: Nullable(Id),
        is_capture_later: t.Boolean({ description: 'the money is only reserved now' }),
      }),
      errors: { NOT_FOUND: 404, TOO_MANY_TRIES: 429 },
    }),
  },
  events: {
    'orders.placed': event('order_id', OrderEvent),
    /** the money is reserved; it is taken later */
    'orders.authorised': event('order_id', OrderEvent),
    'orders.paid': event('order_id', OrderEvent),
    'orders.confirmed': event('order_id', OrderEvent),
    'orders.rejected': event('order_id', OrderEvent),
    /** a parcel: see `order.fulfilments` */
    'orders.shipped': event('order_id', t.Object({ order_id: Id, fulfilment_id: Id, order: Order })),
    'orders.fulfilled': event('order_id', OrderEvent),
    'orders.cancelled': event('order_id', OrderEvent),
    /** cancelled because its stock could not be held any longer, and paid after that: it stands again, `orders.paid` follows */
    'orders.reopened': event('order_id', OrderEvent),
    /** `amount`: of this refund; the order says what went back in all */
    'orders.refunded': event('order_id', t.Object({ order_id: Id, amount: t.Optional(Money), order: Order })),
    /** its customer has lost the link to it and asked for another mail */
    'orders.link_wanted': event('order_id', OrderEvent),
    /** looks different now, and its state leads nowhere new: a decision that may still be taken back, an edit, its rest cancelled, a note */
    'orders.updated': event('order_id', t.Object({ order_id: Id, what: t.String(), order: Order })),
  },
})

export type Checkout = Input<typeof orders.ops.checkout>
export type QuoteCheckout = Input<typeof orders.ops.quoteCheckout>
export type PlaceOrder = Input<typeof orders.ops.placeOrder>
export type ReadAmountDue = Input<typeof orders.ops.readAmountDue>
export type ReadPaymentStates = Input<typeof orders.ops.readPaymentStates>
export type Decide = Input<typeof orders.ops.confirmOrder>
export type WantedLine = Static<typeof WantedLineSchema>
export type Revise = Omit<Input<typeof orders.ops.quoteEdit>, 'order_id'>
export type SaveDraft = Input<typeof orders.ops.createDraft>
