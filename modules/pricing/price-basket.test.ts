import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { priceBasket as priceOfBasket } from './price-basket.ts'
import type { Candidate } from './price-of.ts'

const [mug, lamp] = [newId(), newId()]
const price = (variant_id: string, amount: number, currency = 'EUR') => ({ variant_id, currency, amount })
const base = (amount: number): Candidate => ({
  list_id: null,
  title: '',
  kind: 'base',
  min_quantity: 1,
  amount,
  off_basis_points: null,
  compare_at_amount: null,
})
const priceBasket = (ask: Parameters<typeof priceOfBasket>[0], prices: ReturnType<typeof price>[]) =>
  priceOfBasket(ask, new Map(prices.filter((one) => one.currency === ask.currency).map((one) => [one.variant_id, [base(one.amount)]])))
const tooLarge = (field: string) => (error: unknown) => {
  assert.ok(isFailure(error, 'AMOUNT_TOO_LARGE'), String(error))
  assert.equal(error.details.field, field)
  return true
}

test('a basket comes to the sum of its lines, in the sequence of its lines', () => {
  const lines = [
    { variant_id: lamp, quantity: 1 },
    { variant_id: mug, quantity: 3 },
    { variant_id: lamp, quantity: 2 },
  ]
  const quote = priceBasket({ currency: 'EUR', lines }, [price(mug, 1_250), price(lamp, 4_999)])
  assert.deepEqual(
    quote.lines.map((line) => [line.variant_id, line.quantity, line.line_total.amount]),
    [
      [lamp, 1, 4_999],
      [mug, 3, 3_750],
      [lamp, 2, 9_998],
    ],
  )
  assert.deepEqual(quote.subtotal, { amount: 18_747, currency: 'EUR' })
  assert.deepEqual(quote.total, quote.subtotal)
})

test('currencies do not mix: what has no price in the currency is named and counts nothing', () => {
  const lines = [
    { variant_id: mug, quantity: 1 },
    { variant_id: lamp, quantity: 2 },
    { variant_id: lamp, quantity: 1 },
  ]
  const quote = priceBasket({ currency: 'USD', lines }, [price(mug, 900, 'USD'), price(lamp, 4_999, 'EUR')])
  assert.deepEqual(quote.unpriced, [lamp])
  assert.deepEqual(quote.subtotal, { amount: 900, currency: 'USD' })
})

test('an empty basket comes to nothing, and a price of nothing is a price', () => {
  assert.deepEqual(priceBasket({ currency: 'JPY', lines: [] }, []).total, { amount: 0, currency: 'JPY' })
  const quote = priceBasket({ currency: 'EUR', lines: [{ variant_id: mug, quantity: 2 }] }, [price(mug, 0)])
  assert.deepEqual(quote.unpriced, [])
  assert.equal(quote.total.amount, 0)
})

test('what is beyond the safe integers is refused, a line as well as a sum, and never rounded', () => {
  const dear = price(mug, Number.MAX_SAFE_INTEGER)
  const one = { variant_id: mug, quantity: 1 }
  assert.equal(priceBasket({ currency: 'EUR', lines: [one] }, [dear]).total.amount, Number.MAX_SAFE_INTEGER)
  assert.throws(() => priceBasket({ currency: 'EUR', lines: [one, { ...one, quantity: 2 }] }, [dear]), tooLarge('lines.1.quantity'))
  assert.throws(() => priceBasket({ currency: 'EUR', lines: [one, one] }, [dear]), tooLarge('lines'))
})

test('in 10,000 random baskets the parts add up to the minor unit, as exact arithmetic says', () => {
  const currencies = ['EUR', 'USD', 'JPY', 'KWD', 'CLF']
  for (let round = 0; round < 10_000; round++) {
    const currency = currencies[round % currencies.length] ?? 'EUR'
    const variants = Array.from({ length: 1 + Math.floor(Math.random() * 6) }, () => newId())
    const prices = variants.flatMap((id) => (Math.random() < 0.8 ? [price(id, Math.floor(10 ** (Math.random() * 12)), currency)] : []))
    const lines = variants.map((variant_id) => ({ variant_id, quantity: 1 + Math.floor(Math.random() * 10_000) }))
    const exact = lines.map(({ variant_id, quantity }) => {
      const found = prices.find((one) => one.variant_id === variant_id)
      return found ? BigInt(found.amount) * BigInt(quantity) : undefined
    })
    const sum = exact.reduce<bigint>((total, part) => total + (part ?? 0n), 0n)
    if (sum > BigInt(Number.MAX_SAFE_INTEGER)) {
      assert.throws(
        () => priceBasket({ currency, lines }, prices),
        (error) => isFailure(error, 'AMOUNT_TOO_LARGE'),
      )
      continue
    }
    const quote = priceBasket({ currency, lines }, prices)
    assert.equal(BigInt(quote.total.amount), sum)
    assert.deepEqual(
      quote.lines.map((line) => BigInt(line.line_total.amount)),
      exact.filter((part) => part !== undefined),
    )
    assert.equal(quote.lines.length + quote.unpriced.length, lines.length)
  }
})
