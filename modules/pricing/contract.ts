/** What pricing promises: what a variant costs, and what a basket comes to. */
import {
  Amount,
  Currency,
  contract,
  event,
  Id,
  type Input,
  KnownCurrency,
  Limit,
  Line,
  Money,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  Quantity,
  type Static,
  Strict,
  Time,
  t,
  Version,
  Why,
  Worth,
} from '#platform/contract.ts'

const Price = Strict({
  variant_id: Id,
  currency: KnownCurrency,
  amount: t.Integer({ ...Worth, description: 'minor units; tax included or not as `prices_include_tax` says' }),
  compare_at_amount: Nullable(t.Integer({ ...Worth, description: 'the price before a reduction, or null' })),
})

export const CustomerGroup = t.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 50, description: 'such as `trade`' })

/** Of a variant in a currency: from `min_quantity` units on it costs `amount`, or `off_basis_points` less than its base price. */
const ListPrice = Strict({
  variant_id: Id,
  currency: KnownCurrency,
  min_quantity: t.Optional(Quantity),
  amount: t.Optional(Worth),
  off_basis_points: t.Optional(t.Integer({ minimum: 1, maximum: 10_000 })),
})

const ListFields = {
  title: Line(200),
  kind: OneOf(['list', 'sale']),
  customer_group: Nullable(CustomerGroup),
  starts_at: Nullable(Time),
  ends_at: Nullable(Time),
  off_basis_points: Nullable(t.Integer({ minimum: 1, maximum: 10_000, description: 'off every variant the list does not name' })),
  is_active: t.Boolean(),
}
export const PriceList = t.Object({
  list_id: Id,
  ...ListFields,
  state: OneOf(['off', 'planned', 'running', 'over']),
  version: t.Integer(),
  updated_at: Time,
})
export type PriceList = Static<typeof PriceList>

/**
 * What everyone pays for one unit where that is not the base price alone. `lowest_amount` is the lowest of the 30 days before a reduction, as
 * EU law wants it shown.
 */
const Reduction = t.Object({
  variant_id: Id,
  currency: Currency,
  amount: Amount,
  compare_at_amount: Nullable(t.Integer({ description: 'minor units; null: a lower price of a list, which is no reduction' })),
  lowest_amount: Nullable(t.Integer({ description: 'minor units; null: no reduction, or it was not for sale before' })),
})
export type Reduction = Static<typeof Reduction>

/** What a unit costs when so many of the variant are bought, or more. */
export const Tier = t.Object({ min_quantity: Quantity, unit_price: Money })
export type Tier = Static<typeof Tier>
const GROUP = t.Optional(Nullable(CustomerGroup))

/** A priced basket. Parts add up: the sum of `line_total` is `subtotal`. */
export const Quote = t.Object({
  currency: Currency,
  lines: t.Array(
    t.Object({
      variant_id: Id,
      quantity: Quantity,
      unit_price: Money,
      compare_at: Nullable(Money),
      line_total: Money,
      tiers: t.Array(Tier, { description: 'quantities of the variant from which on it is cheaper, rising; those already reached as well' }),
      why: Why,
    }),
  ),
  /** asked for, but not sold in this currency */
  unpriced: t.Array(Id),
  subtotal: Money,
  total: Money,
})
export type Quote = Static<typeof Quote>

export const pricing = contract({
  name: 'pricing',
  title: 'Pricing',
  ops: {
    quote: op('POST /quote', {
      summary: 'What these quantities cost now, in one currency',
      policy: 'anyone',
      is_repeatable: true,
      input: Strict({ currency: Currency, lines: t.Array(Strict({ variant_id: Id, quantity: Quantity }), { maxItems: 200 }) }),
      output: Quote,
      errors: { AMOUNT_TOO_LARGE: 422 },
    }),
    quoteFor: op('POST /quote/customer', {
      summary: 'What these quantities cost a group of customers, with how each price came about',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        currency: Currency,
        customer_group: GROUP,
        lines: t.Array(Strict({ variant_id: Id, quantity: Quantity }), { maxItems: 500 }),
      }),
      output: Quote,
      errors: { AMOUNT_TOO_LARGE: 422 },
    }),
    readGroupPrices: op('POST /prices/group', {
      summary: 'Which of these variants cost a group of customers less than everyone else just now, a unit of each',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ currency: Currency, customer_group: CustomerGroup, variant_ids: t.Array(Id, { maxItems: 5_000 }) }),
      output: t.Object({ prices: t.Array(t.Object({ variant_id: Id, amount: Amount })) }),
    }),
    listPricedGroups: op('GET /prices/groups', {
      summary: 'Groups of customers that have prices of their own just now',
      policy: 'service',
      input: Strict({}),
      output: t.Object({ groups: t.Array(CustomerGroup) }),
    }),
    explainPrice: op('GET /admin/prices/{variant_id}/why', {
      summary: 'Every price a variant could have in a currency, which one counts, and why',
      policy: 'staff',
      input: Strict({
        variant_id: Id,
        currency: Currency,
        quantity: t.Optional(t.Integer({ minimum: 1, maximum: 10_000 })),
        customer_group: t.Optional(CustomerGroup),
      }),
      output: t.Object({ unit_price: Nullable(Money), compare_at: Nullable(Money), lowest: Nullable(Money), why: Why }),
    }),
    readReductions: op('POST /prices/reductions', {
      summary: 'Which of these variants cost everyone less than their base price just now, or are reduced',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ variant_ids: t.Array(Id, { maxItems: 5_000 }) }),
      output: t.Object({ reductions: t.Array(Reduction) }),
    }),
    readTiers: op('POST /prices/tiers', {
      summary: 'From which quantities on these variants are cheaper for everyone just now',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ variant_ids: t.Array(Id, { maxItems: 5_000 }) }),
      output: t.Object({ variants: t.Array(t.Object({ variant_id: Id, currency: Currency, tiers: t.Array(Tier, { minItems: 1 }) })) }),
    }),
    listPriceLists: op('GET /admin/price-lists', {
      summary: 'Price lists and sales, newest first',
      policy: 'staff',
      input: Strict({ page: t.Optional(Page), limit: t.Optional(Limit) }),
      output: t.Object({ lists: t.Array(PriceList), page: t.Integer(), has_more: t.Boolean() }),
    }),
    readPriceList: op('GET /admin/price-lists/{list_id}', {
      summary: 'A price list with its entries, page by page',
      policy: 'staff',
      input: Strict({ list_id: Id, page: t.Optional(Page), limit: t.Optional(Limit) }),
      output: t.Object({ list: PriceList, prices: t.Array(ListPrice), page: t.Integer(), has_more: t.Boolean() }),
      errors: { NOT_FOUND: 404 },
    }),
    savePriceList: op('PUT /admin/price-lists/{list_id}', {
      summary: 'Make or change a price list or sale; its entries stay',
      policy: 'staff',
      input: Strict({ list_id: Id, version: t.Optional(Version), ...ListFields }),
      output: PriceList,
      errors: { STALE: 409, BAD_PERIOD: 422, SALE_FOR_EVERYONE: 422 },
    }),
    deletePriceList: op('DELETE /admin/price-lists/{list_id}', {
      summary: 'Take a price list away with its entries',
      policy: 'staff',
      input: Strict({ list_id: Id }),
      output: t.Object({ list_id: Id }),
      errors: { NOT_FOUND: 404 },
    }),
    setListPrices: op('PUT /admin/price-lists/{list_id}/prices', {
      summary: 'Set entries of a list; with an amount of neither kind the entry is taken out',
      policy: 'staff',
      input: Strict({ list_id: Id, prices: t.Array(ListPrice, { minItems: 1, maxItems: 2_000 }) }),
      output: t.Object({ changed: t.Integer() }),
      errors: { NOT_FOUND: 404, ONE_OF_BOTH: 422 },
    }),
    setPrices: op('PUT /prices', {
      summary: 'Set prices of variants; a currency left out of a variant that is named loses its price',
      policy: 'service',
      input: Strict({ prices: t.Array(Price, { maxItems: 10_000 }), variant_ids: t.Array(Id, { maxItems: 5_000 }) }),
      output: t.Object({ changed: t.Integer() }),
    }),
    readPrices: op('POST /prices/read', {
      summary: 'All prices of these variants',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ variant_ids: t.Array(Id, { maxItems: 5_000 }) }),
      output: t.Object({ prices: t.Array(Price) }),
    }),
  },
  events: {
    'pricing.prices_changed': event('batch_id', t.Object({ batch_id: Id, variant_ids: t.Array(Id) })),
  },
})
export type Price = Static<typeof Price>
export type AskQuote = Input<typeof pricing.ops.quoteFor>
export type AskGroupPrices = Input<typeof pricing.ops.readGroupPrices>
export type GroupPrices = Output<typeof pricing.ops.readGroupPrices>
export type Explain = Input<typeof pricing.ops.explainPrice>
export type Explained = Output<typeof pricing.ops.explainPrice>
export type Tiers = Output<typeof pricing.ops.readTiers>
export type ListPrice = Static<typeof ListPrice>
export type SavePriceList = Input<typeof pricing.ops.savePriceList>
export type SetListPrices = Input<typeof pricing.ops.setListPrices>
export type ReadPriceList = Input<typeof pricing.ops.readPriceList>
export type PriceListPage = Output<typeof pricing.ops.readPriceList>
export type ListPriceLists = Input<typeof pricing.ops.listPriceLists>
export type PriceLists = Output<typeof pricing.ops.listPriceLists>
export type SetPrices = Input<typeof pricing.ops.setPrices>
export type PricesSet = Output<typeof pricing.ops.setPrices>
export type ReadPrices = Input<typeof pricing.ops.readPrices>
export type Prices = Output<typeof pricing.ops.readPrices>
