/** What returns have orders do: a part of the contract, apart from it for its size. */
import { Id, Line, Money, op, Quantity, Strict, t, Worth } from '#platform/contract.ts'
import { Order } from './shapes.ts'

export const returnOps = {
  recordReturn: op('POST /orders/{order_id}/returned', {
    summary: 'Goods of an order came back; once for each return_id',
    policy: 'service',
    is_repeatable: true,
    input: Strict({
      return_id: Id,
      order_id: Id,
      lines: t.Array(Strict({ line_id: Id, quantity: Quantity }), { maxItems: 200 }),
      /** the customer gets this as store credit, instead of money */
      credit: t.Optional(Money),
      /** so much of what is still due is not asked for any more */
      waived: t.Optional(Money),
    }),
    output: Order,
    errors: { NOT_FOUND: 404, TOO_MANY: 409, MORE_THAN_PAID: 409, BEING_EDITED: 409 },
  }),
  placeReplacement: op('POST /orders/{order_id}/replacement', {
    summary: 'Send goods of an order, or another variant of them, anew at no price; the same replacement_id again is the same order',
    policy: 'service',
    is_repeatable: true,
    input: Strict({
      replacement_id: Id,
      order_id: Id,
      lines: t.Array(
        Strict({
          line_id: Id,
          quantity: Quantity,
          variant_id: t.Optional(t.Unsafe<string>({ ...Id, description: 'another variant of the same product that is sent instead' })),
          paid_amount: t.Optional(t.Integer({ ...Worth, description: 'minor units that were paid for what these replace' })),
        }),
        { minItems: 1, maxItems: 200 },
      ),
      reason: Line(200),
    }),
    output: Order,
    errors: { NOT_FOUND: 404, OUT_OF_STOCK: 409, HOLD_ENDED: 409, NOT_EXCHANGEABLE: 422 },
  }),
}
