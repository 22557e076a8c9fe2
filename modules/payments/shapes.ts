/** The shapes payments are spoken of in. */
import {
  Amount,
  Code,
  Currency,
  Id,
  Money,
  Nullable,
  OneOf,
  Plain,
  Quantity,
  type Static,
  Strict,
  Time,
  t,
  Worth,
} from '#platform/contract.ts'

/** A way to pay. `params`: what `text` says beside fixed words, for faces in other languages. */
export const Method = t.Object({
  method: t.String(),
  provider: t.String(),
  title: t.String(),
  text: t.String(),
  params: t.Optional(
    t.Record(t.String(), t.String(), { description: 'what `text` says beside fixed words, for faces in other languages' }),
  ),
  is_test: t.Boolean(),
  is_by_hand: t.Optional(t.Boolean({ description: 'staff say when the money is here: `receivePayment`' })),
  waits_days: t.Optional(t.Integer({ description: 'the money comes days later, and the goods wait for it this long' })),
})

/**
 * `unknown`: the provider was asked and its answer never came; the reconciler finds out. `pending`: the provider waits for the shopper or the
 * bank. `mismatch`: it spoke of another amount or currency than the order's; nothing counts as paid, and staff look. Moves: see `states.ts`.
 */
export const PaymentAttemptState = OneOf([
  'started',
  'unknown',
  'pending',
  'authorised',
  'captured',
  'declined',
  'voided',
  'mismatch',
  'refunded',
])

export const Minor = t.Integer({ ...Amount, description: 'minor units' })

export const Payment = t.Object(
  {
    payment_id: Id,
    order_id: Id,
    tender: t.String({ description: '`main`, `store-credit`, `gift-card ...`: at most one payment of each is under way or done' }),
    method: t.String(),
    provider: t.String(),
    provider_ref: Nullable(t.String({ description: 'what the provider calls it' })),
    state: PaymentAttemptState,
    amount: Money,
    captured_amount: Minor,
    refunded_amount: Minor,
    refunding_amount: t.Integer({ description: 'minor units, of refunds under way' }),
    disputed_amount: t.Integer({ description: 'minor units that the shopper’s bank holds or took back' }),
    is_capture_later: t.Boolean(),
    capturing_amount: t.Optional(Nullable(t.Integer({ description: 'minor units; a capture of so much was begun. In lists for staff' }))),
    is_surplus: t.Boolean({ description: 'came although another payment was under way; goes back by itself' }),
    mismatch: Nullable(
      t.Object({ amount: Money, captured_amount: Minor, outcome: t.String() }, { description: 'what the provider said instead' }),
    ),
    problem: Nullable(t.String({ description: 'why it was declined, for the shopper' })),
    redirect_url: Nullable(t.String({ description: 'where the shopper goes on to' })),
    created_at: Time,
    settled_at: Nullable(Time),
  },
  { title: 'Payment' },
)
export type Payment = Static<typeof Payment>

/** `started`: the provider did not answer yet and is asked again; `pending`: it has it, or a person has to pay it out. */
export const RefundState = OneOf(['started', 'pending', 'done', 'failed'])
export type RefundState = Static<typeof RefundState>

export const RefundPart = t.Object({
  refund_id: Id,
  payment_id: Id,
  order_id: Id,
  method: t.String(),
  provider: t.String(),
  amount: Money,
  state: RefundState,
  problem: Nullable(t.String()),
})

/** What of an order money is given back for, as whoever asked for it reckoned it: units of its lines, and the delivery cost. */
export const GivenFor = Strict({
  lines: t.Array(
    Strict({
      line_id: Id,
      title: Plain(1_000, { description: 'as it was bought' }),
      quantity: Quantity,
      amount: t.Integer({ ...Worth, description: 'minor units' }),
    }),
    { maxItems: 200 },
  ),
  shipping_amount: t.Integer({ ...Worth, description: 'minor units of the delivery cost' }),
})
export type GivenFor = Static<typeof GivenFor>

/** With what staff ask about it afterwards. */
export const GivenBack = t.Object({
  ...RefundPart.properties,
  reason: t.String(),
  who: Nullable(t.String({ description: 'of staff; null: the shop by itself' })),
  /** of the whole refund that this is a part of; null: an amount was given */
  given_for: t.Optional(Nullable(GivenFor)),
  settled_at: Nullable(Time),
})
export type GivenBack = Static<typeof GivenBack>

export const Refund = t.Object({
  refund_id: Id,
  order_id: Id,
  amount: Money,
  state: t.Unsafe<RefundState>({ ...RefundState, description: '`done` when all parts are, `failed` when one is' }),
  parts: t.Array(RefundPart, { description: 'one a payment: the main payment first, then what was paid by stored value' }),
  /** what it was given for; null: an amount */
  given_for: t.Optional(Nullable(GivenFor)),
})
export type Refund = Static<typeof Refund>
export type RefundPart = Static<typeof RefundPart>

export const Dispute = t.Object({
  dispute_ref: t.String(),
  payment_id: Id,
  order_id: Id,
  amount: Money,
  state: OneOf(['open', 'won', 'lost']),
  reason: t.String(),
  opened_at: Time,
  closed_at: Nullable(Time),
})

/** What a person has to look at. */
export const Troubles = t.Object({
  mismatches: t.Array(Payment),
  disputes: t.Array(Dispute),
  failed_refunds: t.Array(RefundPart),
  to_pay_out: t.Array(RefundPart),
  stuck_captures: t.Array(Payment, { description: 'begun some minutes ago, and the provider has not done it' }),
  ending_reservations: t.Array(t.Object({ ...Payment.properties, ends_at: Time }), {
    description: 'the provider lets go of the money soon, and nobody has taken it',
  }),
  ended_reservations: t.Array(Payment, { description: 'the provider has let go of the money by itself, and the order is not paid' }),
})

/**
 * `given_up`: it failed at every try; `event_id` names the job to try again. `not_ours`: no payment of this provider's has this id. `mismatch`: it
 * spoke of other money than the payment's, which nobody has dismissed yet.
 */
export const Webhook = t.Object(
  {
    provider: t.String(),
    webhook_id: t.String({ description: 'the provider’s own id of the event' }),
    kind: OneOf(['payment', 'refund', 'dispute']),
    outcome: Nullable(t.String({ description: 'what it says of the payment, refund or dispute, such as `captured`, `done`, `open`' })),
    amount: Nullable(Money),
    received_at: Time,
    payment_id: Id,
    order_id: Nullable(Id),
    order_number: Nullable(t.String()),
    result: OneOf(['waiting', 'handled', 'given_up', 'not_ours', 'mismatch']),
    tries: t.Integer(),
    problem: Nullable(t.String({ description: 'why the last try failed, of one that waits or was given up' })),
    event_id: Nullable(Id),
    news: t.Record(t.String(), t.Unknown(), { description: 'what was understood of it; the bytes themselves are not kept' }),
  },
  { title: 'Webhook' },
)
export type Webhook = Static<typeof Webhook>

export const BookRow = t.Object({
  payment_id: Id,
  order_id: Id,
  state: PaymentAttemptState,
  currency: t.String(),
  captured_amount: Minor,
  refunded_amount: Minor,
  theirs: Nullable(t.Object({ captured_amount: Minor, refunded_amount: Minor, currency: t.String() })),
  is_equal: t.Boolean(),
})

/** Of one order in one currency, in minor units. */
export const PaidRow = t.Object({
  order_id: Id,
  currency: t.String(),
  captured_amount: t.Integer({ description: 'minor units' }),
  refunded_amount: t.Integer({ description: 'minor units' }),
  refunding_amount: t.Integer({ description: 'minor units, of refunds under way' }),
  disputed_amount: t.Integer({ description: 'minor units, of disputes that are open or lost' }),
  credited_amount: t.Integer({ description: 'minor units that stay here, because they were given as store credit' }),
})

/** A row of a payout. `payment_ref`: our payment_id, or what the provider calls the payment. net = gross - fee. */
export const PayoutRow = Strict({
  payout_ref: Code(100),
  row_ref: Code(100),
  kind: OneOf(['charge', 'refund', 'dispute', 'fee', 'other']),
  payment_ref: t.Optional(Code(200)),
  gross: t.Integer({ ...Amount, description: 'minor units, negative where money left' }),
  fee: Minor,
  net: Minor,
  currency: t.String({ pattern: '^[A-Z]{3}$' }),
  paid_at: Time,
})
export type PayoutRow = Static<typeof PayoutRow>

export const PayoutName = Strict({ provider: Code(50), payout_ref: Code(100) })
const payoutSums = { ...PayoutName.properties, gross: Minor, fee: Minor, net: Minor }

/** What the rows of a payout come to in one currency. */
export const PayoutSums = t.Object({ ...payoutSums, currency: t.String(), imported_at: Time })

/** What an import has added to a payout in one currency. */
export const PayoutNews = t.Object({
  ...payoutSums,
  paid_at: Time,
  currency: Currency,
  rows: t.Integer(),
  batch: t.Optional(t.String({ description: 'names the rows of this import; left out in news from before payouts were told in parts' })),
})

/** What every event of a payment carries. */
export const paymentEvent = {
  payment_id: Id,
  order_id: Id,
  method: t.String(),
  provider: t.String(),
  tender: t.String(),
  amount: Money,
  /** the money is only reserved until it is captured */
  is_capture_later: t.Optional(t.Boolean()),
}
