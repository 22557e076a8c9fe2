/** A payment provider that takes no money: for development, demonstrations and tests. It keeps a ledger of its own, like a real one. */
import { Currency, contract, Id, Line, Money, Nullable, OneOf, type Output, op, Plain, Strict, t } from '#platform/contract.ts'

const Charge = t.Object({
  payment_id: Id,
  outcome: OneOf(['captured', 'authorised', 'declined', 'pending', 'voided']),
  provider_ref: t.String(),
  amount: Money,
  captured_amount: t.Integer({ description: 'minor units' }),
  problem: Nullable(t.String()),
  redirect_url: Nullable(t.String()),
  return_url: Nullable(t.String({ description: 'where the shopper goes from the page of `redirect_url`' })),
  fingerprint: Nullable(t.String()),
})

export const simulatedPayments = contract({
  name: 'simulated_payments',
  title: 'Simulated payments',
  ops: {
    charge: op('POST /simulated-payments/charges', {
      summary: 'Charge; the same payment_id again is the same charge',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        payment_id: Id,
        amount: Money,
        method: Line(50),
        email: t.Optional(Plain(254)),
        is_capture_later: t.Optional(t.Boolean()),
        return_url: t.Optional(Plain(2_000)),
      }),
      output: Charge,
      errors: { PROVIDER_UNREACHABLE: 503 },
    }),
    find: op('GET /simulated-payments/charges/{payment_id}', {
      summary: 'What became of a charge',
      policy: 'service',
      input: Strict({ payment_id: Id }),
      output: t.Object({ charge: Nullable(Charge) }),
    }),
    capture: op('POST /simulated-payments/captures', {
      summary: 'Take what was authorised, or less; the rest is let go',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id, amount: Money }),
      output: Charge,
      errors: { NOT_FOUND: 404, CAPTURE_EXCEEDS_CHARGE: 409 },
    }),
    void: op('POST /simulated-payments/voids', {
      summary: 'Let go of what was authorised, or call off what is pending',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id }),
      output: Charge,
      errors: { NOT_FOUND: 404 },
    }),
    finish: op('POST /simulated-payments/finished', {
      summary: 'What the shopper does on the provider’s page: pay, or not',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id, is_paid: t.Boolean(), tell_after_seconds: t.Optional(t.Integer({ minimum: 1, maximum: 3_600 })) }),
      output: Charge,
      errors: { NOT_FOUND: 404 },
    }),
    refund: op('POST /simulated-payments/refunds', {
      summary: 'Give money back; the same refund_id again is the same refund',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ refund_id: Id, payment_id: Id, amount: Money }),
      output: t.Object({ refund_id: Id, state: OneOf(['done', 'failed']), problem: Nullable(t.String()) }),
    }),
    dispute: op('POST /simulated-payments/disputes', {
      summary: 'What the bank does when a shopper says they never bought this',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id, state: OneOf(['open', 'won', 'lost']) }),
      output: t.Object({ dispute_ref: t.String() }),
      errors: { NOT_FOUND: 404 },
    }),
    readLedger: op('GET /simulated-payments/ledger', {
      summary: 'Charges and refunds of a currency, summed; to compare with the shop’s own books',
      policy: 'service',
      input: Strict({ currency: Currency }),
      output: t.Object({ charges: t.Integer(), charged_amount: t.Integer(), refunded_amount: t.Integer() }),
    }),
    readBooks: op('POST /simulated-payments/books', {
      summary: 'What the ledger says of these payments; those it does not know are left out',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_ids: t.Array(Id, { maxItems: 1000 }) }),
      output: t.Object({
        booked: t.Array(
          t.Object({
            payment_id: Id,
            provider_ref: t.String(),
            captured_amount: t.Integer({ description: 'minor units' }),
            refunded_amount: t.Integer({ description: 'minor units' }),
            currency: Currency,
          }),
        ),
      }),
    }),
  },
})
export type Charged = Output<typeof simulatedPayments.ops.charge>
