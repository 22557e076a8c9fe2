import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { eur, memoryProvider, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const shop = await paymentShop([memory.provider])
const { payments } = shop.clients

/** Reserved money that its provider has let go of by itself. */
const ended = async (order_id = newId()) => {
  const { payment_id } = await shop.pay(order_id, { is_capture_later: true })
  const said = { payment_id, provider_ref: 'mem', amount: eur(1000), redirect_url: null, outcome: 'voided' as const, problem: null }
  Object.assign(memory.accounts.get(payment_id) ?? {}, { outcome: 'voided' })
  await shop.hear({ webhook_id: newId(), kind: 'payment', ...said })
  await shop.settle()
  return order_id
}
const listed = async () => (await payments.listTroubles({})).ended_reservations.map(({ order_id }) => order_id)

test('staff hear of a reservation that ended, however many have ended before it whose orders were paid in another way', async () => {
  for (let i = 0; i < 101; i++) await ended()
  const order_id = await ended()
  shop.payment_states.set(order_id, 'unpaid')
  assert.deepEqual(await listed(), [order_id])
  assert.deepEqual(await listed(), [order_id])
  shop.payment_states.set(order_id, 'paid')
  assert.deepEqual(await listed(), [])
})

test('what is settled once is not asked about again; what orders have not heard of yet is', async () => {
  const [paid, unheard] = [await ended(), await ended()]
  shop.payment_states.set(unheard, 'authorised')
  assert.deepEqual(await listed(), [])
  for (const order_id of [paid, unheard]) shop.payment_states.set(order_id, 'unpaid')
  assert.deepEqual(await listed(), [unheard])
})

test('of more than a hundred the oldest are shown, and pages of them are looked through', async () => {
  const open = shop.payment_states
  const { rows } = await shop.db.sql<{ order_id: string }>`
    INSERT INTO payments.payments (payment_id, order_id, order_number, email, method, provider, state, amount, currency, is_capture_later, created_at, looked_at, settled_at)
    SELECT gen_random_uuid(), gen_random_uuid(), '1', 'a@example.com', 'card', 'memory', 'voided', 1, 'EUR', true, t, t, t
    FROM generate_series(1, 620) AS n, LATERAL (SELECT '2026-01-01'::timestamptz + make_interval(secs => n / 3) AS t) at RETURNING order_id`
  for (const [i, { order_id }] of rows.entries()) open.set(order_id, i < 510 ? 'authorised' : 'unpaid')
  const shown = await listed()
  const oldest = new Set(rows.slice(510, 613).map(({ order_id }) => order_id)) // three of one second may come in any sequence
  assert.equal(shown.length, 100)
  assert.ok(shown.every((order_id) => oldest.has(order_id)))
})
