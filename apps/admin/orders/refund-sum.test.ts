import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { paidFor, sumOf } from '#admin/orders/refund-sum.ts'

const tax = (gross: number) => ({
  ...{ net: gross, tax: 0, gross, rate_basis_points: 0, tax_name: 'VAT', treatment: 'standard' as const, reason: '' },
})
const money = (amount: number) => ({ amount, currency: 'EUR' })
const line = (line_id: string, quantity: number, gross: number) => ({ line_id, quantity, tax: tax(gross) })

describe('what is given back for chosen goods', () => {
  it('two of three units are worth no more than two thirds, and all three are worth the whole line', () => {
    assert.equal(paidFor(line('a', 3, 1000), 2), 666)
    assert.equal(paidFor(line('a', 3, 1000), 3), 1000)
  })

  it('the sum never exceeds what is left', () => {
    // biome-ignore lint/suspicious/noExplicitAny: a line has many more fields that do not matter here
    const order: any = { lines: [line('a', 1, 500), line('b', 2, 800)], shipping: { tax: tax(300), amount: money(300) } }
    assert.equal(sumOf(order, { a: 1, b: 1 }, true, 10_000), 1_200)
    assert.equal(sumOf(order, { a: 1, b: 1 }, true, 700), 700)
    assert.equal(sumOf(order, {}, false, 700), 0)
  })
})
