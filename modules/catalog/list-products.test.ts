import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { assertShelves } from './assert-shelves.ts'
import { catalog } from './contract.ts'
import { exampleProduct, exampleVariants } from './example-product.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const shop = await testShop({ catalog }, [catalogModule, ...openNeighbours().modules])
const { catalog: goods } = shop.clients
const words = (en: string, de: string) => ({ en: { title: en, text: '' }, de: { title: de, text: '' } })

const home = await goods.saveCategory({ translations: words('Home', 'Wohnen') })
const kitchen = await goods.saveCategory({ parent_id: home.category_id, translations: words('Kitchen', 'Küche') })
const cups = await goods.saveCategory({ parent_id: kitchen.category_id, translations: words('Cups', 'Tassen') })
const bath = await goods.saveCategory({ parent_id: home.category_id, translations: words('Bath', 'Bad') })

const PRODUCTS: [string, number, string[]][] = [
  ['Öko Cup', 900, [cups.category_id]],
  ['apron', 2_500, [kitchen.category_id]],
  ['Zinc cup', 900, [cups.category_id, kitchen.category_id]],
  ['Bath mat', 3_100, [bath.category_id]],
  ['Éclair tin', 1_500, [kitchen.category_id, bath.category_id]],
  ['Candle', 700, []],
]
for (const [title, amount, category_ids] of PRODUCTS) {
  await goods.createProduct(exampleProduct({ title, amount, category_ids }))
  shop.clock.move(60)
}
const titles = async (asked: Parameters<typeof goods.listProducts>[0]) =>
  (await goods.listProducts(asked)).products.map(({ title }) => title)

test('a category shows its own products and those of the categories below it, each once', async () => {
  assert.deepEqual(await titles({ category: 'cups' }), ['Zinc cup', 'Öko Cup'])
  assert.deepEqual(await titles({ category: 'kitchen' }), ['Éclair tin', 'Zinc cup', 'apron', 'Öko Cup'])
  assert.deepEqual(await titles({ category: 'home' }), ['Éclair tin', 'Bath mat', 'Zinc cup', 'apron', 'Öko Cup'])
  const counts = await Promise.all(['cups', 'kitchen', 'home', undefined].map((category) => goods.listProducts({ category })))
  assert.deepEqual(
    counts.map(({ product_count }) => product_count),
    [2, 4, 5, 6],
  )
})

test('a list can be sorted by price and by name, regardless of case and accents', async () => {
  assert.deepEqual(await titles({ sort: 'name' }), ['apron', 'Bath mat', 'Candle', 'Éclair tin', 'Öko Cup', 'Zinc cup'])
  assert.deepEqual((await titles({ sort: 'price_asc' })).slice(-3), ['Éclair tin', 'apron', 'Bath mat'])
  assert.deepEqual(await titles({ sort: 'price_desc' }), (await titles({ sort: 'price_asc' })).toReversed())
  assert.deepEqual(await titles({ category: 'kitchen', sort: 'price_asc', limit: 1, page: 4 }), ['apron'])
})

test('pages of every sort put together are the whole list, without a product twice', async () => {
  for (const sort of ['newest', 'price_asc', 'price_desc', 'name'] as const) {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => goods.listProducts({ sort, page, limit: 2 })))
    assert.deepEqual(
      pages.flatMap(({ products }) => products.map(({ title }) => title)),
      await titles({ sort }),
    )
    assert.deepEqual(
      pages.map(({ has_more }) => has_more),
      [true, true, false, false],
    )
  }
})

test('a category says where it is and what is below it, in the asked language', async () => {
  const { category } = await goods.listProducts({ category: 'kitchen', locale: 'de' })
  assert.equal(category?.title, 'Küche')
  assert.deepEqual(category?.breadcrumbs, [
    { slug: 'home', title: 'Wohnen' },
    { slug: 'kitchen', title: 'Küche' },
  ])
  assert.deepEqual(
    category?.children.map(({ title, product_count }) => [title, product_count]),
    [['Tassen', 2]],
  )
  await assert.rejects(goods.listProducts({ category: 'nowhere' }), (error) => isFailure(error, 'NOT_FOUND'))
})

test('all categories come parents first, with counts that include what is below', async () => {
  const { categories } = await goods.listCategories({ locale: 'en' })
  assert.deepEqual(
    categories.map(({ slug, product_count }) => [slug, product_count]),
    [
      ['home', 5],
      ['kitchen', 4],
      ['bath', 2],
      ['cups', 2],
    ],
  )
  assert.equal((await goods.listCategories({ currency: 'USD' })).categories[0]?.product_count, 5)
})

test('a list of a category, a product page, the categories and a basket’s look-up are one statement each', async () => {
  const calls = [
    () => goods.listProducts({ category: 'kitchen', sort: 'name', page: 2 }),
    () => goods.readProduct({ product: 'zinc-cup' }),
    () => goods.listCategories({}),
    () => goods.listAllProducts({ query: 'cup' }),
    () => goods.resolveVariants({ refs: [{ sku: 'x' }] }),
  ]
  const service = { actor: { kind: 'service', name: 'test' } } as const
  for (const call of calls.slice(0, 3)) assert.equal((await countStatements<unknown>(call)).statements, 1)
  assert.equal((await countStatements(() => goods.listAllProducts({ query: 'cup' }, service))).statements, 1)
  assert.equal((await countStatements(() => goods.resolveVariants({ refs: [{ sku: 'x' }] }, service))).statements, 1)
})

test('a language the shop does not have is answered in its own, a region in its language, an unknown currency in the default', async () => {
  await goods.createProduct({ ...exampleProduct({ amount: 5 }), translations: { de: { title: 'Nur deutsch', description: '' } } })
  assert.equal((await titles({ locale: 'fr' }))[0], 'Nur deutsch')
  assert.equal((await goods.listProducts({ category: 'cups', locale: 'de-AT' })).category?.title, 'Tassen')
  assert.equal((await goods.listProducts({ currency: 'JPY' })).products[0]?.price?.currency, 'EUR')
  const page = await goods.readProduct({ product: 'nur-deutsch', locale: 'en' })
  assert.equal(page.title, 'Nur deutsch')
})

test('a product without a price in a currency is not on that currency’s shelf, and its page shows no price', async () => {
  const { product_id } = await goods.createProduct(exampleProduct({ title: 'Euro only', ...exampleVariants(['blue/L']) }))
  assert.ok((await titles({})).includes('Euro only'))
  assert.ok(!(await titles({ currency: 'USD' })).includes('Euro only'))
  assert.equal((await goods.readProduct({ product: product_id, currency: 'USD' })).variants[0]?.price, null)
})

test('a card shows the lowest price, and a former price only where it is higher', async () => {
  const prices = (amount: number, compare_at_amount: number | null) => [{ currency: 'EUR', amount, compare_at_amount }]
  const { options, variants } = exampleVariants(['a/1', 'a/2', 'b/1'])
  const set = [prices(3_000, null), prices(1_000, 1_400), prices(1_000, 900)]
  const { slug } = await goods.createProduct(
    exampleProduct({ title: 'Range', options, variants: variants.map((v, i) => ({ ...v, prices: set[i]! })) }),
  )
  const card = (await goods.listProducts({})).products.find((product) => product.slug === slug)
  assert.deepEqual([card?.price?.amount, card?.compare_at?.amount, card?.has_price_range, card?.variant_count], [1_000, 1_400, true, 3])
  assert.equal(card?.only_variant_id, null)
  const page = await goods.readProduct({ product: slug })
  assert.deepEqual(
    page.variants.map(({ compare_at }) => compare_at?.amount),
    [undefined, 1_400, undefined],
  )
})

test('the breadcrumbs of a product are those of its first category', async () => {
  const page = await goods.readProduct({ product: 'eclair-tin', locale: 'en' })
  assert.deepEqual(
    page.breadcrumbs.map(({ slug }) => slug),
    ['home', 'kitchen'],
  )
  assert.deepEqual((await goods.readProduct({ product: 'candle' })).breadcrumbs, [])
})

test('a basket finds variants by id, by SKU or by a product that has only one, in the order asked', async () => {
  const many = await goods.createProduct(exampleProduct({ title: 'Shirt', ...exampleVariants(['blue/L', 'red/M']) }))
  const one = await goods.readProduct({ product: 'candle' })
  const sku = one.variants[0]!.sku
  const { variants } = await goods.resolveVariants({
    locale: 'de',
    refs: [
      { sku: 'none' },
      { variant_id: many.variant_ids[1] },
      { product_id: one.product_id },
      { product_id: many.product_id },
      { sku },
      { sku },
    ],
  })
  assert.deepEqual(
    variants.map((variant) => variant && [variant.title, variant.variant_title]),
    [null, ['Shirt', 'red / M'], ['Candle', ''], null, ['Candle', ''], ['Candle', '']],
  )
})

test('what an order keeps of a variant says how it is taxed, what it weighs, and all categories it stands in', async () => {
  const book = exampleProduct({ title: 'Book of Cups', tax_class: 'reduced', category_ids: [cups.category_id, bath.category_id] })
  const { product_id, variant_ids } = await goods.createProduct({
    ...book,
    variants: book.variants.map((one) => ({ ...one, weight_grams: 420 })),
  })
  const { variants } = await goods.resolveVariants({ refs: [{ variant_id: variant_ids[0] }] })
  assert.equal(variants[0]?.tax_class, 'reduced')
  assert.equal(variants[0]?.weight_grams, 420)
  assert.deepEqual(variants[0]?.category_ids, [home, kitchen, cups, bath].map(({ category_id }) => category_id).toSorted())
  await goods.deleteProduct({ product_id })
})

test('a variant is found before the catalogue has heard of the shop’s languages', async () => {
  const { product_id, variant_ids } = await goods.createProduct(exampleProduct({ title: 'Early Bowl' }))
  const { rows: languages } = await shop.db.sql<{
    locale: string
    position: number
  }>`DELETE FROM catalog.languages RETURNING locale, position`
  const { variants } = await goods.resolveVariants({ refs: [{ variant_id: variant_ids[0] }] })
  for (const { locale, position } of languages)
    await shop.db.sql`INSERT INTO catalog.languages (locale, position) VALUES (${locale}, ${position})`
  assert.equal(variants[0]?.title, 'Early Bowl')
  await goods.deleteProduct({ product_id })
})

test('a moved category takes its products along; it cannot move below itself', async () => {
  const move = (category_id: string, parent_id: string | null) =>
    goods.saveCategory({ category_id, parent_id, translations: words('Kitchen', 'Küche') })
  await assert.rejects(move(kitchen.category_id, cups.category_id), (error) => isFailure(error, 'CATEGORY_CYCLE'))
  await assert.rejects(move(kitchen.category_id, kitchen.category_id), (error) => isFailure(error, 'CATEGORY_CYCLE'))
  await move(kitchen.category_id, bath.category_id)
  assert.equal((await goods.listProducts({ category: 'bath' })).product_count, 5)
  await move(kitchen.category_id, null)
  assert.equal((await goods.listProducts({ category: 'home' })).product_count, 2)
  assert.deepEqual(
    (await goods.listProducts({ category: 'cups' })).category?.breadcrumbs.map(({ slug }) => slug),
    ['kitchen', 'cups'],
  )
  await assertShelves(shop.db)
})

test('a deleted category leaves its products in the shop and its children one step higher', async () => {
  await goods.deleteCategory({ category_id: kitchen.category_id })
  assert.deepEqual(
    (await goods.listProducts({ category: 'cups' })).category?.breadcrumbs.map(({ slug }) => slug),
    ['cups'],
  )
  assert.ok((await titles({})).includes('apron'))
  await assert.rejects(goods.listProducts({ category: 'kitchen' }), (error) => isFailure(error, 'NOT_FOUND'))
  await assert.rejects(goods.deleteCategory({ category_id: kitchen.category_id }), (error) => isFailure(error, 'NOT_FOUND'))
  await assertShelves(shop.db)
})

test('an address names one category; one made of a title counts up', async () => {
  await assert.rejects(goods.saveCategory({ slug: 'cups', translations: words('Mugs', 'Becher') }), (error) =>
    isFailure(error, 'SLUG_TAKEN'),
  )
  assert.equal((await goods.saveCategory({ translations: words('Cups', 'Tassen') })).slug, 'cups-2')
})

test('staff read how many units of a product can be sold, over all its variants', async () => {
  const { options, variants } = exampleVariants(['a/1', 'a/2'])
  const title = 'Counted goods'
  await goods.createProduct(exampleProduct({ title, options, variants: variants.map((variant, i) => ({ ...variant, on_hand: 3 + i })) }))
  const { products } = await goods.listAllProducts({ query: 'counted' }, { actor: { kind: 'service', name: 'test' } })
  assert.deepEqual(
    products.map(({ available, variant_count }) => [available, variant_count]),
    [[7, 2]],
  )
})
