/** What is kept of an order that its customer gets as store credit: a part of the contract, apart from it for its size. */
import { Id, Money, op, Strict, t } from '#platform/contract.ts'

export const creditOps = {
  keepForCredit: op('POST /payments/credits', {
    summary: 'Keep an amount of an order that its customer gets as store credit: it cannot be given back as well. Once for each credit_id',
    policy: 'service',
    is_repeatable: true,
    input: Strict({ credit_id: Id, order_id: Id, amount: Money }),
    output: t.Object({ credit_id: Id, order_id: Id, amount: Money }),
    errors: { REFUND_EXCEEDS_CAPTURE: 409, REFUND_ID_REUSED: 422 },
  }),
  releaseCredit: op('POST /payments/credits/{credit_id}/release', {
    summary: 'A credit came to nothing: what was kept for it can be given back again',
    policy: 'service',
    is_repeatable: true,
    input: Strict({ credit_id: Id }),
    output: t.Object({ credit_id: Id }),
  }),
}
