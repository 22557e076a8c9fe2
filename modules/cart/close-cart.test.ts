import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { customer, exampleShop, guest } from './example-shop.ts'

const shop = await exampleShop()
const { addLine, changeLine, claimCart, closeCart, readCart } = shop.clients.cart
const { offer } = shop
const [mug, lamp, vase] = [await offer(), await offer(), await offer()]

const filled = async () => {
  const cart_id = newSecretId()
  await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)
  const { version } = await addLine({ cart_id, variant_id: lamp, quantity: 2 }, guest)
  return { cart_id, version }
}
const quantities = async (cart_id: string) => (await readCart({ cart_id }, guest)).lines.map((line) => [line.variant_id, line.quantity])

test('a cart that became an order is empty again, and its version rises', async () => {
  const { cart_id, version } = await filled()
  assert.deepEqual(await closeCart({ cart_id, version }), { is_closed: true })
  const { lines, version: now } = await readCart({ cart_id }, guest)
  assert.deepEqual([lines, now], [[], version + 1])
})

test('closing the same version again takes nothing out that was put in since', async () => {
  const { cart_id, version } = await filled()
  await closeCart({ cart_id, version })
  await addLine({ cart_id, variant_id: mug, quantity: 4 }, guest)
  assert.deepEqual(await closeCart({ cart_id, version }), { is_closed: true })
  assert.deepEqual(await quantities(cart_id), [[mug, 4]])
})

test('a line that was put in or changed after the order was placed stays; the others leave', async () => {
  const { cart_id, version } = await filled()
  await addLine({ cart_id, variant_id: vase, quantity: 1 }, guest)
  await changeLine({ cart_id, variant_id: mug, quantity: 3 }, guest)
  await closeCart({ cart_id, version })
  assert.deepEqual(await quantities(cart_id), [
    [mug, 3],
    [vase, 1],
  ])
})

test('what is added while the cart is closed stays', async () => {
  for (let round = 0; round < 20; round++) {
    const { cart_id, version } = await filled()
    await Promise.all([
      closeCart({ cart_id, version }),
      addLine({ cart_id, variant_id: vase, quantity: 2 }, guest),
      closeCart({ cart_id, version }),
    ])
    assert.deepEqual(await quantities(cart_id), [[vase, 2]])
  }
})

test('a cart that was ordered and then claimed by its customer is still emptied', async () => {
  const { cart_id, version } = await filled()
  const ada = customer()
  await claimCart({ cart_id }, ada)
  await closeCart({ cart_id, version })
  assert.equal((await readCart({ cart_id }, ada)).item_count, 0)
})

test('a cart that is not there is not closed, and closing is one statement', async () => {
  const itself = { actor: { kind: 'service', name: 'orders' }, via: 'orders' } as const
  const { result, statements } = await countStatements(() => closeCart({ cart_id: newSecretId(), version: 1 }, itself))
  assert.deepEqual([result.is_closed, statements], [false, 1])
  await assert.rejects(closeCart({ cart_id: newSecretId(), version: 1 }, guest), (error) => isFailure(error, 'NO_SUCH_ROUTE'))
})

const DAY = 86_400

test('a guest’s cart goes 60 days after its last change; a customer’s stays', async () => {
  const [old, touched, own] = [await filled(), await filled(), await filled()]
  const ada = customer()
  await claimCart({ cart_id: own.cart_id }, ada)
  shop.clock.move(59 * DAY)
  await addLine({ cart_id: touched.cart_id, variant_id: mug, quantity: 1 }, guest)
  await shop.tick('cart.prune_guest_carts')
  await readCart({ cart_id: old.cart_id }, guest)
  shop.clock.move(2 * DAY)
  await shop.tick('cart.prune_guest_carts')
  await assert.rejects(readCart({ cart_id: old.cart_id }, guest), (error) => isFailure(error, 'NOT_FOUND'))
  assert.equal((await readCart({ cart_id: touched.cart_id }, guest)).item_count, 4)
  assert.equal((await readCart({ cart_id: own.cart_id }, ada)).item_count, 3)
})

test('a cart that went and is made again under its old id never has a version twice', async () => {
  const { cart_id, version } = await filled()
  shop.clock.move(61 * DAY)
  await shop.tick('cart.prune_guest_carts')
  const again = await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)
  assert.ok(again.version > version)
})
