import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { visitor } from '#tests/fakes/visitor.ts'

let app: FastifyInstance
let fake: FakeShop
before(async () => {
  ;({ app, fake } = await openStorefront())
})
after(() => app.close())

const blanket = { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '2' }

test('a cart works without scripts: add by options, change, remove', async () => {
  const shopper = visitor(app)
  const added = await shopper.submit('/cart', blanket)
  assert.match(added.html, /Wool blanket/)
  assert.match(added.html, /\$298\.00/)
  const variant_id = /name="variant_id" value="([^"]+)"/.exec(added.html)?.[1] ?? ''
  assert.match((await shopper.submit('/cart/lines', { variant_id, quantity: '3' })).html, /\$447\.00/)
  assert.equal(shopper.cookies.get('souk_badge'), '3.')
  const emptied = await shopper.submit('/cart/lines', { variant_id, quantity: '3', remove: '1' })
  assert.match(emptied.html, /Your cart is empty/)
  assert.equal(shopper.cookies.get('souk_badge'), '0.')
})

test('what is not sold in the currency says so with a way back or out, and the checkout stays shut until then', async () => {
  const shopper = visitor(app)
  await shopper.submit('/cart', blanket)
  fake.only_in_euros.add('wool-blanket')
  const { html } = await shopper.get('/cart')
  assert.match(html, /Not sold in USD\./)
  assert.match(html, /name="currency" value="EUR">Switch to EUR</)
  assert.doesNotMatch(html, /href="\/checkout"/)
  for (const path of ['/checkout', '/checkout/delivery', '/checkout/payment'])
    assert.equal((await shopper.get(path)).location, '/cart', path)
  assert.equal((await shopper.post('/checkout', { email: 'ada@example.com' })).location, '/cart')
  assert.equal((await shopper.post('/preferences', { currency: 'EUR', next: '/cart' })).location, '/cart')
  assert.match((await shopper.get('/cart')).html, /href="\/checkout"/)
  assert.equal((await shopper.get('/checkout')).status, 200)
  fake.only_in_euros.clear()
})

test('the cart’s cookie is out of reach for scripts and other sites; the badge may be read', async () => {
  const { headers } = await visitor(app).post('/cart', blanket)
  const cookies = [headers['set-cookie']].flat().map(String)
  assert.match(cookies.find((one) => one.startsWith('souk_cart=')) ?? '', /HttpOnly/)
  assert.match(cookies.find((one) => one.startsWith('souk_cart=')) ?? '', /SameSite=Lax/)
  assert.doesNotMatch(cookies.find((one) => one.startsWith('souk_badge=')) ?? '', /HttpOnly/)
})

test('what cannot be bought brings the product’s page back, with the choice and quantity kept', async () => {
  const { status, html } = await visitor(app).post('/cart', { ...blanket, 'option.Colour': 'Cream', quantity: '7' })
  assert.equal(status, 409)
  assert.match(html, /role="alert"/)
  assert.match(html, /value="Cream" checked/)
  assert.match(html, /name="quantity"[^>]*value="7"/)
})

test('a quantity is a whole number from 1 to 10,000, whatever a form says', async () => {
  const calls = fake.calls.length
  for (const quantity of ['-1', '0', '1.5', '1e3', '0x10', '10001', '99999999999', 'many', ' ']) {
    const { status } = await visitor(app).post('/cart', { ...blanket, quantity })
    assert.equal(status, 422, quantity)
  }
  assert.equal(fake.calls.length, calls)
})

test('a cart that is gone or someone else’s is replaced by a new one', async () => {
  const shopper = visitor(app)
  shopper.cookies.set('souk_cart', '00000000-0000-4000-8000-000000000000')
  fake.failNext('addLine', 'NOT_FOUND', 404)
  await shopper.submit('/cart', blanket)
  assert.notEqual(shopper.cookies.get('souk_cart'), '00000000-0000-4000-8000-000000000000')
  shopper.cookies.set('souk_cart', "x'; DROP TABLE carts")
  assert.match((await shopper.get('/cart')).html, /Your cart is empty/)
})

test('a script of ours gets the same cart as finished texts', async () => {
  const answer = await visitor(app).post('/cart', blanket, { accept: 'application/json' })
  const { count, subtotal, lines } = JSON.parse(answer.html)
  assert.deepEqual([count, subtotal, lines[0].title, lines[0].line_total], [2, '$298.00', 'Wool blanket', '$298.00'])
  const refused = await visitor(app).post('/cart', { ...blanket, 'option.Colour': 'Cream' }, { accept: 'application/json' })
  assert.deepEqual([refused.status, Object.keys(JSON.parse(refused.html))], [409, ['failed']])
})

test('another site’s form changes nothing', async () => {
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])
    assert.equal((await visitor(app).post('/cart', blanket, headers)).status, 403)
})

test('over https the cart is tied to its host; one of before is found once, and moves', async () => {
  const secure = await openStorefront({ public_url: 'https://shop.example' })
  const guest = visitor(secure.app)
  await guest.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '2' })
  const cart_id = guest.cookies.get('__Host-souk_cart') ?? ''
  assert.ok(cart_id && !guest.cookies.has('souk_cart'))
  const old = visitor(secure.app)
  old.cookies.set('souk_cart', cart_id)
  assert.match((await old.get('/cart')).html, /Wool blanket/)
  assert.deepEqual([old.cookies.get('__Host-souk_cart'), old.cookies.get('souk_cart')], [cart_id, undefined])
  old.cookies.set('souk_cart', '00000000-0000-4000-8000-000000000000') // planted by a neighbour
  assert.match((await old.get('/cart')).html, /Wool blanket/)
  assert.deepEqual([old.cookies.get('__Host-souk_cart'), old.cookies.get('souk_cart')], [cart_id, undefined])
  await old.post('/logout', {})
  assert.deepEqual([...old.cookies.keys()], [])
  await secure.app.close()
})
