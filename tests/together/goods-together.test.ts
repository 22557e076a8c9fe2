import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalog } from '#modules/catalog/contract.ts'
import { exampleProduct } from '#modules/catalog/example-product.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customers } from '#modules/customers/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { media } from '#modules/media/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { search } from '#modules/search/contract.ts'
import { searchModule } from '#modules/search/module.ts'
import { settings } from '#modules/settings/contract.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'

const { clients, settle } = await testShop({ catalog, pricing, inventory, search, settings }, [
  catalogModule,
  fakeModule(customers, {}),
  pricingModule,
  inventoryModule,
  searchModule,
  settingsModule({ public_url: 'http://localhost' }),
  fakeModule(media, {}),
])
const goods = clients.catalog
const { category_id } = await goods.saveCategory({ translations: { en: { title: 'Lighting', text: '' } } })
const lamp = exampleProduct({ title: 'Brass lamp', sku: 'BL-7', amount: 4_900, on_hand: 2, category_ids: [category_id] })
const { product_id, variant_ids, slug } = await goods.createProduct({ ...lamp, product_id: newId() })
const variant_id = variant_ids[0]!
await settle()

/** What a shopper sees of the lamp in the category and in the search. */
const seen = async (q = 'brass lamp') => {
  await settle()
  const listed = (await goods.listProducts({ category: 'lighting' })).products[0]
  const found = (await clients.search.find({ q })).products[0]
  assert.deepEqual(found, listed)
  return listed
}

test('a saved product is listed and found, with its price and stock', async () => {
  const card = await seen()
  assert.deepEqual([card?.slug, card?.price?.amount, card?.in_stock], [slug, 4_900, true])
  assert.deepEqual(await seen('bl7'), card)
  assert.deepEqual((await clients.pricing.quote({ currency: 'EUR', lines: [{ variant_id, quantity: 2 }] })).total, {
    amount: 9_800,
    currency: 'EUR',
  })
})

test('a price changed in pricing is the price on shelf and in search', async () => {
  await clients.pricing.setPrices({
    variant_ids: [variant_id],
    prices: [{ variant_id, currency: 'EUR', amount: 3_900, compare_at_amount: 4_900 }],
  })
  const card = await seen()
  assert.deepEqual([card?.price?.amount, card?.compare_at?.amount], [3_900, 4_900])
})

test('when the last units are held the product is sold out everywhere, and back when they are released', async () => {
  const order_id = newId()
  await clients.inventory.hold({ order_id, lines: [{ variant_id, quantity: 2 }] })
  assert.equal((await seen())?.in_stock, false)
  const form = await goods.editProduct({ product_id })
  assert.deepEqual([form.variants[0]?.on_hand, form.variants[0]?.reserved], [2, 2])
  await assert.rejects(
    goods.updateProduct({ ...lamp, product_id, variants: [{ ...lamp.variants[0]!, on_hand: 1 }] }),
    (error) => isFailure(error, 'BELOW_RESERVED') && error.details.field === 'variants.0.on_hand',
  )
  await clients.inventory.release({ order_id })
  assert.equal((await seen())?.in_stock, true)
})

test('a renamed category is found by its new name', async () => {
  await goods.saveCategory({ category_id, translations: { en: { title: 'Illumination', text: '' } } })
  assert.equal((await seen('illumination brass'))?.slug, slug)
  assert.deepEqual((await clients.search.find({ q: 'lighting' })).products, [])
})

test('a language added in the settings can be listed and searched', async () => {
  await clients.settings.changeSettings({ locales: ['en', 'de', 'fr'] })
  await settle()
  assert.equal((await goods.listProducts({ locale: 'fr' })).product_count, 1)
  assert.equal((await clients.search.find({ q: 'lamp', locale: 'fr' })).products.length, 1)
})

test('a deleted product is neither listed nor found nor priced', async () => {
  await goods.deleteProduct({ product_id })
  assert.equal(await seen(), undefined)
  assert.deepEqual((await clients.pricing.quote({ currency: 'EUR', lines: [{ variant_id, quantity: 1 }] })).unpriced, [variant_id])
})
