import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lowestBefore, type Stretch } from './lowest-price.ts'
import { type Candidate, priceOf, tiersOf } from './price-of.ts'

const base = (amount: number, compare_at_amount: number | null = null): Candidate => ({
  list_id: null,
  title: '',
  kind: 'base',
  min_quantity: 1,
  amount,
  off_basis_points: null,
  compare_at_amount,
})
const entry = (list_id: string, parts: Partial<Candidate>): Candidate => ({
  ...base(0),
  list_id,
  title: list_id,
  kind: 'list',
  amount: null,
  ...parts,
})
const amountOf = (candidates: Candidate[], quantity = 1) => priceOf(candidates, quantity, 'EUR')?.amount

test('the lowest price that applies counts, whatever list it comes from', () => {
  const all = [base(1_000), entry('trade', { amount: 900 }), entry('spring', { kind: 'sale', off_basis_points: 1_500 })]
  assert.equal(amountOf(all), 850)
  assert.equal(amountOf([base(1_000), entry('dear', { amount: 1_200 })]), 1_000)
})

test('a tier applies from its quantity on, and not before', () => {
  const all = [
    base(1_000),
    entry('tiers', { min_quantity: 10, amount: 800 }),
    entry('tiers', { min_quantity: 50, off_basis_points: 3_000 }),
  ]
  assert.deepEqual(
    [1, 9, 10, 49, 50].map((quantity) => amountOf(all, quantity)),
    [1_000, 1_000, 800, 800, 700],
  )
})

test('tiers are the quantities from which on a unit is cheaper than before, and no others', () => {
  const tiers = (...candidates: Candidate[]) => tiersOf(candidates, 'EUR').map((tier) => [tier.min_quantity, tier.unit_price.amount])
  assert.deepEqual(tiers(base(1_000)), [])
  const entries = [
    entry('tiers', { min_quantity: 50, off_basis_points: 3_000 }),
    entry('tiers', { min_quantity: 10, amount: 800 }),
    entry('dear', { min_quantity: 20, amount: 900 }),
  ]
  assert.deepEqual(tiers(base(1_000), ...entries), [
    [10, 800],
    [50, 700],
  ])
  assert.deepEqual(tiers(base(1_000), ...entries, entry('spring', { kind: 'sale', amount: 750 })), [[50, 700]])
  assert.deepEqual(tiers(...entries), [])
})

test('a part off is rounded to whole minor units, a half to the even neighbour', () => {
  assert.equal(amountOf([base(1_050), entry('x', { off_basis_points: 1_000 })]), 945) // 105 off
  assert.equal(amountOf([base(25), entry('x', { off_basis_points: 1_000 })]), 23) // 2.5 -> 2 off
  assert.equal(amountOf([base(35), entry('x', { off_basis_points: 1_000 })]), 31) // 3.5 -> 4 off
  assert.equal(amountOf([base(999), entry('x', { off_basis_points: 10_000 })]), 0)
})

test('only a sale or a price noted by hand is a reduction; a price for a group or a quantity is none', () => {
  const compare = (candidates: Candidate[], quantity = 1) => priceOf(candidates, quantity, 'EUR')?.compare_at_amount
  assert.equal(compare([base(1_000), entry('s', { kind: 'sale', amount: 700 })]), 1_000)
  assert.equal(compare([base(1_000, 1_500)]), 1_500)
  assert.equal(compare([base(1_000, 1_500), entry('trade', { amount: 700 })]), null)
  assert.equal(compare([base(1_000, 1_000)]), null)
})

test('the derivation adds up to the price', () => {
  const { amount, why } = priceOf([base(1_990), entry('spring', { kind: 'sale', off_basis_points: 1_333 })], 1, 'EUR') ?? { why: [] }
  assert.equal(
    why.reduce((all, step) => all + (step.amount?.amount ?? 0), 0),
    amount,
  )
  assert.deepEqual(
    why.map((step) => [step.rule, step.id]),
    [
      ['base_price', null],
      ['sale', 'spring'],
    ],
  )
})

test('without a base price in the currency a variant is not sold, whatever lists say', () => {
  assert.equal(priceOf([entry('x', { amount: 100 })], 1, 'EUR'), undefined)
})

const DAY = 86_400_000
const past = (amount: number, since: number, until: number | null, parts: Partial<Stretch> = {}): Stretch => ({
  source: null,
  amount,
  off_basis_points: null,
  since: since * DAY,
  until: until === null ? null : until * DAY,
  ...parts,
})

test('the lowest price of the 30 days before a reduction counts, also what held when they began', () => {
  assert.equal(lowestBefore([past(1_000, 0, 100), past(800, 100, null)], 100 * DAY), 1_000)
  assert.equal(lowestBefore([past(1_000, 0, 90), past(700, 90, 95), past(1_200, 95, 100), past(800, 100, null)], 100 * DAY), 700)
  assert.equal(lowestBefore([past(500, 0, 69), past(1_000, 69, 100), past(800, 100, null)], 100 * DAY), 1_000) // 500 ended a day too early
  assert.equal(lowestBefore([past(500, 0, 71), past(1_000, 71, 100)], 100 * DAY), 500)
})

test('an earlier sale counts as the price that it was, and a part off as a part of what was asked then', () => {
  const bases = [past(1_000, 0, 80), past(1_200, 80, null)]
  assert.equal(lowestBefore([...bases, past(850, 75, 85, { source: 'sale' }), past(0, 100, null, { source: 'new' })], 100 * DAY), 850)
  const part = past(0, 90, 95, { source: 'sale', amount: null, off_basis_points: 2_000 })
  assert.equal(lowestBefore([...bases, part], 100 * DAY), 960) // of 1,200, which was asked in those days; 1,000 held from day 70 to 80
  assert.equal(lowestBefore([past(1_000, 100, null)], 100 * DAY), null)
})
