/** A file is imported, its owner works on what came in, and a newer file comes: by the real imports, catalogue, pricing and inventory. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalog } from '#modules/catalog/contract.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customers } from '#modules/customers/contract.ts'
import { imports } from '#modules/imports/contract.ts'
import { csvOf } from '#modules/imports/example-files.ts'
import { importsModule } from '#modules/imports/module.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { media } from '#modules/media/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { settings } from '#modules/settings/contract.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { fakeModule, testShop } from '#platform/testing.ts'

const picture = { name: 'a'.repeat(40), width: 900, height: 600, widths: [320] }
const { clients, settle } = await testShop({ imports, catalog, pricing, settings }, [
  importsModule({ demo: async () => ({ categories: [], products: [], pictures: [], hero: null }) }),
  catalogModule,
  fakeModule(customers, {}),
  pricingModule,
  inventoryModule,
  fakeModule(media, {
    describePictures: async ({ names }) => ({ pictures: names.map((name) => (name === picture.name ? picture : null)) }),
  }),
  settingsModule({ public_url: 'http://localhost' }),
])
const { catalog: goods } = clients
await clients.settings.changeSettings({ locales: ['en', 'de'], currencies: ['EUR', 'CHF'] })
await settle()

type Row = { [column: string]: string }
const stock = (units: number): Row => ({ 'Variant Inventory Tracker': 'shopify', 'Variant Inventory Qty': String(units) })
const shirtOf = (units: number, price = '20.00'): Row[] => [
  {
    Handle: 'shirt',
    Title: 'Shirt',
    'Option1 Name': 'Size',
    'Option1 Value': 'S',
    'Variant SKU': 'S',
    'Variant Price': price,
    ...stock(units),
  },
  { Handle: 'shirt', 'Option1 Value': 'M', 'Variant SKU': 'M', 'Variant Price': price, ...stock(units) },
]
const mugOf = (price: string): Row[] => [{ Handle: 'mug', Title: 'Mug', Vendor: 'Nord', 'Variant Price': price, ...stock(3) }]

/** How many products are new, changed and the same. */
const bring = async (rows: Row[], options: { currency?: string; dry_run?: boolean } = {}) => {
  const file = { bytes: Buffer.from(csvOf(rows)), content_type: 'text/csv', headers: {} }
  const { import_id } = await clients.imports.startImport({ ...file, ...options })
  await settle()
  const { state, created, updated, unchanged, refused } = await clients.imports.readImport({ import_id })
  assert.deepEqual([state, refused], ['done', 0])
  return [created, updated, unchanged]
}
const formOf = async (slug: string) => {
  const { product_id } = await goods.readProduct({ product: slug })
  return goods.editProduct({ product_id })
}

test('what was done to a product between two imports is there after the second, and a dry run says what that will change', async () => {
  assert.deepEqual(await bring(shirtOf(5)), [1, 0, 0])
  const { product_id, version: _v, created_at: _c, updated_at: _u, ...form } = await formOf('shirt')
  const { category_id } = await goods.saveCategory({ translations: { en: { title: 'Summer', text: '' } } })
  await goods.updateProduct({
    ...form,
    product_id,
    brand: 'Nord',
    category_ids: [category_id],
    translations: { en: { title: 'Shirt', description: 'Of linen.' }, de: { title: 'Hemd', description: 'Aus Leinen.' } },
    pictures: [{ name: picture.name, alt: 'A shirt' }],
    variants: form.variants.map(({ reserved: _r, ...variant }) => ({
      ...variant,
      prices: [...variant.prices, { currency: 'CHF', amount: 2_200, compare_at_amount: 2_500 }],
      barcode: `401234567890${variant.sku === 'S' ? 1 : 2}`,
      weight_grams: 180,
      picture: picture.name,
    })),
  })
  await settle()
  const worked_on = await formOf('shirt')

  for (const dry_run of [true, false]) assert.deepEqual(await bring(shirtOf(5), { dry_run }), [0, 0, 1])
  assert.deepEqual(await formOf('shirt'), worked_on)
  for (const dry_run of [true, false]) assert.deepEqual(await bring(shirtOf(4, '19.00'), { dry_run }), [0, 1, 0])

  const { version, updated_at, ...after } = await formOf('shirt')
  assert.equal(version, worked_on.version + 1)
  assert.deepEqual(
    { ...after, version: worked_on.version, updated_at: worked_on.updated_at },
    {
      ...worked_on,
      variants: worked_on.variants.map((variant) => ({
        ...variant,
        on_hand: 4,
        prices: variant.prices.map((price) => (price.currency === 'EUR' ? { ...price, amount: 1_900 } : price)),
      })),
    },
  )
  const page = await goods.readProduct({ product: 'shirt', locale: 'de', currency: 'CHF' })
  assert.deepEqual(
    [page.title, page.brand, page.pictures.length, page.variants.map(({ price, picture: shown }) => [price?.amount, shown?.name])],
    ['Hemd', 'Nord', 1, Array(2).fill([2_200, picture.name])],
  )
  for (const dry_run of [true, false]) assert.deepEqual(await bring(shirtOf(4, '19.00'), { dry_run }), [0, 0, 1])
})

test('a second currency comes by a second import and takes no price of the first away', async () => {
  const chf = { currency: 'CHF' }
  assert.deepEqual(await bring(mugOf('12.50')), [1, 0, 0])
  for (const dry_run of [true, false]) assert.deepEqual(await bring(mugOf('13.00'), { ...chf, dry_run }), [0, 1, 0])
  const { variants } = await formOf('mug')
  const variant_ids = variants.map(({ variant_id }) => variant_id)
  const { prices } = await clients.pricing.readPrices({ variant_ids })
  assert.deepEqual(
    prices.map(({ currency, amount }) => [currency, amount]),
    [
      ['CHF', 1_300],
      ['EUR', 1_250],
    ],
  )
  for (const currency of ['CHF', 'EUR']) assert.equal((await goods.listProducts({ currency })).product_count, 2)
  assert.deepEqual(await bring(mugOf('13.00'), chf), [0, 0, 1])
  assert.deepEqual(await bring(mugOf('12.50')), [0, 0, 1])
})
