/** What promotions promise: which discounts a basket gets and why, and that no code is used more often than it may be. */
import {
  Amount,
  Currency,
  contract,
  Email,
  File,
  Id,
  type Input,
  Limit,
  Line,
  Locale,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  Plain,
  Quantity,
  Said,
  type Static,
  Strict,
  Text,
  Time,
  t,
  Version,
  Why,
  Worth,
} from '#platform/contract.ts'
import { Code, draftFields, Promotion, Usage } from './shapes.ts'

/** A line of the basket, before any discount. */
const BasketLine = Strict({
  line_id: Plain(64),
  variant_id: Id,
  product_id: Id,
  category_ids: t.Array(Id, { maxItems: 100 }),
  quantity: Quantity,
  unit_amount: Worth,
  amount: t.Integer({ ...Worth, description: 'minor units; quantity times unit_amount' }),
})

/** Who buys what. A group or a first order that is not told is not assumed. */
const basketFields = {
  currency: Currency,
  locale: t.Optional(Locale),
  customer_id: t.Optional(Nullable(Id)),
  customer_group: t.Optional(Nullable(Plain(50))),
  email: t.Optional(Nullable(Email)),
  is_first_order: t.Optional(t.Boolean({ description: 'false: the asker knows of an earlier order; left out: own redemptions decide' })),
  lines: t.Array(BasketLine, { maxItems: 200 }),
  shipping_amount: t.Integer({ ...Worth, description: 'minor units; 0 while no method is chosen' }),
  shipping_method_id: t.Optional(Nullable(Id)),
}

export const DiscountKind = OneOf(['percent', 'amount', 'buy_x_get_y', 'free_shipping', 'bundle_price'])

/** A discount as granted. `allocations` say which line (or `shipping`) bears how much; they add up to `amount`. Amounts are positive. */
export const Discount = t.Object(
  {
    promotion_id: Id,
    code: Nullable(t.String()),
    title: t.String(),
    kind: DiscountKind,
    tax_basis: OneOf(['before_tax', 'after_tax']),
    amount: t.Integer({ minimum: 0, description: 'minor units' }),
    is_limited: t.Boolean({ description: 'has to be redeemed before the order is placed' }),
    allocations: t.Array(t.Object({ line_id: t.String(), amount: Amount })),
    why: Why,
  },
  { title: 'Discount' },
)
export type Discount = Static<typeof Discount>

const Evaluated = t.Object({
  discounts: t.Array(Discount),
  refused: t.Array(
    t.Object({
      code: t.String(),
      reason: OneOf(['unknown', 'not_yet', 'over', 'used_up', 'conditions', 'excluded', 'sign_in']),
      text: t.String(),
      said: Said,
    }),
  ),
  why: Why,
  asks_first_order: t.Optional(
    t.Boolean({ description: 'one of the discounts is for the first order, and nobody said whether this is one' }),
  ),
})

const PromotionRow = t.Object({
  ...Promotion.properties,
  used: t.Integer(),
  has_codes: t.Boolean({ description: 'one that asks for a code and has none gives nothing' }),
})
const PromotionRef = Strict({ promotion_id: Id })
const draftErrors = { RULE_DOES_NOT_FIT: 422 }

const CodeRow = t.Object({ code: t.String(), batch_id: Id, used: t.Integer(), created_at: Time })

export const promotions = contract({
  name: 'promotions',
  title: 'Promotions',
  ops: {
    evaluate: op('POST /promotions/evaluate', {
      summary: 'The discounts of a basket, and why the others do not apply; takes nothing from any limit',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        ...basketFields,
        codes: t.Array(Line(50), { maxItems: 10 }),
        order_id: t.Optional(Id), // of the order being placed: what it has redeemed already does not count against it
        is_placed: t.Optional(t.Boolean({ description: 'the order is being changed: what it was given is not over, paused or used up' })),
      }),
      output: Evaluated,
    }),
    redeem: op('POST /promotions/redeem', {
      summary: 'Count these discounts against their limits, for an order: all or none; the same order again is the first answer',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        order_id: Id,
        customer_id: t.Optional(Nullable(Id)),
        email: Email,
        discounts: t.Array(Strict({ promotion_id: Id, code: Nullable(Line(50)), amount: Worth, currency: Currency }), {
          minItems: 1,
          maxItems: 50,
        }),
      }),
      output: t.Object({ order_id: Id }),
      errors: { PROMOTION_USED_UP: 409, REDEMPTION_ENDED: 409, REDEMPTION_DIFFERS: 409, UNKNOWN_PROMOTION: 422 },
    }),
    release: op('POST /promotions/release', {
      summary: 'Give the redemptions of an order back; once, however often it is called',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_id: Id }),
      output: t.Object({ order_id: Id, released: t.Boolean() }),
    }),
    readRedemptions: op('POST /promotions/redemptions/read', {
      summary: 'How the discounts of these orders are counted; one that never used any is left out',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_ids: t.Array(Id, { maxItems: 1_000 }) }),
      output: t.Object({
        redemptions: t.Array(t.Object({ order_id: Id, state: OneOf(['held', 'kept', 'released', 'expired']), is_overdrawn: t.Boolean() })),
      }),
    }),
    listPromotions: op('GET /admin/promotions', {
      summary: 'Promotions, newest first; `query` is looked for in titles and is a code',
      policy: 'staff',
      input: Strict({ query: t.Optional(Text(200)), page: t.Optional(Page), limit: t.Optional(Limit) }),
      output: t.Object({ promotions: t.Array(PromotionRow), page: t.Integer(), has_more: t.Boolean() }),
    }),
    readPromotion: op('GET /admin/promotions/{promotion_id}', {
      summary: 'A promotion and how it was used',
      policy: 'staff',
      input: PromotionRef,
      output: t.Object({ promotion: Promotion, usage: Usage }),
      errors: { NOT_FOUND: 404 },
    }),
    createPromotion: op('POST /admin/promotions', {
      summary: 'Make a promotion; the same id again is the one that is there',
      policy: 'staff',
      status: 201,
      is_repeatable: true,
      input: Strict({ promotion_id: Id, ...draftFields }),
      output: Promotion,
      errors: draftErrors,
    }),
    updatePromotion: op('PUT /admin/promotions/{promotion_id}', {
      summary: 'Change a promotion that nobody has changed since it was looked at; what is left out is emptied',
      policy: 'staff',
      input: Strict({ promotion_id: Id, version: Version, ...draftFields }),
      output: Promotion,
      errors: { ...draftErrors, NOT_FOUND: 404, STALE: 409 },
    }),
    pausePromotion: op('POST /admin/promotions/{promotion_id}/pause', {
      summary: 'Let a promotion rest, or go on',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ promotion_id: Id, is_paused: t.Boolean() }),
      output: Promotion,
      errors: { NOT_FOUND: 404 },
    }),
    duplicatePromotion: op('POST /admin/promotions/{promotion_id}/duplicate', {
      summary: 'A copy that is paused and has no codes; the same new id again is the same copy',
      policy: 'staff',
      status: 201,
      is_repeatable: true,
      input: Strict({ promotion_id: Id, new_promotion_id: Id }),
      output: Promotion,
      errors: { NOT_FOUND: 404 },
    }),
    addCodes: op('POST /admin/promotions/{promotion_id}/codes', {
      summary: 'Give a promotion these codes, or so many new ones; the same batch again makes none twice',
      policy: 'staff',
      status: 201,
      is_repeatable: true,
      input: Strict({
        promotion_id: Id,
        batch_id: Id,
        codes: t.Optional(t.Array(Code, { minItems: 1, maxItems: 1_000 })),
        count: t.Optional(t.Integer({ minimum: 1, maximum: 100_000, description: 'each of 10 characters without look-alikes' })),
      }),
      output: t.Object({ batch_id: Id, added: t.Integer({ description: 'codes of the batch' }) }),
      errors: { NOT_FOUND: 404, CODE_TAKEN: 409 },
    }),
    listCodes: op('GET /admin/promotions/{promotion_id}/codes', {
      summary: 'Codes in alphabetical order, from the one after `after`',
      policy: 'staff',
      input: Strict({ promotion_id: Id, after: t.Optional(Text(50)), limit: t.Optional(Limit) }),
      output: t.Object({ codes: t.Array(CodeRow), has_more: t.Boolean() }),
    }),
    exportCodes: op('GET /admin/promotions/{promotion_id}/codes.csv', {
      summary: 'All codes and how often each was used, as CSV',
      policy: 'staff',
      answer: 'file',
      input: PromotionRef,
      output: File,
    }),
    rehearse: op('POST /admin/promotions/rehearse', {
      summary: 'What a promotion, saved or not, would give to these baskets, alone or beside the others; changes nothing',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({
        draft: Strict(draftFields),
        promotion_id: t.Optional(t.Unsafe<string>({ ...Id, description: 'whose draft it is: its saved state is left out' })),
        baskets: t.Array(Strict(basketFields), { minItems: 1, maxItems: 100 }),
        at: t.Optional(
          t.Unsafe<string>({ ...Time, description: 'when it is bought; left out: now, and the period of the draft is not looked at' }),
        ),
        codes: t.Optional(
          t.Array(Line(50), {
            maxItems: 10,
            description: 'those typed beside its own; given, even if empty, all other promotions count too',
          }),
        ),
      }),
      output: t.Object({ results: t.Array(Evaluated) }),
      errors: draftErrors,
    }),
    audit: op('GET /promotions/audit', {
      summary: 'Counters that are not the sum of the redemptions they count; none, if all is well',
      policy: 'service',
      input: Strict({}),
      output: t.Object({
        wrong: t.Array(t.Object({ promotion_id: Id, subject: t.String(), used: t.Integer(), counted: t.Integer() })),
      }),
    }),
  },
})
export type Evaluate = Input<typeof promotions.ops.evaluate>
export type Evaluated = Output<typeof promotions.ops.evaluate>
export type Redeem = Input<typeof promotions.ops.redeem>
export type Redeemed = Output<typeof promotions.ops.redeem>
export type Release = Input<typeof promotions.ops.release>
export type Released = Output<typeof promotions.ops.release>
export type AddCodes = Input<typeof promotions.ops.addCodes>
