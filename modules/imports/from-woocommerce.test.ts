import assert from 'node:assert/strict'
import { test } from 'node:test'
import { briefly, draftsOf } from './example-files.ts'

const cap = { ID: '7', Type: 'simple', SKU: 'cap', Name: 'Cap', Published: '1', 'Regular price': '18', Stock: '4', 'In stock?': '1' }
const tee = {
  ...cap,
  ID: '8',
  Type: 'variable',
  SKU: 'tee',
  Name: 'Tee',
  'Regular price': '',
  Stock: '',
  'Attribute 1 name': 'Colour',
  'Attribute 1 value(s)': 'Blue, Red',
  'Attribute 2 name': 'Size',
  'Attribute 2 value(s)': 'S, M, L',
}
const variation = { ...cap, Type: 'variation', Parent: 'tee', 'Attribute 1 name': 'Colour', 'Attribute 2 name': 'Size' }
const one = async (row: { [column: string]: string }) => (await draftsOf([{ ...cap, ...row }]))[0]!

test('a simple product is one variant; what it says about itself stays in its text', async () => {
  const { product, categories, problems } = await one({
    'Short description': 'Warm.',
    Description: '<p>Knitted.</p>\\n<p>By hand.</p>',
    'Attribute 1 name': 'Wool',
    'Attribute 1 value(s)': 'Merino, Alpaca',
    Categories: 'Clothing > Hats, Gifts\\, small',
    'Weight (kg)': '0.2',
  })
  assert.deepEqual(problems, [])
  assert.equal(product?.translations.en?.description, 'Warm.\n\nKnitted.\n\nBy hand.\n\nWool: Merino, Alpaca')
  assert.deepEqual(categories, [['Clothing', 'Hats'], ['Gifts, small']])
  assert.deepEqual(
    [product.options, product.variants[0]?.sku, product.variants[0]?.weight_grams, product.variants[0]?.on_hand],
    [[], 'cap', 200, 4],
  )
})

test('variations find their parent by SKU or number, wherever they stand', async () => {
  const drafts = await draftsOf([
    { ...variation, SKU: 'tee-red', 'Attribute 1 value(s)': 'Red', 'Attribute 2 value(s)': 'S' },
    tee,
    cap,
    {
      ...variation,
      SKU: 'tee-blue',
      Parent: 'id:8',
      'Attribute 1 value(s)': 'Blue',
      'Attribute 2 value(s)': 'M',
      Images: 'https://x.test/blue.png',
    },
    { ...variation, SKU: 'lost', Parent: 'gone', 'Attribute 1 value(s)': 'Blue' },
  ])
  assert.deepEqual(
    drafts.map(({ product }) => product?.variants.map(({ sku }) => sku)),
    [['tee-red', 'tee-blue'], ['cap'], undefined],
  )
  assert.deepEqual(drafts[0]?.product?.options, [
    { name: 'Colour', values: ['Red', 'Blue'] },
    { name: 'Size', values: ['S', 'M'] },
  ])
  assert.equal(drafts[0].product.variants[1]?.picture, 'https://x.test/blue.png')
  assert.deepEqual(briefly(drafts[2]?.problems ?? []), ['6 NO_PARENT!'])
})

test('a variation that leaves a choice open stands for each of its values, and its units are shared out', async () => {
  const [draft] = await draftsOf([tee, { ...variation, SKU: 'tee-blue', 'Attribute 1 value(s)': 'Blue', Stock: '10' }])
  assert.deepEqual(
    draft?.product?.variants.map(({ sku, options, on_hand }) => [sku, options.Size, on_hand]),
    [
      ['tee-blue-s', 'S', 4],
      ['tee-blue-m', 'M', 3],
      ['tee-blue-l', 'L', 3],
    ],
  )
  assert.deepEqual(briefly(draft.problems), ['3 STOCK_SHARED'])
})

test('a variation that is named outright comes before one that leaves a choice open', async () => {
  const [draft] = await draftsOf([
    tee,
    { ...variation, SKU: 'tee-blue', 'Attribute 1 value(s)': 'Blue', 'Regular price': '20' },
    { ...variation, SKU: 'special', 'Attribute 1 value(s)': 'Blue', 'Attribute 2 value(s)': 'M' },
  ])
  assert.deepEqual(
    draft?.product?.variants.map(({ sku, prices }) => [sku, prices[0]?.amount]),
    [
      ['tee-blue-s', 2000],
      ['tee-blue-l', 2000],
      ['special', 1800],
    ],
  )
})

test('a variation that stands for more variants than a product can have is refused, not computed', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [
      [`Attribute ${i + 1} name`, `A${i}`],
      [`Attribute ${i + 1} value(s)`, Array.from({ length: 50 }, (_, value) => `v${value}`).join(', ')],
    ]).flat(),
  )
  const open = Object.fromEntries(Object.entries(many).filter(([column]) => column.endsWith('name')))
  const [draft] = await draftsOf([
    { ...tee, ...many },
    { ...variation, ...open, SKU: 'any' },
  ])
  assert.deepEqual(briefly(draft?.problems ?? []), ['3 NOT_VALID!'])
})

test('a sale counts while it is on, and its dates are said to need a hand', async () => {
  const price = async (row: { [column: string]: string }) => {
    const { product, problems } = await one({ 'Sale price': '16', ...row })
    const { amount, compare_at_amount } = product?.variants[0]?.prices[0] ?? {}
    return [amount, compare_at_amount, ...problems.map((problem) => problem.code)]
  }
  assert.deepEqual(await price({}), [1600, 1800])
  assert.deepEqual(await price({ 'Sale price': '18' }), [1800, null])
  assert.deepEqual(await price({ 'Regular price': '1800', 'Sale price': '1.500' }), [180000, null, 'BAD_PRICE'])
  assert.deepEqual(await price({ 'Date sale price starts': '2026-02-01', 'Date sale price ends': '2026-03-01' }), [1600, 1800, 'NOT_KEPT'])
  assert.deepEqual(await price({ 'Date sale price starts': '2026-03-02' }), [1800, null, 'NOT_KEPT'])
  assert.deepEqual(await price({ 'Date sale price ends': '2026-02-28' }), [1800, null])
})

test('stock follows the count, else the word', async () => {
  const stock = async (Stock: string, in_stock: string) => {
    const { product, problems } = await one({ Stock, 'In stock?': in_stock })
    return [product?.variants[0]?.on_hand, ...problems.map((problem) => problem.code)]
  }
  assert.deepEqual(await stock('5', '1'), [5])
  assert.deepEqual(await stock('0', '1'), [0])
  assert.deepEqual(await stock('-2', '1'), [0])
  assert.deepEqual(await stock('', '0'), [0])
  assert.deepEqual(await stock('', '1'), [1000, 'STOCK_NOT_COUNTED'])
})

test('what the shop has no place for is said: kinds are refused, features are dropped', async () => {
  const problems = async (row: { [column: string]: string }) => briefly((await one(row)).problems)
  assert.deepEqual(await problems({ Type: 'grouped', 'Grouped products': 'a, b' }), ['2 KIND_NOT_SUPPORTED!'])
  assert.deepEqual(await problems({ Type: 'external', 'External URL': 'https://x.test' }), ['2 KIND_NOT_SUPPORTED!'])
  assert.deepEqual(await problems({ Type: 'booking' }), ['2 KIND_NOT_SUPPORTED!'])
  assert.deepEqual(await problems({ Type: 'variable' }), ['2 NO_VARIANT!'])
  assert.deepEqual(await problems({ Type: 'simple, downloadable, virtual', 'Download 1 URL': 'https://x.test/a.zip' }), ['2 NOT_KEPT'])
  assert.deepEqual(await problems({ 'Backorders allowed?': 'notify' }), ['2 NOT_KEPT'])
  assert.equal((await one({ 'Visibility in catalog': 'hidden' })).product?.status, 'draft')
  assert.equal((await one({ Published: '0' })).product?.status, 'draft')
  assert.equal((await one({ Published: '-1' })).product?.status, 'draft')
})
