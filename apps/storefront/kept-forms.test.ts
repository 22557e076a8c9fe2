/** Whatever is wrong with what was typed: it is told where it stands, and nothing of it is lost. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { Failure } from '#platform/errors.ts'
import { ADDRESS, formOf, withAddress } from '#tests/fakes/checkout-steps.ts'
import { idOf } from '#tests/fakes/goods.ts'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { sentValue, visitor } from '#tests/fakes/visitor.ts'

let app: FastifyInstance
let fake: FakeShop
beforeEach(async () => {
  ;({ app, fake } = await openStorefront())
})
afterEach(() => app.close())

const CARD = '4111 1111 1111 1111'
const CARD_TOLD = /This looks like a card number/
const NOT_AN_EMAIL = /does not look like an e-mail address/

/** The page of an order that was sent, and its only line. */
const sentOrder = async () => {
  const shopper = await withAddress(app)
  const { location } = await shopper.post('/checkout/payment', await formOf(shopper))
  const [order] = fake.orders.values()
  const [line] = order?.lines ?? []
  assert.ok(order && line)
  order.fulfilment_state = 'fulfilled'
  line.fulfilled_quantity = line.quantity
  return { shopper, path: location, line_id: line.line_id, quantity: `quantity.${line.line_id}` }
}

test('a card number is called one, in whatever field it was typed', async () => {
  const shopper = await withAddress(app)
  for (const field of ['name', 'line1', 'phone', 'vat_id']) {
    const { status, html } = await shopper.post('/checkout', { ...ADDRESS, [field]: CARD })
    assert.deepEqual([status, CARD_TOLD.test(html), NOT_AN_EMAIL.test(html)], [422, true, false], field)
    assert.equal(sentValue(html, 'city'), 'Berlin')
  }
  const german = await shopper.post('/de/checkout', { ...ADDRESS, line1: CARD })
  assert.match(german.html, /Das sieht nach einer Kartennummer aus/)
  assert.match((await shopper.post('/signup', { name: CARD, email: 'ada@example.com', password: 'correct horse' })).html, CARD_TOLD)
})

test('a note that cannot be kept comes back with the code and everything else, whichever button was pressed', async () => {
  const shopper = await withAddress(app)
  for (const note of [`Ring twice ${CARD}`, 'Ring\0twice'])
    for (const pressed of ['apply', 'use_credit', 'keep_credit', 'order']) {
      const sent = { do: pressed, code: 'TEN', method: 'test_invoice', customer_note: note }
      const { status, html } = await shopper.post('/checkout/payment', sent)
      assert.equal(status, 422, pressed)
      assert.match(html, /<a href="#customer_note">/)
      assert.match(html, /<textarea[^>]*>Ring.*twice/)
      assert.equal(sentValue(html, 'code'), 'TEN')
    }
  assert.equal(fake.orders.size, 0)
})

test('a return that is refused shows its form again with what was typed and why', async () => {
  const { shopper, path, quantity } = await sentOrder()
  const typed = { [quantity]: '1', reason: 'damaged', wanted: 'store_credit', note: 'It came torn' }
  const kept = ({ html }: { html: string }) => {
    assert.match(html, /value="1" selected|selected value="1"/)
    assert.match(html, /value="damaged" selected|selected value="damaged"/)
    assert.match(html, /value="store_credit" checked|checked value="store_credit"/)
    assert.match(html, /It came torn/)
  }
  for (const note of [`It came torn ${CARD}`, 'It came torn\0']) {
    const answer = await shopper.post(`${path}/return`, { ...typed, note })
    assert.equal(answer.status, 422)
    assert.match(answer.html, /<a href="#note">/)
    kept(answer)
  }
  fake.failNext('requestReturn', 'TOO_MANY', 422)
  const tooMany = await shopper.post(`${path}/return`, typed)
  assert.equal(tooMany.status, 422)
  assert.match(tooMany.html, /More than that cannot come back\./)
  kept(tooMany)
  fake.failNext('requestReturn', 'NOT_FOUND', 404)
  assert.equal((await shopper.post(`${path}/return`, typed)).status, 404)
})

test('so does a withdrawal', async () => {
  const { shopper, path, quantity } = await sentOrder()
  const typed = { name: 'Ada Lovelace', email: 'ada@home.example', what: 'some', [quantity]: '1', do: 'confirm' }
  const named = await shopper.post(`${path}/withdraw`, { ...typed, name: CARD })
  assert.equal(named.status, 422)
  assert.match(named.html, CARD_TOLD)
  assert.equal(sentValue(named.html, 'email'), 'ada@home.example')
  fake.failNext('withdraw', 'TOO_MANY', 422)
  const refused = await shopper.post(`${path}/withdraw`, typed)
  assert.equal(refused.status, 422)
  assert.match(refused.html, /More than that cannot come back\./)
  assert.equal(sentValue(refused.html, 'name'), 'Ada Lovelace')
  assert.equal(sentValue(refused.html, 'email'), 'ada@home.example')
})

test('of an exchange the other variants of a line are to choose from, sold out ones seen and not chosen; what was chosen is kept and sent', async () => {
  const { shopper, path, line_id, quantity } = await sentOrder()
  const rust = idOf('LL-2301-01')
  const field = `exchange_for.${line_id}`
  const { html } = await shopper.get(`${path}/return`)
  assert.match(html, new RegExp(`<select id="${field}" name="${field}">`))
  const options = [
    ...html
      .slice(html.indexOf(`id="${field}"`))
      .split('</select>')[0]!
      .matchAll(/<option([^>]*)>([^<]*)</g),
  ]
  assert.deepEqual(
    options.map(([, attributes, title]) => [title, /disabled/.test(attributes!)]),
    [
      ['The same once more', false],
      ['Rust', false],
      ['Cream (Sold out)', true],
    ],
  )
  const typed = { [quantity]: '1', reason: 'does_not_fit', wanted: 'exchange', [field]: rust, note: 'In rust, please' }
  const isKept = (answer: { html: string }) => assert.match(answer.html, new RegExp(`(value="${rust}" selected|selected value="${rust}")`))
  isKept(await shopper.post(`${path}/return`, { ...typed, note: `In rust ${CARD}` }))
  fake.failNext('requestReturn', 'NOT_EXCHANGEABLE', 422, { field: 'lines.0.exchange_for', line_id })
  const refused = await shopper.post(`${path}/return`, typed)
  assert.equal(refused.status, 422)
  assert.match(refused.html, new RegExp(`<a href="#${field}">Wool blanket, Moss: It cannot be exchanged for that`))
  isKept(refused)
  const asked = () => fake.calls.filter(({ op }) => op === 'requestReturn').at(-1)?.input as { lines: object[] }
  await shopper.post(`${path}/return`, typed)
  assert.deepEqual(asked().lines, [{ line_id, quantity: 1, reason: 'does_not_fit', exchange_for: rust }])
  for (const sent of [{ wanted: 'refund' }, { [field]: '' }, { [field]: 'nonsense' }]) {
    await shopper.post(`${path}/return`, { ...typed, ...sent })
    assert.deepEqual(asked().lines, [{ line_id, quantity: 1, reason: 'does_not_fit' }])
  }
  assert.doesNotMatch((await shopper.get(`${path}/withdraw`)).html, /exchange_for/)
})

test('a request that cannot be used is not told as a fault of ours', async () => {
  const refuse = (code: string, status: number) => () => Promise.reject(new Failure(code, 'fake', {}, status))
  fake.clients.orders.trackOrder = refuse('INVALID_INPUT', 422)
  const long = await visitor(app).post(`/orders/${'x'.repeat(290)}/pay`, {})
  assert.equal(long.status, 422)
  assert.match(long.html, /This could not be done\./)
  assert.doesNotMatch(long.html, /on our side|It has been noted/)
  fake.clients.catalog.readProduct = refuse('INVALID_INPUT', 422)
  assert.match((await visitor(app).post('/cart', { product: 'x'.repeat(300), quantity: '1' })).html, /This could not be done\./)
  fake.clients.orders.trackOrder = refuse('INTERNAL', 500)
  assert.match((await visitor(app).post('/orders/x/pay', {})).html, /Something went wrong on our side\./)
})

test('what is refused before a page is reached is answered by a page', async () => {
  const shopper = visitor(app)
  const fields = { email: 'ada@example.com', password: 'correct horse' }
  const elsewhere = await shopper.post('/login', fields, { 'sec-fetch-site': 'cross-site' })
  assert.equal(elsewhere.status, 403)
  assert.match(elsewhere.html, /That is not allowed\./)
  const large = await shopper.post('/de/login', { ...fields, email: 'a'.repeat(70_000) })
  assert.equal(large.status, 413)
  assert.match(large.html, /Das ließ sich nicht machen\./)
  const typeless = await shopper.post('/login', fields, { 'content-type': 'text/plain' })
  assert.equal(typeless.status, 415)
  assert.match(typeless.html, /This could not be done\./)
  for (const { headers } of [elsewhere, large, typeless]) {
    assert.equal(headers['content-type'], 'text/html; charset=utf-8')
    assert.match(String(headers['content-security-policy']), /style-src 'self'/)
  }
})
