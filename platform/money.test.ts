import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allocate, exponentOf, formatMoney, fromDecimal, portion, toDecimal } from './money.ts'

test('minor units are those of ISO 4217, whatever the runtime shows by custom', () => {
  assert.deepEqual(['EUR', 'USD', 'HUF', 'IDR', 'JPY', 'KRW', 'ISK', 'KWD', 'IQD', 'CLF'].map(exponentOf), [2, 2, 2, 2, 0, 0, 0, 3, 3, 4])
  assert.equal(toDecimal({ amount: 1_250, currency: 'HUF' }), '12.50')
  assert.equal(formatMoney({ amount: 1_250, currency: 'HUF' }, 'en'), 'HUF\u00a012.50')
  assert.equal(formatMoney({ amount: 1_250, currency: 'JPY' }, 'en'), '¥1,250')
  assert.deepEqual(fromDecimal('12.345', 'IQD'), { amount: 12_345, currency: 'IQD' })
})

test('a portion is rounded once, a half to the even neighbour, also below zero', () => {
  assert.deepEqual(
    [5, 15, 25, -5, -15, 24, 26].map((amount) => portion(amount, 1, 10)),
    [0, 2, 2, -0, -2, 2, 3].map((n) => n + 0),
  )
  assert.equal(portion(Number.MAX_SAFE_INTEGER, 10_000, 10_000), Number.MAX_SAFE_INTEGER)
  assert.throws(() => portion(Number.MAX_SAFE_INTEGER, 2, 1), RangeError)
})

test('what is allocated adds up exactly, the largest remainders first, and nobody is off by more than a unit', () => {
  assert.deepEqual(allocate(100, [1, 1, 1]), [34, 33, 33])
  assert.deepEqual(allocate(-100, [1, 1, 1]), [-34, -33, -33])
  assert.deepEqual(allocate(5, [0, 0]), [3, 2])
  assert.deepEqual(allocate(7, []), [])
  for (let round = 0; round < 5_000; round++) {
    const amount = Math.floor((Math.random() - 0.3) * 1e6)
    const weights = Array.from({ length: 1 + Math.floor(Math.random() * 8) }, () => Math.floor(Math.random() * 1e5))
    const parts = allocate(amount, weights)
    assert.equal(
      parts.reduce((all, part) => all + part, 0),
      amount,
    )
    const total = weights.reduce((all, weight) => all + weight, 0)
    if (total > 0) parts.forEach((part, i) => void assert.ok(Math.abs(part - (amount * (weights[i] ?? 0)) / total) < 1))
  }
})
