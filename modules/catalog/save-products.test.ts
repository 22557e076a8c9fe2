import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { assertShelves } from './assert-shelves.ts'
import { catalog, type ProductInput } from './contract.ts'
import { exampleProduct, exampleVariants } from './example-product.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const neighbours = openNeighbours()
const shop = await testShop({ catalog }, [catalogModule, ...neighbours.modules])
const { catalog: goods } = shop.clients
const failsWith = (code: string) => (error: unknown) => isFailure(error, code)
const service = { actor: { kind: 'service', name: 'test' } } as const

/** What the admin sends back after editing: the form, with descriptions of pictures only. */
const formOf = async (product_id: string): Promise<ProductInput & { product_id: string }> => {
  const { created_at: _c, updated_at: _u, pictures, variants, ...form } = await goods.editProduct({ product_id })
  return {
    ...form,
    pictures: pictures.map(({ name, alt }) => ({ name, alt })),
    variants: variants.map(({ reserved: _r, ...variant }) => variant),
  }
}

test('a created product stands in the list with price and stock, in every language and currency', async () => {
  const saved = await goods.createProduct(exampleProduct({ title: 'Blaue Tasse', on_hand: 3 }))
  assert.equal(saved.slug, 'blaue-tasse')
  assert.equal(saved.version, 1)
  for (const currency of ['EUR', 'USD'])
    for (const locale of ['en', 'de']) {
      const { product_count, products } = await goods.listProducts({ locale, currency })
      assert.equal(product_count, 1)
      assert.equal(products[0]?.in_stock, true)
      assert.deepEqual(products[0]?.price, { currency, amount: currency === 'EUR' ? 1_250 : 1_350 })
      assert.equal(products[0]?.only_variant_id, saved.variant_ids[0])
    }
})

test('five hundred products take as many statements as one, and none is a call inside a transaction', async () => {
  const counts = []
  for (const size of [1, 500]) {
    const products = Array.from({ length: size }, (_, i) => exampleProduct({ title: `Plate ${size} ${i}`, on_hand: 1 }))
    const { result, statements } = await countStatements(() => goods.putProducts({ products }, service))
    assert.ok(result.results.every(({ outcome }) => outcome === 'created'))
    counts.push(statements)
  }
  assert.equal(counts[0], counts[1])
  assert.ok(counts[0]! <= 13, `${counts[0]}`)
})

test('what the form shows can be saved as it is, and changes nothing', async () => {
  const { product_id, version } = await goods.createProduct(exampleProduct({ title: 'Shirt', ...exampleVariants(['blue/L', 'red/M']) }))
  assert.equal((await goods.updateProduct(await formOf(product_id))).version, version)
})

test('a product keeps its tax class where a save leaves it out; a new one is taxed as standard', async () => {
  const product = exampleProduct({ title: 'Taxed' })
  const { product_id } = await goods.createProduct(product)
  assert.equal((await goods.editProduct({ product_id })).tax_class, 'standard')
  await goods.updateProduct({ ...product, product_id, tax_class: 'reduced' })
  await goods.updateProduct({ ...product, product_id, brand: 'Nord' })
  assert.equal((await goods.editProduct({ product_id })).tax_class, 'reduced')
})

test('a change is seen at once and raises the version; variants left out are gone, with their prices', async () => {
  const made = await goods.createProduct(exampleProduct({ title: 'Jacket', ...exampleVariants(['blue/L', 'blue/M', 'red/L']) }))
  const form = await formOf(made.product_id)
  const [gone, ...kept] = form.variants
  const saved = await goods.updateProduct({ ...form, brand: 'Nord', variants: kept })
  assert.equal(saved.version, 2)
  assert.deepEqual(saved.variant_ids, made.variant_ids.slice(1))
  const page = await goods.readProduct({ product: 'jacket' })
  assert.equal(page.brand, 'Nord')
  assert.equal(page.variants.length, 2)
  assert.deepEqual(neighbours.prices.get(gone!.variant_id!), [])
})

test('a save that read an older version is STALE and touches neither prices nor stock', async () => {
  const { product_id, variant_ids } = await goods.createProduct(exampleProduct({ title: 'Lamp', on_hand: 5 }))
  const [first, second] = [await formOf(product_id), await formOf(product_id)]
  await goods.updateProduct({ ...first, brand: 'First' })
  second.variants[0]!.prices = [{ currency: 'EUR', amount: 1 }]
  second.variants[0]!.on_hand = 99
  await assert.rejects(goods.updateProduct(second), failsWith('STALE'))
  assert.equal(neighbours.stock.get(variant_ids[0]!), 5)
  assert.equal(neighbours.prices.get(variant_ids[0]!)?.length, 2)
})

test('two variants may swap their SKUs', async () => {
  const { product_id } = await goods.createProduct(exampleProduct({ title: 'Socks', ...exampleVariants(['blue/L', 'red/M']) }))
  const form = await formOf(product_id)
  const [one, two] = form.variants
  const skus = [one!.sku, two!.sku]
  const saved = await goods.updateProduct({
    ...form,
    variants: [
      { ...one!, sku: skus[1]! },
      { ...two!, sku: skus[0]! },
    ],
  })
  assert.deepEqual(
    (await goods.readProduct({ product: product_id })).variants.map(({ sku }) => sku),
    skus.toReversed(),
  )
  assert.deepEqual(saved.variant_ids, [one!.variant_id, two!.variant_id])
})

test('an SKU can move to another product once the first has let it go', async () => {
  const from = await goods.createProduct(exampleProduct({ title: 'Old home', sku: 'NOMAD' }))
  const to = await goods.createProduct(exampleProduct({ title: 'New home', sku: 'SETTLED' }))
  const [old, next] = [await formOf(from.product_id), await formOf(to.product_id)]
  next.variants[0]!.sku = 'NOMAD'
  await assert.rejects(goods.updateProduct(next), failsWith('SKU_TAKEN'))
  await goods.updateProduct({ ...old, variants: [{ ...old.variants[0]!, sku: 'LEFT' }] })
  await goods.updateProduct(next)
  const { variants } = await goods.resolveVariants({ refs: [{ sku: 'NOMAD' }, { sku: 'LEFT' }, { sku: 'SETTLED' }] })
  assert.deepEqual(
    variants.map((variant) => variant?.product_id),
    [to.product_id, from.product_id, undefined],
  )
})

test('stock below what is promised is refused, and with it everything of that save', async () => {
  const { product_id, variant_ids } = await goods.createProduct(exampleProduct({ title: 'Vase', on_hand: 5 }))
  neighbours.reserved.set(variant_ids[0]!, 3)
  const form = await formOf(product_id)
  form.variants[0]!.on_hand = 2
  await assert.rejects(
    goods.updateProduct({ ...form, brand: 'Nope' }),
    (error) => isFailure(error, 'BELOW_RESERVED') && error.details.field === 'variants.0.on_hand',
  )
  assert.equal((await goods.readProduct({ product: product_id })).brand, null)
})

test('stock that was sent while the form was open is not counted back: the save is refused as a whole, and names the variant', async () => {
  const { product_id, variant_ids } = await goods.createProduct(exampleProduct({ title: 'Crate', sku: 'CRATE', on_hand: 10 }))
  const form = await formOf(product_id)
  neighbours.stock.set(variant_ids[0]!, 7) // three have left the house
  const save = (on_hand: number, on_hand_was: number, brand: string | null) =>
    goods.updateProduct({ ...form, brand, variants: [{ ...form.variants[0]!, on_hand, on_hand_was }] })
  await assert.rejects(save(15, 10, 'Nope'), (error) => {
    assert.ok(isFailure(error, 'STOCK_CHANGED'))
    const { field, sku, on_hand } = error.details
    assert.deepEqual({ field, sku, on_hand }, { field: 'variants.0.on_hand', sku: 'CRATE', on_hand: 7 })
    return true
  })
  await assert.rejects(save(7, 10, null), failsWith('STOCK_CHANGED')) // three more are broken: it only looks as if nothing changed
  assert.equal(neighbours.stock.get(variant_ids[0]!), 7)
  assert.equal((await goods.readProduct({ product: product_id })).brand, null)
  assert.equal((await save(12, 7, 'Nord')).version, 2)
  assert.equal(neighbours.stock.get(variant_ids[0]!), 12)
})

test('when somebody takes the SKU between the look and the write, the save is refused and the prices are told back', async () => {
  const { product_id, variant_ids } = await goods.createProduct(exampleProduct({ title: 'Clock' }))
  const form = await formOf(product_id)
  Object.assign(form.variants[0]!, { sku: 'CUCKOO', prices: [{ currency: 'EUR', amount: 7 }] })
  neighbours.meanwhile.setPrices = () => goods.createProduct(exampleProduct({ title: 'Cuckoo clock', sku: 'CUCKOO' }))
  await assert.rejects(goods.updateProduct(form), failsWith('SKU_TAKEN'))
  assert.equal(neighbours.prices.get(variant_ids[0]!)?.find(({ currency }) => currency === 'EUR')?.amount, 1_250)
})

test('a product created with an id of the caller’s choice can be created again with the same content, and with no other', async () => {
  const product = exampleProduct({ product_id: newId(), title: 'Twice' })
  assert.deepEqual(await goods.createProduct(product), await goods.createProduct(product))
  await assert.rejects(goods.createProduct({ ...product, brand: 'Else' }), failsWith('STALE'))
})

test('a deleted product is gone from page, list, shelves and prices; deleting it again is NOT_FOUND', async () => {
  const { product_id, variant_ids } = await goods.createProduct(exampleProduct({ title: 'Ephemera' }))
  const before = (await goods.listProducts({})).product_count
  await goods.deleteProduct({ product_id })
  assert.equal((await goods.listProducts({})).product_count, before - 1)
  assert.deepEqual(neighbours.prices.get(variant_ids[0]!), [])
  await assert.rejects(goods.readProduct({ product: product_id }), failsWith('NOT_FOUND'))
  await assert.rejects(goods.deleteProduct({ product_id }), failsWith('NOT_FOUND'))
  await assert.rejects(goods.editProduct({ product_id }), failsWith('NOT_FOUND'))
})

test('drafts and archived products are not on sale, but staff find them', async () => {
  for (const status of ['draft', 'archived'] as const) {
    const { product_id } = await goods.createProduct(exampleProduct({ title: `Hidden ${status}`, status, sku: `HID-${status}.1` }))
    await assert.rejects(goods.readProduct({ product: `hidden-${status}` }), failsWith('NOT_FOUND'))
    await assert.rejects(goods.readProduct({ product: product_id }), failsWith('NOT_FOUND'))
    for (const query of ['hidd', `hid-${status}`, `Hidden ${status}`, '1 hid'])
      assert.ok(
        (await goods.listAllProducts({ query })).products.some((row) => row.product_id === product_id),
        query,
      )
    const { variants } = await goods.resolveVariants({ refs: [{ product_id }] })
    assert.equal(variants[0]?.is_for_sale, false)
  }
  assert.deepEqual(
    (await goods.listAllProducts({ status: 'draft' })).products.map(({ status }) => status),
    ['draft'],
  )
  assert.deepEqual((await goods.listAllProducts({ query: '???' })).products, [])
})

test('a batch finds products by slug or SKU, leaves alone what is the same, and refuses one by one', async () => {
  const [a, b, c] = ['Ant', 'Bee', 'Cow'].map((title) => exampleProduct({ title, on_hand: 2 }))
  const { results: first } = await goods.putProducts({ products: [a!, b!, { ...c!, category_slugs: ['nowhere'] }] })
  assert.deepEqual(
    first.map(({ outcome, code }) => [outcome, code]),
    [
      ['created', null],
      ['created', null],
      ['refused', 'UNKNOWN_CATEGORY'],
    ],
  )
  const { results: second } = await goods.putProducts({ products: [a!, { ...b!, brand: 'Hive' }, c!] })
  assert.deepEqual(
    second.map(({ outcome }) => outcome),
    ['unchanged', 'updated', 'created'],
  )
  assert.equal(second[0]?.product_id, first[0]?.product_id)
  assert.equal(second[1]?.product_id, first[1]?.product_id)
  const counted = structuredClone(a!)
  counted.variants[0]!.on_hand = 3
  const renamed = { ...exampleProduct({ title: 'Bumblebee' }), slug: 'bee' }
  const { results: third } = await goods.putProducts({ products: [counted, renamed] })
  assert.deepEqual(
    third.map(({ outcome, product_id }) => [outcome, product_id]),
    [
      ['updated', first[0]?.product_id],
      ['updated', first[1]?.product_id],
    ],
  )
})

test('in one batch a slug, an SKU and a product are given once; the later one is refused', async () => {
  const dog = exampleProduct({ title: 'Dog', sku: 'DOG' })
  const { results } = await goods.putProducts({
    products: [
      dog,
      exampleProduct({ title: 'Dog' }),
      exampleProduct({ title: 'Hound', sku: 'DOG' }),
      { ...exampleProduct(), slug: 'pet' },
      { ...exampleProduct(), slug: 'pet' },
    ],
  })
  assert.deepEqual(
    results.map(({ outcome, code }) => code ?? outcome),
    ['created', 'created', 'SKU_TAKEN', 'created', 'SLUG_TAKEN'],
  )
  const { results: again } = await goods.putProducts({
    products: [
      { ...dog, brand: 'A' },
      { ...dog, brand: 'B' },
    ],
  })
  assert.deepEqual(
    again.map(({ outcome, code }) => code ?? outcome),
    ['updated', 'STALE'],
  )
})

test('stock that is refused refuses its product only', async () => {
  const products = ['Elk', 'Fox', 'Gnu'].map((title) => exampleProduct({ title, on_hand: 9 }))
  const { results } = await goods.putProducts({ products })
  const [{ variant_id } = { variant_id: '' }] = (await goods.readProduct({ product: results[1]!.product_id! })).variants
  neighbours.reserved.set(variant_id, 5)
  for (const product of products) product.variants[0]!.on_hand = 1
  const { results: again } = await goods.putProducts({ products })
  assert.deepEqual(
    again.map(({ outcome, code }) => code ?? outcome),
    ['updated', 'BELOW_RESERVED', 'updated'],
  )
})

test('a price is in a currency that exists', async () => {
  const product = exampleProduct({ title: 'Coin' })
  const variants = product.variants.map((variant) => ({ ...variant, prices: [{ currency: 'ZZZ', amount: 100 }] }))
  await assert.rejects(
    goods.createProduct({ ...product, variants }),
    (error) => failsWith('INVALID_INPUT')(error) && /variants\.0\.prices\.0\.currency: is no currency/.test(String(error)),
  )
})

test('text that no database can hold as it is does not break a save', async () => {
  const saved = await goods.createProduct(exampleProduct({ title: `Half \ud83d a pair`, brand: '\udc00' }))
  assert.equal((await goods.readProduct({ product: saved.slug })).title, 'Half \ufffd a pair')
  await assert.rejects(goods.readProduct({ product: 'a\u0000b' }), failsWith('INVALID_INPUT'))
  await assert.rejects(goods.resolveVariants({ refs: [{ sku: '\u0000' }] }), failsWith('INVALID_INPUT'))
  assert.deepEqual((await goods.resolveVariants({ refs: [{ sku: '\ud800' }] })).variants, [null])
})

test('after all of this, cards, shelves and counts are what they would be if made anew', () => assertShelves(shop.db))
