/** How staff give money back without a return: a part of the contract, apart from it for its size. */
import { Refund } from '#modules/payments/contract.ts'
import { Id, type Input, Line, Money, type Output, op, Quantity, Strict, t } from '#platform/contract.ts'

export const refundOps = {
  refund: op('POST /orders/{order_id}/refunds', {
    summary:
      'Give money of an order back, by staff: either an amount, or what was paid for units of its lines that were sent, each unit once. Never more than is left; the same refund_id is the same refund',
    policy: 'staff',
    is_repeatable: true,
    input: Strict({
      refund_id: Id,
      order_id: Id,
      amount: t.Optional(Money),
      /** instead of an amount; none of them is the delivery cost alone */
      lines: t.Optional(t.Array(Strict({ line_id: Id, quantity: Quantity }), { maxItems: 200 })),
      /** with `lines`: the delivery cost as well, which an order gives back once */
      with_shipping: t.Optional(t.Boolean()),
      reason: Line(200),
    }),
    output: Refund,
    errors: {
      ...{ NOT_FOUND: 404, TOO_MANY: 409, SHIPPING_GIVEN_BACK: 409, NOTHING_PAID: 409 },
      ...{ REFUND_EXCEEDS_CAPTURE: 409, REFUND_ID_REUSED: 422, WRONG_AMOUNT: 422 },
    },
  }),
  readRefundable: op('GET /admin/orders/{order_id}/refundable', {
    summary: 'What was paid for each line of an order, and for how many of its units money was given back, for staff',
    policy: 'staff',
    input: Strict({ order_id: Id }),
    output: t.Object({
      lines: t.Array(
        t.Object({
          line_id: Id,
          quantity: Quantity,
          paid: t.Integer({ description: 'minor units, for all units of the line' }),
          given_quantity: t.Integer({
            description: 'units that money was given for, with a return or without; it can be given for those that were sent',
          }),
          given_amount: t.Integer({ description: 'minor units' }),
        }),
      ),
      shipping_amount: t.Integer({ description: 'minor units of the delivery cost that can still go back' }),
    }),
    errors: { NOT_FOUND: 404 },
  }),
}

export type AskRefund = Input<typeof refundOps.refund>
export type Refundable = Output<typeof refundOps.readRefundable>
