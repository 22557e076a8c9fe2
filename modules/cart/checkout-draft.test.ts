import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { customer, exampleShop, guest } from './example-shop.ts'

const shop = await exampleShop()
const { addLine, claimCart, closeCart, readCheckout, saveCheckout } = shop.clients.cart
const mug = await shop.offer()
const draft = { email: 'ada@example.com', shipping_address: { name: 'Ada', country: 'DE' }, codes: ['SPRING'] }
const notThere = (error: unknown) => isFailure(error, 'NOT_FOUND')

test('what was filled in at checkout is there when the page is opened again, and does not make another cart of it', async () => {
  const cart_id = newSecretId()
  const { version } = await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)
  assert.deepEqual(await readCheckout({ cart_id }, guest), {})
  await saveCheckout({ cart_id, ...draft }, guest)
  assert.deepEqual(await readCheckout({ cart_id }, guest), draft)
  await saveCheckout({ cart_id, email: 'eve@example.com' }, guest)
  assert.deepEqual(await readCheckout({ cart_id }, guest), { email: 'eve@example.com' })
  assert.equal((await shop.clients.cart.readCart({ cart_id }, guest)).version, version)
})

test('an address goes when the cart has become an order', async () => {
  const cart_id = newSecretId()
  const { version } = await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)
  await saveCheckout({ cart_id, ...draft }, guest)
  await closeCart({ cart_id, version })
  assert.deepEqual(await readCheckout({ cart_id }, guest), {})
})

test('what a customer filled in is not there for others', async () => {
  const cart_id = newSecretId()
  await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)
  const ada = customer()
  const own = await claimCart({ cart_id }, ada)
  await saveCheckout({ cart_id: own.cart_id, ...draft }, ada)
  for (const other of [guest, customer()]) {
    await assert.rejects(readCheckout({ cart_id: own.cart_id }, other), notThere)
    await assert.rejects(saveCheckout({ cart_id: own.cart_id, ...draft }, other), notThere)
  }
  await assert.rejects(saveCheckout({ cart_id: newSecretId(), ...draft }, guest), notThere)
})

/** A customer who left something at checkout, and then fills in a cart as a guest before signing in. */
const signIn = async (left: object, typed: object) => {
  const ada = customer()
  const [own_id, cart_id] = [newSecretId(), newSecretId()]
  for (const [id, filled_in] of [
    [own_id, left],
    [cart_id, typed],
  ] as const) {
    await addLine({ cart_id: id, variant_id: mug, quantity: 1 }, guest)
    await saveCheckout({ cart_id: id, ...filled_in }, guest)
    if (id === own_id) await claimCart({ cart_id: id }, ada)
  }
  await claimCart({ cart_id }, ada)
  assert.deepEqual(await readCheckout({ cart_id }, guest), {})
  return readCheckout({ cart_id: own_id }, ada)
}
const old = {
  ...{ email: 'ada@old.example', shipping_address: { name: 'Ada', country: 'FR' }, billing_address: { name: 'Old Ltd', country: 'FR' } },
  codes: ['OLD', 'SPRING'],
}

test('who signs in during checkout finds everything typed and no address of another time; the codes of both stay', async () => {
  assert.deepEqual(await signIn({}, draft), draft)
  assert.deepEqual(await signIn(old, draft), { ...draft, codes: ['OLD', 'SPRING'] })
  assert.deepEqual(await signIn({ ...draft, codes: [] }, { ...old, codes: ['OLD'] }), { ...old, codes: ['OLD'] })
})

test('who signs in with a code and no address yet keeps the address left the last time', async () => {
  assert.deepEqual(await signIn(old, { codes: ['NEW'] }), { ...old, codes: ['OLD', 'SPRING', 'NEW'] })
  assert.deepEqual(await signIn(old, {}), old)
})

test('of more codes than a checkout takes, the last ones stay', async () => {
  const codes = (word: string) => Array.from({ length: 8 }, (_, nth) => `${word}${nth}`)
  const { codes: kept } = await signIn({ codes: codes('A') }, { codes: codes('B') })
  assert.deepEqual(kept, ['A6', 'A7', ...codes('B')])
})
