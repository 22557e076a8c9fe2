/** What a member of a group is shown, by the real catalogue, pricing and search behind real pages, and what that costs. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { catalog } from '#modules/catalog/contract.ts'
import { exampleProduct } from '#modules/catalog/example-product.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customers } from '#modules/customers/contract.ts'
import { customersModule } from '#modules/customers/module.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { media } from '#modules/media/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { search } from '#modules/search/contract.ts'
import { searchModule } from '#modules/search/module.ts'
import { settings } from '#modules/settings/contract.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { type Visitor, visitor } from '#tests/fakes/visitor.ts'

const GOODS = 20
const shop = await testShop({ catalog, pricing, inventory, search, settings, customers }, [
  catalogModule,
  pricingModule,
  inventoryModule,
  searchModule,
  settingsModule({ public_url: 'http://localhost' }),
  customersModule({ secret: new Uint8Array(32).fill(7) }),
  fakeModule(media, {}),
])
const { clients } = shop
const { category_id } = await clients.catalog.saveCategory({ translations: { en: { title: 'Mugs', text: '' } } })
const variant_ids: string[] = []
for (let n = 1; n <= GOODS; n++) {
  const made = await clients.catalog.createProduct(exampleProduct({ title: `Mug ${n}`, amount: n * 1_000, category_ids: [category_id] }))
  variant_ids.push(...made.variant_ids)
}
await shop.settle()

let statements = 0
const { app, fake } = await openStorefront({
  beside: (server, { clients: faked }) => {
    const { catalog: real, pricing: prices, search: index } = clients
    Object.assign(faked, {
      catalog: real,
      pricing: prices,
      search: index,
      customers: { ...faked.customers, readTerms: clients.customers.readTerms },
    })
    server.addHook('onResponse', async (request) => {
      statements = request.counter.statements
    })
  },
})
after(() => app.close())
fake.shop.currencies = ['EUR', 'USD']

const signedIn = async (email: string, customer_group: string | null): Promise<Visitor> => {
  const who = visitor(app)
  await who.submit('/signup', { name: 'Ada', email, password: 'correct horse' })
  const { user } = await clients.customers.register({ name: 'Ada', email, password: 'correct horse' })
  const session = [...fake.sessions.keys()].at(-1) ?? ''
  fake.users.set(user.user_id, { ...user, password: '' })
  fake.sessions.set(session, user.user_id)
  await clients.customers.changeTerms({ user_id: user.user_id, customer_group })
  return who
}
const [member, press, plain] = [
  await signedIn('trade@example.com', 'trade'),
  await signedIn('press@example.com', 'press'),
  await signedIn('any@example.com', null),
]
const list_id = newId()
const list = { list_id, kind: 'list', title: 'Trade', customer_group: 'trade', starts_at: null, ends_at: null, is_active: true } as const

const pricesOn = (html: string) => [...html.matchAll(/class="price-now">€([\d.]+)/g)].map(([, amount]) => Number(amount))
/** The page, and the statements it took. */
const see = async (who: Visitor, path: string) => {
  const { html, headers } = await who.get(path)
  return { html, headers, statements }
}
const PAGES = ['/products', '/c/mugs', '/search?q=mug']

test('while no group has prices of its own a page costs a member nothing, and is the one that everyone shares', async () => {
  for (const path of PAGES) {
    const guest = await see(visitor(app), path)
    assert.equal(pricesOn(guest.html).length, GOODS)
    const own = await see(member, path)
    assert.deepEqual([own.html, own.headers.etag], [guest.html, guest.headers.etag])
    assert.equal((await see(member, path)).statements, 0)
  }
})

test('twenty cards cost a member two statements more than everyone, and a third when nobody has asked for these prices lately', async () => {
  let heard = 0
  shop.db.onChange((tag) => {
    if (tag === 'pricing') heard++
  })
  await clients.pricing.savePriceList({ ...list, off_basis_points: 1_000 })
  await clients.pricing.setListPrices({ list_id, prices: [{ variant_id: variant_ids[0] ?? '', currency: 'EUR', amount: 100 }] })
  while (heard < 4) await setTimeout(5) // each change is heard at once, and again from the database
  await see(member, '/products')
  const taken: number[][] = []
  for (const path of ['/products?sort=name', '/c/mugs?sort=name', '/search?q=mu'])
    taken.push([(await see(visitor(app), path)).statements, (await see(member, path)).statements])
  assert.deepEqual(taken, [
    [1, 3],
    [1, 3],
    [1, 3],
  ])
  await member.submit('/preferences', { currency: 'USD', next: '/cart' })
  assert.deepEqual([(await see(member, '/c/mugs')).statements, (await see(member, '/c/mugs')).statements], [4, 3])
  await member.submit('/preferences', { currency: 'EUR', next: '/cart' })
  assert.equal((await see(visitor(app), '/products?sort=name')).statements, 0)
})

test('a member sees what the cart will charge, in the order of everyone’s prices; others see the page that everyone shares', async () => {
  const own = Array.from({ length: GOODS }, (_, n) => (n === 0 ? 1 : (n + 1) * 9))
  const usual = Array.from({ length: GOODS }, (_, n) => (n + 1) * 10)
  for (const path of PAGES) {
    const [mine, everyones] = [await see(member, path), await see(visitor(app), path)]
    assert.deepEqual(
      pricesOn(mine.html).toSorted((a, b) => a - b),
      own,
      path,
    )
    assert.deepEqual(
      pricesOn(everyones.html).toSorted((a, b) => a - b),
      usual,
      path,
    )
    assert.equal(mine.headers['cache-control'], 'private, no-store')
    for (const who of [press, plain]) {
      const seen = await see(who, path)
      assert.deepEqual([seen.html, seen.statements], [everyones.html, 1], path) // whose they are
    }
  }
  assert.deepEqual(pricesOn((await see(member, '/products?sort=price_asc')).html), own)
  const quote = await clients.pricing.quoteFor({
    currency: 'EUR',
    customer_group: 'trade',
    lines: variant_ids.map((variant_id) => ({ variant_id, quantity: 1 })),
  })
  assert.deepEqual(
    quote.lines.map(({ unit_price }) => unit_price.amount / 100),
    own,
  )
})

test('the home page of a member reads what everyone is shown from memory', async () => {
  await see(member, '/')
  const { statements: again, html } = await see(member, '/')
  assert.equal(again, 2) // whose they are, and which variants the cards stand for
  assert.match(html, /Your price/)
  assert.doesNotMatch((await see(visitor(app), '/')).html, /Your price/)
})

test('a list that is over shows a member everyone’s price at once', async () => {
  await clients.pricing.savePriceList({
    ...list,
    off_basis_points: 1_000,
    ends_at: new Date(shop.clock.now().getTime() + 60_000).toISOString(),
  })
  assert.equal(pricesOn((await see(member, '/c/mugs?sort=price_desc')).html)[0], GOODS * 9)
  shop.clock.move(60)
  const { html, headers } = await see(member, '/c/mugs?sort=price_desc')
  assert.deepEqual([pricesOn(html)[0], headers['cache-control']], [GOODS * 10, 'public, no-cache'])
})
