import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paymentWord } from '#admin/orders/order-words.ts'

const EUR = (amount: number) => ({ amount, currency: 'EUR' })
const said = (paid: number, total: number, payment_state: 'paid' | 'unpaid' = 'paid') =>
  paymentWord({ payment_state, paid: EUR(paid), total: EUR(total) }).title

test('an order whose goods came back unpaid has nothing to pay, and is not called paid', () => {
  assert.equal(said(0, 2_500), 'Nothing to pay')
  assert.equal(said(1_250, 2_500), 'Paid', 'the rest of it was')
  assert.equal(said(2_500, 2_500), 'Paid')
  assert.equal(said(0, 0), 'Paid', 'an offer paid all of it')
  assert.equal(said(0, 2_500, 'unpaid'), 'Unpaid')
})
