import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const from = (address: string) => ({ actor: { kind: 'anonymous' }, address }) as const
const mugs = (quantity: number) => [{ variant_id: MUG.variant_id, quantity }]
const shop = await orderShop({ stock: 10_000, has_limits: true, pool_size: 20 })
const { orders, payments } = shop.clients
const someone = () => `${newId()}@example.com`
const buy = (email: string, address: string, method = 'test-declined') =>
  orders.checkout({ email, shipping_address: ADDRESS, lines: mugs(1), payment: { method } }, from(address))
const count = async (tries: Promise<unknown>[]) => {
  const all = await Promise.allSettled(tries)
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  for (const error of refused) assert.ok(isFailure(error, 'TOO_MANY_TRIES'), String(error))
  return { allowed: all.length - refused.length, refused }
}

test('of 130 tries at once from one address 100 are let through, and the others are told when to come back', async () => {
  const { allowed, refused } = await count(Array.from({ length: 130 }, () => buy(someone(), '192.0.2.1')))
  assert.equal(allowed, 100)
  const { retry_after } = refused[0].details
  assert.ok(retry_after > 3_500 && retry_after <= 3_600)
})

test('from one address an e-mail is tried twenty times an hour, and from many a hundred times, however it is written', async () => {
  const tries = (times: number, from: (i: number) => string) =>
    count(Array.from({ length: times }, (_, i) => buy(i % 2 ? 'Eve@example.com' : 'eve@example.com', from(i))))
  assert.equal((await tries(30, () => '198.51.100.1')).allowed, 20)
  assert.equal((await tries(110, (i) => `198.51.100.${2 + i}`)).allowed, 80)
})

test('nobody stops a customer from buying: not with their e-mail at another address, and not who is signed in at all', async () => {
  const [alice, eve] = [someone(), '192.0.2.60']
  assert.equal((await count(Array.from({ length: 25 }, () => buy(alice, eve)))).allowed, 20)
  await buy(alice, '192.0.2.61')
  await count(Array.from({ length: 100 }, (_, i) => buy(alice, `192.0.2.${100 + i}`)))
  assert.equal((await count([buy(alice, '192.0.2.62')])).allowed, 0)
  const me = { actor: { kind: 'user', user_id: newId(), role: 'customer', name: 'Alice' }, address: '192.0.2.62' } as const
  const mine = () => orders.checkout({ email: alice, shipping_address: ADDRESS, lines: mugs(1) }, me)
  assert.equal((await count(Array.from({ length: 25 }, mine))).allowed, 20)
})

test('what is refused for itself is no try of the buyer, and still one of the address', async () => {
  const [alice, address] = [someone(), '192.0.2.70']
  const nonsense = () =>
    orders.checkout(
      { email: alice, shipping_address: ADDRESS, lines: mugs(1), expected_total: { amount: 1, currency: 'EUR' } },
      from(address),
    )
  const nothing = () => orders.placeOrder({ user_email: alice, items: [{ sku: 'GONE', quantity: 1 }] }, from(address))
  for (const refused of [nonsense, nothing])
    for (let i = 0; i < 25; i++) await assert.rejects(refused(), (error) => isFailure(error) && error.code !== 'TOO_MANY_TRIES')
  await buy(alice, address)
  for (let i = 0; i < 49; i++) await nonsense().catch(() => {})
  await assert.rejects(nonsense(), (error) => isFailure(error, 'TOO_MANY_TRIES'))
})

test('an order that is not paid can be tried ten times an hour', async () => {
  const { order_id } = await orders.placeOrder({ user_email: someone(), items: mugs(1) }, from('192.0.2.7'))
  const tries = Array.from({ length: 15 }, (_, i) => orders.readAmountDue({ order_id, is_try: true }, from(`192.0.2.${20 + i}`)))
  assert.equal((await count(tries)).allowed, 10)
  assert.equal((await orders.readAmountDue({ order_id })).due.amount, 1_250) // looking is not trying
})

test('asking again for an order that is paid is no try', async () => {
  const call = { ...from('192.0.2.9'), idempotency_key: newId() }
  const order = { email: someone(), shipping_address: ADDRESS, lines: mugs(1), payment: { method: 'test-card' } }
  for (let i = 0; i < 40; i++) assert.equal((await orders.checkout(order, call)).payment_state, 'paid')
})

test('codes cannot be guessed by the thousand', async () => {
  const guess = () => orders.quoteCheckout({ lines: mugs(1), codes: [newId()] }, from('192.0.2.50'))
  for (let i = 0; i < 3; i++) assert.equal((await count(Array.from({ length: 100 }, guess))).allowed, 100)
  assert.equal((await count(Array.from({ length: 20 }, guess))).allowed, 0)
})

test('after the hour counting starts anew, and what was counted is forgotten', async () => {
  shop.clock.move(3_601)
  await buy(someone(), '192.0.2.1')
  await shop.tick('orders.forget_tries')
  const { rows } = await shop.db.sql<{
    subject: string
    used: number
  }>`SELECT subject, used FROM orders.tries WHERE subject LIKE 'address %'`
  assert.deepEqual(rows, [{ subject: 'address 192.0.2.1', used: 1 }])
  const { rows: typed } = await shop.db.sql<{ subject: string }>`SELECT subject FROM orders.tries WHERE subject LIKE '%example.com%'`
  assert.deepEqual(typed, [])
})

test('an e-mail that is tried too often reaches no provider', async () => {
  const email = someone()
  await count(Array.from({ length: 25 }, () => buy(email, '203.0.113.1', 'test-card')))
  const { rows } = await shop.db.sql<{ attempts: number }>`SELECT count(*)::int AS attempts FROM payments.payments WHERE email = ${email}`
  assert.deepEqual(rows, [{ attempts: 20 }])
  assert.ok(payments)
})
