import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { paidFor, sentOf, sumOf, unsentOf } from '#admin/orders/refund-sum.ts'
import { plainLine } from '#tests/kit/plain-order.ts'

const tax = (gross: number) => ({
  ...{ net: gross, tax: 0, gross, rate_basis_points: 0, tax_name: 'VAT', treatment: 'standard' as const, reason: '' },
})
const money = (amount: number) => ({ amount, currency: 'EUR' })
const line = (line_id: string, quantity: number, gross: number) => ({
  ...plainLine({
    ...{ variant_id: 'v', product_id: 'p', slug: 'mug', sku: 'MUG', title: 'Mug', quantity },
    ...{ unit_price: money(gross / quantity), line_total: money(gross) },
  }),
  ...{ line_id, tax: tax(gross) },
})
const shipping = { method_id: 'm', title: 'Standard', is_pickup: false, amount: money(300), discount: money(0), tax: tax(300), why: [] }
const bought = (lines: ReturnType<typeof line>[]) => ({ lines, shipping, discounts: [] })

describe('what is given back for chosen goods', () => {
  it('two of three units are worth no more than two thirds, and all three are worth the whole line', () => {
    assert.equal(paidFor(line('a', 3, 1000), 2), 666)
    assert.equal(paidFor(line('a', 3, 1000), 3), 1000)
  })

  it('the sum never exceeds what is left', () => {
    const order = bought([line('a', 1, 500), line('b', 2, 800)])
    assert.equal(sumOf(order, { a: 1, b: 1 }, true, 10_000), 1_200)
    assert.equal(sumOf(order, { a: 1, b: 1 }, true, 700), 700)
    assert.equal(sumOf(order, {}, false, 700), 0)
  })
  it('only units that were sent and have not come back are given back for; the rest is left out of the order instead', () => {
    assert.equal(sentOf({ fulfilled_quantity: 3, returned_quantity: 1 }), 2)
    assert.equal(sentOf({ fulfilled_quantity: 0, returned_quantity: 0 }), 0)
    const lines = [
      { quantity: 4, fulfilled_quantity: 3 },
      { quantity: 2, fulfilled_quantity: 0 },
    ]
    assert.equal(unsentOf(lines), 3)
  })

  it('a discount that came after the tax was never paid, so it is not given back', () => {
    const facts = { promotion_id: 'p', code: null, title: 'Off', kind: 'amount' as const, is_limited: false, why: [] }
    const allocations = [
      { line_id: 'a', amount: 100 },
      { line_id: 'shipping', amount: 50 },
    ]
    const order = { ...bought([line('a', 1, 500)]), discounts: [{ ...facts, tax_basis: 'after_tax' as const, amount: 150, allocations }] }
    assert.equal(sumOf(order, { a: 1 }, true, 10_000), 650)
    assert.equal(sumOf(order, {}, false, 10_000), 0)
  })
})
