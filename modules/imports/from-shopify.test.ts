import assert from 'node:assert/strict'
import { test } from 'node:test'
import { briefly, draftsOf } from './example-files.ts'

const mug = { Handle: 'mug', Title: 'Mug', 'Variant Price': '12.50', 'Variant Inventory Tracker': 'shopify', 'Variant Inventory Qty': '3' }
const one = async (row: { [column: string]: string }) => (await draftsOf([{ ...mug, ...row }]))[0]!

test('a product without a choice has one variant and no options', async () => {
  const { product, problems } = await one({
    'Option1 Name': 'Title',
    'Option1 Value': 'Default Title',
    'Variant SKU': "'0815",
    Vendor: 'Pottery',
  })
  assert.deepEqual(problems, [])
  assert.deepEqual(product, {
    slug: 'mug',
    status: 'active',
    brand: 'Pottery',
    tax_class: undefined,
    translations: { en: { title: 'Mug', description: '' } },
    options: [],
    variants: [
      {
        sku: '0815',
        options: {},
        prices: [{ currency: 'EUR', amount: 1250, compare_at_amount: null }],
        on_hand: 3,
        barcode: undefined,
        weight_grams: undefined,
      },
    ],
  })
})

test('the lines of a handle are one product: the first names the options, each with a value is a variant, the others are pictures', async () => {
  const option = { 'Option1 Name': 'Size', 'Option1 Value': 'S', 'Option2 Name': 'Colour', 'Option2 Value': 'Red' }
  const [draft, pot] = await draftsOf(
    [
      { ...mug, ...option, 'Image Src': 'https://x.test/1.jpg', 'Image Alt Text': 'In red' },
      { ...mug, Title: '', 'Option1 Value': 'M', 'Option2 Value': 'Blue', 'Image Src': 'b.jpg', 'Variant Image': 'b.jpg' },
      { Handle: 'mug', 'Image Src': 'c.jpg' },
      { ...mug, Handle: 'pot', Title: 'Pot' },
    ],
    new Map([['b.jpg', 'hash']]),
  )
  assert.deepEqual(draft?.product?.options, [
    { name: 'Size', values: ['S', 'M'] },
    { name: 'Colour', values: ['Red', 'Blue'] },
  ])
  assert.deepEqual(
    draft.product.variants.map(({ sku, picture }) => [sku, picture]),
    [
      ['mug-s-red', undefined],
      ['mug-m-blue', 'b.jpg'],
    ],
  )
  assert.deepEqual(draft.pictures, [
    { source: 'https://x.test/1.jpg', alt: 'In red' },
    { source: 'b.jpg', alt: 'Mug' },
    { source: 'c.jpg', alt: 'Mug' },
  ])
  assert.deepEqual(briefly(draft.problems), ['2 PICTURE_NOT_FETCHED', '2 PICTURE_NOT_FOUND'])
  assert.equal(pot?.product?.slug, 'pot')
})

test('the column names since 2024 are understood', async () => {
  const [draft] = await draftsOf([
    {
      'URL handle': 'tasse',
      Title: 'Tasse',
      Price: '9.00',
      'Compare-at price': '12',
      SKU: 'T1',
      'Inventory quantity': '7',
      'Weight value (grams)': '250',
      Description: '<p>x</p>',
      Status: 'Active',
      'Published on online store': 'TRUE',
    },
  ])
  const [variant] = draft?.product?.variants ?? []
  assert.deepEqual([variant?.sku, variant?.on_hand, variant?.weight_grams, variant?.prices[0]?.compare_at_amount], ['T1', 7, 250, 1200])
})

test('status and publication decide whether shoppers see it', async () => {
  const status = async (row: { [column: string]: string }) => (await one(row)).product?.status
  assert.equal(await status({ Status: 'active', Published: 'true' }), 'active')
  assert.equal(await status({ Status: 'draft', Published: 'true' }), 'draft')
  assert.equal(await status({ Status: 'archived' }), 'archived')
  assert.equal(await status({ Status: 'active', Published: 'FALSE' }), 'draft')
  assert.equal(await status({ 'Gift Card': 'true' }), 'draft')
})

test('a compare-at price that is not higher is none', async () => {
  const before = async (text: string) =>
    (await one({ 'Variant Compare At Price': text })).product?.variants[0]?.prices[0]?.compare_at_amount
  assert.deepEqual([await before('15'), await before('12.50'), await before('9'), await before('')], [1500, null, null, null])
  assert.deepEqual(briefly((await one({ 'Variant Compare At Price': '1.500' })).problems), ['2 BAD_PRICE!'])
})

test('what is oversold is sold out, and what is not counted but for sale gets a number and a remark', async () => {
  const stock = async (tracker: string, quantity: string) => {
    const { product, problems } = await one({ 'Variant Inventory Tracker': tracker, 'Variant Inventory Qty': quantity })
    return [product?.variants[0]?.on_hand, ...problems.map((problem) => problem.code)]
  }
  assert.deepEqual(await stock('shopify', '-4'), [0])
  assert.deepEqual(await stock('', '0'), [1000, 'STOCK_NOT_COUNTED'])
  assert.deepEqual(await stock('', '5'), [5])
  assert.deepEqual(await stock('shopify', ''), [undefined, 'STOCK_NOT_COUNTED'])
  assert.deepEqual((await stock('shopify', 'many')).slice(1), ['BAD_STOCK'])
})

test('the type is the category; without one the category of Shopify, then the first tag', async () => {
  const categories = async (row: { [column: string]: string }) => (await one(row)).categories
  const more = { 'Product Category': 'Home & Garden > Kitchen', Tags: 'clay, gift' }
  assert.deepEqual(await categories({ ...more, Type: 'Mugs' }), [['Mugs']])
  assert.deepEqual(await categories(more), [['Home & Garden', 'Kitchen']])
  assert.deepEqual(await categories({ Tags: 'clay, gift' }), [['clay']])
  assert.deepEqual(await categories({}), [])
})

test('each mistake is told with its line and keeps out its own product only', async () => {
  const drafts = await draftsOf([
    mug,
    { ...mug, Handle: 'no-price', 'Variant Price': '' },
    { ...mug, Handle: 'bad-price', 'Variant Price': 'free' },
    { ...mug, Handle: 'no-title', Title: '' },
    { ...mug, Handle: '' },
    { ...mug, Handle: 'twin', 'Option1 Name': 'Size', 'Option1 Value': 'S' },
    { ...mug, Handle: 'twin', Title: '', 'Option1 Value': 'S' },
    { ...mug, Handle: 'gap', 'Option1 Name': 'Size', 'Option1 Value': 'S' },
    { ...mug, Handle: 'gap', Title: '', 'Option1 Value': '' },
    { ...mug, Handle: 'long', Title: 'x'.repeat(256) },
    { ...mug, Handle: 'jug', 'Variant SKU': 'mug' },
    mug,
    { ...mug, Handle: 'last' },
  ])
  assert.deepEqual(
    drafts.flatMap((draft) => briefly(draft.problems)),
    [
      '3 NO_PRICE!',
      '4 BAD_PRICE!',
      '5 NO_TITLE!',
      '6 NO_HANDLE!',
      '7 DUPLICATE_VARIANT!',
      '10 NO_OPTION_VALUE!',
      '11 NOT_VALID!',
      '12 DUPLICATE_SKU!',
      '13 DUPLICATE_PRODUCT!',
    ],
  )
  assert.equal(drafts.filter((draft) => draft.problems.length === 0).length, 2)
})
