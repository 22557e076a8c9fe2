import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { customer, exampleShop, guest } from './example-shop.ts'

const shop = await exampleShop()
const { addLine, claimCart, readCart, readMyCart } = shop.clients.cart
const { offer } = shop
const [mug, lamp, vase] = [await offer({ on_hand: 100_000 }), await offer({ on_hand: 100_000 }), await offer({ on_hand: 100_000 })]

const guestCart = async (...lines: [string, number][]) => {
  const cart_id = newSecretId()
  for (const [variant_id, quantity] of lines) await addLine({ cart_id, variant_id, quantity }, guest)
  return cart_id
}
const quantities = (cart: { lines: { variant_id: string; quantity: number }[] }) =>
  cart.lines.map((line) => [line.variant_id, line.quantity])
const isNotFound = (error: unknown) => isFailure(error, 'NOT_FOUND')

test('at sign-in the guest’s cart becomes the customer’s own', async () => {
  const [ada, cart_id] = [customer(), await guestCart([mug, 2])]
  const own = await claimCart({ cart_id }, ada)
  assert.equal(own.cart_id, cart_id)
  assert.deepEqual(await readMyCart({}, ada), own)
  await assert.rejects(readCart({ cart_id }, guest), isNotFound)
})

test('a customer who has a cart already gets the guest’s lines into it: quantities add up, new ones come last', async () => {
  const ada = customer()
  const { cart_id: own } = await claimCart({ cart_id: await guestCart([mug, 2], [lamp, 1]) }, ada)
  const merged = await claimCart({ cart_id: await guestCart([vase, 5], [mug, 3]) }, ada)
  assert.equal(merged.cart_id, own)
  assert.deepEqual(quantities(merged), [
    [mug, 5],
    [lamp, 1],
    [vase, 5],
  ])
})

test('claiming again puts nothing in twice', async () => {
  const ada = customer()
  await claimCart({ cart_id: await guestCart([mug, 2]) }, ada)
  const cart_id = await guestCart([mug, 3])
  const first = await claimCart({ cart_id }, ada)
  assert.deepEqual(await claimCart({ cart_id }, ada), first)
  assert.deepEqual(await claimCart({ cart_id: first.cart_id }, ada), first)
  assert.equal(first.item_count, 5)
})

test('logins at once, with one cart or with several, lose nothing, double nothing, and leave one cart', async () => {
  for (let round = 0; round < 15; round++) {
    const ada = customer()
    const carts = await Promise.all([guestCart([mug, 1]), guestCart([mug, 2], [lamp, 4]), guestCart([vase, 8])])
    await Promise.all([...carts, ...carts, ...carts].map((cart_id) => claimCart({ cart_id }, ada)))
    const own = await readMyCart({}, ada)
    assert.deepEqual(
      quantities(own).toSorted(),
      [
        [mug, 3],
        [lamp, 4],
        [vase, 8],
      ].toSorted(),
    )
  }
})

test('two customers who claim one guest’s cart at once: one gets it', async () => {
  for (let round = 0; round < 15; round++) {
    const [ada, bob] = [customer(), customer()]
    if (round % 2) await readMyCart({}, bob)
    const cart_id = await guestCart([mug, 7])
    const carts = await Promise.all([ada, bob].map((who) => claimCart({ cart_id }, who)))
    assert.deepEqual(carts.map((cart) => cart.item_count).toSorted(), [0, 7])
  }
})

test('what a guest adds while the cart is claimed is not lost', async () => {
  for (let round = 0; round < 15; round++) {
    const ada = customer()
    if (round % 2) await readMyCart({}, ada)
    const cart_id = await guestCart([mug, 1])
    const [added] = await Promise.allSettled([addLine({ cart_id, variant_id: lamp, quantity: 2 }, guest), claimCart({ cart_id }, ada)])
    const left = await readCart({ cart_id }, guest).catch(() => undefined)
    const own = await readMyCart({}, ada)
    assert.equal(own.item_count + (left?.item_count ?? 0), added.status === 'fulfilled' ? 3 : 1)
  }
})

test('a cart that is unknown or somebody else’s changes nothing, and the answer is one’s own', async () => {
  const [ada, eve] = [customer(), customer()]
  const { cart_id } = await claimCart({ cart_id: await guestCart([mug, 2]) }, ada)
  for (const other of [cart_id, newSecretId()]) {
    const own = await claimCart({ cart_id: other }, eve)
    assert.notEqual(own.cart_id, cart_id)
    assert.equal(own.item_count, 0)
  }
  assert.equal((await readMyCart({}, ada)).item_count, 2)
})

test('a merged line has at most 10,000 units', async () => {
  const ada = customer()
  await claimCart({ cart_id: await guestCart([mug, 8_000]) }, ada)
  assert.equal((await claimCart({ cart_id: await guestCart([mug, 8_000]) }, ada)).item_count, 10_000)
})

test('a merged cart has at most 200 lines, the customer’s own first', async () => {
  const ada = customer()
  const variants = await Promise.all(Array.from({ length: 210 }, () => offer()))
  const lines = variants.map((id): [string, number] => [id, 1])
  await claimCart({ cart_id: await guestCart(...lines.slice(0, 150)) }, ada)
  const merged = await claimCart({ cart_id: await guestCart(...lines.slice(140)) }, ada)
  assert.deepEqual(
    merged.lines.map((line) => line.variant_id),
    variants.slice(0, 200),
  )
})

test('a customer’s first look at the cart makes it, once, however many look at once', async () => {
  const ada = customer()
  const carts = await Promise.all(Array.from({ length: 10 }, () => readMyCart({}, ada)))
  assert.equal(new Set(carts.map((cart) => cart.cart_id)).size, 1)
})

test('nobody who is not signed in claims a cart', async () => {
  const cart_id = await guestCart([mug, 1])
  await assert.rejects(claimCart({ cart_id }, guest), (error) => isFailure(error, 'SIGN_IN_REQUIRED'))
  await assert.rejects(claimCart({ cart_id }), (error) => isFailure(error, 'SIGN_IN_REQUIRED'))
})
