/** Money that people bring or transfer: expected when the order is placed, counted by staff. */
import { contract, Id, type Input, Line, Money, Nullable, OneOf, type Output, op, Strict, t } from '#platform/contract.ts'

const Expected = t.Object({
  payment_id: Id,
  outcome: OneOf(['pending', 'authorised', 'captured', 'voided']),
  amount: Money,
  captured_amount: t.Integer({ description: 'minor units' }),
})

export const manualPayments = contract({
  name: 'manual_payments',
  title: 'Payments by hand',
  ops: {
    expect: op('POST /manual-payments/expected', {
      summary: 'Expect money; the same payment_id again is the same money',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id, method: Line(50), amount: Money }),
      output: Expected,
    }),
    find: op('GET /manual-payments/expected/{payment_id}', {
      summary: 'What became of expected money',
      policy: 'service',
      input: Strict({ payment_id: Id }),
      output: t.Object({ expected: Nullable(Expected) }),
    }),
    receive: op('POST /manual-payments/received', {
      summary: 'The money, or a part of it, is here; the rest is not expected any more',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id, amount: Money }),
      output: Expected,
      errors: { NOT_FOUND: 404, MORE_THAN_EXPECTED: 409 },
    }),
    giveUp: op('POST /manual-payments/given-up', {
      summary: 'The money is not expected any more',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id }),
      output: Expected,
      errors: { NOT_FOUND: 404 },
    }),
    payOut: op('POST /manual-payments/to-pay-out', {
      summary: 'Put money on the list of what is to be paid out; the same refund_id is the same money',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ refund_id: Id, payment_id: Id, amount: Money }),
      output: t.Object({ state: OneOf(['pending', 'done', 'failed']) }),
    }),
    markPaidOut: op('POST /manual-payments/to-pay-out/{refund_id}/done', {
      summary: 'Somebody has transferred the money back, or handed it over',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ refund_id: Id }),
      output: t.Object({ refund_id: Id, paid_by: t.String() }),
      errors: { NOT_FOUND: 404 },
    }),
    readBooks: op('POST /manual-payments/books', {
      summary: 'What came and what was paid out of these payments; those that were never expected are left out',
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
            currency: t.String(),
          }),
        ),
      }),
    }),
  },
})
export type Expected = Output<typeof manualPayments.ops.expect>
export type Expect = Input<typeof manualPayments.ops.expect>
