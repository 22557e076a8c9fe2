import assert from 'node:assert/strict'
import { test } from 'node:test'
import { json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { testShop } from '#platform/testing.ts'
import { assertShelves } from './assert-shelves.ts'
import { catalog } from './contract.ts'
import { exampleProduct, exampleVariants } from './example-product.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const neighbours = openNeighbours()
const shop = await testShop({ catalog }, [catalogModule, ...neighbours.modules])
const { catalog: goods } = shop.clients
const cardOf = async (slug: string, currency = 'EUR') =>
  (await goods.listProducts({ limit: 100, currency })).products.find((card) => card.slug === slug)

/** Each neighbour says what it would say. */
const say = {
  prices: (variant_ids: string[]) => shop.db.sql`
    INSERT INTO pricing.outbox (type, aggregate_id, payload)
    VALUES ('pricing.prices_changed', ${newId()}, jsonb_build_object('batch_id', ${newId()}::text, 'variant_ids', ${json(variant_ids)}::jsonb))`,
  stock: (variant_id: string, on_hand: number) => {
    neighbours.stock.set(variant_id, on_hand)
    return shop.db.sql`
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      VALUES ('inventory.availability_changed', ${variant_id}, ${json({ variant_id, in_stock: on_hand > 0 })}::jsonb)`
  },
  firstCount: (variant_ids: string[]) => shop.db.sql`
    INSERT INTO inventory.outbox (type, aggregate_id, payload)
    VALUES ('inventory.first_counted', ${newId()}, jsonb_build_object('batch_id', ${newId()}::text, 'variant_ids', ${json(variant_ids)}::jsonb))`,
  picture: (name: string, widths: number[]) => shop.db.sql`
    INSERT INTO media.outbox (type, aggregate_id, payload) VALUES ('media.picture_ready', ${name}, ${json({ name, widths })}::jsonb)`,
  settings: () => shop.db.sql`
    INSERT INTO settings.outbox (type, aggregate_id, payload) VALUES ('settings.changed', 'shop', '{"name": "shop"}')`,
}

test('a price that pricing changed is on card and page', async () => {
  const { variant_ids, slug, product_id } = await goods.createProduct(exampleProduct({ title: 'Mug' }))
  await shop.settle()
  neighbours.prices.set(variant_ids[0]!, [{ variant_id: variant_ids[0]!, currency: 'EUR', amount: 999, compare_at_amount: 1_250 }])
  await say.prices(variant_ids)
  await say.prices([newId()])
  await shop.settle()
  assert.deepEqual((await cardOf(slug))?.price, { amount: 999, currency: 'EUR' })
  assert.equal((await cardOf(slug))?.compare_at?.amount, 1_250)
  assert.equal(await cardOf(slug, 'USD'), undefined)
  assert.equal((await goods.readProduct({ product: product_id })).variants[0]?.price?.amount, 999)
})

test('a sale is on card and page while it runs, with the price before it and the lowest of 30 days', async () => {
  const { variant_ids, slug, product_id } = await goods.createProduct(exampleProduct({ title: 'Sale', amount: 2_000 }))
  const variant_id = variant_ids[0]!
  neighbours.reductions.set(variant_id, [{ variant_id, currency: 'EUR', amount: 1_500, compare_at_amount: 2_000, lowest_amount: 1_800 }])
  await say.prices(variant_ids)
  await shop.settle()
  const shown = async () => {
    const card = await cardOf(slug)
    return [card?.price?.amount, card?.compare_at?.amount, card?.lowest?.amount]
  }
  assert.deepEqual(await shown(), [1_500, 2_000, 1_800])
  const variant = (await goods.readProduct({ product: product_id })).variants[0]
  assert.deepEqual([variant?.price?.amount, variant?.compare_at?.amount, variant?.lowest?.amount], [1_500, 2_000, 1_800])
  assert.equal((await goods.editProduct({ product_id })).variants[0]?.prices[0]?.amount, 2_000)
  neighbours.reductions.delete(variant_id)
  await say.prices(variant_ids)
  await shop.settle()
  assert.deepEqual(await shown(), [2_000, undefined, undefined])
})

test('the price of a list for everyone is on card and page, and nothing is crossed out beside it', async () => {
  const { variant_ids, slug, product_id } = await goods.createProduct(exampleProduct({ title: 'Listed', amount: 2_000 }))
  const variant_id = variant_ids[0]!
  neighbours.prices.set(variant_id, [{ variant_id, currency: 'EUR', amount: 2_000, compare_at_amount: 2_500 }])
  neighbours.reductions.set(variant_id, [{ variant_id, currency: 'EUR', amount: 1_700, compare_at_amount: null, lowest_amount: null }])
  await say.prices(variant_ids)
  await shop.settle()
  const card = await cardOf(slug)
  const variant = (await goods.readProduct({ product: product_id })).variants[0]
  for (const shown of [card, variant]) assert.deepEqual([shown?.price?.amount, shown?.compare_at, shown?.lowest], [1_700, null, null])
  neighbours.reductions.delete(variant_id)
  await say.prices(variant_ids)
  await shop.settle()
  const after = await cardOf(slug)
  assert.deepEqual([after?.price?.amount, after?.compare_at?.amount], [2_000, 2_500])
})

test('quantities from which on a variant is cheaper are on its page, and go when pricing has none any more', async () => {
  const { variant_ids, product_id } = await goods.createProduct(exampleProduct({ title: 'By the dozen', amount: 2_000 }))
  const variant_id = variant_ids[0]!
  const tiers = [{ min_quantity: 12, unit_price: { amount: 1_500, currency: 'EUR' } }]
  neighbours.tiers.set(variant_id, [{ variant_id, currency: 'EUR', tiers }])
  await say.prices(variant_ids)
  await shop.settle()
  const shown = async (currency = 'EUR') => (await goods.readProduct({ product: product_id, currency })).variants[0]?.tiers
  assert.deepEqual([await shown(), await shown('USD')], [tiers, []])
  neighbours.tiers.delete(variant_id)
  await say.prices(variant_ids)
  await shop.settle()
  assert.deepEqual(await shown(), [])
})

test('a sale that runs while a product is made is on its card at once; one that begins during the save as well', async () => {
  const [early, late] = [newId(), newId()]
  const sale = (variant_id: string) => () =>
    void neighbours.reductions.set(variant_id, [
      { variant_id, currency: 'EUR', amount: 1_500, compare_at_amount: 2_000, lowest_amount: 2_000 },
    ])
  const put = (variant_id: string) =>
    goods.createProduct(
      exampleProduct({
        title: 'On sale',
        variants: [{ variant_id, sku: variant_id, options: {}, prices: [{ currency: 'EUR', amount: 2_000 }] }],
      }),
    )
  sale(early)()
  const first = await put(early)
  neighbours.meanwhile.readReductions = async () => {
    sale(late)()
    await say.prices([late]) // nobody knows the variant yet
    await shop.settle()
  }
  const second = await put(late)
  for (const { slug } of [first, second]) {
    const card = await cardOf(slug)
    assert.deepEqual([card?.price?.amount, card?.compare_at?.amount, card?.lowest?.amount], [1_500, 2_000, 2_000])
  }
})

test('prices the catalogue knows already change nothing', async () => {
  const { variant_ids, slug } = await goods.createProduct(exampleProduct({ title: 'Known' }))
  await shop.settle()
  await say.prices(variant_ids)
  const before = await cardRow(slug)
  await shop.settle()
  assert.equal(await cardRow(slug), before)
})

test('a price copied while the product is saved with a newer one does not win', async () => {
  const product = exampleProduct({ product_id: newId(), title: 'Contested' })
  const { variant_ids, product_id } = await goods.createProduct(product)
  const newer = structuredClone(product)
  newer.variants[0]!.prices = [{ currency: 'EUR', amount: 300 }]
  neighbours.prices.set(variant_ids[0]!, [{ variant_id: variant_ids[0]!, currency: 'EUR', amount: 200, compare_at_amount: null }])
  neighbours.meanwhile.readPrices = () => goods.updateProduct({ ...newer, product_id })
  await say.prices(variant_ids)
  await shop.settle()
  assert.equal((await goods.readProduct({ product: product_id })).variants[0]?.price?.amount, 300)
})

test('an older answer of pricing, written last, does not stay', async () => {
  const { variant_ids, product_id } = await goods.createProduct(exampleProduct({ title: 'Flicker' }))
  const price = (amount: number) =>
    neighbours.prices.set(variant_ids[0]!, [{ variant_id: variant_ids[0]!, currency: 'EUR', amount, compare_at_amount: null }])
  price(1)
  neighbours.meanwhile.readPrices = async () => void price(1_250) // changed back; the copy is right already, so that event changes nothing
  await say.prices(variant_ids)
  await shop.settle()
  assert.equal((await goods.readProduct({ product: product_id })).variants[0]?.price?.amount, 1_250)
})

test('a sold-out variant is shown as such, and a product is in stock while one variant is', async () => {
  const both = exampleProduct({ title: 'Shirt', ...exampleVariants(['blue/L', 'red/M']) })
  for (const variant of both.variants) variant.on_hand = 1
  const { variant_ids, slug, product_id } = await goods.createProduct(both)
  await say.stock(variant_ids[0]!, 0)
  await shop.settle()
  assert.equal((await cardOf(slug))?.in_stock, true)
  assert.deepEqual(
    (await goods.readProduct({ product: product_id })).variants.map(({ in_stock }) => in_stock),
    [false, true],
  )
  await say.stock(variant_ids[1]!, 0)
  await shop.settle()
  assert.equal((await cardOf(slug))?.in_stock, false)
  await say.stock(variant_ids[1]!, 4)
  await say.stock(newId(), 1)
  await shop.settle()
  assert.equal((await cardOf(slug))?.in_stock, true)
})

test('a variant that is counted for the first time after it was made comes into stock', async () => {
  const { variant_ids, slug } = await goods.createProduct(exampleProduct({ title: 'Uncounted' }))
  assert.equal((await cardOf(slug))?.in_stock, false)
  neighbours.stock.set(variant_ids[0]!, 3)
  await say.firstCount([...variant_ids, newId()])
  await shop.settle()
  assert.equal((await cardOf(slug))?.in_stock, true)
})

test('a variant that is sold out while its product is saved is shown as sold out', async () => {
  const product = exampleProduct({ product_id: newId(), title: 'Last one', on_hand: 5 })
  const { variant_ids, product_id, slug } = await goods.createProduct(product)
  product.variants[0]!.on_hand = 1
  neighbours.meanwhile.setStock = async () => {
    await say.stock(variant_ids[0]!, 0)
    await shop.settle()
  }
  await goods.updateProduct({ ...product, product_id })
  assert.equal((await cardOf(slug))?.in_stock, false)
  product.variants[0]!.on_hand = 9
  await goods.updateProduct({ ...product, product_id })
  assert.equal((await cardOf(slug))?.in_stock, true)
})

test('renditions of a picture are shown when they are ready, also when they became so during the save', async () => {
  const [early, late] = ['e'.repeat(16), 'f'.repeat(16)]
  for (const name of [early, late]) neighbours.pictures.set(name, { name, width: 800, height: 600, widths: [] })
  neighbours.meanwhile.describePictures = async () => {
    neighbours.pictures.set(early, { name: early, width: 800, height: 600, widths: [400] })
    await say.picture(early, [400])
    await shop.settle()
  }
  const pictures = [early, late].map((name) => ({ name, alt: `Picture ${name}` }))
  const { slug, product_id } = await goods.createProduct(exampleProduct({ title: 'Painting', pictures }))
  assert.deepEqual((await cardOf(slug))?.picture?.widths, [400])
  await say.picture(late, [320, 640])
  await shop.settle()
  const page = await goods.readProduct({ product: product_id })
  assert.deepEqual(
    page.pictures.map(({ widths, alt }) => [widths, alt]),
    [
      [[400], `Picture ${early}`],
      [[320, 640], `Picture ${late}`],
    ],
  )
})

test('renditions that are ready while a product with its picture is saved again are shown', async () => {
  const name = 'd'.repeat(16)
  neighbours.pictures.set(name, { name, width: 800, height: 600, widths: [] })
  const painting = exampleProduct({ title: 'Still life', pictures: [{ name, alt: '' }] })
  const { slug, product_id } = await goods.createProduct(painting)
  neighbours.meanwhile.setPrices = async () => {
    neighbours.pictures.set(name, { name, width: 800, height: 600, widths: [400] })
    await say.picture(name, [400])
    await shop.settle()
  }
  await goods.updateProduct({ ...painting, product_id, brand: 'Nord' })
  assert.deepEqual((await cardOf(slug))?.picture?.widths, [400])
})

test('a new language, a new default and a dropped currency are on every card afterwards', async () => {
  const { slug } = await goods.createProduct(exampleProduct({ title: 'Globe' }))
  neighbours.shop.locales = ['de', 'en', 'fr']
  neighbours.shop.currencies = ['USD']
  await say.settings()
  await shop.settle()
  const list = await goods.listProducts({ limit: 100 })
  assert.ok(list.products.every(({ price }) => price?.currency === 'USD'))
  assert.ok(list.products.some((card) => card.slug === slug))
  assert.ok((await goods.listProducts({ locale: 'fr' })).product_count > 0)
  assert.equal((await goods.readProduct({ product: slug })).description, 'Für Kaffee.')
  await assertShelves(shop.db)
})

test('a reshelving that was cut off is carried on by the timer', async () => {
  await shop.db.sql`DELETE FROM catalog.cards`
  await shop.db.sql`INSERT INTO catalog.reshelvings (done_up_to) VALUES ('00000000-0000-0000-0000-000000000000')`
  await shop.tick('catalog.follow_settings')
  assert.deepEqual((await shop.db.sql`SELECT FROM catalog.reshelvings`).rows, [])
  await assertShelves(shop.db)
})

/** changes with every write to the row, also one that changes nothing */
const cardRow = async (slug: string) => {
  const { rows } = await shop.db.sql<{ version: string }>`
    SELECT string_agg(xmin::text || ctid::text, ' ' ORDER BY ctid) AS version FROM catalog.cards WHERE card ->> 'slug' = ${slug}`
  return rows[0]?.version
}
