/** What payments promise: an order is charged once, for its own amount, nothing is given back twice, and no answer of a provider is lost. */
import {
  Bytes,
  Currency,
  contract,
  event,
  Id,
  type Input,
  Limit,
  Line,
  Money,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  Plain,
  Strict,
  Time,
  t,
  Worth,
} from '#platform/contract.ts'
import { creditOps } from './credit-ops.ts'
import { refundOps } from './refund-ops.ts'
import {
  BookRow,
  Dispute,
  GivenBack,
  Method,
  Minor,
  PaidRow,
  Payment,
  PayoutName,
  PayoutNews,
  PayoutRow,
  PayoutSums,
  paymentEvent,
  Troubles,
  Webhook,
} from './shapes.ts'

export type { GivenBack, Payment, PayoutRow, RefundPart, Webhook } from './shapes.ts'
export { GivenFor, Refund } from './shapes.ts'

const payErrors = { NOT_FOUND: 404, WRONG_AMOUNT: 422, UNKNOWN_METHOD: 422, ALREADY_PAID: 409, ORDER_CLOSED: 409, TOO_MANY_TRIES: 429 }
const changeErrors = { NOT_FOUND: 404, NOT_ALLOWED_IN_STATE: 409, WRONG_AMOUNT: 422, CAPTURE_UNDER_WAY: 409, PROVIDER_UNREACHABLE: 503 }
const PaymentEvent = t.Object(paymentEvent)
/** many times what any provider sends */
const News = t.Unsafe<Uint8Array>({ ...Bytes, maxLength: 1024 * 1024 })
const ProviderName = t.String({ pattern: '^[a-z0-9-]{1,50}$' })

export const payments = contract({
  name: 'payments',
  title: 'Payments',
  ops: {
    listMethods: op('GET /payment-methods', {
      summary: 'Ways to pay',
      policy: 'anyone',
      input: Strict({ with_unoffered: t.Optional(t.Boolean({ description: 'also those that nobody can choose, or not any more' })) }),
      output: t.Object({ methods: t.Array(Method) }),
    }),
    pay: op('POST /payments', {
      summary: 'Pay an order. `amount` (minor units) must be what is due: it is checked, never trusted',
      policy: 'anyone',
      status: 201,
      is_repeatable: true,
      input: Strict({
        order_id: Id,
        amount: t.Integer({ ...Worth, minimum: 1 }),
        currency: t.Optional(Currency),
        method: Line(50),
      }),
      output: Payment,
      errors: payErrors,
    }),
    payDue: op('POST /payments/due', {
      summary: 'Pay an order, or a part of it, whose amount the caller has just fixed',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        order_id: Id,
        order_number: Plain(50),
        email: Plain(254),
        amount: Money,
        method: Line(50),
        /** whose value is spent, for gift cards and store credit; each is a tender of its own */
        instrument: t.Optional(Strict({ code: t.Optional(Line(40)), customer_id: t.Optional(Id) })),
        /** only reserve the money; `capturePayment` takes it */
        is_capture_later: t.Optional(t.Boolean()),
        /** names a further charge of the same order, such as the difference of an edit; left out: the order itself */
        charge_id: t.Optional(Id),
      }),
      output: Payment,
      errors: payErrors,
    }),
    lookUpPayment: op('POST /payments/{payment_id}/look-up', {
      summary: 'Ask the provider now what became of a payment: for the page the shopper comes back to',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id }),
      output: Payment,
      errors: { NOT_FOUND: 404 },
    }),
    listPayments: op('GET /payments', {
      summary: 'Payments of an order, for staff',
      policy: 'staff',
      input: Strict({ order_id: Id }),
      output: t.Object({ payments: t.Array(Payment), refunds: t.Array(GivenBack), disputes: t.Array(Dispute) }),
    }),
    capturePayment: op('POST /payments/{payment_id}/capture', {
      summary: 'Take money that was reserved, all or less; the rest is let go. Once, however often it is asked',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ payment_id: Id, amount: t.Optional(Money) }),
      output: Payment,
      errors: changeErrors,
    }),
    captureReserved: op('POST /payments/capture-reserved', {
      summary: 'Take what is reserved for an order, up to this amount, and let go of the rest; any number of times',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_id: Id, amount: Money }),
      output: t.Object({ payments: t.Array(Payment, { description: 'those that were reserved, as they are now' }) }),
    }),
    voidPayment: op('POST /payments/{payment_id}/void', {
      summary: 'Let go of money that was reserved, or call off a payment that is pending',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ payment_id: Id }),
      output: Payment,
      errors: changeErrors,
    }),
    receivePayment: op('POST /payments/{payment_id}/receive', {
      summary: 'A bank transfer has arrived, or cash was paid: exactly this amount',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ payment_id: Id, amount: Money }),
      output: Payment,
      errors: changeErrors,
    }),
    dismissMismatch: op('POST /payments/{payment_id}/dismiss-mismatch', {
      summary: 'Somebody has dealt with what the provider said of other money than ours; the order can be paid anew',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ payment_id: Id, note: Line(500) }),
      output: Payment,
      errors: { NOT_FOUND: 404 },
    }),
    ...refundOps,
    ...creditOps,
    receiveWebhook: op('POST /webhooks/{provider}', {
      summary: 'News from a payment provider, signed by it; stored first, handled after',
      policy: 'anyone',
      is_repeatable: true,
      body: 'bytes',
      input: Strict({ provider: ProviderName, bytes: News, content_type: t.String(), headers: t.Record(t.String(), t.String()) }),
      output: t.Object({ is_received: t.Boolean() }),
      errors: { BAD_SIGNATURE: 400, NOT_FOUND: 404 },
    }),
    listWebhooks: op('GET /payments/webhooks', {
      summary: 'News of providers of the last 90 days as it was understood, newest first, and what became of each',
      policy: 'staff',
      input: Strict({
        provider: t.Optional(ProviderName),
        webhook_id: t.Optional(Line(200)),
        is_open: t.Optional(t.Boolean({ description: 'only what waits or was given up' })),
        page: t.Optional(Page),
        limit: t.Optional(Limit),
      }),
      output: t.Object({
        webhooks: t.Array(Webhook),
        refusals: t.Array(t.Object({ provider: t.String(), refused_at: Time }), {
          description: 'when news was last refused in the last 7 days because its signature was wrong; at most one a minute is noted',
        }),
        page: t.Integer(),
        has_more: t.Boolean(),
      }),
    }),
    replayWebhook: op('POST /payments/webhooks/{webhook_id}/replay', {
      summary: 'Handle kept news of a provider once more; it changes nothing that was done before',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ provider: ProviderName, webhook_id: Line(200) }),
      output: t.Object({ is_replayed: t.Boolean() }),
      errors: { NOT_FOUND: 404 },
    }),
    readPaid: op('POST /payments/paid', {
      summary: 'What was taken for these orders and given back; what came twice is left out',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_ids: t.Array(Id, { maxItems: 1_000 }) }),
      output: t.Object({ paid: t.Array(PaidRow) }),
    }),
    readBooks: op('GET /payments/books', {
      summary:
        'Our payments beside the provider’s own books, newest first; every attempt is asked about, also those that we think took nothing',
      policy: 'staff',
      input: Strict({ provider: ProviderName, before: t.Optional(Id), limit: t.Optional(Limit) }),
      output: t.Object({ rows: t.Array(BookRow), has_more: t.Boolean() }),
      errors: { NOT_FOUND: 404, PROVIDER_UNREACHABLE: 503 },
    }),
    listTroubles: op('GET /payments/troubles', {
      summary:
        'What a person has to look at: other amounts than ours, open disputes, refunds that failed or are to be paid out by hand, reserved money that cannot be taken, ends soon or has ended',
      policy: 'staff',
      input: Strict({}),
      output: Troubles,
    }),
    importPayouts: op('POST /payments/payouts', {
      summary: 'Rows of a provider’s payouts, as JSON or CSV; a row that is known is left as it is',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({
        provider: ProviderName,
        rows: t.Optional(t.Array(PayoutRow, { maxItems: 5_000 })),
        csv: t.Optional(Plain(2_000_000)),
      }),
      output: t.Object({ imported: t.Integer(), known: t.Integer(), payouts: t.Integer() }),
      errors: { BAD_ROW: 422, ROW_CHANGED: 409 },
    }),
    listPayoutSums: op('POST /payments/payout-sums', {
      summary: 'What the imported rows of payouts come to, 500 payouts at a time: for whoever holds it against the books',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ after: t.Optional(PayoutName), only: t.Optional(PayoutName) }),
      output: t.Object({ payouts: t.Array(PayoutSums), next: Nullable(PayoutName) }),
    }),
    listPayoutDifferences: op('GET /payments/payout-differences', {
      summary: 'Payout rows without a payment of ours, payments that no payout has brought after some days, and amounts that differ',
      policy: 'staff',
      input: Strict({ provider: ProviderName, days: t.Optional(t.Integer({ minimum: 1, maximum: 90 })) }),
      output: t.Object({
        not_ours: t.Array(t.Object({ payout_ref: t.String(), row_ref: t.String(), payment_ref: Nullable(t.String()), gross: Money })),
        not_paid_out: t.Array(t.Object({ payment_id: Id, order_id: Id, amount: Money, settled_at: Time })),
        other_amounts: t.Array(t.Object({ payment_id: Id, order_id: Id, ours: Money, theirs: Money })),
      }),
    }),
  },
  events: {
    'payments.authorised': event('order_id', PaymentEvent),
    'payments.captured': event('order_id', PaymentEvent),
    'payments.declined': event('order_id', PaymentEvent),
    'payments.unknown': event('order_id', PaymentEvent),
    'payments.voided': event('order_id', PaymentEvent),
    'payments.mismatch': event('order_id', PaymentEvent),
    'payments.refunded': event('order_id', t.Object({ ...paymentEvent, refund_id: Id, asked_as: Id })),
    'payments.refund_failed': event(
      'order_id',
      t.Object({ ...paymentEvent, refund_id: Id, asked_as: Id, problem: Nullable(t.String()), was_done: t.Boolean() }),
    ),
    /** `amount`: what the bank takes, in the payment's currency; `beyond`: so much of it was not there any more when the dispute was first heard of; left out before that was kept */
    'payments.disputed': event('order_id', t.Object({ ...paymentEvent, dispute: Dispute, beyond: t.Optional(Minor) })),
    /** money that came although another payment of the same order was under way, and its return; orders never count it */
    'payments.surplus': event('order_id', t.Object({ ...paymentEvent, state: OneOf(['authorised', 'captured', 'returned']) })),
    'payments.payout_booked': event('payout_ref', PayoutNews),
    'payments.webhook_kept': event(
      'payment_id',
      t.Object({ payment_id: Id, provider: t.String(), webhook_id: t.String(), news: t.Unsafe<unknown>({}) }),
    ),
  },
})
export type Pay = Input<typeof payments.ops.pay>
export type PayDue = Input<typeof payments.ops.payDue>
export type PaymentMethod = Output<typeof payments.ops.listMethods>['methods'][number]
