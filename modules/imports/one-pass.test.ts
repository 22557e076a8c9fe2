import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { testShop } from '#platform/testing.ts'
import { imports } from './contract.ts'
import { csvOf } from './example-files.ts'
import { fromShopify } from './from-shopify.ts'
import { importsModule } from './module.ts'
import { neighboursForTests } from './neighbours-for-tests.ts'

const around = neighboursForTests()
const demo = async () => ({ categories: [], products: [], pictures: [], hero: null })
const { clients, settle, clock } = await testShop({ imports }, [importsModule({ demo }), ...around.modules])

beforeEach(() => around.products.clear())

const TOLD = { Title: 'Mug', 'Variant Price': '1', 'Variant Inventory Tracker': 'shopify', 'Variant Inventory Qty': '1' }
const fileOf = (count: number): string => csvOf(Array.from({ length: count }, (_, i) => ({ ...TOLD, Handle: `mug-${i}` })))

/** Imports a file to its end, retries included. */
const bring = async (file: string, dry_run = false) => {
  const { import_id } = await clients.imports.startImport({ bytes: Buffer.from(file), content_type: 'text/csv', headers: {}, dry_run })
  for (let tries = 0; tries < 6; tries++) {
    await settle()
    clock.move(3_600)
  }
  return clients.imports.readImport({ import_id })
}

test('products are in the shop before the file has been read to its end, and reading is never more than two batches ahead', async (context) => {
  const { products } = fromShopify
  const in_shop: number[] = [] // when the 1st, the 2nd, ... product of the file was read
  context.mock.method(fromShopify, 'products', async function* (...given: Parameters<typeof products>) {
    for await (const draft of products(...given)) {
      in_shop.push(around.products.size)
      yield draft
    }
  })
  await bring(fileOf(1_700))
  assert.equal(in_shop.length, 1_700) // read once
  for (const [index, count] of in_shop.entries())
    assert.ok(count >= index - 1_000, `${count} were in the shop when number ${index + 1} was read`)
})

test('a file whose end is broken is told so, and what stands before is in the shop', async () => {
  const run = await bring(`${fileOf(1_200)}\r\n"mug-broken","Mug with a quote`)
  assert.deepEqual([run.state, run.products_done, run.created, run.refused, around.products.size], ['done', 1_201, 1_200, 1, 1_200])
  assert.deepEqual(
    run.problems.map(({ line, code, is_fatal }) => [line, code, is_fatal]),
    [[1_202, 'BROKEN_LINE', true]],
  )
})

test('an import that is cut off counts every problem once and knows what came before, and so does a dry run', async (context) => {
  const mugs = Array.from({ length: 1_500 }, (_, i) => ({ ...TOLD, Handle: `cut-${i}`, 'Image Src': 'https://x.test/a.jpg' }))
  const rows = mugs.flatMap((mug, i) => (i % 25 === 0 ? [mug, { Handle: `free-${i}`, Title: 'Free', 'Variant Price': '' }] : [mug]))
  const file = csvOf([...rows, { ...TOLD, Handle: 'twin', 'Variant SKU': 'cut-3' }])
  const { products } = fromShopify
  for (const dry_run of [true, false]) {
    const cuts = [700, 700, 1_300]
    context.mock.method(fromShopify, 'products', async function* (...given: Parameters<typeof products>) {
      const cut = cuts.shift()
      let read = 0
      for await (const draft of products(...given)) {
        if (++read === cut) throw new Error('the process was killed')
        yield draft
      }
    })
    const run = await bring(file, dry_run)
    assert.deepEqual([run.state, run.products_done, run.created, run.refused], ['done', 1_561, 1_500, 61])
    assert.deepEqual([run.problem_counts, cuts], [{ DUPLICATE_SKU: 1, NO_PRICE: 60, PICTURE_NOT_FETCHED: 1_500 }, []])
    assert.equal(new Set(run.problems.map(({ line }) => line)).size, 1_000) // none is kept twice
  }
})
