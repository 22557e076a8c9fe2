import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { testShop } from '#platform/testing.ts'
import { holdLock, waiting } from '#tests/kit/hold-lock.ts'
import { assertShelves } from './assert-shelves.ts'
import { catalog } from './contract.ts'
import { exampleProduct } from './example-product.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const neighbours = openNeighbours()
const shop = await testShop({ catalog }, [catalogModule, ...neighbours.modules], { pool_size: 20 })
const { catalog: goods } = shop.clients
const codesOf = (settled: PromiseSettledResult<unknown>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? 'saved' : isFailure(one.reason) ? one.reason.code : String(one.reason))).sort()
const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))

test('of eight saves of the same version one is kept, the others are STALE, and the price is that of the one', async () => {
  for (const round of times(10, (i) => i)) {
    const product = exampleProduct({ product_id: newId(), title: `Mug ${round}` })
    const { variant_ids, product_id } = await goods.createProduct(product)
    const saves = times(8, (i) => {
      const changed = structuredClone(product)
      changed.variants[0]!.prices = [{ currency: 'EUR', amount: 5_000 + i }]
      return goods.updateProduct({ ...changed, product_id, version: 1, brand: `Brand ${i}` })
    })
    const settled = await Promise.allSettled(saves)
    assert.deepEqual(codesOf(settled), [...times(7, () => 'STALE'), 'saved'])
    const page = await goods.readProduct({ product: product_id })
    const winner = settled.findIndex(({ status }) => status === 'fulfilled')
    assert.equal(page.brand, `Brand ${winner}`)
    assert.equal(page.variants[0]?.price?.amount, 5_000 + winner)
    assert.equal(neighbours.prices.get(variant_ids[0]!)?.[0]?.amount, 5_000 + winner)
  }
})

test('twelve products with one title, created at once, get twelve addresses', async () => {
  const saved = await Promise.all(times(12, () => goods.createProduct(exampleProduct({ title: 'Same name' }))))
  assert.equal(new Set(saved.map(({ slug }) => slug)).size, 12)
})

test('of eight products that want one address at once, one has it and the others are refused', async () => {
  const codes = codesOf(
    await Promise.allSettled(times(8, (i) => goods.createProduct(exampleProduct({ title: `Wanted ${i}`, slug: 'wanted' })))),
  )
  assert.deepEqual(codes, [...times(7, () => 'SLUG_TAKEN'), 'saved'])
})

test('of eight products that want one SKU at once, one has it and the others are refused and cost nothing', async () => {
  const products = times(8, (i) => exampleProduct({ product_id: newId(), title: `Claim ${i}`, sku: 'CLAIMED' }))
  const settled = await Promise.allSettled(products.map((product) => goods.createProduct(product)))
  assert.deepEqual(codesOf(settled), [...times(7, () => 'SKU_TAKEN'), 'saved'])
  const { variants } = await goods.resolveVariants({ refs: [{ sku: 'CLAIMED' }] })
  const priced = [...neighbours.prices].filter(([, prices]) => prices.length > 0).map(([variant_id]) => variant_id)
  const { variants: known } = await goods.resolveVariants({ refs: priced.map((variant_id) => ({ variant_id })) })
  assert.ok(
    known.every((variant) => variant !== null),
    'a price was left for a variant that does not exist',
  )
  assert.ok(priced.includes(variants[0]!.variant_id))
})

test('one product sent eight times at once with one id is made once, and all get the same answer', async () => {
  const product = exampleProduct({ product_id: newId(), title: 'Only once' })
  const codes = codesOf(await Promise.allSettled(times(8, () => goods.createProduct(product))))
  assert.deepEqual(
    codes,
    times(8, () => 'saved'),
  )
  assert.equal((await goods.listAllProducts({ query: 'only once' })).products.length, 1)
})

test('overlapping batches in opposite order all end, and what they say last is there', async () => {
  const products = times(60, (i) => exampleProduct({ title: `Batch ${i}`, on_hand: 1 }))
  await goods.putProducts({ products })
  const batches = times(6, (i) => products.map((product) => ({ ...product, brand: `B${i}` })))
  const answers = await Promise.all(batches.map((batch, i) => goods.putProducts({ products: i % 2 ? batch : batch.toReversed() })))
  for (const { results } of answers)
    for (const { outcome, code } of results)
      assert.ok(outcome === 'updated' || outcome === 'unchanged' || code === 'STALE', `${outcome} ${code}`)
})

test('categories that move while products are saved leave no product on a wrong shelf', async () => {
  const roots = await Promise.all(times(3, (i) => goods.saveCategory({ translations: { en: { title: `Root ${i}`, text: '' } } })))
  const child = await goods.saveCategory({ parent_id: roots[0]!.category_id, translations: { en: { title: 'Child', text: '' } } })
  const moves = async () => {
    for (const i of times(9, (n) => n % 3))
      await goods.saveCategory({
        category_id: child.category_id,
        parent_id: roots[i]!.category_id,
        translations: { en: { title: 'Child', text: '' } },
      })
  }
  const saves = times(4, async (worker) => {
    for (const i of times(8, (n) => n))
      await goods.createProduct(exampleProduct({ title: `Moving ${worker} ${i}`, category_ids: [child.category_id] }))
  })
  await Promise.all([moves(), ...saves])
  await assertShelves(shop.db)
  assert.equal((await goods.listProducts({ category: 'child' })).product_count, 32)
})

test('a product that is saved while a category above it moves stands on the shelves of the new place', async () => {
  const [from, to] = await Promise.all(['From', 'To'].map((title) => goods.saveCategory({ translations: { en: { title, text: '' } } })))
  const moving = { translations: { en: { title: 'Moving category', text: '' } } }
  const { category_id } = await goods.saveCategory({ parent_id: from!.category_id, ...moving })
  const below = await goods.saveCategory({ parent_id: category_id, translations: { en: { title: 'Below', text: '' } } })
  const outbox = await holdOutbox() // both stop at their last statement
  const saved = goods.createProduct(exampleProduct({ title: 'In the middle', category_ids: [below.category_id] }))
  await waiting(shop.db, 1)
  const moved = goods.saveCategory({ category_id, parent_id: to!.category_id, ...moving })
  await waiting(shop.db, 2)
  await outbox.letGo()
  await Promise.all([saved, moved])
  assert.equal((await goods.listProducts({ category: 'to' })).product_count, 1)
  assert.equal((await goods.listProducts({ category: 'from' })).product_count, 0)
  await assertShelves(shop.db)
})

test('a product that is deleted while it is saved stays deleted', async () => {
  const product = exampleProduct({ product_id: newId(), title: 'Going' })
  const { product_id } = await goods.createProduct(product)
  neighbours.meanwhile.setPrices = () => goods.deleteProduct({ product_id })
  await assert.rejects(goods.updateProduct({ ...product, product_id, brand: 'Gone' }), (error) => isFailure(error, 'NOT_FOUND'))
  await assert.rejects(goods.readProduct({ product: product_id }), (error) => isFailure(error, 'NOT_FOUND'))
})

test('a save that took so long that another was let in is STALE, and the price is that of the other', async () => {
  const product = exampleProduct({ product_id: newId(), title: 'Slow' })
  const { product_id, variant_ids } = await goods.createProduct(product)
  const priced = (amount: number) => ({
    ...structuredClone(product),
    product_id,
    version: 1,
    variants: [{ ...product.variants[0]!, prices: [{ currency: 'EUR', amount }] }],
  })
  neighbours.meanwhile.setPrices = async () => {
    shop.clock.move(61)
    await goods.updateProduct(priced(200))
  }
  await assert.rejects(goods.updateProduct(priced(100)), (error) => isFailure(error, 'STALE'))
  assert.equal((await goods.readProduct({ product: product_id })).variants[0]?.price?.amount, 200)
  assert.equal(neighbours.prices.get(variant_ids[0]!)?.[0]?.amount, 200)
})

test('a save that has to start over sets its stock once: what is sent in between stays sent', async () => {
  const product = exampleProduct({ product_id: newId(), title: 'Twice tried', sku: 'TWICE-TRIED' })
  const { product_id, variant_ids } = await goods.createProduct(product)
  neighbours.stock.set(variant_ids[0]!, 10)
  neighbours.meanwhile.setPrices = async () => {
    shop.clock.move(61)
    await goods.updateProduct({ ...product, product_id, brand: 'Other' })
    neighbours.stock.set(variant_ids[0]!, 12) // of the 15, three have left the house
  }
  await goods.updateProduct({ ...product, product_id, brand: 'Own', variants: [{ ...product.variants[0]!, on_hand: 15, on_hand_was: 10 }] })
  assert.equal(neighbours.stock.get(variant_ids[0]!), 12)
  assert.equal((await goods.readProduct({ product: product_id })).brand, 'Own')
})

test('a save whose process died is out of the way after a minute', async () => {
  const product = exampleProduct({ product_id: newId(), title: 'Abandoned' })
  const { product_id } = await goods.createProduct(product)
  const ends_at = new Date(shop.clock.now().getTime() + 60_000).toISOString()
  await shop.db.sql`
    INSERT INTO catalog.saves_under_way (product_id, save_id, ends_at) VALUES (${product_id}, ${newId()}, ${ends_at}::timestamptz)`
  const save = () => goods.updateProduct({ ...product, product_id, version: 1, brand: 'Later' })
  await assert.rejects(save(), (error) => isFailure(error, 'STALE'))
  shop.clock.move(61)
  assert.equal((await save()).version, 2)
})

test('after all of this, cards, shelves and counts are what they would be if made anew', () => assertShelves(shop.db))

/** Keeps everybody from telling of a change until it is let go. */
const holdOutbox = () => holdLock(shop.db, (sql) => sql`LOCK TABLE catalog.outbox IN EXCLUSIVE MODE`)
