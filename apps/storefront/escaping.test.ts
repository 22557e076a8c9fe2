import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { visitor } from '#tests/fakes/visitor.ts'

/** Would run in each place a page could put it: text, attribute, script, JSON. */
const CANARY = `"'></script><script>canary()</script><img src=x onerror=canary()>`

let app: FastifyInstance
let fake: FakeShop
before(async () => {
  ;({ app, fake } = await openStorefront())
  poison(fake)
})
after(() => app.close())

/** Every text anybody could have written becomes the canary, however deep it lies. */
const poisoned = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((one) => poisoned(one, key))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poisoned(one, name)]))
  return typeof value === 'string' && TEXTS.has(key) ? `${value} ${CANARY}` : value
}
const TEXTS = new Set([
  'title',
  'text',
  'description',
  'brand',
  'alt',
  'variant_title',
  'sku',
  'value',
  'shop_name',
  'name',
  'note',
  'who',
  'what',
  'query',
])

const poison = ({ clients }: FakeShop) => {
  for (const client of Object.values(clients)) {
    const operations: Record<string, (...given: never[]) => Promise<unknown>> = client
    for (const [name, run] of Object.entries(operations)) {
      const answer = async (...given: never[]) => poisoned(await run(...given))
      if (name !== 'signUp' && name !== 'signIn') Object.defineProperty(client, name, { value: answer })
    }
  }
}

const check = (path: string, html: string) => {
  assert.equal(/<script>canary|<img src=x|<x/.exec(html)?.[0], undefined, `${path}: the canary is alive`)
  for (const [tag] of html.matchAll(/<[a-z][^<>]*>/g)) assert.doesNotMatch(tag.replaceAll(/"[^"]*"/g, ''), /canary/, `${path}: ${tag}`)
  for (const [, json = ''] of html.matchAll(/<script type="application\/(?:ld\+)?json"[^>]*>(.*?)<\/script>/gs)) JSON.parse(json)
}

const q = encodeURIComponent(CANARY)
const PATHS = ['/', '/products', '/c/kitchen', '/p/wool-blanket', `/search?q=${q}`, '/search?q=wool', `/login?next=${q}`, `/nowhere/${q}`]

test('texts from the catalogue, the settings and the address are shown, never run', async () => {
  for (const path of PATHS) {
    const { html } = await visitor(app).get(path)
    check(path, html)
  }
  const { html } = await visitor(app).get('/p/wool-blanket')
  assert.match(html, /canary\(\)/, 'the canary was there to be found')
})

test('what a shopper types comes back as text: in forms, in the cart, on the order', async () => {
  const shopper = visitor(app)
  const { variants } = await openClean()
  await shopper.post('/cart', { variant_id: variants[0]?.variant_id ?? '', quantity: '1' })
  check('/cart', (await shopper.get('/cart')).html)
  const fields = ['email', 'name', 'company', 'line1', 'line2', 'postal_code', 'city', 'region', 'country', 'phone', 'method']
  const bad = await shopper.post('/checkout', Object.fromEntries(fields.map((name) => [name, CANARY])))
  assert.equal(bad.status, 422)
  check('/checkout', bad.html)
  for (const path of ['/signup', '/login'])
    check(path, (await shopper.post(path, { name: CANARY, email: CANARY, password: CANARY, next: CANARY })).html)
  const version = fake.carts.get(shopper.cookies.get('souk_cart') ?? '')?.version
  const address = { name: `Ada ${CANARY}`, line1: CANARY, city: CANARY, postal_code: '10115', country: 'DE' }
  const placed = await shopper.post('/checkout', { ...address, email: 'a@b.example', method: 'test_card', cart_version: String(version) })
  assert.equal(placed.status, 303)
  check('/orders', (await shopper.get(placed.location)).html)
})

const openClean = async () => {
  const { app: other, fake: clean } = await openStorefront()
  await other.close()
  return clean.clients.catalog.readProduct({ product: 'wool-blanket' })
}
