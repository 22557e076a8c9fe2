import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { refundableOf, sumOf, unsentOf } from '#admin/orders/refund-sum.ts'

const line = (line_id: string, quantity: number, paid: number, given_quantity = 0, given_amount = 0) => ({
  ...{ line_id, quantity, paid, given_quantity, given_amount },
})

describe('what is given back for chosen goods', () => {
  it('two of three units and then the third come to the whole line, to the cent', () => {
    assert.equal(sumOf({ lines: [line('a', 3, 1_000)], shipping_amount: 0 }, { a: 2 }, false), 667)
    assert.equal(sumOf({ lines: [line('a', 3, 1_000, 2, 667)], shipping_amount: 0 }, { a: 1 }, false), 333)
    assert.equal(sumOf({ lines: [line('a', 3, 1_000)], shipping_amount: 0 }, { a: 3 }, false), 1_000)
  })

  it('chosen goods and the delivery add up; what is not chosen counts as nothing', () => {
    const order = { lines: [line('a', 1, 500), line('b', 2, 800)], shipping_amount: 300 }
    assert.equal(sumOf(order, { a: 1, b: 1 }, true), 1_200)
    assert.equal(sumOf(order, {}, true), 300)
    assert.equal(sumOf(order, {}, false), 0)
  })

  it('only units that were sent, and that nothing was given for, are offered; the rest is left out of the order instead', () => {
    assert.equal(refundableOf({ fulfilled_quantity: 3 }, line('a', 4, 1_000, 1, 250)), 2)
    assert.equal(refundableOf({ fulfilled_quantity: 3 }, line('a', 4, 1_000, 4, 1_000)), 0)
    assert.equal(refundableOf({ fulfilled_quantity: 3 }, undefined), 0)
    const lines = [
      { quantity: 4, fulfilled_quantity: 3 },
      { quantity: 2, fulfilled_quantity: 0 },
    ]
    assert.equal(unsentOf(lines), 3)
  })
})
