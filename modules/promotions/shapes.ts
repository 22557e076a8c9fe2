/** What a promotion is made of: conditions and an action as data, checked when it is saved and read by `find-discounts.ts`. */
import { Currency, Id, Line, Nullable, OneOf, Quantity, type Static, Strict, Time, t } from '#platform/contract.ts'

/** An amount in each currency the promotion holds for; in a currency that is not named it does not apply. */
export const Amounts = t.Record(t.String({ pattern: '^[A-Z]{3}$' }), t.Integer({ minimum: 0, maximum: 1_000_000_000_000 }), {
  minProperties: 1,
  maxProperties: 50,
  additionalProperties: false,
  description: 'ISO 4217 -> minor units',
})
export type Amounts = Static<typeof Amounts>

const Ids = t.Optional(t.Array(Id, { minItems: 1, maxItems: 1_000 }))
/** Which lines are meant: those that one of the lists names. Without any list, all of them. */
export const Scope = Strict({ variant_ids: Ids, product_ids: Ids, category_ids: Ids })
export type Scope = Static<typeof Scope>

const Kind = <const K extends string>(kind: K) => t.Literal(kind)
const BasisPoints = t.Integer({ minimum: 1, maximum: 10_000, description: 'hundredths of a percent' })
const Times = t.Optional(t.Integer({ minimum: 1, maximum: 1_000, description: 'at most so often in one basket; 1,000 if left out' }))

/** Conditions are counted on amounts before any discount. All of them have to hold. */
const Condition = t.Union([
  Strict({ kind: Kind('subtotal_at_least'), amounts: Amounts, lines: t.Optional(Scope) }),
  Strict({ kind: Kind('quantity_at_least'), quantity: Quantity, lines: t.Optional(Scope) }),
  Strict({ kind: Kind('customer_group'), groups: t.Array(Line(100), { minItems: 1, maxItems: 50 }) }),
  Strict({ kind: Kind('signed_in') }),
  Strict({ kind: Kind('first_order') }),
  Strict({ kind: Kind('currency'), currencies: t.Array(Currency, { minItems: 1, maxItems: 50 }) }),
])
export type Condition = Static<typeof Condition>

const Action = t.Union([
  Strict({ kind: Kind('percent'), basis_points: BasisPoints, lines: t.Optional(Scope) }),
  Strict({ kind: Kind('amount'), amounts: Amounts, lines: t.Optional(Scope) }, { description: 'shared by the lines in proportion' }),
  Strict(
    {
      kind: Kind('buy_x_get_y'),
      buy: Scope,
      buy_quantity: Quantity,
      get: t.Optional(Scope),
      get_quantity: Quantity,
      basis_points: BasisPoints,
      max_times: Times,
    },
    { description: 'the cheapest of `get` are reduced by `basis_points` (10,000: free); without `get`, the cheapest of what is bought' },
  ),
  Strict({ kind: Kind('free_shipping'), method_ids: Ids }, { description: 'of all methods, or of these' }),
  Strict(
    {
      kind: Kind('bundle_price'),
      items: t.Array(Strict({ lines: Scope, quantity: Quantity }), { minItems: 1, maxItems: 10 }),
      amounts: Amounts,
      max_times: Times,
    },
    { description: 'these together for `amounts`; the dearest units are bundled first' },
  ),
])
export type Action = Static<typeof Action>

export const Rule = Strict({
  version: t.Literal(1),
  conditions: t.Array(Condition, { maxItems: 20 }),
  action: Action,
  max_discount: t.Optional(Amounts),
})
export type Rule = Static<typeof Rule>

const Count = Nullable(t.Integer({ minimum: 1, maximum: 1_000_000_000 }))

/** What staff write. Times: from `starts_at` on, and no longer at `ends_at`. */
export const draftFields = {
  title: Line(200),
  titles: t.Optional(
    t.Record(t.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$' }), Line(200), { additionalProperties: false, maxProperties: 50 }),
  ),
  trigger: OneOf(['automatic', 'code']),
  rule: Rule,
  tax_basis: OneOf(['before_tax', 'after_tax']),
  priority: t.Optional(t.Integer({ minimum: -1_000, maximum: 1_000, description: 'higher is counted first; 0 if left out' })),
  is_exclusive: t.Optional(t.Boolean({ description: 'combines with no other promotion' })),
  exclusion_group: t.Optional(Nullable(Line(50))),
  starts_at: t.Optional(Nullable(Time)),
  ends_at: t.Optional(Nullable(Time)),
  limit_total: t.Optional(Count),
  limit_per_customer: t.Optional(Count),
  limit_per_code: t.Optional(Count),
}
const Draft = Strict(draftFields)
export type Draft = Static<typeof Draft>

/** How often and for how much it was used by orders that stand. `used`: counted against limits, orders being placed included. */
export const Usage = t.Object({
  used: t.Integer(),
  overdrawn: t.Integer({ description: 'orders that came so late that their use was given to others; they keep their discount' }),
  totals: t.Array(t.Object({ currency: Currency, orders: t.Integer(), amount: t.Integer({ description: 'minor units given away' }) })),
})

export const Promotion = t.Object({
  promotion_id: Id,
  version: t.Integer(),
  title: t.String(),
  titles: t.Record(t.String(), t.String()),
  trigger: OneOf(['automatic', 'code']),
  rule: Rule,
  tax_basis: OneOf(['before_tax', 'after_tax']),
  priority: t.Integer(),
  is_exclusive: t.Boolean(),
  exclusion_group: Nullable(t.String()),
  starts_at: Nullable(Time),
  ends_at: Nullable(Time),
  limit_total: Count,
  limit_per_customer: Count,
  limit_per_code: Count,
  paused_at: Nullable(Time),
  created_at: Time,
  updated_at: Time,
})
export type Promotion = Static<typeof Promotion>

/** A code as staff write it: letters, digits and hyphens; case makes no difference. */
export const Code = t.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{2,39}$' })
