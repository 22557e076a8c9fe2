import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { sentValue, visitor } from '#tests/fakes/visitor.ts'

let app: FastifyInstance
let fake: FakeShop
beforeEach(async () => {
  ;({ app, fake } = await openStorefront())
})
afterEach(() => app.close())

const ADA = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse' }

test('someone signs up, is greeted, changes the profile, and signs out, all without scripts', async () => {
  const shopper = visitor(app)
  const account = await shopper.submit('/signup', ADA)
  assert.match(account.html, /Signed in as ada@example\.com/)
  assert.equal(shopper.cookies.get('souk_badge'), '0.Ada')
  assert.match((await shopper.submit('/account', { name: 'Ada Lovelace' })).html, /Saved\./)
  const left = await shopper.post('/logout', {})
  assert.equal(left.location, '/')
  assert.equal(fake.sessions.size, 0)
  assert.deepEqual([...shopper.cookies.keys()], [])
  assert.equal((await shopper.get('/account')).status, 303)
})

test('merely opening /logout signs nobody out', async () => {
  const shopper = visitor(app)
  await shopper.submit('/signup', ADA)
  await shopper.get('/logout')
  assert.equal(fake.sessions.size, 1)
})

test('the cart of a guest comes along at sign-in', async () => {
  const shopper = visitor(app)
  await shopper.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '2' })
  await shopper.submit('/signup', ADA)
  assert.equal(shopper.cookies.get('souk_badge'), '2.Ada')
  assert.match((await shopper.get('/cart')).html, /Wool blanket/)
})

test('signing in ends the session that was there before and opens another', async () => {
  const shopper = visitor(app)
  await shopper.submit('/signup', ADA)
  const before = shopper.cookies.get('sid_plain')
  await shopper.submit('/login', { email: ADA.email, password: ADA.password })
  assert.notEqual(shopper.cookies.get('sid_plain'), before)
  assert.equal(fake.sessions.size, 1)
})

test('a wrong password keeps the e-mail, never the password, and says one thing for all', async () => {
  const { status, html } = await visitor(app).post('/login', { email: 'ada@example.com', password: 'canary-secret' })
  assert.equal(status, 401)
  assert.equal(sentValue(html, 'email'), 'ada@example.com')
  assert.match(html, /do not belong together/)
  assert.doesNotMatch(html, /canary-secret/)
})

test('a taken address and a short password are told at their fields', async () => {
  await visitor(app).submit('/signup', ADA)
  const taken = await visitor(app).post('/signup', ADA)
  assert.equal(taken.status, 409)
  assert.match(taken.html, /<a href="#email">E-mail: There is an account/)
  const short = await visitor(app).post('/signup', { ...ADA, email: 'b@example.com', password: 'short' })
  assert.match(short.html, /<a href="#password">Password: At least 8 characters/)
})

test('after signing in one goes on only within this shop', async () => {
  await visitor(app).submit('/signup', ADA)
  const elsewhere = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/%09/evil.example'.replace('%09', '\t'),
    'javascript:alert(1)',
    '\\\\evil.example',
    '/ /evil.example',
    'evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '',
  ]
  for (const next of elsewhere) {
    const { location } = await visitor(app).post('/login', { email: ADA.email, password: ADA.password, next })
    assert.equal(location, '/account', JSON.stringify(next))
    assert.equal((await visitor(app).post('/preferences', { currency: 'EUR', next })).location, '/', JSON.stringify(next))
  }
  const inside = await visitor(app).post('/login', { email: ADA.email, password: ADA.password, next: '/checkout?x=1' })
  assert.equal(inside.location, '/checkout?x=1')
})

test('where one goes on may be named in any script', async () => {
  const shopper = visitor(app)
  await shopper.submit('/signup', ADA)
  const addresses = {
    '/日本': '/%E6%97%A5%E6%9C%AC',
    '/?x=日本': '/?x=%E6%97%A5%E6%9C%AC',
    '/\u200bevil': '/%E2%80%8Bevil',
    '/#日': '/#%E6%97%A5',
  }
  for (const [next, location] of Object.entries(addresses)) {
    const query = `/login?${new URLSearchParams({ next })}`
    for (const answer of [
      await visitor(app).post('/login', { email: ADA.email, password: ADA.password, next }),
      await visitor(app).post(query, { email: ADA.email, password: ADA.password }),
      await shopper.get(query),
      await shopper.post('/preferences', { next }),
    ])
      assert.deepEqual([answer.status, answer.location], [303, location], answer.html)
  }
})

test('pages of an account ask for sign-in first and come back afterwards', async () => {
  const shopper = visitor(app)
  const asked = await shopper.get('/de/account/orders')
  assert.equal(asked.location, '/de/login?next=%2Fde%2Faccount%2Forders')
  const { html } = await shopper.get(asked.location)
  assert.equal(sentValue(html, 'next'), '/de/account/orders')
})

test('a password is changed with the present one only', async () => {
  const shopper = visitor(app)
  await shopper.submit('/signup', ADA)
  const refused = await shopper.post('/account/password', { old_password: 'wrong', new_password: 'another horse' })
  assert.match(refused.html, /<a href="#old_password">/)
  assert.match(
    (await shopper.submit('/account/password', { old_password: ADA.password, new_password: 'another horse' })).html,
    /Your password is changed/,
  )
})

test('over https all cookies are Secure and the session is bound to its host', async () => {
  const secure = await openStorefront({ public_url: 'https://shop.example' })
  const { headers } = await visitor(secure.app).post('/signup', ADA)
  const cookies = [headers['set-cookie']].flat().map(String)
  assert.ok(cookies.some((one) => one.startsWith('__Host-sid=')))
  for (const one of cookies) assert.match(one, /; Secure/)
  await secure.app.close()
})
