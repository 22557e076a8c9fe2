import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Calculate, Choices, Rate, Zone } from './contract.ts'
import { taxByTable } from './tax-by-table.ts'

const rate = (tax_class: string, basis_points: number, valid_from = '2020-01-01', valid_until: string | null = null): Rate => ({
  tax_class,
  basis_points,
  valid_from,
  valid_until,
})
const zone = (country: string, rates: Rate[], more: Partial<Zone> = {}): Zone => ({
  zone_id: `zone ${country}`,
  version: 1,
  name: country,
  area: { country },
  tax_name: 'VAT',
  time_zone: 'UTC',
  rates,
  ...more,
})
const choices: Choices = {
  version: 1,
  is_registered: true,
  registered_in: [],
  eu_scheme: 'home',
  cross_border: 'keep_gross',
  when_unchecked: 'charge',
  vat_id: null,
  classes: [
    { tax_class: 'standard', title: '', kind: 'standard' },
    { tax_class: 'reduced', title: '', kind: 'reduced' },
    { tax_class: 'zero', title: '', kind: 'zero' },
  ],
  updated_at: '',
}
const first = (
  zones: Zone[],
  changes: Partial<Calculate> = {},
  facts: { day?: string; home?: string; choices?: Partial<Choices> } = {},
) => {
  const tables = { choices: { ...choices, ...facts.choices }, zones }
  const lines = [{ line_id: '1', tax_class: 'standard', amount: 10_000 }]
  const question: Calculate = { currency: 'EUR', prices_include_tax: false, rounding: 'per_line', destination: null, lines, ...changes }
  const now = new Date(facts.day ?? '2026-06-01')
  const taxes = taxByTable(question, { tables, home_country: facts.home ?? 'DE', now, vat_id: null })
  assert.ok(taxes.lines[0])
  return { ...taxes.lines[0], why: taxes.why }
}

test('of the rates that hold the one that began last counts, in whatever order they are listed', () => {
  const half = rate('standard', 1_600, '2026-07-01', '2026-12-31')
  for (const rates of [
    [half, rate('standard', 1_900)],
    [rate('standard', 1_900), half],
  ]) {
    const on = (day: string) => first([zone('DE', rates)], {}, { day }).rate_basis_points
    assert.deepEqual(['2026-06-30', '2026-07-01', '2026-12-31', '2027-01-01'].map(on), [1_900, 1_600, 1_600, 1_900])
  }
})

test('a country of destination without a table pays the home rate, and is told so', () => {
  const line = first([zone('DE', [rate('standard', 1_900)])], { destination: { country: 'AT' } }, { choices: { eu_scheme: 'destination' } })
  assert.equal(line.tax, 1_900)
  assert.match(line.reason, /the home rate, because no taxes have been set up for AT/)
  assert.equal(line.why[0]?.id, 'zone DE')
})

test('sales tax of a state holds in its region only', () => {
  const zones = [
    zone('US', [rate('standard', 0)], { tax_name: 'Sales tax' }),
    zone('US', [rate('standard', 725)], {
      zone_id: 'CA',
      name: 'California',
      area: { country: 'US', region: 'CA' },
      tax_name: 'Sales tax',
    }),
  ]
  const to = (region: string) => first(zones, { destination: { country: 'US', region } }, { home: 'US' })
  assert.deepEqual([to('CA').tax, to('US-CA').tax_name, to('OR').tax, to('OR').treatment], [725, 'Sales tax 7.25 %', 0, 'zero'])
})

test('a rate of nothing is told as zero, and a reduced class without a rate as standard', () => {
  const zones = [zone('DE', [rate('standard', 1_900), rate('zero', 0)])]
  const of = (tax_class: string) => first(zones, { lines: [{ line_id: '1', tax_class, amount: 100 }] })
  assert.deepEqual([of('zero').treatment, of('zero').tax, of('reduced').treatment, of('reduced').tax], ['zero', 0, 'standard', 19])
})

test('a shop outside the EU exports to everywhere but its own country', () => {
  const zones = [zone('CH', [rate('standard', 810)]), zone('AT', [rate('standard', 2_000)])]
  const to = (country: string) => first(zones, { destination: { country } }, { home: 'CH' }).treatment
  assert.deepEqual([to('CH'), to('AT'), to('US')], ['standard', 'export', 'export'])
})
