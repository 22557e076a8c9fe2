import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fail, isFailure } from '#platform/errors.ts'
import { newId, newSecretId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'
import { referencePromotions } from '#tests/kit/reference-engines.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const mugs = (quantity: number) => [{ variant_id: MUG.variant_id, quantity }]
const fails = (code: string) => (error: unknown) => isFailure(error, code)
const buyer = { email: 'ada@example.com', shipping_address: ADDRESS }

/** Redemptions as promotions keep them: one for each order, at most `limit`. */
const redemptions = (limit: number) => {
  const living = new Set<string>()
  const [redeemed, released] = [[] as string[], [] as string[]]
  return {
    ...{ living, redeemed, released },
    evaluate: async (input: Parameters<typeof referencePromotions>[0]) => referencePromotions(input),
    redeem: async ({ order_id }: { order_id: string }) => {
      redeemed.push(order_id)
      if (!living.has(order_id) && living.size >= limit)
        throw fail('PROMOTION_USED_UP', 'The code LIMITED has been used as often as it can be.')
      living.add(order_id)
      return { order_id }
    },
    release: async ({ order_id }: { order_id: string }) => {
      released.push(order_id)
      return { order_id, released: living.delete(order_id) }
    },
  }
}
const shopWith = async (limit: number, given = {}) => {
  const { living, redeemed, released, ...promotions } = redemptions(limit)
  const shop = await orderShop({ stock: 100, promotions, ...given })
  const reserved = async () => (await shop.clients.inventory.readLevels({ variant_ids: [MUG.variant_id] })).levels[0]?.reserved
  return { ...shop, ...{ living, redeemed, released, reserved } }
}

test('a discount that is limited is redeemed for the order, and one that is not costs no call', async () => {
  const shop = await shopWith(5)
  const { order_id } = await shop.clients.orders.checkout({ ...buyer, lines: mugs(1), codes: ['LIMITED', 'TEN'] }, GUEST)
  await shop.clients.orders.checkout({ ...buyer, lines: mugs(1), codes: ['TEN'] }, GUEST)
  assert.deepEqual(shop.redeemed, [order_id])
})

test('of ten who want the last three discounts three get them; the others buy nothing and keep no stock', async () => {
  const shop = await shopWith(3)
  const buy = () => shop.clients.orders.checkout({ ...buyer, lines: mugs(1), codes: ['LIMITED'] }, GUEST)
  const tries = await Promise.allSettled(Array.from({ length: 10 }, buy))
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 3)
  for (const one of tries) if (one.status === 'rejected') assert.ok(isFailure(one.reason, 'PROMOTION_USED_UP'), String(one.reason))
  assert.equal(await shop.reserved(), 3)
})

test('where a discount is used up, the same request again says so again, and without the code the same cart can be bought', async () => {
  const shop = await shopWith(0)
  const cart = { cart_id: newSecretId(), cart_version: 1 }
  const call = { ...GUEST, idempotency_key: newId() }
  for (let i = 0; i < 2; i++)
    await assert.rejects(shop.clients.orders.checkout({ ...buyer, ...cart, codes: ['LIMITED'] }, call), fails('PROMOTION_USED_UP'))
  await assert.rejects(shop.clients.orders.checkout({ ...buyer, ...cart, codes: ['LIMITED'] }, GUEST), fails('PROMOTION_USED_UP'))
  await shop.clients.orders.checkout({ ...buyer, ...cart }, GUEST)
  shop.clock.move(31 * 60)
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  assert.equal(await shop.reserved(), 0) // nothing was paid, and no hold is left over
})

test('the loser of two keys for one cart gives its stock and its redemption back', async () => {
  const shop = await shopWith(9)
  const cart_id = newSecretId()
  const buy = (nth: number) =>
    shop.clients.orders.checkout(
      { ...buyer, cart_id, ...(nth % 2 ? { cart_version: 1 } : {}), codes: ['LIMITED'] },
      { ...GUEST, idempotency_key: newId() },
    )
  const placed = await Promise.all([0, 1, 2, 3, 4].map(buy))
  assert.equal(new Set(placed.map(({ order_id }) => order_id)).size, 1)
  assert.deepEqual([...shop.living], [placed[0]?.order_id])
  assert.equal(await shop.reserved(), 1)
})

test('a key whose first try was cut off after the hold takes the stock of what is ordered, not of the first try', async () => {
  let is_cut = true
  const { evaluate } = redemptions(0)
  const redeem = async (given: { order_id: string }) => {
    if (is_cut) throw new Error('cut off')
    return given
  }
  const shop = await orderShop({ stock: 100, promotions: { evaluate, redeem } })
  const call = { ...GUEST, idempotency_key: newId() }
  await assert.rejects(shop.clients.orders.checkout({ ...buyer, lines: mugs(5), codes: ['LIMITED'] }, call))
  is_cut = false
  const { order_id } = await shop.clients.orders.checkout({ ...buyer, lines: mugs(2), codes: ['LIMITED'] }, call)
  const { rows } = await shop.db.sql<{ quantity: number }>`SELECT quantity FROM inventory.held_lines WHERE order_id = ${order_id}`
  assert.deepEqual(rows, [{ quantity: 2 }])
})

test('an order of nothing is paid as it is placed, keeps its stock, and asks no provider', async () => {
  const shop = await shopWith(9)
  const { orders, payments } = shop.clients
  const placed = await orders.checkout({ ...buyer, lines: mugs(1), codes: ['GIFT'], payment: { method: 'test-card' } }, GUEST)
  assert.deepEqual([placed.total.amount, placed.payment_state, placed.state], [0, 'paid', 'pending'])
  await shop.settle()
  shop.clock.move(31 * 60)
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  assert.deepEqual([(await orders.trackOrder({ token: placed.token }, GUEST)).state, await shop.reserved()], ['pending', 1])
  assert.deepEqual((await payments.listPayments({ order_id: placed.order_id })).payments, [])
})

test('where the shop approves by itself, an order of nothing is confirmed at once', async () => {
  const shop = await shopWith(9, { approval: 'when_paid' })
  const placed = await shop.clients.orders.checkout({ ...buyer, lines: mugs(1), codes: ['GIFT'] }, GUEST)
  const order = await shop.clients.orders.trackOrder({ token: placed.token }, GUEST)
  assert.deepEqual([order.state, order.timeline.map(({ what }) => what)], ['confirmed', ['placed', 'paid', 'confirmed']])
})

test('an order keeps what the shopper saw, whatever the catalogue and the promotions say later', async () => {
  const shop = await shopWith(9)
  const placed = await shop.clients.orders.checkout(
    { ...buyer, lines: mugs(2), codes: ['TEN'], vat_id: 'DE123456789', customer_note: 'Ring twice' },
    GUEST,
  )
  const before = await shop.clients.orders.trackOrder({ token: placed.token }, GUEST)
  assert.deepEqual([before.vat_id, before.customer_note, before.discounts[0]?.code], ['DE123456789', 'Ring twice', 'TEN'])
  assert.deepEqual(
    [before.lines[0]?.weight_grams, before.lines[0]?.tax_class, before.lines[0]?.tax.rate_basis_points],
    [300, 'standard', 1900],
  )
  const { sql } = shop.db
  const { order_id } = placed
  const changes: Record<string, () => Promise<unknown>> = {
    total_adds_up: () => sql`UPDATE orders.orders SET tax_added_amount = tax_added_amount + 1 WHERE order_id = ${order_id}`,
    discounts_are_borne_by_lines_and_shipping: () =>
      sql`UPDATE orders.orders SET total_amount = total_amount - 1, discount_amount = discount_amount + 1, tax_amount = tax_amount - 1 WHERE order_id = ${order_id}`,
    net_is_the_sum_of_its_lines: () =>
      sql`UPDATE orders.orders SET tax_amount = tax_amount + 1, net_amount = net_amount - 1 WHERE order_id = ${order_id}`,
    shipping_is_what_its_method_costs: () =>
      sql`UPDATE orders.orders SET shipping_amount = 1, tax_added_amount = tax_added_amount - 1 WHERE order_id = ${order_id}`,
    total_is_net_and_tax: () =>
      sql`UPDATE orders.orders SET total_amount = total_amount + 1, tax_added_amount = tax_added_amount + 1 WHERE order_id = ${order_id}`,
    subtotal_is_the_sum_of_its_lines: () =>
      sql`UPDATE orders.orders SET subtotal_amount = 1, tax_added_amount = tax_added_amount + subtotal_amount - 1 WHERE order_id = ${order_id}`,
    tax_is_the_sum_of_its_lines: () =>
      sql`UPDATE orders.orders SET tax_amount = tax_amount + 1, total_amount = total_amount + 1, tax_added_amount = tax_added_amount + 1 WHERE order_id = ${order_id}`,
    tax_is_the_sum_of_its_rows: () => sql`UPDATE orders.orders SET taxes = jsonb_set(taxes, '{0,tax}', '0') WHERE order_id = ${order_id}`,
    fulfilment_state_follows_from_the_lines: () =>
      sql`UPDATE orders.orders SET fulfilment_state = 'fulfilled' WHERE order_id = ${order_id}`,
  }
  for (const [constraint, change] of Object.entries(changes))
    await assert.rejects(change(), (error: object) => 'constraint' in error && error.constraint === constraint, constraint)
})
