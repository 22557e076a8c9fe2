/** What taxes promise: for every line the tax, the rate, and the reason for it; never a silent zero. */
import {
  Amount,
  Currency,
  contract,
  type Input,
  Nullable,
  OneOf,
  type Output,
  op,
  Place,
  type Static,
  Strict,
  t,
  Why,
} from '#platform/contract.ts'

/** Why a line is taxed as it is. Only `standard`, `reduced` and `zero` come from a rate; the others are reasons to take none. */
export const Treatment = OneOf(['standard', 'reduced', 'zero', 'reverse_charge', 'export', 'exempt', 'not_registered'])

/** A line to be taxed. `line_id` is the asker's own; shipping is a line like any other. */
const Taxable = Strict({
  line_id: t.String({ maxLength: 64 }),
  tax_class: t.String({
    maxLength: 50,
    description: 'such as `standard`, `reduced`, `zero`; a class nobody has set up is taxed as standard',
  }),
  amount: t.Integer({ description: 'minor units after discounts; tax included or not as `prices_include_tax` says' }),
})

export const TaxedLine = t.Object({
  line_id: t.String(),
  net: Amount,
  tax: Amount,
  gross: Amount,
  rate_basis_points: t.Integer(),
  tax_name: t.String({ description: 'such as `VAT 19 %`' }),
  treatment: Treatment,
  reason: t.String({ description: 'in a sentence, as it is printed on the invoice' }),
})

/** One row for each rate and treatment: what an invoice prints. */
export const TaxRow = t.Object({ tax_name: t.String(), rate_basis_points: t.Integer(), treatment: Treatment, net: Amount, tax: Amount })
export type TaxRow = Static<typeof TaxRow>

/** Parts add up: the sums over `lines` and over `rows` are `net`, `tax`, `gross`, and net + tax = gross. */
export const Taxes = t.Object({
  currency: Currency,
  lines: t.Array(TaxedLine),
  rows: t.Array(TaxRow),
  net: Amount,
  tax: Amount,
  gross: Amount,
  source: OneOf(['table', 'provider', 'last_known']),
  why: Why,
})
export type Taxes = Static<typeof Taxes>

export const tax = contract({
  name: 'tax',
  title: 'Taxes',
  ops: {
    calculate: op('POST /tax/calculate', {
      summary: 'The tax of each line, with its rate and reason',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        currency: Currency,
        prices_include_tax: t.Boolean(),
        rounding: OneOf(['per_line', 'per_total']),
        destination: Nullable(Place),
        vat_id: t.Optional(t.String({ maxLength: 20, description: 'of a business customer; checked here' })),
        is_exempt: t.Optional(t.Boolean({ description: 'the customer is exempt, as staff have noted' })),
        lines: t.Array(Taxable, { maxItems: 250 }),
      }),
      output: Taxes,
    }),
  },
})
export type Calculate = Input<typeof tax.ops.calculate>
export type Calculated = Output<typeof tax.ops.calculate>
