import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'
import { addressProblems, isPostalCodeNeeded, regionIn } from './address-facts.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const wrong = (country: string, postal_code?: string, region?: string) =>
  addressProblems({ country, ...(postal_code && { postal_code }), ...(region && { region }) }).map(
    ({ field, reason }) => `${field} ${reason}`,
  )

test('a postal code has the form of its country, however it is spaced; of other countries nothing is judged', () => {
  for (const [country, codes] of Object.entries({
    DE: ['20457', 'D-20457', ' 20457 '],
    GB: ['SW1A 1AA', 'sw1a1aa', 'M1 1AE', 'B33 8TH'],
    NL: ['1012 AB', '1012ab'],
    PL: ['00-001', '00001'],
    LV: ['LV-1010'],
    IE: ['D02 AF30', 'D6W XY00', ''],
    BG: ['1000', ''],
    CY: ['1010', ''],
    SI: ['1000', ''],
    KE: ['', '00100', 'x'],
  }))
    for (const code of codes) assert.deepEqual(wrong(country, code), [], `${country} ${code}`)
  for (const [country, code] of Object.entries({ DE: '2045', AT: '10115', GB: '12345', NL: '0012 AB', PL: '0001', CH: 'ABCD' }))
    assert.deepEqual(wrong(country, code), ['postal_code wrong'], `${country} ${code}`)
  assert.deepEqual(wrong('DE'), ['postal_code missing'])
  assert.deepEqual(['DE', 'KE', 'AE', 'BG', 'CY', 'SI'].map(isPostalCodeNeeded), [true, true, false, false, false, false])
})

test('a state belongs into an address in the United States, and none in Germany', () => {
  assert.deepEqual(wrong('US', '10001'), ['region missing'])
  assert.deepEqual(wrong('US', '10001-1234', 'NY'), [])
  assert.deepEqual([regionIn('US'), regionIn('DE'), regionIn('IT'), regionIn('KE')], ['needed', 'unused', 'asked', 'asked'])
})

test('the style sheet hides the region where there is none, and nowhere else', () => {
  const css = readFileSync('apps/storefront/styles/cart.css', 'utf8')
  const hidden = new Set(/option:is\(([^)]*)\):checked/s.exec(css)?.[1]?.match(/[A-Z]{2}/g))
  const codes = Array.from({ length: 26 * 26 }, (_, i) => String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26)))
  assert.deepEqual(
    [...hidden].sort(),
    codes.filter((code) => regionIn(code) === 'unused'),
  )
})

test('an order is not placed to an address that cannot be', async () => {
  const { orders } = (await orderShop({ stock: 10 })).clients
  const buy = (addresses: object) => {
    const wanted = { email: 'ada@example.com', lines: [{ variant_id: MUG.variant_id, quantity: 1 }], shipping_address: ADDRESS }
    return orders.checkout({ ...wanted, ...addresses }, { ...GUEST, idempotency_key: newId() })
  }
  await assert.rejects(buy({ shipping_address: { ...ADDRESS, postal_code: '2045' } }), {
    code: 'BAD_ADDRESS',
    details: { field: 'shipping_address.postal_code', reason: 'wrong' },
  })
  await assert.rejects(buy({ billing_address: { ...ADDRESS, postal_code: '10001', country: 'US' } }), {
    code: 'BAD_ADDRESS',
    details: { field: 'billing_address.region', reason: 'missing' },
  })
  assert.equal((await buy({})).state, 'pending')
})
