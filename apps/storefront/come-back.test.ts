import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { Order } from '#modules/orders/contract.ts'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { type Visitor, visitor } from '#tests/fakes/visitor.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'

let app: FastifyInstance
let fake: FakeShop
beforeEach(async () => {
  ;({ app, fake } = await openStorefront())
})
afterEach(() => app.close())

const PAYMENT = '018f0000-0000-7000-8000-00000000aaaa'
const PAGE = `/checkout/return?payment=${PAYMENT}`

/** A browser that was sent to a provider's page to pay this order. */
const onTheirWay = (facts: Partial<Order> = {}): { shopper: Visitor; order: Order } => {
  const price = { amount: 4_900, currency: 'USD' }
  const line = {
    variant_id: PAYMENT,
    product_id: PAYMENT,
    slug: 'mug',
    sku: 'M',
    title: 'Mug',
    quantity: 1,
    unit_price: price,
    line_total: price,
  }
  const order = plainOrder({ currency: 'USD', lines: [plainLine(line)], token: 'token-of-the-order', payment_state: 'checking', ...facts })
  fake.orders.set(order.token, order)
  const shopper = visitor(app)
  shopper.cookies.set('souk_paying', order.token)
  return { shopper, order }
}

test('paid: the way leads to the order, whatever else the address says', async () => {
  const { shopper, order } = onTheirWay()
  fake.payments.set(PAYMENT, { order_id: order.order_id, state: 'captured' })
  fake.orders.set(order.token, { ...order, payment_state: 'paid', due: { amount: 0, currency: 'USD' } })
  const { status, location, headers } = await shopper.get(`${PAGE}&state=declined&order=other`)
  assert.deepEqual([status, location], [303, `/orders/${order.token}`])
  assert.equal(headers['referrer-policy'], 'no-referrer')
  assert.match(String(headers['cache-control']), /no-store/)
})

test('declined: the order says why, and can be paid again', async () => {
  const { shopper, order } = onTheirWay({ payment_state: 'unpaid' })
  fake.payments.set(PAYMENT, { order_id: order.order_id, state: 'declined', problem: 'The bank said no.' })
  const { location } = await shopper.get(PAGE)
  const { html } = await shopper.get(location)
  assert.match(html, /The bank said no\./)
  assert.match(html, /Pay \$49\.00/)
})

test('an address that says it is paid changes nothing while the provider has not said so', async () => {
  const { shopper, order } = onTheirWay()
  fake.payments.set(PAYMENT, { order_id: order.order_id, state: 'unknown' })
  const { status, html, headers } = await shopper.get(`${PAGE}&state=captured&redirect_status=succeeded`)
  assert.equal(status, 200)
  assert.match(html, /We are checking your payment/)
  assert.match(html, /http-equiv="refresh"/)
  assert.match(html, /id="live-order"/)
  assert.match(String(headers['cache-control']), /no-store/)
})

test('a payment that waits for the shopper can be continued', async () => {
  const { shopper, order } = onTheirWay()
  fake.payments.set(PAYMENT, { order_id: order.order_id, state: 'pending', redirect_url: 'https://pay.example/1' })
  assert.match((await shopper.get(PAGE)).html, /<a[^>]*href="https:\/\/pay\.example\/1"[^>]*>.*Continue to payment/s)
  assert.match((await shopper.get(`/orders/${order.token}`)).html, /href="https:\/\/pay\.example\/1"/)
})

test('a payment of another order, a guessed one, and a visitor without any order find nothing', async () => {
  const { shopper, order } = onTheirWay()
  fake.payments.set(PAYMENT, { order_id: order.order_id, state: 'captured' })
  const stranger = await visitor(app).get(PAGE)
  assert.equal(stranger.status, 404)
  assert.match(stranger.html, /Open the link in the mail/, 'a banking app may come back to another browser')
  const other = visitor(app)
  other.cookies.set('souk_paying', 'some-other-token')
  assert.equal((await other.get(PAGE)).status, 404)
  const { shopper: neighbour } = onTheirWay({ token: 'token-of-another-order' })
  assert.equal((await neighbour.get(PAGE)).status, 404, 'an order of one’s own opens no other')
  assert.equal((await shopper.get('/checkout/return?payment=018f0000-0000-7000-8000-00000000bbbb')).status, 404)
  assert.equal((await shopper.get('/checkout/return?payment=../orders')).status, 404)
  assert.equal((await shopper.get('/checkout/return')).status, 404)
})

test('the page answers in the language the order was made in', async () => {
  const { shopper, order } = onTheirWay({ locale: 'de' })
  fake.payments.set(PAYMENT, { order_id: order.order_id, state: 'unknown' })
  const { location } = await shopper.get(PAGE)
  assert.equal(location, `/de${PAGE}`)
  assert.match((await shopper.get(location)).html, /<html lang="de">/)
})

test('who pays by transfer is told where to, not that a payment is being looked for', async () => {
  const { shopper, order } = onTheirWay()
  fake.payments.set(PAYMENT, { order_id: order.order_id, state: 'pending', method: 'transfer' })
  const { html } = await shopper.get(`/orders/${order.token}`)
  assert.match(html, /Transfer it to DE00\. Amount: \$49\.00/)
  assert.doesNotMatch(html, /We are checking your payment/)
})
