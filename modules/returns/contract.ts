/** What returns promise: nothing comes back twice, and nobody gets back more than they paid for it. */
import {
  contract,
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
  Plain,
  Quantity,
  type Static,
  Strict,
  Text,
  Time,
  t,
  Version,
  Worth,
} from '#platform/contract.ts'
import { refundOps } from './refund-ops.ts'

/** `settling`: decided, and being carried out step by step; `received` again where nothing could be given. See states.ts. */
export const ReturnState = OneOf(['requested', 'approved', 'received', 'settling', 'settled', 'refused', 'called_off'])
export type ReturnState = Static<typeof ReturnState>

/** `withdrawal`: the customer withdraws from the contract, which nobody has to approve (Directive 2011/83/EU, Articles 9 and 11a). */
const Kind = OneOf(['return', 'withdrawal'])
export const Settlement = OneOf(['refund', 'store_credit', 'exchange'])
const Reason = OneOf(['changed_mind', 'does_not_fit', 'damaged', 'not_as_described', 'wrong_item', 'arrived_late', 'other'])

/** A variant of the same product that comes instead of what was bought. Its title is empty where the product has no options. */
const Instead = t.Object({ variant_id: Id, sku: t.String(), variant_title: t.String() })
export type Instead = Static<typeof Instead>

const ReturnLine = t.Object({
  line_id: Id,
  variant_id: Id,
  sku: t.String(),
  title: t.String(),
  variant_title: t.String(),
  quantity: Quantity,
  reason: Reason,
  /** of an exchange: the other variant that the customer wishes for; left out: the same goods */
  exchange_for: t.Optional(Instead),
  /** set by the decision to exchange: the other variant that is sent; left out: the same goods */
  sent_instead: t.Optional(Instead),
  /** what came, in a state that is paid back; null until it is received */
  accepted_quantity: Nullable(t.Integer()),
  /** of the accepted ones, those that something is given for: fewer where money was given back before they came; set when it is settled */
  settled_quantity: t.Optional(t.Integer()),
  /** of the accepted ones, those that can be sold again */
  restock_quantity: Nullable(t.Integer()),
  condition: Nullable(t.String()),
  /** what was paid for these units, discounts off and tax included; of the accepted ones once they are received */
  amount: Money,
})
export type ReturnLine = Static<typeof ReturnLine>

export const Return = t.Object(
  {
    return_id: Id,
    number: t.String({ description: 'for people, such as `R1042`' }),
    version: t.Integer(),
    order_id: Id,
    order_number: t.String(),
    customer_id: Nullable(Id),
    email: t.String(),
    locale: Locale,
    kind: Kind,
    state: ReturnState,
    wanted: Settlement,
    lines: t.Array(ReturnLine),
    /** the delivery cost that goes back as well */
    shipping: Money,
    /** kept back, and why */
    deduction: Money,
    deduction_reason: Nullable(t.String()),
    /** the sum of the lines and the delivery cost, less the deduction */
    total: Money,
    /** of the total, what was not paid: it is not asked for any more, and only the rest is given back; left out in news from before this was kept */
    waived: t.Optional(Money),
    settled_as: Nullable(Settlement),
    /** the order that sends the goods anew */
    replacement_order_id: Nullable(Id),
    note: Nullable(t.String({ description: 'of the customer' })),
    timeline: t.Array(t.Object({ at: Time, what: t.String(), who: t.String(), note: Nullable(t.String()) })),
    created_at: Time,
    updated_at: Time,
  },
  { title: 'Return' },
)
export type Return = Static<typeof Return>

/** Who asks: the owner who is signed in, by `order_id`, or whoever holds the order's link, by `order_token`. */
const OfOrder = { order_id: t.Optional(Id), order_token: t.Optional(Plain(200)) }
const askedLine = { line_id: Id, quantity: Quantity, reason: t.Optional(Reason) }
const AskedLines = t.Array(Strict(askedLine), { minItems: 1, maxItems: 200 })
const ExchangedLine = Strict({
  ...askedLine,
  exchange_for: t.Optional(
    t.Unsafe<string>({ ...Id, description: 'with `wanted: exchange`: the variant of the same product that is sent instead' }),
  ),
})
const NamedVariant = Strict({ line_id: Id, variant_id: Id })
const askErrors = { NOT_FOUND: 404, TOO_MANY: 409, TOO_LATE: 409, NOT_DELIVERED: 409, NOT_ALLOWED_IN_STATE: 409 }
const Step = { return_id: Id, version: t.Optional(Version), note: t.Optional(Text(2_000)) }
const stepErrors = { NOT_FOUND: 404, STALE: 409, NOT_ALLOWED_IN_STATE: 409 }
const Paged = { page: t.Optional(Page), limit: t.Optional(Limit) }
const Returns = t.Object({ returns: t.Array(Return), page: t.Integer(), has_more: t.Boolean() })

export const returns = contract({
  name: 'returns',
  title: 'Returns',
  ops: {
    requestReturn: op('POST /returns', {
      summary: 'Ask to send goods back; staff approve it. The same return_id again is the same request',
      policy: 'anyone',
      status: 201,
      is_repeatable: true,
      input: Strict({
        ...{ return_id: Id, ...OfOrder, wanted: t.Optional(Settlement), note: t.Optional(Text(2_000)) },
        lines: t.Array(ExchangedLine, { minItems: 1, maxItems: 200 }),
      }),
      output: Return,
      errors: { ...askErrors, NOT_EXCHANGEABLE: 422 },
    }),
    withdraw: op('POST /returns/withdrawal', {
      summary: 'Withdraw from the contract, for all of an order or some lines; needs no approval',
      policy: 'anyone',
      status: 201,
      is_repeatable: true,
      input: Strict({
        return_id: Id,
        ...OfOrder,
        /** left out: everything. Before anything is sent an order is withdrawn from as a whole */
        lines: t.Optional(AskedLines),
        name: Line(200),
        email: t.Optional(
          t.String({
            ...{ format: 'email', maxLength: 254 },
            description: 'where a copy of the acknowledgement goes, without the name; the acknowledgement itself goes to the order’s',
          }),
        ),
      }),
      output: Return,
      errors: { ...askErrors, TOO_MANY_TRIES: 429 },
    }),
    readReturnable: op('POST /returns/returnable', {
      summary: 'What of an order can be returned, what can be withdrawn from, and until when',
      policy: 'anyone',
      is_repeatable: true,
      input: Strict(OfOrder),
      output: t.Object({
        can_withdraw: t.Boolean(),
        /** null: nothing to return, or no end yet because not everything has left the house */
        return_until: Nullable(Time),
        withdraw_until: Nullable(Time),
        lines: t.Array(t.Object({ line_id: Id, quantity: t.Integer({ description: 'units that can still come back' }) })),
        returns: t.Array(Return),
      }),
      errors: { NOT_FOUND: 404 },
    }),
    callOffReturn: op('POST /returns/{return_id}/call-off', {
      summary: 'The customer keeps the goods after all',
      policy: 'anyone',
      is_repeatable: true,
      input: Strict({ return_id: Id, ...OfOrder }),
      output: Return,
      errors: stepErrors,
    }),
    listMyReturns: op('GET /returns', {
      summary: 'Returns of the customer who is signed in, newest first',
      policy: 'customer',
      input: Strict(Paged),
      output: Returns,
    }),
    listReturns: op('GET /admin/returns', {
      summary: 'Returns by state, newest first, for staff',
      policy: 'staff',
      input: Strict({ state: t.Optional(ReturnState), order_id: t.Optional(Id), ...Paged }),
      output: Returns,
    }),
    readReturn: op('GET /admin/returns/{return_id}', {
      summary: 'A return, for staff',
      policy: 'staff',
      input: Strict({ return_id: Id }),
      output: Return,
      errors: { NOT_FOUND: 404 },
    }),
    approveReturn: op('POST /admin/returns/{return_id}/approve', {
      summary: 'The customer may send the goods back',
      policy: 'staff',
      is_repeatable: true,
      input: Strict(Step),
      output: Return,
      errors: stepErrors,
    }),
    refuseReturn: op('POST /admin/returns/{return_id}/refuse', {
      summary: 'Turn a return down, with the reason the customer is told',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ ...Step, note: Line(2_000) }),
      output: Return,
      errors: stepErrors,
    }),
    receiveReturn: op('POST /admin/returns/{return_id}/receive', {
      summary: 'The parcel is here: what is accepted, what can be sold again',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({
        ...Step,
        lines: t.Array(
          Strict({
            line_id: Id,
            accepted_quantity: t.Integer({ minimum: 0, maximum: 10_000 }),
            restock_quantity: t.Integer({ minimum: 0, maximum: 10_000 }),
            condition: t.Optional(Line(500)),
          }),
          { minItems: 1, maxItems: 200 },
        ),
      }),
      output: Return,
      errors: { ...stepErrors, TOO_MANY: 409 },
    }),
    settleReturn: op('POST /admin/returns/{return_id}/settle', {
      summary: 'Give the money back, as a refund or as store credit, or send the goods anew',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({
        ...Step,
        as: Settlement,
        /** what is sent instead, line by line; a line that is not named gets what the customer wished for, else the same goods */
        exchange: t.Optional(t.Array(NamedVariant, { maxItems: 200 })),
        /** give the delivery cost back as well, which an order does once; goods that are sent anew give none of it back */
        with_shipping: t.Optional(t.Boolean()),
        deduction: t.Optional(Strict({ amount: t.Integer({ ...Worth, minimum: 1 }), reason: Line(500) })),
      }),
      output: Return,
      errors: {
        ...{ ...stepErrors, DEDUCTION_TOO_LARGE: 422, MORE_THAN_PAID: 409, SHIPPING_GIVEN_BACK: 409 },
        ...{ TOO_MANY: 409, OUT_OF_STOCK: 409, REFUND_FAILED: 409, BEING_EDITED: 409, NOT_EXCHANGEABLE: 422 },
      },
    }),
    ...refundOps,
  },
  events: {
    'returns.requested': event('order_id', t.Object({ order_id: Id, return: Return })),
    'returns.approved': event('order_id', t.Object({ order_id: Id, return: Return })),
    'returns.refused': event('order_id', t.Object({ order_id: Id, return: Return })),
    'returns.called_off': event('order_id', t.Object({ order_id: Id, return: Return })),
    'returns.received': event('order_id', t.Object({ order_id: Id, return: Return })),
    'returns.settled': event('order_id', t.Object({ order_id: Id, return: Return })),
  },
})

export type { Refundable } from './refund-ops.ts'
export type Ask = Input<typeof returns.ops.requestReturn>
export type Withdraw = Input<typeof returns.ops.withdraw>
export type OfOrder = Input<typeof returns.ops.readReturnable>
export type Returnable = Output<typeof returns.ops.readReturnable>
export type Receive = Input<typeof returns.ops.receiveReturn>
export type Settle = Input<typeof returns.ops.settleReturn>
export type ListReturns = Input<typeof returns.ops.listReturns>
export type ReturnList = Output<typeof returns.ops.listReturns>
