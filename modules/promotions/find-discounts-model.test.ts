/** Random baskets and promotions: what must hold for every one of them. A failure prints the seed that repeats it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { basketOf, candidateOf, lineOf, ruleOf } from './basket-for-tests.ts'
import { findDiscounts } from './find-discounts.ts'
import type { Basket, Candidate } from './needs.ts'
import type { Action, Scope } from './shapes.ts'

const ROUNDS = 4_000
const SEED = Number(process.env.SEED ?? 20_260_301)

/** mulberry32, a generator of 32 bits whose seed repeats it (Tommy Ettinger, public domain). */
const randomFrom = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
type Random = ReturnType<typeof randomFrom>

const categories = Array.from({ length: 4 }, () => newId())
const methods = [newId(), newId()]
const CURRENCIES = ['EUR', 'USD', 'JPY', 'KWD', 'CLF']

const shuffled = <T>(list: T[], random: Random): T[] =>
  list
    .map((one) => ({ one, at: random(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)

const randomBasket = (random: Random): Basket => {
  const lines = Array.from({ length: 1 + random(8) }, () =>
    lineOf(random(4) === 0 ? random(5) : random(100_000), 1 + random(12), { category_ids: categories.filter(() => random(2) === 0) }),
  )
  const method = methods[random(3)]
  return basketOf(lines, {
    currency: CURRENCIES[random(5)] ?? 'EUR',
    shipping_amount: method ? random(1_500) : 0,
    shipping_method_id: method ?? null,
  })
}

const randomAction = (random: Random, currency: string): Action => {
  const scope = (): Scope => (random(3) === 0 ? {} : { category_ids: [categories[random(4)] ?? newId()] })
  const amounts = { [currency]: 1 + random(50_000) }
  const basis_points = 1 + random(10_000)
  const [buy_quantity, get_quantity] = [1 + random(3), 1 + random(2)]
  const actions: Action[] = [
    { kind: 'percent', basis_points, lines: scope() },
    { kind: 'amount', amounts, lines: scope() },
    { kind: 'buy_x_get_y', buy: scope(), buy_quantity, get: scope(), get_quantity, basis_points },
    { kind: 'buy_x_get_y', buy: scope(), buy_quantity, get_quantity, basis_points: 10_000 },
    { kind: 'free_shipping', ...(random(2) ? { method_ids: [methods[0] ?? newId()] } : {}) },
    {
      kind: 'bundle_price',
      items: [
        { lines: scope(), quantity: 1 + random(3) },
        { lines: scope(), quantity: 1 },
      ],
      amounts,
    },
  ]
  return actions[random(actions.length)] ?? { kind: 'free_shipping' }
}

const randomCandidate = (random: Random, currency: string): Candidate => {
  const rule = ruleOf(randomAction(random, currency), [], random(4) === 0 ? { max_discount: { [currency]: random(2_000) } } : {})
  const more = {
    priority: random(3),
    is_exclusive: random(8) === 0,
    exclusion_group: random(3) === 0 ? `group ${random(2)}` : null,
    limit_total: random(2) ? 5 : null,
  }
  return candidateOf(rule, more, random(2) ? `CODE-${random(1_000_000)}` : null)
}

/** What each line and shipping bear of all discounts. */
const borneBy = ({ discounts }: ReturnType<typeof findDiscounts>): Map<string, number> => {
  const borne = new Map<string, number>()
  for (const { line_id, amount } of discounts.flatMap(({ allocations }) => allocations))
    borne.set(line_id, (borne.get(line_id) ?? 0) + amount)
  return borne
}

test('parts add up, nothing goes below zero, and neither the sequence of lines nor of promotions matters', () => {
  let granted = 0
  for (let round = 0; round < ROUNDS; round++) {
    const random = randomFrom(SEED + round)
    const basket = randomBasket(random)
    const candidates = Array.from({ length: 1 + random(6) }, () => randomCandidate(random, basket.currency))
    const told = findDiscounts(basket, candidates)
    const where = `SEED=${SEED + round}`
    for (const { amount, allocations, why } of told.discounts) {
      assert.equal(
        allocations.reduce((sum, part) => sum + part.amount, 0),
        amount,
        where,
      )
      assert.ok(
        allocations.every((part) => Number.isSafeInteger(part.amount) && part.amount > 0),
        where,
      )
      assert.equal(
        why.reduce((sum, step) => sum + (step.amount?.amount ?? 0), 0),
        0 - amount,
        where,
      )
    }
    const borne = borneBy(told)
    for (const line of basket.lines) assert.ok((borne.get(line.line_id) ?? 0) <= line.amount, where)
    assert.ok((borne.get('shipping') ?? 0) <= basket.shipping_amount, where)
    assert.equal(
      told.discounts.length + told.refused.filter(({ code }) => code).length >= candidates.filter(({ code }) => code).length,
      true,
      where,
    )
    assert.equal(told.why.length, candidates.length, where)
    const again = findDiscounts({ ...basket, lines: shuffled(basket.lines, random) }, shuffled(candidates, random))
    assert.deepEqual(again, told, where)
    granted += told.discounts.length
  }
  assert.ok(granted > ROUNDS, 'the baskets hardly ever got anything, so this proves nothing')
})

test('a basket as large as it may be is reckoned in a moment, whatever its promotions', () => {
  const lines = Array.from({ length: 200 }, (_, i) => lineOf(1_000 + i, 10_000, { category_ids: categories }))
  const basket = basketOf(lines, { shipping_amount: 990, shipping_method_id: methods[0] ?? null })
  const items = Array.from({ length: 10 }, () => ({ lines: { category_ids: categories }, quantity: 20 }))
  const bundles = Array.from({ length: 10 }, () => candidateOf(ruleOf({ kind: 'bundle_price', items, amounts: { EUR: 1 } })))
  const begun = performance.now()
  findDiscounts(basket, bundles)
  assert.ok(performance.now() - begun < 1_500, `${performance.now() - begun} ms`)
})
