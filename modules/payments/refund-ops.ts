/** How money is given back: a part of the contract, apart from it for its size. */
import { Id, Line, Money, Nullable, op, Plain, Strict, t, Worth } from '#platform/contract.ts'
import { GivenFor, Refund } from './shapes.ts'

export const refundOps = {
  refund: op('POST /payments/refunds', {
    summary: 'Give money back: an amount, or all there is. The same refund_id is the same refund',
    policy: 'service',
    is_repeatable: true,
    input: Strict({
      refund_id: Id,
      order_id: Id,
      amount: t.Optional(Money),
      reason: Line(200),
      /** of staff who ask for it, for those who look at the order afterwards */
      who: t.Optional(Plain(500)),
      /** what it is given for, where it is not only an amount; its parts are the amount */
      given_for: t.Optional(GivenFor),
      /** was given as store credit, as orders say; what payments know of themselves is counted in */
      kept_amount: t.Optional(t.Integer({ ...Worth, description: 'minor units' })),
    }),
    output: Refund,
    errors: { REFUND_EXCEEDS_CAPTURE: 409, REFUND_ID_REUSED: 422, WRONG_AMOUNT: 422 },
  }),
  refundOrder: op('POST /payments/refund', {
    summary: 'Let go of and give back everything of an order; once, however often it is called',
    policy: 'service',
    is_repeatable: true,
    input: Strict({ order_id: Id, reason: Line(200) }),
    output: t.Object({ order_id: Id, refunded: Nullable(Money) }),
  }),
}
