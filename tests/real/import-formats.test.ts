import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { catalog } from '#modules/catalog/contract.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customers } from '#modules/customers/contract.ts'
import { type ImportRun, imports } from '#modules/imports/contract.ts'
import { importsModule } from '#modules/imports/module.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { mediaModule } from '#modules/media/module.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { isFailure } from '#platform/errors.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { missing, sharedFile } from './shared-data.ts'

const skip = missing('import-formats')
const { clients, settle } = await testShop({ imports, catalog }, [
  importsModule({ demo: async () => ({ categories: [], products: [], pictures: [], hero: null }) }),
  catalogModule,
  fakeModule(customers, {}),
  pricingModule,
  inventoryModule,
  mediaModule({ store: { put: async () => {}, get: async () => undefined } }),
  settingsModule({ public_url: 'http://localhost' }),
])

const bring = async (file: string): Promise<ImportRun> => {
  const bytes = await readFile(sharedFile(`import-formats/${file}`))
  const { import_id } = await clients.imports.startImport({
    bytes,
    content_type: 'text/csv',
    headers: {},
    file_name: file,
    currency: 'USD',
  })
  await settle()
  return clients.imports.readImport({ import_id })
}
const counts = ({ state, created, updated, unchanged, refused }: ImportRun) => [state, created, updated, unchanged, refused]
const view = { currency: 'USD', locale: 'en' }

test('the sample files of Shopify come in whole, and again change nothing', { skip }, async () => {
  for (const file of ['shopify-apparel.csv', 'shopify-home-and-garden.csv', 'shopify-jewelery.csv']) {
    assert.deepEqual(counts(await bring(file)), ['done', 20, 0, 0, 0], file)
    assert.deepEqual(counts(await bring(file)), ['done', 0, 0, 20, 0], file)
  }
  const bracelet = await clients.catalog.readProduct({ product: 'leather-anchor', ...view })
  assert.deepEqual(
    bracelet.variants.map(({ options, price, compare_at }) => [options, price?.amount, compare_at?.amount]),
    [
      [{ Color: 'Gold' }, 6999, 8500],
      [{ Color: 'Silver' }, 5500, 8500],
    ],
  )
  const { product_count } = await clients.catalog.listProducts({ category: 'bracelet', ...view })
  assert.ok(product_count >= 5)
})

test('the sample file of WooCommerce comes in but for the set and the product of another shop', { skip }, async () => {
  const run = await bring('woocommerce-sample-products.csv')
  assert.deepEqual(counts(run), ['done', 13, 0, 0, 2])
  assert.deepEqual(
    run.problems.filter(({ is_fatal }) => is_fatal).map(({ line, code }) => [line, code]),
    [
      [17, 'KIND_NOT_SUPPORTED'],
      [18, 'KIND_NOT_SUPPORTED'],
    ],
  )
  const hoodie = await clients.catalog.readProduct({ product: 'hoodie', ...view })
  assert.deepEqual([hoodie.variants.length, hoodie.breadcrumbs.map(({ title }) => title)], [6, ['Clothing', 'Hoodies']])
  const red = hoodie.variants.find(({ sku }) => sku === 'cc-hoodie-red')
  assert.deepEqual([red?.price?.amount, red?.compare_at?.amount, red?.in_stock], [4200, 4500, true])
  const shirt = await clients.catalog.readProduct({ product: 't-shirt', ...view })
  assert.equal(shirt.variants.length, 9)
  assert.deepEqual(counts(await bring('woocommerce-sample-products.csv')), ['done', 0, 0, 13, 2])
})

test('files of other systems are refused with the formats that can be read', { skip }, async () => {
  for (const file of ['vendure-products.csv', 'dummyjson-products.json', 'northwind.sql'])
    await assert.rejects(
      bring(file),
      (error) => isFailure(error, 'UNKNOWN_FORMAT') && /Shopify, WooCommerce and Magento 2/.test(error.message),
      file,
    )
})
