import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { catalog } from './contract.ts'
import { exampleProduct, exampleVariants } from './example-product.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const shop = await testShop({ catalog }, [catalogModule, ...openNeighbours().modules])
const { catalog: goods } = shop.clients
const mug = await goods.createProduct(exampleProduct({ title: 'Blue mug', sku: 'MUG-BLUE' }))
const shirt = await goods.createProduct(exampleProduct({ title: 'Shirt', status: 'draft', ...exampleVariants(['blue/L', 'red/L']) }))
const titles = (answer: Awaited<ReturnType<typeof goods.findGoods>>) => answer.goods.map(({ title }) => title)

test('goods are found by words and by SKU, whether or not they are on sale', async () => {
  assert.deepEqual(titles(await goods.findGoods({ query: 'shi' })), ['Shirt'])
  assert.deepEqual(titles(await goods.findGoods({ query: 'mug-blue' })), ['Blue mug'])
  assert.deepEqual(titles(await goods.findGoods({ query: '  - ' })), [], 'nothing but marks is no word')
})

test('a variant names its product, each product comes once, and what is gone is left out', async () => {
  const { goods: found } = await goods.findGoods({ product_ids: [shirt.product_id, '01939c2e-0000-7000-8000-000000000001'] })
  const [variant] = found[0]?.variants ?? []
  assert.deepEqual(
    found.map(({ variants }) => variants.map(({ title }) => title)),
    [['blue / L', 'red / L']],
  )
  const asked = { product_ids: [shirt.product_id, mug.product_id], variant_ids: [variant?.variant_id ?? ''] }
  assert.deepEqual(titles(await goods.findGoods(asked)), ['Blue mug', 'Shirt'])
  const { statements } = await countStatements(() => goods.findGoods(asked, { actor: { kind: 'service', name: 'test' } }))
  assert.equal(statements, 1)
})
