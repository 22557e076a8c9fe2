import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasCardNumber, withoutCardNumbers } from './card-numbers.ts'

/** The test numbers that schemes and providers publish. */
const CARDS = [
  '4242424242424242',
  '4000 0566 5566 5556',
  '5555-5555-5555-4444',
  '2223003122003222',
  '378282246310005',
  '6011111111111117',
  '30569309025904',
  '3566002020360505',
  '6200000000000005',
]

test('published test numbers of all schemes are seen, however they are written', () => {
  for (const card of CARDS) {
    assert.ok(hasCardNumber(card), card)
    assert.ok(hasCardNumber(`my card is ${card}, thanks`), card)
    for (const text of [card, encodeURIComponent(card), card.replaceAll(' ', '+')])
      assert.ok(!withoutCardNumbers(`/x/${text}?y`).includes(text), text)
  }
})

test('honest numbers are not taken for cards', () => {
  const honest = [
    '4006381333931',
    '+49 151 12345678',
    '+4915112345678',
    'DE89 3704 0044 0532 0130 00',
    '2026-11-21 10:15:30',
    '4242424242424241',
    '01993b2e-4242-7424-8242-424242424242',
    '42424242-4242-4242-a234-0123456789ab@customer.example',
    '10115',
  ]
  for (const text of honest) assert.ok(!hasCardNumber(text), text)
})

test('a text of 100,000 digits is looked through in a moment', () => {
  const start = performance.now()
  hasCardNumber('4'.repeat(100_000))
  hasCardNumber('4 '.repeat(50_000))
  assert.ok(performance.now() - start < 200)
})
