/** What payments promise: an order is charged once, for its own amount, and no answer of the provider is lost. */
import {
  Bytes,
  Currency,
  contract,
  event,
  Id,
  type Input,
  Line,
  Money,
  Nullable,
  OneOf,
  type Output,
  op,
  type Static,
  Strict,
  Time,
  t,
} from '#platform/contract.ts'

/** `unknown`: the provider was asked and its answer never came, or it has yet to decide; the reconciler finds out. */
export const PaymentAttemptState = OneOf(['started', 'unknown', 'captured', 'declined', 'refunded'])

const Payment = t.Object({
  payment_id: Id,
  order_id: Id,
  method: t.String(),
  provider: t.String(),
  state: PaymentAttemptState,
  amount: Money,
  refunded_amount: t.Integer({ description: 'minor units' }),
  problem: Nullable(t.String({ description: 'why it was declined, for the shopper' })),
  redirect_url: Nullable(t.String()),
  created_at: Time,
  settled_at: Nullable(Time),
})
export type Payment = Static<typeof Payment>

const payErrors = { NOT_FOUND: 404, WRONG_AMOUNT: 422, UNKNOWN_METHOD: 422, ALREADY_PAID: 409, ORDER_CLOSED: 409 }
const PaymentEvent = t.Object({ payment_id: Id, order_id: Id, method: t.String(), amount: Money })

export const payments = contract({
  name: 'payments',
  title: 'Payments',
  ops: {
    listMethods: op('GET /payment-methods', {
      summary: 'Ways to pay',
      policy: 'anyone',
      input: Strict({}),
      output: t.Object({
        methods: t.Array(t.Object({ method: t.String(), provider: t.String(), title: t.String(), text: t.String(), is_test: t.Boolean() })),
      }),
    }),
    pay: op('POST /payments', {
      summary: 'Pay an order. `amount` (minor units) must be what is due: it is checked, never trusted',
      policy: 'anyone',
      status: 201,
      is_repeatable: true,
      input: Strict({
        order_id: Id,
        amount: t.Integer({ minimum: 1, description: 'minor units' }),
        currency: t.Optional(Currency),
        method: Line(50),
      }),
      output: Payment,
      errors: payErrors,
    }),
    payDue: op('POST /payments/due', {
      summary: 'Pay an order whose amount the caller has just fixed',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        order_id: Id,
        order_number: t.String(),
        email: t.String(),
        amount: Money,
        method: Line(50),
        instrument: t.Optional(Strict({ code: t.Optional(Line(40)), customer_id: t.Optional(Id) })),
        is_capture_later: t.Optional(t.Boolean()),
      }),
      output: Payment,
      errors: payErrors,
    }),
    listPayments: op('GET /payments', {
      summary: 'Payments of an order, for staff',
      policy: 'staff',
      input: Strict({ order_id: Id }),
      output: t.Object({ payments: t.Array(Payment) }),
    }),
    refundOrder: op('POST /payments/refund', {
      summary: 'Give back everything that was captured for an order; once, however often it is called',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_id: Id, reason: Line(200) }),
      output: t.Object({ order_id: Id, refunded: Nullable(Money) }),
      errors: { PROVIDER_UNREACHABLE: 503 },
    }),
    receiveWebhook: op('POST /webhooks/{provider}', {
      summary: 'News from a payment provider, signed by it; stored first, handled after',
      policy: 'anyone',
      is_repeatable: true,
      body: 'bytes',
      input: Strict({
        provider: t.String({ pattern: '^[a-z0-9-]{1,50}$' }),
        bytes: Bytes,
        content_type: t.String(),
        headers: t.Record(t.String(), t.String()),
      }),
      output: t.Object({ is_received: t.Boolean() }),
      errors: { BAD_SIGNATURE: 400, NOT_FOUND: 404 },
    }),
  },
  events: {
    'payments.captured': event('order_id', PaymentEvent),
    'payments.declined': event('order_id', PaymentEvent),
    'payments.unknown': event('order_id', PaymentEvent),
    'payments.refunded': event('order_id', PaymentEvent),
    'payments.webhook_kept': event(
      'payment_id',
      t.Object({
        payment_id: Id,
        outcome: OneOf(['captured', 'declined', 'pending']),
        provider_ref: t.String(),
        problem: Nullable(t.String()),
        amount: Money,
      }),
    ),
  },
})
export type Pay = Input<typeof payments.ops.pay>
export type PayDue = Input<typeof payments.ops.payDue>
export type PaymentMethod = Output<typeof payments.ops.listMethods>['methods'][number]
