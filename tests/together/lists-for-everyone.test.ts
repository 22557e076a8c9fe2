/** What a price list without a group makes of a price: card, page, search and cart say the same, with the real modules. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cart } from '#modules/cart/contract.ts'
import { cartModule } from '#modules/cart/module.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { exampleProduct } from '#modules/catalog/example-product.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customers } from '#modules/customers/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { media } from '#modules/media/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { search } from '#modules/search/contract.ts'
import { searchModule } from '#modules/search/module.ts'
import { settings } from '#modules/settings/contract.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { newId, newSecretId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { fakeModule, testShop } from '#platform/testing.ts'

const DAY = 86_400_000
const shop = await testShop({ cart, catalog, pricing, inventory, search, settings }, [
  cartModule,
  catalogModule,
  pricingModule,
  inventoryModule,
  searchModule,
  settingsModule({ public_url: 'http://localhost' }),
  fakeModule(customers, {}),
  fakeModule(media, {}),
])
const { catalog: goods, pricing: prices } = shop.clients
const guest = { actor: { kind: 'anonymous' }, via: undefined } as const
const made = async (title: string, amount: number) => {
  const { variant_ids, product_id } = await goods.createProduct(exampleProduct({ title, amount, on_hand: 9 }))
  return { product_id, variant_id: variant_ids[0] ?? '' }
}
const [mug, cup] = [await made('Mug', 1_000), await made('Cup', 950)]
await shop.settle()

const list = {
  title: 'Open',
  kind: 'list',
  customer_group: null,
  starts_at: null,
  ends_at: null,
  off_basis_points: null,
  is_active: true,
} as const
const entry = (variant_id: string, amount: number) => ({ variant_id, currency: 'EUR', amount })
const inDays = (days: number) => new Date(shop.clock.now().getTime() + days * DAY).toISOString()

/** What a shopper is shown of it and what they are charged: the same amount everywhere, and what is crossed out beside it. */
const seen = async ({ product_id, variant_id }: typeof mug) => {
  await shop.settle()
  const { products } = await goods.listProducts({})
  const card = products.find((one) => one.product_id === product_id)
  const found = (await shop.clients.search.find({ q: card?.title ?? '' })).products.find((one) => one.product_id === product_id)
  assert.deepEqual(found, card)
  const variant = (await goods.readProduct({ product: product_id })).variants[0]
  assert.deepEqual([variant?.price, variant?.compare_at, variant?.lowest], [card?.price, card?.compare_at, card?.lowest])
  const { lines } = await shop.clients.cart.addLine({ cart_id: newSecretId(), variant_id, quantity: 1 }, guest)
  assert.deepEqual(lines[0]?.unit_price, card?.price)
  const quote = await prices.quote({ currency: 'EUR', lines: [{ variant_id, quantity: 1 }] })
  assert.deepEqual(quote.lines[0]?.compare_at, card?.compare_at)
  return [card?.price?.amount, card?.compare_at?.amount]
}
const byPrice = async () => (await goods.listProducts({ sort: 'price_asc' })).products.map(({ title }) => title)

test('a part off for everyone is what is shown and what is charged, in the order of prices as well, and ends with its list', async () => {
  const list_id = newId()
  assert.deepEqual(
    [await seen(mug), await byPrice()],
    [
      [1_000, undefined],
      ['Cup', 'Mug'],
    ],
  )
  await prices.savePriceList({ list_id, ...list, off_basis_points: 1_000 })
  await prices.setListPrices({ list_id, prices: [entry(cup.variant_id, 945)] })
  assert.deepEqual(
    [await seen(mug), await seen(cup), await byPrice()],
    [
      [900, undefined],
      [945, undefined],
      ['Mug', 'Cup'],
    ],
  )
  const late = await made('Latecomer', 2_000)
  assert.deepEqual(await seen(late), [1_800, undefined])
  await prices.savePriceList({ list_id, ...list })
  assert.deepEqual(
    [await seen(mug), await seen(cup), await seen(late)],
    [
      [1_000, undefined],
      [945, undefined],
      [2_000, undefined],
    ],
  )
  await prices.deletePriceList({ list_id })
  assert.deepEqual(
    [await seen(cup), await byPrice()],
    [
      [950, undefined],
      ['Cup', 'Mug', 'Latecomer'],
    ],
  )
})

test('beside a sale the lower of both counts, and only what the sale made is a reduction', async () => {
  const [sale, open] = [newId(), newId()]
  await prices.savePriceList({ list_id: sale, ...list, kind: 'sale' })
  await prices.setListPrices({ list_id: sale, prices: [entry(mug.variant_id, 900)] })
  assert.deepEqual(await seen(mug), [900, 1_000])
  await prices.savePriceList({ list_id: open, ...list })
  await prices.setListPrices({ list_id: open, prices: [entry(mug.variant_id, 850)] })
  assert.deepEqual(await seen(mug), [850, undefined])
  await prices.deletePriceList({ list_id: open })
  assert.deepEqual(await seen(mug), [900, 1_000])
  await prices.deletePriceList({ list_id: sale })
})

test('a planned list is shown from its beginning to its end, by the timer that tells of sales', async () => {
  const list_id = newId()
  await prices.savePriceList({ list_id, ...list, starts_at: inDays(1), ends_at: inDays(3) })
  await prices.setListPrices({ list_id, prices: [entry(mug.variant_id, 700)] })
  await shop.tick('pricing.follow_clock')
  assert.deepEqual(await seen(mug), [1_000, undefined])
  for (const [days, amount] of [
    [1, 700],
    [2, 1_000],
  ] as const) {
    shop.clock.move((days * DAY) / 1_000)
    await shop.tick('pricing.follow_clock')
    assert.deepEqual(await seen(mug), [amount, undefined])
  }
  await prices.deletePriceList({ list_id })
})

test('lists and pages are one statement, with such a list as without', async () => {
  const list_id = newId()
  await prices.savePriceList({ list_id, ...list, off_basis_points: 1_000 })
  assert.deepEqual(await seen(mug), [900, undefined])
  const service = { actor: { kind: 'service', name: 'test' } } as const
  assert.equal((await countStatements(() => goods.listProducts({}, service))).statements, 1)
  assert.equal((await countStatements(() => goods.readProduct({ product: mug.product_id }, service))).statements, 1)
})
