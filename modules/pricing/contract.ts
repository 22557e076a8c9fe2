/** What pricing promises: what a variant costs, and what a basket comes to. */
import {
  Currency,
  contract,
  event,
  Id,
  type Input,
  Money,
  Nullable,
  type Output,
  op,
  Quantity,
  type Static,
  Strict,
  t,
} from '#platform/contract.ts'

const Price = Strict({
  variant_id: Id,
  currency: Currency,
  amount: t.Integer({ minimum: 0, description: 'minor units, tax included' }),
  compare_at_amount: Nullable(t.Integer({ minimum: 0, description: 'the price before a reduction, or null' })),
})

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
export type AskQuote = Input<typeof pricing.ops.quote>
export type SetPrices = Input<typeof pricing.ops.setPrices>
export type PricesSet = Output<typeof pricing.ops.setPrices>
export type ReadPrices = Input<typeof pricing.ops.readPrices>
export type Prices = Output<typeof pricing.ops.readPrices>
