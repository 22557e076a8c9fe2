import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { type Visitor, visitor } from '#tests/fakes/visitor.ts'

let app: FastifyInstance
let fake: FakeShop
before(async () => {
  ;({ app, fake } = await openStorefront())
})
after(() => app.close())

/** Someone who is signed in, and in this group. */
const memberOf = async (group: string | null): Promise<Visitor> => {
  const email = `${group}-${fake.users.size}@example.com`
  const who = visitor(app)
  await who.submit('/signup', { name: 'Ada', email, password: 'correct horse' })
  const user = [...fake.users.values()].find((one) => one.email === email)
  if (group) fake.groups.set(user?.user_id ?? '', group)
  return who
}

/** The cards of a page by their product: what they cost, and whether they say that the price is the visitor's own. */
const cardsOf = (html: string) =>
  new Map(
    (html.match(/<article class="card.*?<\/article>/g) ?? []).map((card) => {
      const amount = Number(/class="price-now">(?:from |ab )?[^\d]*([\d.,]+)/.exec(card)?.[1]?.replaceAll(',', ''))
      return [/\/p\/([a-z0-9-]+)"/.exec(card)?.[1] ?? '', { amount, is_own: /Your price|Ihr Preis/.test(card), card }]
    }),
  )

const LISTS = ['/', '/products', '/products?sort=price_asc', '/c/kitchen', '/search?q=wool', '/search?q=xyzzy', '/p/wool-blanket', '/cart']

for (const path of LISTS)
  test(`the cards of ${path} show a member the group’s prices, on a page that nobody may keep, and guests everyone’s`, async () => {
    const guest = await visitor(app).get(path)
    const own = await (await memberOf('trade')).get(path, { 'if-none-match': String(guest.headers.etag) })
    assert.deepEqual([own.status, own.headers['cache-control'], own.headers.etag], [200, 'private, no-store', undefined])
    const [usual, cheaper] = [cardsOf(guest.html), cardsOf(own.html)]
    assert.ok(usual.size > 0)
    assert.deepEqual([...cheaper.keys()], [...usual.keys()])
    for (const [slug, { amount, is_own, card }] of cheaper) {
      assert.equal(amount, Math.floor((usual.get(slug)?.amount ?? 0) * 50) / 100, slug)
      assert.ok(is_own, slug)
      assert.doesNotMatch(card, /price-was|price-lowest|is-sale/)
      assert.equal(usual.get(slug)?.is_own, false)
    }
    const again = await visitor(app).get(path)
    assert.deepEqual(cardsOf(again.html), usual)
    if (path !== '/cart') assert.equal(again.headers.etag, guest.headers.etag)
  })

test('a German page says it in German', async () => {
  const { html } = await (await memberOf('trade')).get('/de/products')
  assert.match(html, /<span class="price-group">Ihr Preis<\/span>/)
  assert.doesNotMatch((await visitor(app).get('/de/products')).html, /Ihr Preis/)
})

test('what is suggested while typing has the member’s price', async () => {
  const ask = async (who: Visitor) => {
    const { html, headers } = await who.get('/search/suggest?q=wool%20blanket')
    return [JSON.parse(html)[0].price, headers['cache-control']]
  }
  assert.deepEqual(await ask(visitor(app)), ['$149.00', 'public, no-cache'])
  assert.deepEqual(await ask(await memberOf('trade')), ['$74.50', 'private, no-store'])
  assert.deepEqual(await ask(visitor(app)), ['$149.00', 'public, no-cache'])
})

test('a product that costs a member what it costs everyone has no mark on its page', async () => {
  const { quoteFor } = fake.clients.pricing
  fake.clients.pricing.quoteFor = (asked, call) => quoteFor({ ...asked, customer_group: null }, call)
  const page = await (await memberOf('trade')).get('/p/wool-blanket')
  fake.clients.pricing.quoteFor = quoteFor
  assert.match(page.html, /\$149\.00/)
  assert.doesNotMatch(page.html.split('id="related"')[0] ?? '', /Your price/)
})

test('a card whose price is everyone’s has no mark, on a member’s page too', async () => {
  const { readGroupPrices } = fake.clients.catalog
  fake.clients.catalog.readGroupPrices = async (asked, call) => {
    const [first, ...others] = (await readGroupPrices(asked, call)).prices
    const { products } = await fake.clients.catalog.listProducts({ currency: 'USD', limit: 100 })
    const usual = new Map(products.map(({ product_id, price }) => [product_id, price]))
    const as_usual = others.map((one) => ({ ...one, price: usual.get(one.product_id) ?? one.price })) // only a dearer variant costs less
    return { prices: first ? [first, ...as_usual] : [] }
  }
  const { html } = await (await memberOf('trade')).get('/products')
  fake.clients.catalog.readGroupPrices = readGroupPrices
  assert.equal(html.match(/Your price/g)?.length, 1)
})

test('a member of a group without prices of its own, and who is in none, get the shared page; nothing is asked that a guest is not asked', async () => {
  const [press, plain] = [await memberOf('press'), await memberOf(null)]
  const { customers, catalog, pricing } = fake.clients
  const asked: string[] = []
  for (const [client, op] of [
    [catalog, 'readGroupPrices'],
    [catalog, 'listProducts'],
    [pricing, 'quoteFor'],
    [customers, 'readTerms'],
  ] as const) {
    const before_it = client[op as never] as (...all: unknown[]) => unknown
    client[op as never] = ((...all: unknown[]) => {
      asked.push(op)
      return before_it(...all)
    }) as never
  }
  for (const path of ['/', '/products', '/c/kitchen', '/search?q=wool', '/p/wool-blanket']) {
    const guest = await visitor(app).get(path)
    asked.length = 0
    for (const who of [press, plain]) {
      const { html, headers } = await who.get(path)
      assert.deepEqual([headers.etag, html], [guest.headers.etag, guest.html], path)
    }
    assert.deepEqual(asked, ['readTerms', 'readTerms'], path)
  }
  fake.priced_groups.clear()
  asked.length = 0
  await press.get('/products')
  assert.deepEqual(asked, [])
})
