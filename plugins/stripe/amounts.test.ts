import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { exponentOf } from '#platform/money.ts'
import { fromStripe, toStripe } from './amounts.ts'
import { openRig } from './rig-for-tests.ts'

/** A decimal amount in our minor units, however many decimals this runtime gives the currency. */
const money = (units: number, currency: string) => ({ amount: Math.round(units * 10 ** exponentOf(currency)), currency })

test('an amount reaches Stripe in the units that its own table names', () => {
  const table: [number, string, number | undefined][] = [
    [10, 'USD', 1000],
    [12.5, 'EUR', 1250],
    [500, 'JPY', 500],
    [500, 'KRW', 500],
    [3000, 'CLP', 3000],
    [2000, 'MGA', 2000],
    [5, 'ISK', 500],
    [5, 'UGX', 500],
    [100, 'HUF', 10_000],
    [100, 'TWD', 10_000],
    [5.12, 'KWD', 5120],
    [5.124, 'KWD', undefined],
    [1.23, 'TND', 1230],
  ]
  for (const [units, currency, expected] of table) assert.equal(toStripe(money(units, currency)), expected, `${units} ${currency}`)
})

test('what Stripe cannot charge exactly is not rounded', () => {
  assert.equal(toStripe({ amount: 5124, currency: 'KWD' }), undefined)
  assert.equal(toStripe({ amount: 12_345, currency: 'CLF' }), undefined) // four decimals: 1.2345
  assert.equal(toStripe({ amount: 12_300, currency: 'CLF' }), 123)
  assert.equal(toStripe({ amount: Number.MAX_SAFE_INTEGER, currency: 'ISK' }), undefined)
})

test('every amount that Stripe takes comes back as it went, in every currency', () => {
  for (const currency of Intl.supportedValuesOf('currency'))
    for (const amount of [1, 10, 99, 100, 1234, 5000, 99_990, 1_234_500]) {
      const sent = toStripe({ amount, currency })
      if (sent !== undefined) assert.deepEqual(fromStripe(sent, currency.toLowerCase()), { amount, currency })
    }
})

test('of 100,000 random totals in five currencies each reaches Stripe exactly and comes back as it went, or is refused', () => {
  for (let i = 0; i < 100_000; i++) {
    const currency = ['EUR', 'USD', 'JPY', 'KWD', 'CLF'][i % 5]!
    const amount = 1 + randomInt(5_000_000)
    const sent = toStripe({ amount, currency })
    // the smallest step that Stripe can charge, in our minor units: 10 fils; 0.01 of a unit of account, which has four decimals
    const step = { KWD: 10, CLF: 100 }[currency] ?? 1
    assert.equal(sent !== undefined, amount % step === 0, `${amount} ${currency}`)
    if (sent !== undefined) assert.deepEqual(fromStripe(sent, currency.toLowerCase()), { amount, currency })
  }
})

test('an amount of Stripe’s that our currency has no unit for is an error, not a guess', () => {
  assert.throws(() => fromStripe(1050, exponentOf('ISK') === 0 ? 'isk' : 'clp'), RangeError)
})

test('an amount that cannot be charged exactly, or is too small, is declined with a sentence, and nothing is opened', async () => {
  const { provider, draft, books } = await openRig()
  const uneven = await provider.charge(draft({ amount: { amount: 5124, currency: 'KWD' } }))
  assert.deepEqual(
    [uneven.outcome, uneven.problem],
    ['declined', 'This amount cannot be paid exactly this way. Please choose another way to pay.'],
  )
  const small = await provider.charge(draft({ amount: { amount: 49, currency: 'EUR' } }))
  assert.deepEqual(
    [small.outcome, small.problem],
    ['declined', 'The amount is too small to be paid this way. Please choose another way to pay.'],
  )
  const large = await provider.charge(draft({ amount: { amount: 100_000_000, currency: 'EUR' } }))
  assert.deepEqual(
    [large.outcome, large.problem],
    ['declined', 'The amount is too large to be paid this way. Please choose another way to pay.'],
  )
  assert.equal(books.pages.size, 0)
})
