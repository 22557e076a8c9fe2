import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, newSecretId } from '#platform/ids.ts'
import type { Cart } from './contract.ts'
import { customer, exampleShop, guest } from './example-shop.ts'

const shop = await exampleShop()
const { addLine, changeLine, claimCart, readCart } = shop.clients.cart
const { offer, traders } = shop
const tiered = () =>
  offer({
    on_hand: 100,
    tiers: [
      [5, 900],
      [10, 800],
    ],
  })
const shown = ({ lines, subtotal }: Cart) => [lines[0]?.quantity, lines[0]?.unit_price.amount, subtotal.amount, lines[0]?.problem]

test('the quantity a line has decides its tier, whether units are added or set, and that is no changed price', async () => {
  const [cart_id, mug] = [newSecretId(), await tiered()]
  assert.deepEqual(shown(await addLine({ cart_id, variant_id: mug, quantity: 4 }, guest)), [4, 1_000, 4_000, null])
  assert.deepEqual(shown(await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)), [5, 900, 4_500, null])
  assert.deepEqual(shown(await readCart({ cart_id }, guest)), [5, 900, 4_500, null])
  assert.deepEqual(shown(await changeLine({ cart_id, variant_id: mug, quantity: 12 }, guest)), [12, 800, 9_600, null])
  assert.deepEqual(shown(await changeLine({ cart_id, variant_id: mug, quantity: 2 }, guest)), [2, 1_000, 2_000, null])
  assert.deepEqual(shown(await readCart({ cart_id }, guest)), [2, 1_000, 2_000, null])
  assert.deepEqual(shown(await addLine({ cart_id: newSecretId(), variant_id: mug, quantity: 10 }, guest)), [10, 800, 8_000, null])
})

test('twenty who add one unit each at once pay the price of twenty', async () => {
  const [cart_id, mug] = [newSecretId(), await tiered()]
  await Promise.all(Array.from({ length: 20 }, () => addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)))
  assert.deepEqual(shown(await readCart({ cart_id }, guest)), [20, 800, 16_000, null])
})

test('a line tells from which quantities on it is cheaper', async () => {
  const [cart_id, mug] = [newSecretId(), await tiered()]
  const { lines } = await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)
  assert.deepEqual(
    lines[0]?.tiers.map(({ min_quantity, unit_price }) => [min_quantity, unit_price.amount]),
    [
      [5, 900],
      [10, 800],
    ],
  )
  assert.deepEqual((await readCart({ cart_id }, guest)).lines[0]?.tiers, lines[0]?.tiers)
})

test('lines that meet at sign-in reach the tier of both together', async () => {
  const mug = await tiered()
  const [ada, first, second] = [customer(), newSecretId(), newSecretId()]
  for (const cart_id of [first, second]) await addLine({ cart_id, variant_id: mug, quantity: 3 }, guest)
  await claimCart({ cart_id: first }, ada)
  assert.deepEqual(shown(await claimCart({ cart_id: second }, ada)), [6, 900, 5_400, null])
})

test('a member of a group sees the group’s price, and a guest the public one until the sign-in, which tells the change', async () => {
  const [user_id, cart_id] = [newId(), newSecretId()]
  traders.add(user_id)
  const mug = await offer({ prices: { EUR: 1_000 }, trade: 700 })
  assert.deepEqual(shown(await addLine({ cart_id, variant_id: mug, quantity: 2 }, guest)), [2, 1_000, 2_000, null])
  assert.deepEqual(shown(await claimCart({ cart_id }, customer(user_id))), [2, 700, 1_400, 'price_changed'])
  assert.deepEqual(shown(await changeLine({ cart_id, variant_id: mug, quantity: 3 }, customer(user_id))), [3, 700, 2_100, null])
  const other = newSecretId()
  assert.deepEqual(shown(await addLine({ cart_id: other, variant_id: mug, quantity: 1 }, customer())), [1, 1_000, 1_000, null])
})

test('lines that were put in before there were tiers are read as they are', async () => {
  const [cart_id, mug] = [newSecretId(), await tiered()]
  const lamp = await offer()
  await addLine({ cart_id, variant_id: mug, quantity: 6 }, guest)
  await shop.db.sql`
    UPDATE cart.carts SET lines = jsonb_set(lines #- '{0,tiers}', '{0,unit_price,amount}', '1000') WHERE cart_id = ${cart_id}`
  const { lines } = await addLine({ cart_id, variant_id: lamp, quantity: 1 }, guest)
  assert.deepEqual([lines[0]?.unit_price.amount, lines[0]?.tiers], [1_000, []])
  assert.deepEqual(shown(await readCart({ cart_id }, guest)), [6, 900, 6_400, 'price_changed'])
})
