import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { ADDRESS, formOf, withAddress } from '#tests/fakes/checkout-steps.ts'
import { COURIER, WAYS } from '#tests/fakes/fake.ts'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { sentValue, type Visitor, visitor } from '#tests/fakes/visitor.ts'

let app: FastifyInstance
let fake: FakeShop
beforeEach(async () => {
  ;({ app, fake } = await openStorefront())
  fake.ways.push(...WAYS)
})
afterEach(() => app.close())

const asked = () => fake.calls.findLast(({ op }) => op === 'quoteCheckout')?.input as { destination: object; shipping_method_id?: string }
const chosen = async (shopper: Visitor, path: string): Promise<string | undefined> =>
  /<option value="(\w+)" selected/.exec((await shopper.get(path)).html.split('<main')[1] ?? '')?.[1]

test('a country chosen in the cart is reckoned with there, and neither the typed address nor the way to send is lost', async () => {
  const shopper = await withAddress(app)
  await shopper.post('/checkout/delivery', { shipping_method_id: COURIER })
  assert.equal((await shopper.post('/cart/country', { country: 'FR' })).location, '/cart')
  assert.equal(await chosen(shopper, '/cart'), 'FR')
  assert.deepEqual([asked().destination, asked().shipping_method_id], [{ country: 'FR' }, undefined])
  const { html } = await shopper.get('/checkout')
  for (const name of ['email', 'name', 'line1', 'postal_code', 'city'] as const) assert.equal(sentValue(html, name), ADDRESS[name], name)
  assert.equal(await chosen(shopper, '/checkout'), 'DE')
  assert.deepEqual([asked().destination, asked().shipping_method_id], [{ country: 'DE', postal_code: '10115' }, COURIER])
  await shopper.post('/checkout', ADDRESS)
  assert.equal(await chosen(shopper, '/cart'), 'DE')
  assert.equal(asked().shipping_method_id, COURIER)
})

test('the country of the address, chosen again, ends the estimate; what is no country changes nothing', async () => {
  const shopper = await withAddress(app)
  for (const [country, then] of [
    ['FR', 'FR'],
    ['XX', 'FR'],
    ['DE', 'DE'],
  ] as const) {
    await shopper.post('/cart/country', { country })
    assert.equal(await chosen(shopper, '/cart'), then)
  }
})

test('without an address yet the country of the cart is the one the checkout begins with', async () => {
  const shopper = visitor(app)
  await shopper.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '1' })
  await shopper.post('/cart/country', { country: 'FR' })
  assert.equal(await chosen(shopper, '/checkout'), 'FR')
  assert.deepEqual(asked().destination, { country: 'FR' })
})

test('who is signed in finds the last address filled in, also after an estimate, and the sum is for there', async () => {
  const shopper = visitor(app)
  const account = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse battery' }
  await shopper.post('/signup', account)
  await shopper.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '1' })
  await shopper.post('/checkout', ADDRESS)
  await shopper.post('/checkout/payment', await formOf(shopper))
  assert.equal(fake.orders.size, 1)
  fake.drafts.clear() // as the cart does when it has become an order
  await shopper.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '1' })
  await shopper.post('/cart/country', { country: 'FR' })
  const { html } = await shopper.get('/checkout')
  assert.deepEqual([sentValue(html, 'line1'), sentValue(html, 'city')], [ADDRESS.line1, ADDRESS.city])
  assert.equal(await chosen(shopper, '/checkout'), 'DE')
  assert.deepEqual(asked().destination, { country: 'DE', postal_code: '10115' })
})
