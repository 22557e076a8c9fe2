import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { basketOf, candidateOf, lineOf, off, percentOf, ruleOf } from './basket-for-tests.ts'
import { findDiscounts } from './find-discounts.ts'
import type { Basket, Candidate } from './needs.ts'
import type { Action, Condition } from './shapes.ts'

const amounts = (basket: Basket, candidates: Candidate[]) => findDiscounts(basket, candidates).discounts.map(({ amount }) => amount)
const reasonOf = (basket: Basket, candidate: Candidate) => {
  const { discounts, refused } = findDiscounts(basket, [candidate])
  return discounts.length > 0 ? 'granted' : refused[0]?.reason
}
const coded = (action: Action, conditions: Condition[] = [], more: Partial<Candidate['promotion']> = {}) =>
  candidateOf(ruleOf(action, conditions), more, 'CODE')

test('a percentage is split over its lines to the cent, the largest remainders first', () => {
  const lines = [lineOf(333), lineOf(333), lineOf(334)]
  const [discount] = findDiscounts(basketOf(lines), [candidateOf(ruleOf(percentOf(10)))]).discounts
  assert.equal(discount?.amount, 100)
  assert.deepEqual(
    discount?.allocations.map(({ amount }) => amount),
    [33, 33, 34],
  )
})

test('an amount takes no more than the lines it is for, and no line goes below zero', () => {
  const category = newId()
  const lines = [lineOf(500, 1, { category_ids: [category] }), lineOf(9_000)]
  const only = candidateOf(ruleOf({ kind: 'amount', amounts: { EUR: 2_000 }, lines: { category_ids: [category] } }))
  const [discount] = findDiscounts(basketOf(lines), [only]).discounts
  assert.deepEqual([discount?.amount, discount?.allocations], [500, [{ line_id: lines[0]?.line_id, amount: 500 }]])
})

test('one promotion after the other takes from what is left, by falling priority', () => {
  const basket = basketOf([lineOf(10_000)])
  const [first, second] = [candidateOf(ruleOf(off(5_000)), { priority: 1 }), candidateOf(ruleOf(percentOf(10)))]
  assert.deepEqual(amounts(basket, [second, first]), [5_000, 500])
  assert.deepEqual(amounts(basket, [candidateOf(ruleOf(off(9_000))), candidateOf(ruleOf(off(9_000)))]), [9_000, 1_000])
})

test('conditions count what the basket is before discounts', () => {
  const basket = basketOf([lineOf(10_000)])
  const conditional = candidateOf(ruleOf(off(100), [{ kind: 'subtotal_at_least', amounts: { EUR: 10_000 } }]))
  assert.deepEqual(amounts(basket, [candidateOf(ruleOf(off(9_000)), { priority: 9 }), conditional]), [9_000, 100])
})

test('of an exclusion group the shopper gets the better one, of equals the one made first', () => {
  const basket = basketOf([lineOf(10_000)])
  const group = { exclusion_group: 'spring' }
  const [ten, twelve] = [candidateOf(ruleOf(percentOf(10)), { ...group, priority: 5 }), candidateOf(ruleOf(off(1_200)), group)]
  assert.deepEqual(amounts(basket, [ten, twelve]), [1_200])
  const [older, newer] = [candidateOf(ruleOf(percentOf(10)), group), candidateOf(ruleOf(off(1_000)), group)]
  assert.equal(findDiscounts(basket, [newer, older]).discounts[0]?.promotion_id, older.promotion.promotion_id)
})

test('an exclusive promotion stands alone, if it takes off more than the others together', () => {
  const basket = basketOf([lineOf(10_000)])
  const others = [candidateOf(ruleOf(percentOf(10))), candidateOf(ruleOf(off(500)))]
  const alone = (percent: number) => candidateOf(ruleOf(percentOf(percent)), { is_exclusive: true }, 'ALONE')
  assert.deepEqual(amounts(basket, [...others, alone(20)]), [2_000])
  const told = findDiscounts(basket, [...others, alone(15)])
  assert.equal(told.discounts.length, 2)
  assert.deepEqual([told.refused[0]?.code, told.refused[0]?.reason], ['ALONE', 'excluded'])
})

test('the most a promotion may take is kept, and split over the lines', () => {
  const capped = candidateOf(ruleOf(percentOf(50), [], { max_discount: { EUR: 1_001 } }))
  const [discount] = findDiscounts(basketOf([lineOf(3_000), lineOf(3_000)]), [capped]).discounts
  assert.deepEqual(
    discount?.allocations.map(({ amount }) => amount),
    [501, 500],
  )
  assert.equal(reasonOf(basketOf([lineOf(3_000)], { currency: 'USD' }), { ...capped, code: 'X' }), 'conditions')
})

test('buy two, get the third free: the cheapest, and only whole rounds', () => {
  const action: Action = { kind: 'buy_x_get_y', buy: {}, buy_quantity: 2, get_quantity: 1, basis_points: 10_000 }
  const offer = candidateOf(ruleOf(action))
  assert.deepEqual(amounts(basketOf([lineOf(300), lineOf(200)]), [offer]), [])
  assert.deepEqual(amounts(basketOf([lineOf(300), lineOf(200), lineOf(100)]), [offer]), [100])
  assert.deepEqual(amounts(basketOf([lineOf(300, 5)]), [offer]), [300])
  assert.deepEqual(amounts(basketOf([lineOf(300, 5), lineOf(100)]), [offer]), [400])
  const once = candidateOf(ruleOf({ ...action, max_times: 1 }))
  assert.deepEqual(amounts(basketOf([lineOf(300, 9)]), [once]), [300])
})

test('buy one of these, get one of those for half: a unit is bought or given, never both', () => {
  const [shirts, socks] = [newId(), newId()]
  const shirt = (amount: number, quantity = 1) => lineOf(amount, quantity, { category_ids: [shirts] })
  const sock = (amount: number, quantity = 1) => lineOf(amount, quantity, { category_ids: [socks] })
  const action: Action = {
    kind: 'buy_x_get_y',
    buy: { category_ids: [shirts] },
    buy_quantity: 1,
    get: { category_ids: [socks] },
    get_quantity: 1,
    basis_points: 5_000,
  }
  const offer = candidateOf(ruleOf(action))
  assert.deepEqual(amounts(basketOf([sock(400, 3)]), [offer]), [])
  assert.deepEqual(amounts(basketOf([shirt(2_000, 2), sock(400, 3)]), [offer]), [400])
  const both = lineOf(1_000, 1, { category_ids: [shirts, socks] })
  assert.deepEqual(amounts(basketOf([both]), [offer]), [])
  assert.deepEqual(amounts(basketOf([both, sock(400)]), [offer]), [200])
  assert.deepEqual(amounts(basketOf([both, shirt(2_000)]), [offer]), [500])
})

test('three of a category for a fixed price: the dearest are bundled, the rest stays as it is', () => {
  const books = newId()
  const book = (amount: number, quantity = 1) => lineOf(amount, quantity, { category_ids: [books] })
  const items = [{ lines: { category_ids: [books] }, quantity: 3 }]
  const offer = candidateOf(ruleOf({ kind: 'bundle_price', items, amounts: { EUR: 2_000 } }))
  assert.deepEqual(amounts(basketOf([book(900, 2)]), [offer]), [])
  assert.deepEqual(amounts(basketOf([book(900, 4)]), [offer]), [700])
  assert.deepEqual(amounts(basketOf([book(900, 3), book(100, 3)]), [offer]), [700])
  assert.deepEqual(amounts(basketOf([book(900, 6)]), [offer]), [1_400])
})

test('free shipping takes off what shipping costs, by the methods it is for, and is promised before one is chosen', () => {
  const [post, courier] = [newId(), newId()]
  const offer = candidateOf(ruleOf({ kind: 'free_shipping', method_ids: [post] }), { limit_total: 5 }, 'SHIP')
  const lines = [lineOf(1_000)]
  const [discount] = findDiscounts(basketOf(lines, { shipping_amount: 490, shipping_method_id: post }), [offer]).discounts
  assert.deepEqual([discount?.amount, discount?.is_limited, discount?.allocations], [490, true, [{ line_id: 'shipping', amount: 490 }]])
  const [waiting] = findDiscounts(basketOf(lines), [offer]).discounts
  assert.deepEqual([waiting?.amount, waiting?.is_limited], [0, false])
  assert.equal(reasonOf(basketOf(lines, { shipping_amount: 990, shipping_method_id: courier }), offer), 'conditions')
})

test('a promotion that does not apply says why', () => {
  const basket = basketOf([lineOf(1_000, 2)])
  const at = (more: Partial<Candidate['promotion']>) => reasonOf(basket, coded(off(100), [], more))
  assert.equal(at({ starts_at: '2026-03-01T09:00:01Z' }), 'not_yet')
  assert.equal(at({ starts_at: '2026-03-01T09:00:00Z' }), 'granted')
  assert.equal(at({ ends_at: '2026-03-01T09:00:00Z' }), 'over')
  assert.equal(at({ paused_at: '2026-03-01T08:00:00Z' }), 'over')
  assert.equal(reasonOf(basket, { ...coded(off(100)), used_up: 'code_used_up' }), 'used_up')
  assert.equal(reasonOf(basket, coded({ kind: 'amount', amounts: { USD: 100 } })), 'conditions')
  const when = (condition: Condition, more: Partial<Basket> = {}) => reasonOf({ ...basket, ...more }, coded(off(100), [condition]))
  assert.equal(when({ kind: 'quantity_at_least', quantity: 3 }), 'conditions')
  assert.equal(when({ kind: 'quantity_at_least', quantity: 2 }), 'granted')
  assert.equal(when({ kind: 'signed_in' }), 'sign_in')
  assert.equal(when({ kind: 'signed_in' }, { customer_id: newId() }), 'granted')
  assert.equal(when({ kind: 'customer_group', groups: ['trade'] }), 'sign_in')
  assert.equal(when({ kind: 'customer_group', groups: ['trade'] }, { customer_id: newId(), customer_group: 'retail' }), 'conditions')
  assert.equal(when({ kind: 'customer_group', groups: ['trade'] }, { customer_id: newId(), customer_group: 'trade' }), 'granted')
  assert.equal(when({ kind: 'first_order' }, { is_first_order: false }), 'conditions')
  assert.equal(when({ kind: 'first_order' }), 'granted')
  assert.equal(when({ kind: 'currency', currencies: ['USD'] }), 'conditions')
  const { refused } = findDiscounts(basket, [coded(off(100), [{ kind: 'subtotal_at_least', amounts: { EUR: 5_000 } }])])
  assert.equal(refused[0]?.text, '€30.00 more is needed: the offer begins at €50.00.')
})

test('two codes of one promotion count once, and one that is used up does not stand in the way of the other', () => {
  const basket = basketOf([lineOf(1_000)])
  const first = candidateOf(ruleOf(off(100)), {}, 'AAA')
  const told = findDiscounts(basket, [{ ...first, code: 'BBB' }, first])
  assert.deepEqual([told.discounts.map(({ code }) => code), told.refused.map(({ code }) => code)], [['AAA'], ['BBB']])
  const other = findDiscounts(basket, [
    { ...first, used_up: 'code_used_up' },
    { ...first, code: 'BBB' },
  ])
  assert.deepEqual(
    other.discounts.map(({ code }) => code),
    ['BBB'],
  )
})
