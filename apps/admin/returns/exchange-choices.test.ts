import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { exchangeChoices } from '#admin/returns/exchange-choices.ts'

const variant = (variant_id: string, size: string, amount: number | undefined, on_hand: number) => ({
  ...{ variant_id, sku: `TEE-${size}`, options: { Size: size }, on_hand, reserved: 1, barcode: null, weight_grams: null, picture: null },
  prices: amount === undefined ? [] : [{ currency: 'EUR', amount }],
})
const tee = {
  status: 'active' as const,
  options: [{ name: 'Size', values: ['S', 'M', 'L', 'XL'] }],
  variants: [variant('s', 'S', 2_000, 3), variant('m', 'M', 2_500, 4), variant('l', 'L', 1_500, 1), variant('xl', 'XL', undefined, 9)],
}
const line = { variant_id: 's', variant_title: 'S', sku: 'TEE-S' }

describe('what a line may be exchanged for', () => {
  it('its own variant comes first; of the others it is said what is free and what they cost more or less, and unpriced ones are not sold', () => {
    assert.deepEqual(
      exchangeChoices(tee, line, 'EUR').map(({ title, available, difference }) => [title, available, difference?.amount]),
      [
        ['S', 2, undefined],
        ['M', 3, 500],
        ['L', 0, -500],
      ],
    )
  })

  it('a wish that is not sold any more is still named, so that nobody sends something else unseen', () => {
    const wish = { ...line, exchange_for: { variant_id: 'gone', sku: 'TEE-XXL', variant_title: 'XXL' } }
    assert.deepEqual(exchangeChoices(tee, wish, 'EUR').at(-1), { variant_id: 'gone', title: 'XXL', available: null, difference: null })
    for (const product of [undefined, { ...tee, status: 'archived' as const }])
      assert.deepEqual(
        exchangeChoices(product, wish, 'EUR').map(({ title }) => title),
        ['S', 'XXL'],
      )
  })
})
