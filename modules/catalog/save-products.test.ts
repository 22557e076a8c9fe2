import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { catalog } from './contract.ts'
import { exampleProduct, exampleVariants } from './example-product.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const neighbours = openNeighbours()
const shop = await testShop({ catalog }, [catalogModule, ...neighbours.modules])
const { catalog: goods } = shop.clients
const failsWith = (code: string, field?: string) => (error: unknown) =>
  isFailure(error, code) && (field === undefined || error.details.field === field)

test('a created product stands in the list with price and stock, in every language and currency', async () => {
  const saved = await goods.createProduct(exampleProduct({ title: 'Blaue Tasse', on_hand: 3 }))
  assert.equal(saved.slug, 'blaue-tasse')
  const page = await goods.readProduct({ product: saved.slug, currency: 'USD' })
  assert.deepEqual(page.variants[0]?.price, { amount: 1_350, currency: 'USD' })
  for (const currency of ['EUR', 'USD'])
    for (const locale of ['en', 'de']) {
      const list = await goods.listProducts({ locale, currency })
      assert.equal(list.product_count, 1)
      assert.equal(list.products[0]?.in_stock, true)
      assert.equal(list.products[0]?.price?.currency, currency)
      assert.equal(list.products[0]?.only_variant_id, saved.variant_ids[0])
    }
})

test('saving five hundred products takes as many statements as saving one', async () => {
  const counts: number[] = []
  for (const size of [1, 500]) {
    const products = Array.from({ length: size }, (_, i) => exampleProduct({ title: `Plate ${size} ${i}`, on_hand: 1 }))
    const { result, statements } = await countStatements(() => goods.putProducts({ products }, { actor: { kind: 'service', name: 'test' } }))
    assert.ok(
      result.results.every(({ outcome }) => outcome === 'created'),
      JSON.stringify(result.results[0]),
    )
    counts.push(statements)
  }
  assert.equal(counts[0], counts[1])
  console.log(counts)
})
test('x', async () => {
  const s = await goods.createProduct(exampleProduct({ title: 'Shirt', ...exampleVariants(['blue/L', 'blue/M', 'red/L']) }))
  console.log(JSON.stringify(await goods.readProduct({ product: s.product_id }), null, 1))
  console.log(JSON.stringify(await goods.editProduct({ product_id: s.product_id }), null, 1))
  console.log(JSON.stringify(await goods.listProducts({ limit: 2, sort: 'price_desc' }), null, 1))
  console.log(JSON.stringify(await goods.listAllProducts({ limit: 2, query: 'shi' }), null, 1))
  console.log(
    JSON.stringify(
      await goods.resolveVariants({ refs: [{ sku: 'nope' }, { variant_id: s.variant_ids[1] }, { product_id: s.product_id }] }),
      null,
      1,
    ),
  )
  console.log(JSON.stringify(await goods.readDocuments({ product_ids: [s.product_id] }), null, 1))
})
