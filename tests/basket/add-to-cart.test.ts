/** A cart with its real neighbours: what it costs the database, and that it hears of what they change. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { cart } from '#modules/cart/contract.ts'
import { cartModule } from '#modules/cart/module.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customersModule } from '#modules/customers/module.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { media } from '#modules/media/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { settings } from '#modules/settings/contract.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { isFailure } from '#platform/errors.ts'
import { newId, newSecretId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { fakeModule, testShop } from '#platform/testing.ts'

const mediaModule = fakeModule(media, { describePictures: async ({ names }) => ({ pictures: names.map(() => null) }) })
const shop = await testShop({ cart, catalog, inventory, pricing, settings }, [
  cartModule,
  catalogModule,
  inventoryModule,
  pricingModule,
  settingsModule({ public_url: 'http://localhost:3000' }),
  mediaModule,
  customersModule({ secret: new Uint8Array(32).fill(7) }),
])
const guest = { actor: { kind: 'anonymous' }, via: undefined } as const
const { addLine, changeLine, readCart } = shop.clients.cart
const { createProduct, updateProduct } = shop.clients.catalog
let made = 0

const mugOf = (title: string, amount: number, on_hand: number, n: number) => ({
  status: 'active' as const,
  translations: { en: { title, description: '' } },
  category_ids: [],
  options: [],
  variants: [{ sku: `MUG-${n}`, options: {}, prices: [{ currency: 'EUR', amount }], on_hand }],
  pictures: [],
})
const makeMug = async (amount = 1_000, on_hand = 20) => {
  const { product_id, variant_ids, slug } = await createProduct(mugOf('Mug', amount, on_hand, ++made))
  const again = (title: string, now: number) =>
    updateProduct({
      ...mugOf(title, now, on_hand, made),
      product_id,
      slug,
      variants: [{ ...mugOf(title, now, on_hand, made).variants[0]!, variant_id: variant_ids[0]! }],
    })
  return { variant_id: variant_ids[0] ?? '', again }
}
/** Notices of change come by way of the database as well, a moment later. */
const quiet = async () => {
  await shop.settle()
  await setTimeout(200)
}
const statementsOf = async (work: () => Promise<unknown>) => (await countStatements(work)).statements

test('adding to a cart, or changing a line, is two statements over all modules; taking a line out is one', async () => {
  const [cart_id, mug, lamp] = [newSecretId(), await makeMug(), await makeMug()]
  await quiet()
  for (const { variant_id } of [mug, lamp]) await addLine({ cart_id, variant_id, quantity: 1 }, guest)
  const { variant_id } = mug
  assert.equal(await statementsOf(() => addLine({ cart_id, variant_id, quantity: 1 }, guest)), 2)
  assert.equal(await statementsOf(() => addLine({ cart_id: newSecretId(), variant_id, quantity: 1 }, guest)), 2)
  assert.equal(await statementsOf(() => changeLine({ cart_id, variant_id, quantity: 5 }, guest)), 2)
  assert.equal(await statementsOf(() => changeLine({ cart_id, variant_id, quantity: 0 }, guest)), 1)
})

test('for someone who is signed in each is one more: whose prices are theirs', async () => {
  const ada = { actor: { kind: 'user', user_id: newId(), role: 'customer', name: 'Ada' }, via: undefined } as const
  const [{ variant_id }, { cart_id }] = [await makeMug(), await shop.clients.cart.readMyCart({}, ada)]
  await quiet()
  await addLine({ cart_id, variant_id, quantity: 1 }, ada)
  assert.equal(await statementsOf(() => addLine({ cart_id, variant_id, quantity: 1 }, ada)), 3)
  assert.equal(await statementsOf(() => changeLine({ cart_id, variant_id, quantity: 5 }, ada)), 3)
  assert.equal(await statementsOf(() => readCart({ cart_id }, ada)), 3)
})

test('reading a cart of 30 lines is two statements; a price that changed is read and told by one each', async () => {
  const cart_id = newSecretId()
  const mugs = await Promise.all(Array.from({ length: 30 }, () => makeMug()))
  await quiet()
  for (const { variant_id } of mugs) await addLine({ cart_id, variant_id, quantity: 1 }, guest)
  const read = () => statementsOf(() => readCart({ cart_id }, guest))
  assert.equal(await read(), 2)
  const variant_id = mugs[0]?.variant_id ?? ''
  const prices = [{ variant_id, currency: 'EUR', amount: 7, compare_at_amount: null }]
  await shop.clients.pricing.setPrices({ variant_ids: [variant_id], prices })
  assert.equal(await read(), 4)
  await quiet()
  await read() // the notice of the change came by way of the database as well
  assert.equal(await read(), 2)
})

test('a cart shows what was changed a moment ago: title, price, stock', async () => {
  const [cart_id, { variant_id, again }] = [newSecretId(), await makeMug(1_000, 5)]
  await addLine({ cart_id, variant_id, quantity: 2 }, guest)
  await again('Cup', 1_100)
  const changed = (await readCart({ cart_id }, guest)).lines[0]
  assert.deepEqual([changed?.title, changed?.unit_price.amount, changed?.problem], ['Cup', 1_100, 'price_changed'])
  await shop.clients.inventory.hold({ order_id: newSecretId(), lines: [{ variant_id, quantity: 4 }] })
  const fewer = (await readCart({ cart_id }, guest)).lines[0]
  assert.deepEqual([fewer?.problem, fewer?.available], ['too_few', 1])
  await assert.rejects(addLine({ cart_id, variant_id, quantity: 1 }, guest), (error) => isFailure(error, 'OUT_OF_STOCK'))
})
