import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { isFailure } from '#platform/errors.ts'
import { newId, newSecretId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { customer, exampleShop, guest } from './example-shop.ts'

const shop = await exampleShop()
const { addLine, changeLine, createCart, readCart, readMyCart } = shop.clients.cart
const { offer, asked } = shop

const fails = (code: string, details?: object) => (error: unknown) => {
  assert.ok(isFailure(error, code), String(error))
  if (details) assert.deepEqual(error.details, details)
  return true
}
const quantities = (lines: { variant_id: string; quantity: number }[]) => lines.map((line) => [line.variant_id, line.quantity])

test('an empty cart belongs to whoever knows its id', async () => {
  const made = await createCart({}, guest)
  assert.deepEqual(
    { ...made, cart_id: '', version: 0 },
    {
      cart_id: '',
      version: 0,
      currency: 'EUR',
      lines: [],
      item_count: 0,
      subtotal: { amount: 0, currency: 'EUR' },
    },
  )
  assert.deepEqual(await readCart({ cart_id: made.cart_id }, guest), made)
})

test('adding to a cart id that is new makes the cart, with today’s price', async () => {
  const [cart_id, mug] = [newSecretId(), await offer({ prices: { EUR: 1_250 } })]
  const made = await addLine({ cart_id, variant_id: mug, quantity: 3 }, guest)
  assert.deepEqual(made.lines[0]?.unit_price, { amount: 1_250, currency: 'EUR' })
  assert.deepEqual(made.subtotal, { amount: 3_750, currency: 'EUR' })
  assert.equal(made.item_count, 3)
  assert.deepEqual(await readCart({ cart_id }, guest), made)
})

test('adding a variant again adds up in its place, and every change raises the version', async () => {
  const [cart_id, mug, lamp] = [newSecretId(), await offer(), await offer({ title: 'Lamp' })]
  const first = await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)
  const second = await addLine({ cart_id, variant_id: lamp, quantity: 2 }, guest)
  const third = await addLine({ cart_id, variant_id: mug, quantity: 4 }, guest)
  assert.deepEqual(quantities(third.lines), [
    [mug, 5],
    [lamp, 2],
  ])
  assert.deepEqual([second.version, third.version], [first.version + 1, first.version + 2])
})

test('200 who add to one cart at once lose nothing', async () => {
  const cart_id = newSecretId()
  const variants = await Promise.all(Array.from({ length: 10 }, () => offer({ on_hand: 1_000 })))
  await Promise.all(
    Array.from({ length: 200 }, (_, i) => addLine({ cart_id, variant_id: variants[i % 10] ?? '', quantity: 1 + (i % 3) }, guest)),
  )
  const { lines, item_count } = await readCart({ cart_id }, guest)
  assert.equal(lines.length, 10)
  assert.equal(
    item_count,
    Array.from({ length: 200 }, (_, i) => 1 + (i % 3)).reduce((sum, n) => sum + n),
  )
})

test('no more goes into a cart than is in stock, counting what the cart has already', async () => {
  const [cart_id, mug] = [newSecretId(), await offer({ on_hand: 5 })]
  await assert.rejects(
    addLine({ cart_id, variant_id: mug, quantity: 6 }, guest),
    fails('OUT_OF_STOCK', { field: 'quantity', variant_id: mug, wanted: 6, available: 5 }),
  )
  await addLine({ cart_id, variant_id: mug, quantity: 3 }, guest)
  await assert.rejects(
    addLine({ cart_id, variant_id: mug, quantity: 3 }, guest),
    fails('OUT_OF_STOCK', { field: 'quantity', variant_id: mug, wanted: 6, available: 5 }),
  )
  await Promise.allSettled(Array.from({ length: 10 }, () => addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)))
  assert.equal((await readCart({ cart_id }, guest)).item_count, 5)
})

test('a line has at most 10,000 units and a cart at most 200 lines', async () => {
  const [cart_id, many] = [newSecretId(), await offer({ on_hand: 50_000, prices: { EUR: 1 } })]
  await addLine({ cart_id, variant_id: many, quantity: 9_000 }, guest)
  const { lines } = await addLine({ cart_id, variant_id: many, quantity: 9_000 }, guest)
  assert.equal(lines[0]?.quantity, 10_000)
  const variants = await Promise.all(Array.from({ length: 200 }, () => offer()))
  for (const variant_id of variants.slice(1)) await addLine({ cart_id, variant_id, quantity: 1 }, guest)
  const [last = ''] = variants
  await assert.rejects(addLine({ cart_id, variant_id: last, quantity: 1 }, guest), fails('TOO_MANY_LINES'))
  await assert.rejects(changeLine({ cart_id, variant_id: last, quantity: 1 }, guest), fails('TOO_MANY_LINES'))
  await addLine({ cart_id, variant_id: variants[1] ?? '', quantity: 1 }, guest)
})

test('what does not exist, is not for sale or has no price in the currency does not go into a cart', async () => {
  const cart_id = newSecretId()
  const [draft, euros] = [await offer({ is_for_sale: false }), await offer({ prices: { EUR: 100 } })]
  await assert.rejects(addLine({ cart_id, variant_id: newId(), quantity: 1 }, guest), fails('NOT_FOUND'))
  await assert.rejects(addLine({ cart_id, variant_id: draft, quantity: 1 }, guest), fails('NOT_FOR_SALE'))
  await assert.rejects(addLine({ cart_id, variant_id: euros, quantity: 1, currency: 'USD' }, guest), fails('NOT_FOR_SALE'))
  await assert.rejects(readCart({ cart_id }, guest), fails('NOT_FOUND'))
})

test('a quantity is a whole number from 1 to 10,000, and a price cannot be sent', async () => {
  const [cart_id, mug] = [newSecretId(), await offer()]
  for (const quantity of [-1, 0, 1.5, 10_001, Number.POSITIVE_INFINITY, 2 ** 53 + 1])
    await assert.rejects(addLine({ cart_id, variant_id: mug, quantity }, guest), fails('INVALID_INPUT'))
  const priced = { cart_id, variant_id: mug, quantity: 1, unit_price: { amount: 1, currency: 'EUR' } }
  await assert.rejects(addLine(priced, guest), fails('INVALID_INPUT'))
})

test('a line that comes to more than can be counted does not go into a cart', async () => {
  const [cart_id, dear] = [newSecretId(), await offer({ prices: { EUR: 20_000_000_000_000 } })]
  await addLine({ cart_id, variant_id: dear, quantity: 2 }, guest)
  await assert.rejects(addLine({ cart_id, variant_id: dear, quantity: 1 }, guest), fails('AMOUNT_TOO_LARGE'))
  assert.equal((await readCart({ cart_id }, guest)).item_count, 2)
})

test('setting a line sets it, 0 takes it out, and out it may stay', async () => {
  const [cart_id, mug, lamp] = [newSecretId(), await offer({ on_hand: 5 }), await offer()]
  await addLine({ cart_id, variant_id: mug, quantity: 3 }, guest)
  assert.deepEqual(quantities((await changeLine({ cart_id, variant_id: lamp, quantity: 2 }, guest)).lines), [
    [mug, 3],
    [lamp, 2],
  ])
  await assert.rejects(
    changeLine({ cart_id, variant_id: mug, quantity: 6 }, guest),
    fails('OUT_OF_STOCK', { field: 'quantity', variant_id: mug, wanted: 6, available: 5 }),
  )
  const out = await changeLine({ cart_id, variant_id: mug, quantity: 0 }, guest)
  assert.deepEqual(quantities(out.lines), [[lamp, 2]])
  assert.deepEqual(await changeLine({ cart_id, variant_id: mug, quantity: 0 }, guest), out)
  const unknown = newSecretId()
  await assert.rejects(changeLine({ cart_id: unknown, variant_id: mug, quantity: 1 }, guest), fails('NOT_FOUND'))
  await assert.rejects(changeLine({ cart_id: unknown, variant_id: mug, quantity: 0 }, guest), fails('NOT_FOUND'))
})

test('a cart keeps its currency when none is named, and is priced anew when another is', async () => {
  const [cart_id, mug, lamp] = [
    newSecretId(),
    await offer({ prices: { EUR: 1_000, USD: 1_100 } }),
    await offer({ prices: { EUR: 50, USD: 60 } }),
  ]
  await addLine({ cart_id, variant_id: mug, quantity: 1, currency: 'USD' }, guest)
  const dollars = await addLine({ cart_id, variant_id: lamp, quantity: 1 }, guest)
  assert.deepEqual(dollars.subtotal, { amount: 1_160, currency: 'USD' })
  assert.deepEqual((await changeLine({ cart_id, variant_id: lamp, quantity: 2 }, guest)).subtotal, { amount: 1_220, currency: 'USD' })
  const euros = await addLine({ cart_id, variant_id: lamp, quantity: 1, currency: 'EUR' }, guest)
  assert.deepEqual(euros.subtotal, { amount: 1_150, currency: 'EUR' })
  assert.deepEqual(
    euros.lines.map((line) => line.problem),
    [null, null],
  )
})

test('the catalogue is asked once for what it says of a variant, and again when it has changed', async () => {
  const [cart_id, mug] = [newSecretId(), await offer()]
  await setTimeout(100) // the notice of what was offered comes by way of the database as well
  await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)
  const before = asked.times
  const { statements } = await countStatements(() => addLine({ cart_id, variant_id: mug, quantity: 1 }, guest))
  assert.deepEqual([asked.times, statements], [before, 1])
  await offer({ title: 'Cup' }, mug)
  assert.equal((await addLine({ cart_id, variant_id: mug, quantity: 1 }, guest)).lines[0]?.title, 'Cup')
})

test('a customer’s cart answers to its owner and to the shop, and is not there for anybody else', async () => {
  const [ada, eve, mug] = [customer(), customer(), await offer()]
  const { cart_id } = await readMyCart({}, ada)
  await addLine({ cart_id, variant_id: mug, quantity: 1 }, ada)
  for (const other of [guest, eve]) {
    await assert.rejects(readCart({ cart_id }, other), fails('NOT_FOUND'))
    await assert.rejects(addLine({ cart_id, variant_id: mug, quantity: 1 }, other), fails('NOT_FOUND'))
    await assert.rejects(changeLine({ cart_id, variant_id: mug, quantity: 2 }, other), fails('NOT_FOUND'))
    await assert.rejects(changeLine({ cart_id, variant_id: mug, quantity: 0 }, other), fails('NOT_FOUND'))
  }
  assert.equal((await readCart({ cart_id })).item_count, 1)
  assert.equal((await readCart({ cart_id }, ada)).item_count, 1)
})
