import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newMethod, newZone, zoneDraftOf, zoneInputOf } from '#admin/shipping/shipping-drafts.ts'
import type { Method, Zone } from '#modules/shipping/contract.ts'

const method: Method = {
  method_id: '01939c2e-0000-7000-8000-000000000002',
  is_offered: true,
  title: 'Standard',
  text: '2 to 4 working days',
  translations: [{ locale: 'de', title: 'Standard', text: '2 bis 4 Werktage' }],
  priced_by: 'weight',
  prices: [
    {
      currency: 'EUR',
      tiers: [
        { from: 0, amount: 490 },
        { from: 5000, amount: 990 },
      ],
      free_from: 10_000,
    },
  ],
  max_weight_grams: 31_500,
  min_days: 2,
  max_days: 4,
  tax_class: 'of_goods',
  carrier: 'dhl',
  pickup: null,
}
const zone: Zone = {
  zone_id: '01939c2e-0000-7000-8000-000000000001',
  version: 2,
  name: 'Germany',
  areas: [{ country: 'AT' }, { country: '*' }, { country: 'DE', postal_codes: ['35'] }],
  methods: [
    method,
    { ...method, priced_by: 'flat', prices: [{ currency: 'JPY', tiers: [{ from: 0, amount: 500 }], free_from: null }] },
    { ...method, priced_by: 'subtotal', prices: [{ currency: 'EUR', tiers: [{ from: 2050, amount: 0 }], free_from: null }] },
  ],
}

describe('the form of a shipping zone', () => {
  it('a zone that was read and not touched is what is saved, however its methods are priced', () => {
    assert.deepEqual(zoneInputOf(zoneDraftOf(zone)), { input: zone, errors: {} })
  })

  it('a flat method without an amount in a currency is not offered in it', () => {
    const draft = {
      ...newMethod('DE'),
      title: 'Parcel',
      prices: { EUR: { flat: '4.90', tiers: [], free_from: '' }, USD: { flat: '', tiers: [], free_from: '' } },
    }
    const { input } = zoneInputOf({ ...newZone(), name: 'A', countries: ['DE'], methods: [draft] })
    assert.deepEqual(input.methods[0]?.prices, [{ currency: 'EUR', tiers: [{ from: 0, amount: 490 }], free_from: null }])
  })

  it('what cannot be sent is said at its field', () => {
    const [first] = zoneDraftOf(zone).methods
    const { errors } = zoneInputOf({
      ...newZone(),
      parts: [{ key: 'a', country: 'US', region: '', postal_codes: [] }],
      methods: [
        {
          ...first!,
          title: ' ',
          priced_by: 'carrier',
          carrier: null,
          min_days: '5',
          is_pickup: true,
          prices: {
            EUR: {
              flat: '',
              free_from: 'a lot',
              tiers: [
                { key: '0', from: '0', amount: '' },
                { key: '1', from: '0', amount: '5' },
              ],
            },
          },
        },
      ],
    })
    assert.deepEqual(Object.keys(errors).sort(), [
      'methods.0.carrier',
      'methods.0.max_days',
      'methods.0.pickup.city',
      'methods.0.pickup.country',
      'methods.0.pickup.line1',
      'methods.0.pickup.name',
      'methods.0.pickup.postal_code',
      'methods.0.prices.EUR.free_from',
      'methods.0.prices.EUR.tiers.0.amount',
      'methods.0.prices.EUR.tiers.1.from',
      'methods.0.title',
      'name',
      'parts.0',
    ])
  })
})
