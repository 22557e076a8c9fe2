import assert from 'node:assert/strict'
import { test } from 'node:test'
import { briefly, draftsOf } from './example-files.ts'

const bag = {
  sku: 'bag',
  store_view_code: '',
  attribute_set_code: 'Bag',
  product_type: 'simple',
  name: 'Bag',
  price: '34.0000',
  special_price: '',
  special_price_to_date: '',
  visibility: 'Catalog, Search',
  product_online: '1',
  qty: '5',
  manage_stock: '1',
  is_in_stock: '1',
  categories: 'Default Category/Gear/Bags,Default Category',
  url_key: 'bag',
}
const part = (sku: string, name: string) => ({
  ...bag,
  sku,
  name,
  url_key: sku,
  visibility: 'Not Visible Individually',
  base_image: `/${sku}.jpg`,
})
const hoodie = {
  ...bag,
  sku: 'MH',
  name: 'Hoodie',
  url_key: 'hoodie',
  product_type: 'configurable',
  price: '',
  configurable_variations: 'sku=MH-S,size=S,color=Black|sku=MH-M,size=M,color=Red, dark',
  configurable_variation_labels: 'size=Size,color=Colour',
}
const one = async (row: { [column: string]: string }) => (await draftsOf([{ ...bag, ...row }]))[0]!

test('a configurable product takes its variants from the simple ones it names, which are then no products of their own', async () => {
  const drafts = await draftsOf([part('MH-S', 'Hoodie-S'), part('MH-M', 'Hoodie-M'), hoodie, bag], new Map([['/MH-S.jpg', 'hash']]))
  assert.equal(drafts.length, 2)
  assert.deepEqual(drafts[0]?.product?.options, [
    { name: 'Size', values: ['S', 'M'] },
    { name: 'Colour', values: ['Black', 'Red, dark'] },
  ])
  assert.deepEqual(
    drafts[0].product.variants.map(({ sku, prices, on_hand }) => [sku, prices[0]?.amount, on_hand]),
    [
      ['MH-S', 3400, 5],
      ['MH-M', 3400, 5],
    ],
  )
  assert.deepEqual(briefly(drafts[0].problems), ['4 PICTURE_NOT_FOUND'])
})

test('categories are paths below the root category', async () => {
  assert.deepEqual((await one({})).categories, [['Gear', 'Bags']])
})

test('a special price without dates is a reduction; with dates it holds while they do', async () => {
  const price = async (row: { [column: string]: string }) => (await one(row)).product?.variants[0]?.prices[0]
  assert.deepEqual(await price({ special_price: '30' }), { currency: 'EUR', amount: 3000, compare_at_amount: 3400 })
  assert.deepEqual(await price({ special_price: '30', special_price_to_date: '2026-01-01' }), {
    currency: 'EUR',
    amount: 3400,
    compare_at_amount: null,
  })
  assert.deepEqual(await price({ special_price: '30', special_price_to_date: '1/2/26' }), {
    currency: 'EUR',
    amount: 3400,
    compare_at_amount: null,
  })
})

test('out of stock is out of stock, whatever the number', async () => {
  assert.equal((await one({ is_in_stock: '0' })).product?.variants[0]?.on_hand, 0)
  assert.equal((await one({ manage_stock: '0', qty: '0' })).product?.variants[0]?.on_hand, 1000)
})

test('what cannot be brought over is said', async () => {
  const drafts = await draftsOf([
    { ...bag, sku: 'kit', product_type: 'bundle' },
    part('alone', 'Part of nothing'),
    bag,
    { ...bag, store_view_code: 'de', name: 'Tasche' },
    { ...hoodie, configurable_variations: 'sku=gone,size=S' },
  ])
  assert.deepEqual(
    drafts.flatMap((draft) => briefly(draft.problems)),
    ['2 KIND_NOT_SUPPORTED!', '3 NO_PARENT!', '4 NOT_KEPT', '6 NO_VARIANT!'],
  )
  assert.equal(drafts[2]?.product?.translations.en?.title, 'Bag')
})
