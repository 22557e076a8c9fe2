import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { catalog, type ProductInput } from './contract.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const neighbours = openNeighbours()
const shop = await testShop({ catalog }, [catalogModule, ...neighbours.modules])
const { catalog: goods } = shop.clients
const service = { actor: { kind: 'service', name: 'test' } } as const
const [front, back] = ['a'.repeat(16), 'b'.repeat(16)]
for (const name of [front, back]) neighbours.pictures.set(name, { name, width: 10, height: 10, widths: [10] })
const { category_id } = await goods.saveCategory({ translations: { en: { title: 'Shirts', text: '' } } })

/** As a file brings it: one language, one currency, neither pictures nor a brand. */
const told = (slug: string, sizes = ['S', 'M']): ProductInput => ({
  slug,
  status: 'active',
  translations: { en: { title: 'Shirt', description: '' } },
  category_ids: [],
  options: [{ name: 'size', values: sizes }],
  pictures: [],
  variants: sizes.map((size) => ({ sku: `${slug}-${size}`, options: { size }, prices: [{ currency: 'EUR', amount: 1_000 }] })),
})

/** The same after its owner has worked on it. */
const finished = (slug: string): ProductInput => ({
  ...told(slug),
  brand: 'Nord',
  translations: { en: { title: 'Shirt', description: 'Linen.' }, de: { title: 'Hemd', description: 'Leinen.' } },
  category_ids: [category_id],
  pictures: [{ name: front, alt: 'From the front' }],
  variants: told(slug).variants.map((variant) => ({
    ...variant,
    prices: [...variant.prices, { currency: 'CHF', amount: 1_100, compare_at_amount: 1_500 }],
    barcode: '4012345678901',
    weight_grams: 200,
    picture: front,
  })),
})

const put = async (product: ProductInput, options: { keep_unnamed?: boolean; dry_run?: boolean } = { keep_unnamed: true }) =>
  (await goods.putProducts({ products: [product], ...options }, service)).results[0]!
const stored = async (slug: string) => goods.editProduct({ product_id: (await goods.readProduct({ product: slug })).product_id })
const pricesOf = async (slug: string) =>
  (await stored(slug)).variants.map(({ prices }) => prices.map(({ currency, amount }) => `${currency} ${amount}`).toSorted())

test('what is left out of a known product stays, and a product that differs in nothing else is unchanged', async () => {
  await put(finished('linen'))
  const before = await stored('linen')
  assert.equal((await put(told('linen'), { keep_unnamed: true, dry_run: true })).outcome, 'unchanged')
  assert.equal((await put(told('linen'))).outcome, 'unchanged')
  const dearer = told('linen')
  for (const { prices } of dearer.variants) prices[0]!.amount = 1_250
  assert.equal((await put(dearer, { keep_unnamed: true, dry_run: true })).outcome, 'updated')
  assert.equal((await put(dearer)).outcome, 'updated')
  const { variants, version: _v, updated_at: _u, ...after } = await stored('linen')
  const { variants: known, version: _w, updated_at: _b, ...same } = before
  assert.deepEqual(after, same)
  assert.deepEqual(
    variants.map((variant) => ({ ...variant, prices: [] })),
    known.map((variant) => ({ ...variant, prices: [] })),
  )
  assert.deepEqual(await pricesOf('linen'), Array(2).fill(['CHF 1100', 'EUR 1250']))
})

test('what is named replaces, one language and one currency at a time', async () => {
  await put(finished('wool'))
  const wanted = finished('wool')
  const [small, medium] = wanted.variants
  const { outcome } = await put({
    ...wanted,
    brand: null,
    translations: { de: { title: 'Wollhemd', description: 'Wolle.' } },
    pictures: [{ name: back, alt: 'From behind' }],
    variants: [
      { ...small!, prices: [{ currency: 'CHF', amount: 900 }], picture: back, barcode: null },
      { ...medium!, prices: [], picture: undefined },
    ],
  })
  assert.equal(outcome, 'updated')
  const after = await stored('wool')
  assert.deepEqual([after.brand, after.translations.de?.title, after.translations.en?.title], [null, 'Wollhemd', 'Shirt'])
  assert.deepEqual(
    after.pictures.map(({ name, alt }) => [name, alt]),
    [[back, 'From behind']],
  )
  assert.deepEqual(
    after.variants.map(({ picture, barcode, weight_grams }) => [picture, barcode, weight_grams]),
    [
      [back, null, 200],
      [null, '4012345678901', 200], // its picture is gone
    ],
  )
  assert.deepEqual(await pricesOf('wool'), [
    ['CHF 900', 'EUR 1000'],
    ['CHF 1100', 'EUR 1000'],
  ])
  assert.equal(after.variants[0]?.prices.find(({ currency }) => currency === 'CHF')?.compare_at_amount, null)
})

test('a variant keeps what is its own under another SKU; a new one has what is named, and one that is left out goes', async () => {
  await put(finished('silk'))
  const wanted = told('silk', ['M', 'L'])
  wanted.variants[0]!.sku = 'silk-medium'
  await put(wanted)
  const { variants } = await stored('silk')
  assert.deepEqual(
    variants.map(({ sku, barcode }) => [sku, barcode]),
    [
      ['silk-medium', '4012345678901'],
      ['silk-L', null],
    ],
  )
  assert.deepEqual(await pricesOf('silk'), [['CHF 1100', 'EUR 1000'], ['EUR 1000']])
})

test('without the word all of it is replaced', async () => {
  await put(finished('felt'))
  await put(told('felt'), {})
  const { brand, translations, pictures } = await stored('felt')
  assert.deepEqual([brand, Object.keys(translations), pictures, await pricesOf('felt')], [null, ['en'], [], [['EUR 1000'], ['EUR 1000']]])
})

test('to keep takes as many statements as to replace, for one product as for a hundred', async () => {
  const counts = new Set<number>()
  for (const [size, keep_unnamed] of [
    [1, false],
    [1, true],
    [100, true],
  ] as const) {
    const products = Array.from({ length: size }, (_, i) => told(`plain-${size}-${keep_unnamed}-${i}`))
    await goods.putProducts({ products }, service)
    const drafts = products.map((product) => ({ ...product, status: 'draft' as const }))
    const { result, statements } = await countStatements(() => goods.putProducts({ products: drafts, keep_unnamed }, service))
    assert.ok(result.results.every(({ outcome }) => outcome === 'updated'))
    counts.add(statements)
  }
  assert.equal(counts.size, 1, `${[...counts]}`)
})
