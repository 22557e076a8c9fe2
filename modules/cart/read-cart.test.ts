import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newSecretId } from '#platform/ids.ts'
import { exampleShop, guest } from './example-shop.ts'

const shop = await exampleShop()
const { addLine, changeLine, readCart } = shop.clients.cart
const { offer, withdraw } = shop

/** A guest's cart with three mugs for 10.00 each. */
const withMugs = async () => {
  const [cart_id, mug] = [newSecretId(), await offer({ prices: { EUR: 1_000, USD: 1_100 }, on_hand: 20 })]
  await addLine({ cart_id, variant_id: mug, quantity: 3 }, guest)
  return { cart_id, mug }
}
const firstLine = async (cart_id: string, call = guest) => {
  const { lines, subtotal } = await readCart({ cart_id }, call)
  const line = lines[0]
  return {
    problem: line?.problem,
    available: line?.available,
    unit: line?.unit_price.amount,
    line: line?.line_total.amount,
    subtotal: subtotal.amount,
  }
}

test('a price that changed is told once, with the new price', async () => {
  const { cart_id, mug } = await withMugs()
  await offer({ prices: { EUR: 1_200 } }, mug)
  const told = { problem: 'price_changed', available: null, unit: 1_200, line: 3_600, subtotal: 3_600 }
  assert.deepEqual(await firstLine(cart_id), told)
  assert.deepEqual(await firstLine(cart_id), { ...told, problem: null })
})

test('what another module reads has not been told to the shopper', async () => {
  const { cart_id, mug } = await withMugs()
  await offer({ prices: { EUR: 900 } }, mug)
  const orders = { ...guest, via: 'orders' }
  assert.equal((await firstLine(cart_id, orders)).problem, 'price_changed')
  assert.equal((await firstLine(cart_id, orders)).problem, 'price_changed')
  assert.equal((await firstLine(cart_id, { ...guest, via: 'storefront' })).problem, 'price_changed')
  assert.equal((await firstLine(cart_id, orders)).problem, null)
})

test('a price that changed behind a worse problem is told when that problem is gone', async () => {
  const { cart_id, mug } = await withMugs()
  await offer({ prices: { EUR: 1_500 }, on_hand: 2 }, mug)
  assert.equal((await firstLine(cart_id)).problem, 'too_few')
  await offer({ on_hand: 10 }, mug)
  assert.equal((await firstLine(cart_id)).problem, 'price_changed')
  assert.equal((await firstLine(cart_id)).problem, null)
})

test('telling a price changes neither the version nor what the shopper chose meanwhile', async () => {
  const { cart_id, mug } = await withMugs()
  await offer({ prices: { EUR: 1_500 } }, mug)
  const { version } = await readCart({ cart_id }, guest)
  assert.equal((await readCart({ cart_id }, guest)).version, version)
  for (let round = 0; round < 20; round++) {
    await offer({ prices: { EUR: 1_000 + round } }, mug)
    const quantity = 1 + (round % 7)
    await Promise.all([
      readCart({ cart_id }, guest),
      changeLine({ cart_id, variant_id: mug, quantity }, guest),
      readCart({ cart_id }, guest),
    ])
    assert.equal((await readCart({ cart_id }, guest)).item_count, quantity)
  }
})

test('a line says when there are too few or none, and how many can still be bought', async () => {
  const { cart_id, mug } = await withMugs()
  await offer({ on_hand: 2 }, mug)
  assert.deepEqual(await firstLine(cart_id), { problem: 'too_few', available: 2, unit: 1_000, line: 3_000, subtotal: 3_000 })
  await offer({ on_hand: 0 }, mug)
  assert.equal((await firstLine(cart_id)).problem, 'out_of_stock')
})

test('what is no longer for sale says so, keeps its last price and comes to nothing', async () => {
  const gone = { problem: 'not_for_sale', available: null, unit: 1_000, line: 0, subtotal: 0 }
  const [archived, deleted, unpriced] = [await withMugs(), await withMugs(), await withMugs()]
  await offer({ is_for_sale: false }, archived.mug)
  await withdraw(deleted.mug)
  await offer({ prices: { USD: 1_100 } }, unpriced.mug)
  for (const { cart_id } of [archived, deleted]) assert.deepEqual(await firstLine(cart_id), gone)
  assert.deepEqual(await firstLine(unpriced.cart_id), { ...gone, problem: 'not_in_currency' })
  const { cart_id, mug } = deleted
  assert.equal((await changeLine({ cart_id, variant_id: mug, quantity: 0 }, guest)).lines.length, 0)
})

test('a cart is shown in the language and currency that are asked for, and a switch is not a changed price', async () => {
  const { cart_id } = await withMugs()
  const german = await readCart({ cart_id, locale: 'de', currency: 'USD' }, guest)
  assert.equal(german.lines[0]?.title, 'Mug (de)')
  assert.equal(german.lines[0]?.problem, null)
  assert.deepEqual(german.subtotal, { amount: 3_300, currency: 'USD' })
})

test('in a currency that a line is not sold in, its price in another does not show', async () => {
  const [cart_id, mug] = [newSecretId(), await offer({ prices: { EUR: 1_000 } })]
  await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)
  const { lines, subtotal } = await readCart({ cart_id, currency: 'USD' }, guest)
  assert.deepEqual([lines[0]?.problem, lines[0]?.sold_in], ['not_in_currency', 'EUR'])
  assert.deepEqual(lines[0]?.unit_price, { amount: 0, currency: 'USD' })
  assert.deepEqual(subtotal, { amount: 0, currency: 'USD' })
})
