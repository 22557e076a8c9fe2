import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testShop } from '#platform/testing.ts'
import { imports } from './contract.ts'
import type { DemoShop } from './demo-shop.ts'
import { importsModule } from './module.ts'
import { neighboursForTests, storedName } from './neighbours-for-tests.ts'

const translations = { en: { title: 'Kitchen', text: '' } }
const variant = { options: {}, prices: [] }
const product: Pick<DemoShop['products'][number], 'status' | 'translations' | 'category_ids' | 'options'> = {
  status: 'active',
  translations: {},
  category_ids: [],
  options: [],
}
const rendered = (base64: string) => ({
  width: 9,
  height: 9,
  files: (['webp', 'avif'] as const).map((format) => ({ width: 9, format, base64 })),
})
const shop: DemoShop = {
  categories: [
    { slug: 'kitchen', parent_slug: null, translations, position: 0 },
    { slug: 'cups', parent_slug: 'kitchen', translations },
  ],
  products: [
    {
      ...product,
      slug: 'mug',
      category_slugs: ['cups'],
      variants: [{ ...variant, sku: 'M1', picture: 'mug-1' }],
      pictures: [{ name: 'mug-1', alt: 'A mug' }],
    },
    {
      ...product,
      slug: 'jug',
      category_slugs: [],
      variants: [{ ...variant, sku: 'J1', picture: 'jug-1', prices: [{ currency: 'EUR', amount: 800, compare_at_amount: 1_000 }] }],
      pictures: [{ name: 'jug-1', alt: 'Not drawn' }],
    },
  ],
  hero: { base: 'hero', alt: { en: 'Mugs' }, read: async () => rendered('aGVybw==') },
  pictures: [
    {
      base: 'mug-1',
      read: async () => rendered('bXVn'),
    },
  ],
}

const around = neighboursForTests()
const { clients } = await testShop({ imports }, [importsModule({ demo: async () => shop }), ...around.modules])

test('the demo shop is loaded with its tree and its pictures, and again without doubling anything', async () => {
  assert.deepEqual(await clients.imports.loadDemo({}), { products: 2, categories: 2, created: 2 })
  const [kitchen, cups] = around.categories
  assert.deepEqual([kitchen?.slug, cups?.slug, cups?.parent_id], ['kitchen', 'cups', kitchen?.category_id])
  assert.deepEqual(around.products.get('M1')?.pictures, [{ name: storedName('bXVn'), alt: 'A mug' }])
  assert.equal(around.products.get('M1')?.variants[0]?.picture, storedName('bXVn'))
  assert.deepEqual([around.hero()?.name, around.hero()?.alt], [storedName('aGVybw=='), { en: 'Mugs' }])
  assert.deepEqual([around.products.get('J1')?.pictures, around.products.get('J1')?.variants[0]?.picture], [[], null])

  assert.deepEqual(around.prices.get('J1'), [1_000, 800]) // at the price before its reduction first

  assert.deepEqual(await clients.imports.loadDemo({}), { products: 2, categories: 2, created: 0 })
  assert.deepEqual(around.prices.get('J1'), [1_000, 800, 800])
  assert.equal(around.categories.length, 2)
})
