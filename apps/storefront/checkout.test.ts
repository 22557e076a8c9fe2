import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { sentValue, type Visitor, visitor } from '#tests/fakes/visitor.ts'

let app: FastifyInstance
let fake: FakeShop
beforeEach(async () => {
  ;({ app, fake } = await openStorefront())
})
afterEach(() => app.close())

const ADDRESS = { email: 'ada@example.com', name: 'Ada Byron', line1: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin', country: 'DE' }

/** A shopper with something in the cart who has the checkout before them, and what its form holds. */
const atCheckout = async (): Promise<{ shopper: Visitor; form: Record<string, string> }> => {
  const shopper = visitor(app)
  await shopper.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '1' })
  const { html } = await shopper.get('/checkout')
  const hidden = ['idempotency_key', 'cart_version', 'expected_amount', 'expected_currency']
  const kept = Object.fromEntries(hidden.map((name) => [name, sentValue(html, name) ?? '']))
  return { shopper, form: { ...kept, ...ADDRESS, method: 'test_card' } }
}

test('a guest buys without scripts, sees the order, and may reload it', async () => {
  const { shopper, form } = await atCheckout()
  const answer = await shopper.post('/checkout', form)
  assert.equal(answer.status, 303)
  const page = await shopper.get(answer.location)
  assert.match(page.html, /Thank you, Ada!/)
  assert.match(page.html, /We have your order\./)
  assert.match(page.html, /<meta name="robots" content="noindex"/)
  assert.equal(page.headers['referrer-policy'], 'no-referrer')
  assert.equal((await shopper.get(answer.location)).status, 200)
  assert.equal(shopper.cookies.get('souk_badge'), '0.')
})

test('the order is asked for exactly as the shopper saw it', async () => {
  const { shopper, form } = await atCheckout()
  await shopper.post('/checkout', { ...form, company: '  ', line2: '2nd floor' })
  const { input, call } = fake.calls.find(({ op }) => op === 'checkout') ?? {}
  assert.deepEqual(input, {
    email: 'ada@example.com',
    shipping_address: { name: 'Ada Byron', line1: 'Hauptstr. 1', line2: '2nd floor', postal_code: '10115', city: 'Berlin', country: 'DE' },
    locale: 'en',
    currency: 'USD',
    payment: { method: 'test_card' },
    cart_id: shopper.cookies.get('souk_cart'),
    cart_version: 1,
    expected_total: { amount: 14900, currency: 'USD' },
  })
  assert.equal(call?.idempotency_key, form.idempotency_key)
})

test('the same form sent twice buys once and leads to the same order', async () => {
  const { shopper, form } = await atCheckout()
  const [first, second] = [await shopper.post('/checkout', form), await shopper.post('/checkout', form)]
  assert.equal(second.status, 303)
  assert.equal(second.location, first.location)
  assert.equal(fake.orders.size, 1)
})

test('with bad input the form comes back with everything kept, and a summary that leads to each field', async () => {
  const { shopper, form } = await atCheckout()
  const { status, html } = await shopper.post('/checkout', { ...form, email: 'ada@', city: '', line1: 'Hauptstr. 1' })
  assert.equal(status, 422)
  assert.match(html, /<a href="#email">E-mail: This does not look like an e-mail address/)
  assert.match(html, /<a href="#city">Town or city: Please fill this in\.<\/a>/)
  assert.match(html, /<input[^>]*id="email"[^>]*|<input[^>]*aria-invalid="true"[^>]*id="email"/)
  assert.equal(sentValue(html, 'email'), 'ada@')
  assert.equal(sentValue(html, 'line1'), 'Hauptstr. 1')
  assert.match(html, /aria-invalid="true"[^>]*id="city"[^>]*aria-describedby="city-problem"/)
  assert.match(html, /<option value="DE" selected|<option selected value="DE"/)
  assert.equal(fake.orders.size, 0)
})

test('what changed since the shopper looked is told before anything is bought', async () => {
  const { shopper, form } = await atCheckout()
  for (const code of ['PRICE_CHANGED', 'CART_CHANGED', 'OUT_OF_STOCK', 'NOT_FOR_SALE']) {
    fake.failNext('checkout', code, 409)
    const { status, html } = await shopper.post('/checkout', form)
    assert.equal(status, 409, code)
    assert.match(html, /class="notice is-warning"/)
    assert.equal(sentValue(html, 'line1'), 'Hauptstr. 1')
    assert.notEqual(sentValue(html, 'idempotency_key'), form.idempotency_key, 'a new try has a new key')
  }
  assert.equal(fake.orders.size, 0)
})

test('a declined payment leaves the order standing, says why, and can be tried again', async () => {
  const { shopper, form } = await atCheckout()
  const page = await shopper.submit('/checkout', { ...form, method: 'test_decline' })
  assert.match(page.html, /The card was declined\./)
  assert.match(page.html, /waits for its payment/)
  const [order] = [...fake.orders.values()]
  const paid = await shopper.submit(`/orders/${order?.token}/pay`, {
    method: 'test_card',
    idempotency_key: sentValue(page.html, 'idempotency_key') ?? '',
  })
  assert.match(paid.html, /We have your order\./)
  assert.doesNotMatch(paid.html, /The card was declined/)
  const payment = fake.calls.find(({ op }) => op === 'pay')
  assert.deepEqual(payment?.input, { order_id: order?.order_id, amount: 14900, currency: 'USD', method: 'test_card' })
})

test('there is no checkout of an empty cart, and no order by a guessed link', async () => {
  const shopper = visitor(app)
  assert.equal((await shopper.get('/checkout')).location, '/cart')
  assert.equal((await shopper.get('/orders/00000000-guess')).status, 404)
  assert.equal((await shopper.post('/orders/00000000-guess/pay', { method: 'test_card' })).status, 404)
})

test('news of an order are finished texts for the script that asked', async () => {
  const { shopper, form } = await atCheckout()
  const { location } = await shopper.post('/checkout', form)
  const [order] = [...fake.orders.values()]
  Object.assign(order ?? {}, { state: 'confirmed', version: 9, note: 'See you' })
  const news = JSON.parse((await shopper.get(location, { accept: 'application/json' })).html)
  assert.deepEqual([news.version, news.headline, news.note, news.can_pay], [9, 'Your order is confirmed.', 'See you', false])
})

test('in German the button says that it costs money', async () => {
  const { shopper } = await atCheckout()
  assert.match((await shopper.get('/de/checkout')).html, /Zahlungspflichtig bestellen/)
})
