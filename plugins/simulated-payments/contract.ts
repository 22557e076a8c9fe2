/** A payment provider that takes no money: for development, demonstrations and tests. It keeps a ledger of its own, like a real one. */
import { Currency, contract, Id, Line, Money, Nullable, OneOf, op, Strict, t } from '#platform/contract.ts'

const Charge = t.Object({
  payment_id: Id,
  outcome: OneOf(['captured', 'declined', 'pending']),
  provider_ref: t.String(),
  amount: Money,
  problem: Nullable(t.String()),
})

export const simulatedPayments = contract({
  name: 'simulated_payments',
  title: 'Simulated payments',
  ops: {
    charge: op('POST /simulated-payments/charges', {
      summary: 'Charge; the same payment_id again is the same charge',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id, amount: Money, method: Line(50) }),
      output: Charge,
      errors: { PROVIDER_UNREACHABLE: 503 },
    }),
    find: op('GET /simulated-payments/charges/{payment_id}', {
      summary: 'What became of a charge',
      policy: 'service',
      input: Strict({ payment_id: Id }),
      output: t.Object({ charge: Nullable(Charge) }),
    }),
    refund: op('POST /simulated-payments/refunds', {
      summary: 'Give money back; the same refund_id again is the same refund',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ refund_id: Id, payment_id: Id, amount: Money }),
      output: t.Object({ refund_id: Id }),
      errors: { NOT_FOUND: 404, REFUND_EXCEEDS_CHARGE: 409 },
    }),
    readLedger: op('GET /simulated-payments/ledger', {
      summary: 'Charges and refunds of a currency, summed; to compare with the shop’s own books',
      policy: 'service',
      input: Strict({ currency: Currency }),
      output: t.Object({ charges: t.Integer(), charged_amount: t.Integer(), refunded_amount: t.Integer() }),
    }),
  },
})
