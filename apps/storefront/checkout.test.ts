import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { COUNTRIES } from '#platform/countries.ts'
import { ADDRESS, formOf, payForm, withAddress } from '#tests/fakes/checkout-steps.ts'
import { COURIER, WAYS } from '#tests/fakes/fake.ts'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { sentValue, type Visitor, visitor } from '#tests/fakes/visitor.ts'

let app: FastifyInstance
let fake: FakeShop
beforeEach(async () => {
  ;({ app, fake } = await openStorefront())
})
afterEach(() => app.close())

/** At the last step, and what its form holds. */
const atPayment = async (): Promise<{ shopper: Visitor; form: Record<string, string> }> => {
  const shopper = await withAddress(app)
  return { shopper, form: await formOf(shopper) }
}

const bought = () => fake.calls.find(({ op }) => op === 'checkout')

test('a guest buys without scripts, step by step, sees the order, and may reload it', async () => {
  fake.ways.push(...WAYS)
  const shopper = visitor(app)
  await shopper.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '1' })
  const address = await shopper.post('/checkout', ADDRESS)
  assert.equal(address.location, '/checkout/delivery')
  const ways = await shopper.get(address.location)
  assert.match(ways.html, /By post.*By courier/s)
  assert.equal((await shopper.post('/checkout/delivery', { shipping_method_id: COURIER })).location, '/checkout/payment')
  const answer = await shopper.post('/checkout/payment', await formOf(shopper))
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
  fake.ways.push(...WAYS)
  const shopper = await withAddress(app)
  await shopper.post('/checkout', { ...ADDRESS, company: '  ', line2: '2nd floor' })
  await shopper.post('/checkout/delivery', { shipping_method_id: COURIER })
  await shopper.post('/checkout/payment', { do: 'apply', code: 'TEN', customer_note: 'Ring twice' })
  const form = await formOf(shopper)
  await shopper.post('/checkout/payment', { ...form, customer_note: 'Ring twice' })
  assert.deepEqual(bought()?.input, {
    cart_id: shopper.cookies.get('souk_cart'),
    locale: 'en',
    currency: 'USD',
    codes: ['TEN'],
    shipping_method_id: COURIER,
    email: 'ada@example.com',
    shipping_address: { name: 'Ada Byron', line1: 'Hauptstr. 1', line2: '2nd floor', postal_code: '10115', city: 'Berlin', country: 'DE' },
    customer_note: 'Ring twice',
    payment: { method: 'test_card' },
    cart_version: 1,
    expected_total: { amount: 14_900 - 1_000 + 900, currency: 'USD' },
  })
  assert.equal(bought()?.call?.idempotency_key, form.idempotency_key)
})

test('the same form sent twice buys once and leads to the same order', async () => {
  const { shopper, form } = await atPayment()
  const [first, second] = [await shopper.post('/checkout/payment', form), await shopper.post('/checkout/payment', form)]
  assert.equal(second.status, 303)
  assert.equal(second.location, first.location)
  assert.equal(fake.orders.size, 1)
})

test('only the button that buys buys; Enter in any field presses another one', async () => {
  const { shopper, form } = await atPayment()
  const { html } = await shopper.get('/checkout/payment')
  assert.match(/<button[^>]*type="submit"[^>]*>/.exec(html.slice(html.indexOf('action="/checkout/payment"')))?.[0] ?? '', /value="apply"/)
  for (const pressed of ['', 'apply', 'use_credit', 'ORDER']) await shopper.post('/checkout/payment', { ...form, do: pressed })
  assert.equal(bought(), undefined)
})

test('with bad input the form comes back with everything kept, and a summary that leads to each field', async () => {
  const shopper = await withAddress(app)
  const { status, html } = await shopper.post('/checkout', { ...ADDRESS, email: 'ada@', city: '', postal_code: '' })
  assert.equal(status, 422)
  assert.match(html, /<a href="#email">E-mail: This does not look like an e-mail address/)
  assert.match(html, /<a href="#city">Town or city: Please fill this in\.<\/a>/)
  assert.match(html, /<a href="#postal_code">Postal code: Please fill this in\.<\/a>/)
  assert.equal(sentValue(html, 'email'), 'ada@')
  assert.equal(sentValue(html, 'line1'), 'Hauptstr. 1')
  assert.match(html, /aria-invalid="true"[^>]*id="city"[^>]*aria-describedby="city-problem"/)
  assert.match(html, /<option value="DE" selected|<option selected value="DE"/)
})

test('a country without postal codes is not asked for one, and a billing address has its own problems', async () => {
  const shopper = await withAddress(app)
  const { postal_code: _, ...abroad } = ADDRESS
  for (const country of ['AE', 'BG', 'SI']) assert.equal((await shopper.post('/checkout', { ...abroad, country })).status, 303, country)
  const { status, html } = await shopper.post('/checkout', { ...ADDRESS, bill_elsewhere: '1', billing_country: 'DE', billing_name: 'Firm' })
  assert.equal(status, 422)
  assert.match(html, /<a href="#billing_line1">/)
  assert.equal(sentValue(html, 'billing_name'), 'Firm')
})

test('every country that an address may be in is offered, Kosovo as well', async () => {
  const { html } = await (await withAddress(app)).get('/checkout')
  const offered = new Set(
    [...html.slice(html.indexOf('name="country"')).matchAll(/<option[^>]*value="([A-Z]{2})"/g)].map(([, code]) => code),
  )
  assert.ok(offered.has('XK'))
  assert.deepEqual(
    COUNTRIES.filter((code) => !offered.has(code)),
    [],
  )
})

test('what was typed is there again when the shopper comes back', async () => {
  const shopper = await withAddress(app)
  const { html } = await shopper.get('/checkout')
  for (const [name, value] of Object.entries(ADDRESS)) if (name !== 'country') assert.equal(sentValue(html, name), value)
})

test('a later step is open only once the ones before it are done', async () => {
  const shopper = visitor(app)
  await shopper.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '1' })
  for (const path of ['/checkout/delivery', '/checkout/payment']) assert.equal((await shopper.get(path)).location, '/checkout')
  assert.equal((await shopper.post('/checkout/payment', { do: 'order', method: 'test_card' })).location, '/checkout')
  await shopper.post('/checkout', ADDRESS)
  assert.equal((await shopper.get('/checkout/delivery')).location, '/checkout/payment', 'a shop that sends nothing asks for no way')
})

test('an address that cannot be is told at its field, and a region is neither asked nor kept where there is none', async () => {
  const shopper = await withAddress(app)
  const short = await shopper.post('/checkout', { ...ADDRESS, postal_code: '2045' })
  assert.equal(short.status, 422)
  assert.match(short.html, /One looks like 10115\./)
  const states = { ...ADDRESS, country: 'US', postal_code: '10001' }
  assert.match((await shopper.post('/checkout', states)).html, /Please name the state or region/)
  assert.equal((await shopper.post('/checkout', { ...states, region: 'NY' })).location, '/checkout/delivery')
  assert.equal((await shopper.post('/checkout', { ...ADDRESS, region: 'NY' })).location, '/checkout/delivery')
  assert.doesNotMatch((await shopper.get('/checkout')).html, /value="NY"/)
  const [draft] = fake.drafts.values()
  Object.assign(draft?.shipping_address ?? {}, { postal_code: '2045' })
  assert.equal((await shopper.get('/checkout/payment')).location, '/checkout', 'kept before it was looked at')
})

test('a VAT number that frees of nothing is said so before anything is bought', async () => {
  const shopper = await withAddress(app)
  assert.doesNotMatch((await shopper.get('/checkout/payment')).html, /not accepted/)
  await shopper.post('/checkout', { ...ADDRESS, vat_id: 'DE123' })
  assert.match((await shopper.get('/checkout/payment')).html, /DE123 is no VAT-ID[^<]* It was not accepted, so tax is charged\./)
})

test('what changed since the shopper looked is told before anything is bought, with the old total beside the new', async () => {
  const { shopper, form } = await atPayment()
  for (const code of ['PRICE_CHANGED', 'CART_CHANGED', 'OUT_OF_STOCK', 'NOT_FOR_SALE', 'CODE_REFUSED']) {
    fake.failNext('checkout', code, 409)
    const { status, html } = await shopper.post('/checkout/payment', { ...form, expected_amount: '9900', customer_note: 'Ring twice' })
    assert.equal(status, 409, code)
    assert.match(html, /class="notice is-warning"/)
    assert.match(html, /<s>\$99\.00<\/s>.*<strong>\$149\.00<\/strong>/s)
    assert.match(html, />Ring twice<\/textarea>/)
    assert.notEqual(sentValue(html, 'idempotency_key'), form.idempotency_key, 'a new try has a new key')
  }
  assert.equal(fake.orders.size, 0)
})

test('one field takes discount codes and gift cards; what gives nothing is told and not kept', async () => {
  fake.gift_cards.set('SOUK-AAAA-1234', 5_000).set('SOUK-EMPTY', 0)
  const { shopper } = await atPayment()
  for (const [code, told] of [
    ['GONE', /used up/],
    ['WHAT', /do not know this code/],
    ['SOUK-EMPTY', /Nothing is left/],
    ['<script>', /do not know this code/],
  ] as const) {
    const { status, html } = await shopper.post('/checkout/payment', { do: 'apply', code })
    assert.equal(status, 422, code)
    assert.match(html, told)
  }
  await shopper.post('/cart/code', { code: 'TEN' })
  await shopper.post('/checkout/payment', { do: 'apply', code: 'SOUK-AAAA-1234' })
  const { html } = await shopper.get('/checkout/payment')
  assert.match(html, /Ten off \(TEN\)/)
  assert.match(html, /Gift card … 1234/)
  assert.match(html, /Order and pay \$89\.00/)
  await shopper.post('/checkout/payment', { remove: 'TEN' })
  await shopper.post('/checkout/payment', { remove: 'card-0' })
  assert.match((await shopper.get('/checkout/payment')).html, /Order and pay \$149\.00/)
})

test('why a code could not be looked at is told as it is, and what is our fault is called that', async () => {
  const { shopper } = await atPayment()
  const apply = () => shopper.post('/cart/code', { code: 'TEN' })
  for (const [code, status, told] of [
    ['TOO_MANY_TRIES', 429, /Too many tries/],
    ['UNKNOWN_PRODUCT', 422, /Something in your cart is no longer here/],
    ['AMOUNT_TOO_LARGE', 422, /more than can be counted/],
  ] as const) {
    fake.failNext('quoteCheckout', code, status)
    const { status: answered, html } = await apply()
    assert.equal(answered, 422)
    assert.match(html, told)
  }
  fake.failNext('quoteCheckout', 'UNAVAILABLE', 503)
  const away = await apply()
  assert.equal(away.status, 503)
  assert.match(away.html, /The shop is briefly away/)
  assert.equal((await apply()).location, '/cart')
})

test('the code of a gift card is kept in a cookie that no script can read, and nowhere else', async () => {
  fake.gift_cards.set('SOUK-AAAA-1234', 5_000)
  const { shopper } = await atPayment()
  const { headers } = await shopper.post('/checkout/payment', { do: 'apply', code: 'SOUK-AAAA-1234' })
  const cookie = [headers['set-cookie']]
    .flat()
    .map(String)
    .findLast((one) => one.startsWith('souk_tender='))
  assert.match(cookie ?? '', /1234.*HttpOnly/)
  assert.doesNotMatch(JSON.stringify([...fake.drafts.values()]), /SOUK-AAAA/)
  assert.doesNotMatch((await shopper.get('/checkout/payment')).html, /SOUK-AAAA/)
})

test('a script is told what a choice would come to, and nothing is kept of that', async () => {
  fake.ways.push(...WAYS)
  const shopper = await withAddress(app)
  const answer = await shopper.post('/checkout/totals', { shipping_method_id: COURIER }, { accept: 'application/json' })
  assert.equal(JSON.parse(answer.html).totals.total, '$158.00')
  assert.match((await shopper.get('/checkout/payment')).html, /\$154\.00/)
})

test('a declined payment leaves the order standing, says why, and can be tried again', async () => {
  const { shopper, form } = await atPayment()
  const page = await shopper.submit('/checkout/payment', { ...form, method: 'test_decline' })
  assert.match(page.html, /The card was declined\./)
  assert.match(page.html, /waits for its payment/)
  const [order] = [...fake.orders.values()]
  const paid = await shopper.submit(`/orders/${order?.token}/pay`, payForm(page.html))
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
  const { shopper, form } = await atPayment()
  const { location } = await shopper.post('/checkout/payment', form)
  const [order] = [...fake.orders.values()]
  Object.assign(order ?? {}, { state: 'confirmed', version: 9, note: 'See you' })
  const news = JSON.parse((await shopper.get(location, { accept: 'application/json' })).html)
  assert.deepEqual([news.version, news.headline, news.note, news.can_pay], [9, 'Your order is confirmed.', 'See you', false])
})

test('in German the button says that it costs money', async () => {
  const { shopper } = await atPayment()
  assert.match((await shopper.get('/de/checkout/payment')).html, /Zahlungspflichtig bestellen/)
})
