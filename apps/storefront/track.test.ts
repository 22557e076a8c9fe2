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

test('a guest asks for the link to an order; the page says the same whatever there is', async () => {
  const guest = visitor(app)
  for (const path of ['/', '/login', '/policies/withdrawal']) assert.match((await guest.get(path)).html, /href="\/track"/, path)
  assert.match((await guest.get('/track')).html, /name="number"/)
  const { location } = await guest.post('/track', { number: '48120937', email: 'ada@example.com' })
  assert.equal(location, '/track?sent=1')
  assert.match((await guest.get('/track?sent=1')).html, /we have sent you the link/)
  assert.match((await guest.get('/de/track?sent=1')).html, /haben wir Ihnen den Link gesendet/)
  assert.deepEqual(fake.calls.at(-1)?.input, { number: '48120937', email: 'ada@example.com' })
})

test('what is missing is told at its field, and too many tries are', async () => {
  const guest = visitor(app)
  const { status, html } = await guest.post('/track', { number: '48120937', email: 'ada' })
  assert.equal(status, 422)
  assert.match(html, /value="48120937"/)
  fake.failNext('sendOrderLink', 'TOO_MANY_TRIES', 429)
  const slowed = await guest.post('/track', { number: '48120937', email: 'ada@example.com' })
  assert.equal(slowed.status, 429)
  assert.match(slowed.html, /Too many tries/)
})
