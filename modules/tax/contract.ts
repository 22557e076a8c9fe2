/** What taxes promise: for every line the tax, the rate, and the reason for it; never a silent zero. */
import {
  Amount,
  Area,
  Country,
  Currency,
  contract,
  Id,
  type Input,
  Line,
  Nullable,
  OneOf,
  type Output,
  op,
  Place,
  Plain,
  type Static,
  Strict,
  Time,
  t,
  Version,
  Why,
} from '#platform/contract.ts'

/** Why a line is taxed as it is. Only `standard`, `reduced` and `zero` come from a rate; the others are reasons to take none. */
export const Treatment = OneOf(['standard', 'reduced', 'zero', 'reverse_charge', 'export', 'exempt', 'not_registered'])
export type Treatment = Static<typeof Treatment>

/** The class of what goes along with the goods, such as shipping: it is taxed as the goods that come to most. */
export const OF_GOODS = 'of_goods'

/** A line to be taxed. `line_id` is the asker's own; shipping is a line like any other. */
const Taxable = Strict({
  line_id: Plain(64),
  tax_class: Plain(50, {
    description: 'such as `standard`, `reduced`, `zero`, or `of_goods` for shipping; a class nobody has set up is taxed as standard',
  }),
  amount: t.Integer({
    minimum: -9_000_000_000_000,
    maximum: 9_000_000_000_000,
    description: 'minor units after discounts; tax included or not as `prices_include_tax` says',
  }),
})
export type Taxable = Static<typeof Taxable>

const TaxedLine = t.Object({
  line_id: t.String(),
  net: Amount,
  tax: Amount,
  gross: Amount,
  rate_basis_points: t.Integer(),
  tax_name: t.String({ description: 'such as `VAT 19 %`' }),
  treatment: Treatment,
  reason: t.String({ description: 'in a sentence, as it is printed on the invoice' }),
})
export type TaxedLine = Static<typeof TaxedLine>

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

const Day = t.String({ format: 'date', description: 'such as `2026-01-01`' })
const TaxClass = t.String({ pattern: '^[a-z][a-z0-9_]{0,49}$', description: 'such as `standard`' })
const SeenVersion = t.Integer({ ...Version, description: 'of what was looked at; 0 for what is new' })

/** A rate of a zone. Of several that hold on a day, the one that began last; so a reduction for half a year needs one row, not three. */
const Rate = Strict({
  tax_class: TaxClass,
  basis_points: t.Integer({ minimum: 0, maximum: 10_000, description: '1900 is 19 %' }),
  valid_from: Day,
  valid_until: Nullable(t.String({ ...Day, description: 'the last day' })),
})
export type Rate = Static<typeof Rate>

/** Where a set of rates holds. The zone that describes a place most closely wins: postal code before region before country. */
const zoneFields = {
  name: Line(100),
  area: Area,
  tax_name: Plain(40, { minLength: 1, description: 'such as `VAT`; its rate follows it' }),
  time_zone: Plain(60, { minLength: 1, description: 'IANA; a day begins there at midnight' }),
  rates: t.Array(Rate, { maxItems: 200 }),
}
export const Zone = t.Object({ zone_id: Id, version: t.Integer(), ...zoneFields })
export type Zone = Static<typeof Zone>

export const ClassKind = OneOf(['standard', 'reduced', 'zero'])
const Class = Strict({ tax_class: TaxClass, title: Line(100), kind: ClassKind })
export type Class = Static<typeof Class>

/**
 * - `eu_scheme`: consumers in other EU states pay the home rate (`home`, below EUR 10,000 a year) or that of their state (`destination`, OSS).
 * - `cross_border`: where prices include tax and another country's rate holds, the shopper's price stays (`keep_gross`) or the shop's share.
 * - `when_unchecked`: a VAT-ID that nobody could check is charged tax, which can be refunded (`charge`), or trusted and marked (`trust`).
 */
const choiceFields = {
  is_registered: t.Boolean({ description: 'no: a small enterprise that charges no tax at all' }),
  registered_in: t.Array(Country, {
    maxItems: 60,
    description: 'countries besides the home country whose tax the shop charges, being registered there',
  }),
  eu_scheme: OneOf(['home', 'destination']),
  cross_border: OneOf(['keep_gross', 'keep_net']),
  when_unchecked: OneOf(['charge', 'trust']),
  vat_id: Nullable(Plain(20, { description: 'the shop’s own; VIES gives a consultation number only to one who names himself' })),
}
const Choices = t.Object({ version: t.Integer(), ...choiceFields, classes: t.Array(Class), updated_at: Time })
export type Choices = Static<typeof Choices>

/** What is known of a VAT-ID. `unchecked`: it is well formed, but whoever could tell did not answer. */
export const VatIdStanding = t.Object({
  vat_id: t.String(),
  state: OneOf(['valid', 'invalid', 'unchecked', 'malformed']),
  name: Nullable(t.String()),
  address: Nullable(t.String()),
  consultation_number: Nullable(t.String({ description: 'proof of the question, as VIES gives it' })),
  checked_at: Nullable(Time),
  text: t.String({ description: 'in a sentence' }),
})
export type VatIdStanding = Static<typeof VatIdStanding>

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
        vat_id: t.Optional(Plain(20, { description: 'of a business customer; checked here' })),
        is_exempt: t.Optional(t.Boolean({ description: 'the customer is exempt, as staff have noted' })),
        lines: t.Array(Taxable, { maxItems: 250 }),
      }),
      output: Taxes,
    }),
    checkVatId: op('POST /tax/vat-ids', {
      summary: 'Is this VAT-ID valid? Kept for a day; asked of VIES otherwise',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ vat_id: Plain(20) }),
      output: VatIdStanding,
    }),
    readSetup: op('GET /admin/tax', {
      summary: 'Choices, classes and zones with their rates, for staff',
      policy: 'staff',
      input: Strict({}),
      output: t.Object({ choices: Choices, zones: t.Array(Zone) }),
    }),
    saveChoices: op('PUT /admin/tax/choices', {
      summary: 'How the shop is taxed, and its tax classes',
      policy: 'admin',
      input: Strict({ version: SeenVersion, ...choiceFields, classes: t.Array(Class, { minItems: 1, maxItems: 50 }) }),
      output: Choices,
      errors: { STALE: 409, CLASS_IN_USE: 409 },
    }),
    saveZone: op('PUT /admin/tax/zones/{zone_id}', {
      summary: 'A tax zone with all its rates, new or changed',
      policy: 'admin',
      input: Strict({ zone_id: Id, version: SeenVersion, ...zoneFields }),
      output: Zone,
      errors: { STALE: 409, ZONE_EXISTS: 409, LAST_ZONE_OF_HOME: 409 },
    }),
    deleteZone: op('DELETE /admin/tax/zones/{zone_id}', {
      summary: 'Remove a tax zone; the home country keeps one',
      policy: 'admin',
      input: Strict({ zone_id: Id }),
      output: t.Object({ zone_id: Id }),
      errors: { LAST_ZONE_OF_HOME: 409 },
    }),
  },
})
export type CheckVatId = Input<typeof tax.ops.checkVatId>
export type SaveChoices = Input<typeof tax.ops.saveChoices>
export type SaveZone = Input<typeof tax.ops.saveZone>
export type DeleteZone = Input<typeof tax.ops.deleteZone>
export type Calculate = Input<typeof tax.ops.calculate>
export type Calculated = Output<typeof tax.ops.calculate>
