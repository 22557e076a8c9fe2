/** What staff do with orders: a part of the contract, apart from it for its size. */
import {
  Email,
  Id,
  KnownCurrency,
  Line,
  Locale,
  Money,
  Nullable,
  op,
  Quantity,
  Strict,
  Text,
  Time,
  t,
  Version,
} from '#platform/contract.ts'
import { Address, Order, OrderState, Quote } from './shapes.ts'

const Decision = Strict({
  order_id: Id,
  /** the version that was looked at; if the order has moved on since, STALE tells its state */
  version: t.Optional(Version),
  note: t.Optional(Text(2_000)),
})
const OrderRef = { order_id: Id, version: t.Optional(Version) }
const Many = Strict({ orders: t.Array(Strict(OrderRef), { minItems: 1, maxItems: 100 }), note: t.Optional(Text(2_000)) })
const Results = t.Object({
  results: t.Array(
    t.Object({
      order_id: Id,
      is_done: t.Boolean({ description: 'also when it had been done before' }),
      now: Nullable(t.Object({ number: t.String(), state: OrderState, version: t.Integer(), undo_until: Nullable(Time) })),
      problem: Nullable(t.Object({ code: t.String(), message: t.String() })),
    }),
  ),
})
export const decisionErrors = { NOT_FOUND: 404, STALE: 409, NOT_ALLOWED_IN_STATE: 409, BEING_EDITED: 409 }

/** A line of an order as it shall be. What names a line that is there keeps its price; what is new is priced today. */
export const WantedLine = Strict({
  line_id: t.Optional(Id),
  variant_id: t.Optional(Id),
  sku: t.Optional(Line(100)),
  quantity: Quantity,
  /** another price than that, with its reason */
  unit_price: t.Optional(Money),
  price_reason: t.Optional(Line(200)),
})

/** What is left out stays as it is. */
const revisable = {
  lines: t.Optional(t.Array(WantedLine, { minItems: 1, maxItems: 200, description: 'all of them: a line that is not named goes' })),
  shipping_address: t.Optional(Address),
  billing_address: t.Optional(Address),
  shipping_method_id: t.Optional(Id),
}
const draftFields = {
  ...revisable,
  codes: t.Optional(t.Array(Line(50), { maxItems: 10, description: 'of promotions' })),
  vat_id: t.Optional(Line(20)),
  customer_note: t.Optional(Text(2_000)),
}
const reviseErrors = {
  UNKNOWN_LINE: 422,
  UNKNOWN_PRODUCT: 422,
  PRICE_REASON_NEEDED: 422,
  ALREADY_SHIPPED: 409,
  WRONG_CURRENCY: 422,
  NOT_FOR_SALE: 409,
  CODE_REFUSED: 409,
  SHIPPING_UNAVAILABLE: 409,
  AMOUNT_TOO_LARGE: 422,
}

export const staffOps = {
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
  confirmOrders: op('POST /admin/orders/confirm', {
    summary: 'Accept up to a hundred pending orders at once; what became of each is said',
    policy: 'staff',
    input: Many,
    output: Results,
  }),
  rejectOrders: op('POST /admin/orders/reject', {
    summary: 'Turn up to a hundred pending orders down at once; what became of each is said',
    policy: 'staff',
    input: Many,
    output: Results,
  }),
  undoDecision: op('POST /orders/{order_id}/undo', {
    summary: 'Take back a confirm or reject, until `undo_until`',
    policy: 'staff',
    input: Strict(OrderRef),
    output: Order,
    errors: { ...decisionErrors, UNDO_OVER: 409 },
  }),
  fulfilOrder: op('POST /orders/{order_id}/fulfil', {
    summary: 'Goods of a confirmed order have left the house: these lines, or all that is left of it',
    policy: 'staff',
    is_repeatable: true,
    input: Strict({
      ...Decision.properties,
      /** yours, so that it counts once however often it is sent; left out, the order is shipped once and whole */
      fulfilment_id: t.Optional(Id),
      lines: t.Optional(t.Array(Strict({ line_id: Id, quantity: Quantity }), { minItems: 1, maxItems: 200 })),
      carrier: t.Optional(Line(100)),
      tracking_number: t.Optional(Line(100)),
      tracking_url: t.Optional(t.String({ pattern: '^https?://[^\\s]+$', maxLength: 500 })),
    }),
    output: Order,
    errors: { ...decisionErrors, TOO_MANY: 409 },
  }),
  markPickedUp: op('POST /orders/{order_id}/picked-up', {
    summary: 'The customer has fetched an order that stood ready to be picked up',
    policy: 'staff',
    is_repeatable: true,
    input: Strict({ order_id: Id }),
    output: Order,
    errors: { NOT_FOUND: 404, NOT_ALLOWED_IN_STATE: 409 },
  }),
  cancelOrder: op('POST /orders/{order_id}/cancel', {
    summary: 'Cancel an order of which nothing was shipped; its stock is free again and a payment is given back',
    policy: 'staff',
    input: Decision,
    output: Order,
    errors: decisionErrors,
  }),
  cancelRest: op('POST /orders/{order_id}/cancel-rest', {
    summary: 'Cancel what was not shipped of an order that was shipped in part; its stock is free again and what was paid for it goes back',
    policy: 'staff',
    is_repeatable: true,
    input: Decision,
    output: Order,
    errors: decisionErrors,
  }),
  quoteRest: op('GET /orders/{order_id}/cancel-rest', {
    summary: 'What an order that was shipped in part would come to without what was not shipped, and what would go back; changes nothing',
    policy: 'staff',
    input: Strict({ order_id: Id }),
    output: t.Object({
      /** what is left of the order */
      total: Money,
      goes_back: Money,
      /** still to be paid for what was shipped */
      due: Money,
      /** given back until now for goods or goodwill: `goes_back` comes on top of it */
      given_back: Money,
    }),
    errors: { NOT_FOUND: 404, NOT_ALLOWED_IN_STATE: 409 },
  }),
  readNumbers: op('POST /admin/orders/numbers', {
    summary: 'The numbers of these orders, for lists that know them by their ids; one that is not there is left out',
    policy: 'staff',
    is_repeatable: true,
    input: Strict({ order_ids: t.Array(Id, { maxItems: 500 }) }),
    output: t.Object({ orders: t.Array(t.Object({ order_id: Id, number: t.String() })) }),
  }),
  addNote: op('POST /orders/{order_id}/notes', {
    summary: 'Write what staff know about an order into its timeline; customers never see it',
    policy: 'staff',
    is_repeatable: true,
    input: Strict({
      order_id: Id,
      note: t.String({ minLength: 1, maxLength: 2_000, pattern: '^[^\\u0000]*$' }),
      note_id: t.Optional(Id),
    }),
    output: Order,
    errors: { NOT_FOUND: 404 },
  }),
  setTags: op('PUT /orders/{order_id}/tags', {
    summary: 'Give an order these tags and no others',
    policy: 'staff',
    input: Strict({ order_id: Id, tags: t.Array(Line(40), { maxItems: 20 }) }),
    output: Order,
    errors: { NOT_FOUND: 404 },
  }),
  quoteEdit: op('POST /orders/{order_id}/edit/quote', {
    summary: 'What an order would come to if it were changed so; changes nothing',
    policy: 'staff',
    is_repeatable: true,
    input: Strict({ order_id: Id, ...revisable }),
    output: t.Object({ quote: Quote, difference: Money /* to the total of now: above 0 it is to be paid, below 0 it goes back */ }),
    errors: { ...decisionErrors, ...reviseErrors },
  }),
  editOrder: op('POST /orders/{order_id}/edit', {
    summary: 'Change what is ordered, or where it goes, as far as it is not shipped; the difference is asked for or given back',
    policy: 'staff',
    is_repeatable: true,
    input: Strict({
      order_id: Id,
      /** yours: the same edit_id changes the order once */
      edit_id: Id,
      version: Version,
      ...revisable,
      /** refuse with PRICE_CHANGED if the new total is not the one that was quoted */
      expected_total: t.Optional(Money),
      note: t.Optional(Text(2_000)),
    }),
    output: Order,
    errors: { ...decisionErrors, ...reviseErrors, KEY_REUSED: 422, PRICE_CHANGED: 409, OUT_OF_STOCK: 409, HOLD_ENDED: 409 },
  }),
  listRevisions: op('GET /orders/{order_id}/revisions', {
    summary: 'What an order was before each of its edits, newest first',
    policy: 'staff',
    input: Strict({ order_id: Id }),
    output: t.Object({
      revisions: t.Array(
        t.Object({ edit_id: Id, version: t.Integer(), order: Order, who: t.String(), note: Nullable(t.String()), refund: Money, at: Time }),
      ),
    }),
  }),
  createDraft: op('POST /admin/drafts', {
    summary: 'Begin an order for a customer, such as one on the phone; nothing is held, nobody is told',
    policy: 'staff',
    status: 201,
    is_repeatable: true,
    input: Strict({
      /** yours: the same draft_id is the same draft */
      draft_id: t.Optional(Id),
      email: Email,
      customer_id: t.Optional(Id),
      currency: t.Optional(KnownCurrency),
      locale: t.Optional(Locale),
      ...draftFields,
    }),
    output: Order,
    errors: { ...decisionErrors, ...reviseErrors },
  }),
  changeDraft: op('PATCH /admin/drafts/{order_id}', {
    summary: 'Change a draft; what is left out stays',
    policy: 'staff',
    input: Strict({ order_id: Id, version: t.Optional(Version), email: t.Optional(Email), ...draftFields }),
    output: Order,
    errors: { ...decisionErrors, ...reviseErrors },
  }),
  quoteDraft: op('POST /admin/drafts/{order_id}/quote', {
    summary: 'What a draft would come to if it were changed so, and what stands in its way; changes nothing',
    policy: 'staff',
    is_repeatable: true,
    input: Strict({ order_id: Id, email: t.Optional(Email), ...draftFields }),
    output: Quote,
    errors: { NOT_FOUND: 404, NOT_ALLOWED_IN_STATE: 409, ...reviseErrors },
  }),
  placeDraft: op('POST /admin/drafts/{order_id}/place', {
    summary: 'Make a draft an order: its customer gets the link to pay, or it is paid by hand. Its stock is kept until it is cancelled',
    policy: 'staff',
    is_repeatable: true,
    input: Strict({
      ...OrderRef,
      payment: t.Optional(
        Strict({ method: Line(50), is_received: t.Optional(t.Boolean({ description: 'the money is there: cash, or a transfer' })) }),
      ),
    }),
    output: t.Object({ order: Order, payment_problem: Nullable(t.String()), redirect_url: Nullable(t.String()) }),
    errors: { ...decisionErrors, EMPTY_ORDER: 422, OUT_OF_STOCK: 409, HOLD_ENDED: 409, UNKNOWN_METHOD: 422, PROMOTION_USED_UP: 409 },
  }),
}
