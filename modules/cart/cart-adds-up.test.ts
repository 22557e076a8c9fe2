import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { randomOf } from '#tests/kit/random-order.ts'
import { type StoredLine, totalled } from './stored-cart.ts'

const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
const random = randomOf(seed)
const IDS = Array.from({ length: 8 }, () => newId())
const PROBLEMS = [null, 'price_changed', 'too_few', 'not_for_sale', 'not_in_currency'] as const

const lineOf = (variant_id: string, currency: string): StoredLine => ({
  ...{ variant_id, product_id: variant_id, slug: 'thing', sku: 'THING', title: 'Thing', variant_title: '', picture: null, since: 1 },
  ...{ quantity: 1 + random(200), unit_price: { amount: random(5_000_000), currency } },
})

test(`the lines of 100,000 carts in five currencies add up to their subtotals, and what is not sold counts nothing (seed ${seed})`, () => {
  for (let i = 0; i < 100_000; i++) {
    const currency = ['EUR', 'USD', 'JPY', 'KWD', 'CLF'][random(5)]!
    const checked = IDS.slice(0, random(IDS.length + 1)).map((id) => ({
      ...lineOf(id, currency),
      ...{ problem: PROBLEMS[random(PROBLEMS.length)]!, available: null, sold_in: null },
    }))
    const cart = totalled({ cart_id: IDS[0]!, version: 1, currency, locale: 'en', lines: checked }, checked)
    const counted = checked.map(({ problem, quantity, unit_price }) =>
      problem === 'not_for_sale' || problem === 'not_in_currency' ? 0n : BigInt(quantity) * BigInt(unit_price.amount),
    )
    assert.deepEqual(
      cart.lines.map(({ line_total }) => BigInt(line_total.amount)),
      counted,
    )
    const subtotal = counted.reduce((sum, amount) => sum + amount, 0n)
    assert.deepEqual([BigInt(cart.subtotal.amount), cart.subtotal.currency], [subtotal, currency])
    assert.equal(
      cart.item_count,
      checked.reduce((count, { quantity }) => count + quantity, 0),
    )
  }
})
