import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { choicesDraftOf, choicesInputOf, newZone, rateOn, zoneDraftOf, zoneInputOf } from '#admin/taxes/tax-drafts.ts'

const zone = {
  zone_id: '01939c2e-0000-7000-8000-000000000001',
  version: 4,
  name: 'Germany',
  area: { country: 'DE', postal_codes: ['35', '10000..19999'] },
  tax_name: 'VAT',
  time_zone: 'Europe/Berlin',
  rates: [
    { tax_class: 'standard', basis_points: 1900, valid_from: '2007-01-01', valid_until: null },
    { tax_class: 'standard', basis_points: 1600, valid_from: '2020-07-01', valid_until: '2020-12-31' },
    { tax_class: 'reduced', basis_points: 250, valid_from: '2007-01-01', valid_until: null },
  ],
}

describe('the forms of taxes', () => {
  it('a zone that was read and not touched is what is saved', () => {
    assert.deepEqual(zoneInputOf(zoneDraftOf(zone)), { input: zone, errors: {} })
  })

  it('a rate without a percentage, an end before its beginning and a zone without a standard rate are said at their places', () => {
    const draft = newZone('DE', 'Europe/Berlin')
    assert.deepEqual(Object.keys(zoneInputOf(draft).errors), ['name', 'rates.0.basis_points'])
    const [rate] = zoneDraftOf(zone).rates
    const ended = { ...zoneDraftOf(zone), rates: [{ ...rate!, valid_until: '1999-01-01' }] }
    assert.deepEqual(Object.keys(zoneInputOf(ended).errors), ['rates.0.valid_until', 'rates'])
  })

  it('of the rates that hold on a day the one that began last is shown', () => {
    assert.deepEqual(
      ['2020-06-30', '2020-07-01', '2020-12-31', '2021-01-01', '1990-01-01'].map((day) => rateOn(zone, 'standard', day)),
      [1900, 1600, 1600, 1900, undefined],
    )
  })

  it('classes need a name of their own, and an empty VAT-ID is none', () => {
    const choices = {
      version: 1,
      is_registered: true,
      registered_in: [],
      eu_scheme: 'home' as const,
      cross_border: 'keep_gross' as const,
      when_unchecked: 'charge' as const,
      vat_id: null,
      classes: [{ tax_class: 'standard', title: 'Standard', kind: 'standard' as const }],
      updated_at: '2026-01-01T00:00:00.000Z',
    }
    const draft = choicesDraftOf(choices)
    const { updated_at, ...sent } = choices
    assert.deepEqual(choicesInputOf(draft), { input: sent, errors: {} })
    const twice = { ...draft, classes: [...draft.classes, { key: 'x', tax_class: 'standard', title: '', kind: 'zero' as const }] }
    assert.deepEqual(Object.keys(choicesInputOf(twice).errors), ['classes.1.tax_class', 'classes.1.title'])
  })
})
