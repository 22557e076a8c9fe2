import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { testShop } from '#platform/testing.ts'
import { catalog } from './contract.ts'
import { exampleProduct } from './example-product.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const shop = await testShop({ catalog }, [catalogModule, ...openNeighbours().modules])
const { catalog: goods } = shop.clients
const service = { actor: { kind: 'service', name: 'test' } } as const

test('a dry run answers what putting the same products comes to, and leaves everything as it is', async () => {
  const [same, other] = ['Bowl', 'Jug'].map((title) => exampleProduct({ title, on_hand: 2 }))
  await goods.putProducts({ products: [same!, other!] }, service)
  const wanted = [
    same!,
    { ...other!, brand: 'Nord' },
    exampleProduct({ title: 'Lid' }),
    { ...exampleProduct({ title: 'Spoon' }), category_ids: [newId()] },
  ]
  const { product_count } = await goods.listProducts({})
  const rehearsed = await goods.putProducts({ products: wanted, dry_run: true }, service)
  assert.deepEqual(
    rehearsed.results.map(({ outcome, code }) => [outcome, code]),
    [
      ['unchanged', null],
      ['updated', null],
      ['created', null],
      ['refused', 'UNKNOWN_CATEGORY'],
    ],
  )
  assert.equal((await goods.listProducts({})).product_count, product_count)
  const { results } = await goods.putProducts({ products: wanted }, service)
  assert.deepEqual(
    results.map(({ outcome, code }) => [outcome, code]),
    rehearsed.results.map(({ outcome, code }) => [outcome, code]),
  )
})
