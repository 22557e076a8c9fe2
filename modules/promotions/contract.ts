/** What promotions promise: which discounts a basket gets and why, and that no code is used more often than it may be. */
import {
  Amount,
  Currency,
  contract,
  Email,
  Id,
  type Input,
  Line,
  Nullable,
  OneOf,
  type Output,
  op,
  Quantity,
  type Static,
  Strict,
  t,
  Why,
} from '#platform/contract.ts'

/** A line of the basket, before any discount. */
const BasketLine = Strict({
  line_id: t.String({ maxLength: 64 }),
  variant_id: Id,
  product_id: Id,
  category_ids: t.Array(Id, { maxItems: 100 }),
  quantity: Quantity,
  unit_amount: t.Integer({ minimum: 0, description: 'minor units' }),
  amount: t.Integer({ minimum: 0, description: 'minor units; quantity times unit_amount' }),
})

/** A discount as granted. `allocations` say which line (or `shipping`) bears how much; they add up to `amount`. Amounts are positive. */
export const Discount = t.Object({
  promotion_id: Id,
  code: Nullable(t.String()),
  title: t.String(),
  kind: OneOf(['percent', 'amount', 'buy_x_get_y', 'free_shipping', 'bundle_price']),
  tax_basis: OneOf(['before_tax', 'after_tax']),
  amount: t.Integer({ minimum: 0, description: 'minor units' }),
  is_limited: t.Boolean({ description: 'has to be redeemed before the order is placed' }),
  allocations: t.Array(t.Object({ line_id: t.String(), amount: Amount })),
  why: Why,
})
export type Discount = Static<typeof Discount>

export const promotions = contract({
  name: 'promotions',
  title: 'Promotions',
  ops: {
    evaluate: op('POST /promotions/evaluate', {
      summary: 'The discounts of a basket, and why the others do not apply; takes nothing from any limit',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        currency: Currency,
        locale: t.Optional(t.String()),
        customer_id: t.Optional(Nullable(Id)),
        customer_group: t.Optional(Nullable(t.String())),
        email: t.Optional(Nullable(Email)),
        codes: t.Array(Line(50), { maxItems: 10 }),
        lines: t.Array(BasketLine, { maxItems: 200 }),
        shipping_amount: t.Integer({ minimum: 0, description: 'minor units; 0 while no method is chosen' }),
      }),
      output: t.Object({
        discounts: t.Array(Discount),
        refused: t.Array(
          t.Object({
            code: t.String(),
            reason: OneOf(['unknown', 'not_yet', 'over', 'used_up', 'conditions', 'excluded', 'sign_in']),
            text: t.String(),
          }),
        ),
        why: Why,
      }),
    }),
    redeem: op('POST /promotions/redeem', {
      summary: 'Count these discounts against their limits, for an order: all or none; the same order again is the first answer',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        order_id: Id,
        customer_id: t.Optional(Nullable(Id)),
        email: Email,
        discounts: t.Array(Strict({ promotion_id: Id, code: Nullable(Line(50)), amount: t.Integer({ minimum: 0 }), currency: Currency }), {
          minItems: 1,
          maxItems: 50,
        }),
      }),
      output: t.Object({ order_id: Id }),
      errors: { PROMOTION_USED_UP: 409, REDEMPTION_ENDED: 409 },
    }),
    release: op('POST /promotions/release', {
      summary: 'Give the redemptions of an order back; once, however often it is called',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_id: Id }),
      output: t.Object({ order_id: Id, released: t.Boolean() }),
    }),
  },
})
export type Evaluate = Input<typeof promotions.ops.evaluate>
export type Evaluated = Output<typeof promotions.ops.evaluate>
export type Redeem = Input<typeof promotions.ops.redeem>
