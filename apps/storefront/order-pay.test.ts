import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { formOf, payForm, withAddress } from '#tests/fakes/checkout-steps.ts'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'

let app: FastifyInstance
let fake: FakeShop
beforeEach(async () => {
  ;({ app, fake } = await openStorefront())
})
afterEach(() => app.close())

const paid = () => fake.calls.flatMap(({ op, input }) => (op === 'pay' ? [(input as { amount: number; currency: string }).amount] : []))

/** An order that waits for its payment, and its page. */
const unpaid = async () => {
  const shopper = await withAddress(app)
  const { location } = await shopper.post('/checkout/payment', { ...(await formOf(shopper)), method: 'test_decline' })
  const { html } = await shopper.get(location)
  const [order] = [...fake.orders.values()]
  assert.ok(order)
  return { shopper, location, html, order }
}

test('the button pays the sum it says, or nothing when the order has been changed since', async () => {
  const { shopper, location, html, order } = await unpaid()
  assert.match(html, /Pay \$149\.00/)
  const total = { amount: 29_800, currency: 'USD' }
  Object.assign(order, { total, due: total, version: order.version + 1 })
  const back = await shopper.submit(`${location}/pay`, payForm(html))
  assert.deepEqual(paid(), [])
  assert.match(back.html, /The amount has changed since you looked\. Nothing was paid/)
  assert.match(back.html, /Pay \$298\.00/)
  await shopper.post(`${location}/pay`, payForm(back.html))
  assert.deepEqual(paid(), [29_800])
})

test('a form that does not say which sum was seen, or another currency, pays nothing', async () => {
  const { shopper, location, html } = await unpaid()
  const { expected_amount: _, ...silent } = payForm(html)
  for (const form of [silent, { ...payForm(html), expected_currency: 'EUR' }, { ...payForm(html), expected_amount: '1e3' }])
    assert.equal((await shopper.post(`${location}/pay`, form)).location, location)
  assert.deepEqual(paid(), [])
})

test('news of an order say what its button pays now', async () => {
  const { shopper, location, order } = await unpaid()
  Object.assign(order, { due: { amount: 5_000, currency: 'USD' }, version: order.version + 1 })
  const { due, pay } = JSON.parse((await shopper.get(location, { accept: 'application/json' })).html)
  assert.deepEqual([due, pay], [{ amount: 5_000, currency: 'USD' }, 'Pay $50.00'])
})
