import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalog } from '#modules/catalog/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { search } from './contract.ts'
import { type Document, exampleDocument, exampleSettings } from './example-document.ts'
import { indexProducts } from './index-products.ts'
import { searchModule } from './module.ts'

const VIEWS = ['en', 'de'].flatMap((locale) => ['EUR', 'USD'].map((currency) => ({ locale, currency })))

/** What the catalogue has; a test changes it and says which products. */
const goods = new Map<string, Document[]>()
let meanwhile: (() => Promise<unknown>) | undefined
const shop = await testShop({ search, catalog }, [
  searchModule,
  fakeModule(catalog, {
    readDocuments: async ({ product_ids }) => {
      const documents = structuredClone(product_ids.flatMap((id) => goods.get(id) ?? []))
      const work = meanwhile
      meanwhile = undefined
      await work?.()
      return { documents }
    },
  }),
  fakeModule(settings, { readOwn: async () => exampleSettings({}) }),
])
const { search: finder } = shop.clients

type Words = {
  title: string
  de?: string
  brand?: string
  skus?: string
  categories?: string
  description?: string
  amount?: number
  currencies?: string[]
}
const put = (product_id: string, { title, de, amount = 100, currencies = ['EUR', 'USD'], ...rest }: Words) =>
  goods.set(
    product_id,
    VIEWS.filter(({ currency }) => currencies.includes(currency)).map(({ locale, currency }) => {
      const shown = locale === 'de' ? (de ?? title) : title
      return exampleDocument({ ...rest, product_id, locale, currency, amount, title: shown })
    }),
  )
const say = (product_ids: string[]) => shop.db.sql`
  INSERT INTO catalog.outbox (type, aggregate_id, payload)
  VALUES ('catalog.products_changed', ${newId()}, jsonb_build_object('batch_id', ${newId()}::text, 'product_ids', ${json(product_ids)}::jsonb))`
const add = async (...all: Words[]) => {
  const ids = all.map((one) => {
    const id = newId()
    put(id, one)
    return id
  })
  await say(ids)
  await shop.settle()
  return ids
}
const titles = async (q: string, view: { locale?: string; currency?: string } = {}) =>
  (await finder.find({ q, ...view })).products.map(({ title }) => title)

await add(
  { title: 'Blue coffee mug', de: 'Blaue Kaffeetasse', skus: 'MUG-100.4 4006381333931', brand: 'Nord', categories: 'Kitchen Cups' },
  { title: 'Running shoes', de: 'Laufschuhe, Größe 42', skus: 'RS42', brand: 'Volta', description: 'For people who run. Not a mug.' },
  { title: 'Mug', skus: 'M1' },
  { title: 'Toner cartridge', skus: 'TN-2110', brand: 'Brother', description: 'Original black toner' },
  { title: 'The Who, live', skus: 'LP1' },
)

test('all words must be there, in any field; the last may be unfinished', async () => {
  assert.deepEqual(await titles('coffee mug'), ['Blue coffee mug'])
  assert.deepEqual(await titles('nord kitchen'), ['Blue coffee mug'])
  assert.deepEqual(await titles('blue cof'), ['Blue coffee mug'])
  assert.deepEqual(await titles('coffee shoes'), [])
})

test('words are found in other forms, in the language asked', async () => {
  assert.deepEqual(await titles('run shoe'), ['Running shoes'])
  assert.deepEqual(await titles('shoes runni'), ['Running shoes'])
  assert.deepEqual(await titles('kaffeetassen', { locale: 'de' }), ['Blaue Kaffeetasse'])
  assert.deepEqual(await titles('kaffeetassen', { locale: 'en' }), [])
  assert.deepEqual(await titles('kaffeetasse', { locale: 'de-AT' }), ['Blaue Kaffeetasse'])
})

test('umlauts are found however they are typed', async () => {
  for (const q of ['größe', 'GRÖSSE', 'groesse', 'grosse']) assert.deepEqual(await titles(q, { locale: 'de' }), ['Laufschuhe, Größe 42'], q)
})

test('a code is found whole, in parts, with or without separators, and comes first', async () => {
  for (const q of ['MUG-100.4', 'mug100.4', 'mug1004', 'mug 100 4', '100.4', '4006381333931', '400638'])
    assert.deepEqual(await titles(q), ['Blue coffee mug'], q)
  for (const q of ['tn2110', 'tn 2110', 'TN-2110', 'tn-21', 'brother tn2110']) assert.deepEqual(await titles(q), ['Toner cartridge'], q)
})

test('the title itself comes first, then the title’s words, then the description', async () => {
  assert.deepEqual(await titles('mug'), ['Mug', 'Blue coffee mug', 'Running shoes'])
})

test('a query of stop words finds what is called so', async () => {
  assert.deepEqual(await titles('the who'), ['The Who, live'])
})

test('whatever is typed, search answers', async () => {
  const odd = [
    "'",
    '"',
    'a"b',
    '!',
    '& | ! ( )',
    '<->',
    ':*',
    'mug:*',
    "mug'",
    '%',
    '\\',
    '😀',
    'mug 😀',
    '\ud800',
    'x'.repeat(200),
    'ß'.repeat(200),
    '日本語',
    '1e999',
    '-1',
    'http://a.b/c?d=e',
    'a@b.c',
    '<b>',
    '½ ⅓',
    '\u202e',
    '1-2-3-4-5-6-7-8-9-0 '.repeat(9),
  ]
  for (const q of odd) assert.ok(Array.isArray((await finder.find({ q })).products), q)
  assert.deepEqual(await titles('mug 😀'), await titles('mug'))
})

test('a search is one statement, and none when nothing can be searched', async () => {
  assert.equal((await countStatements(() => finder.find({ q: 'blue mug' }))).statements, 1)
  assert.equal((await countStatements(() => finder.find({ q: ' ?! ' }))).statements, 0)
})

test('a product is found only in currencies it is sold in, and its card shows that price', async () => {
  await add({ title: 'Euro lamp', currencies: ['EUR'] })
  assert.deepEqual(await titles('euro lamp'), ['Euro lamp'])
  assert.deepEqual(await titles('euro lamp', { currency: 'USD' }), [])
  assert.equal((await finder.find({ q: 'coffee', currency: 'USD' })).products[0]?.price?.currency, 'USD')
})

test('a change is found, what it replaced is not, and a product that is gone is not found', async () => {
  const [id = ''] = await add({ title: 'Wooden spoon' })
  put(id, { title: 'Steel ladle', amount: 5 })
  await say([id])
  await shop.settle()
  assert.deepEqual(await titles('wooden'), [])
  assert.equal((await finder.find({ q: 'ladle' })).products[0]?.price?.amount, 5)
  goods.delete(id)
  await say([id])
  await shop.settle()
  assert.deepEqual(await titles('ladle'), [])
  assert.deepEqual((await shop.db.sql`SELECT FROM search.cards WHERE product_id = ${id}`).rows, [])
  assert.deepEqual((await shop.db.sql`SELECT FROM search.readings WHERE product_id = ${id}`).rows, [])
})

test('a new price changes the card and leaves the analysed words alone', async () => {
  const [id = ''] = await add({ title: 'Kettle' })
  const rowVersion = async () =>
    (await shop.db.sql<{ v: string }>`SELECT xmin::text AS v FROM search.documents WHERE product_id = ${id} AND locale = 'en'`).rows[0]?.v
  const before = await rowVersion()
  put(id, { title: 'Kettle', amount: 777 })
  await say([id])
  await shop.settle()
  assert.equal((await finder.find({ q: 'kettle' })).products[0]?.price?.amount, 777)
  assert.equal(await rowVersion(), before)
})

test('of two readings under way the newer wins, whichever is written last', async () => {
  const [id = ''] = await add({ title: 'Version one' })
  const read = () =>
    indexProducts(
      { db: shop.db, catalog: shop.clients.catalog },
      { event_id: newId(), type: '', aggregate_id: '', sequence: 1, occurred_at: '', payload: { batch_id: newId(), product_ids: [id] } },
      async () => {},
    )
  meanwhile = () => {
    put(id, { title: 'Version two' })
    return read()
  }
  await read()
  assert.deepEqual(await titles('version'), ['Version two'])
  meanwhile = () => {
    goods.delete(id)
    return read()
  }
  await read()
  assert.deepEqual(await titles('version'), [])
})

test('pages put together are the whole answer, without a product twice', async () => {
  await add(...Array.from({ length: 25 }, (_, i) => ({ title: `Plate number ${i}` })))
  const pages = await Promise.all([1, 2, 3].map((page) => finder.find({ q: 'plate', page, limit: 10 })))
  assert.equal(new Set(pages.flatMap(({ products }) => products.map(({ product_id }) => product_id))).size, 25)
  assert.deepEqual(
    pages.map(({ has_more }) => has_more),
    [true, true, false],
  )
})
