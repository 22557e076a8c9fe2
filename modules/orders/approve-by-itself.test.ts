/** Where the shop approves what is paid, every way to a paid order confirms it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const EVENTS = ['orders.updated', 'orders.placed', 'orders.paid', 'orders.confirmed', 'orders.reopened']
const buyer = { email: 'ada@example.com', shipping_address: ADDRESS }

const opened = async (approval: 'by_hand' | 'when_paid') => {
  const heard: string[] = []
  const hear = async (_needs: unknown, { type }: { type: string }) => void heard.push(type)
  const listener: Module = {
    ...{
      contract: { name: 'listener', title: 'Listener', ops: {}, events: {} },
      folder: `${import.meta.dirname}/no-migrations`,
      needs: {},
      ports: {},
    },
    ...{ ops: {}, every: {}, checks: {}, on: Object.fromEntries(EVENTS.map((type) => [type, hear])) },
  }
  const shop = await orderShop({ stock: 100, approval, also: [listener] })
  const { orders, payments } = shop.clients
  const readWhole = async (order_id: string) => {
    await shop.settle()
    const { state, payment_state, timeline } = await orders.readOrder({ order_id }, STAFF)
    return { state, payment_state, steps: timeline.map(({ what, who }) => `${what} ${who}`), said: heard }
  }
  const freeDraft = async () => {
    const line = { variant_id: MUG.variant_id, quantity: 1, unit_price: { amount: 0, currency: 'EUR' }, price_reason: 'A gift' }
    const { order_id } = await orders.createDraft({ ...buyer, lines: [line] }, STAFF)
    await orders.placeDraft({ order_id }, STAFF)
    return readWhole(order_id)
  }
  /** Its stock ran out while the money was on its way: the provider took it in the moment before it was called off. */
  const paidLate = async () => {
    const wish = { ...buyer, lines: [{ variant_id: MUG.variant_id, quantity: 1 }], payment: { method: 'test-page' } }
    const { order_id } = await orders.checkout(wish, { ...GUEST, idempotency_key: newId() })
    await shop.settle()
    shop.clock.move(31 * 60)
    await shop.tick('inventory.expire_holds')
    await shop.settle()
    assert.equal((await orders.readOrder({ order_id }, STAFF)).state, 'cancelled')
    const payment_id = (await payments.listPayments({ order_id }, STAFF)).payments[0]?.payment_id ?? ''
    await shop.db.sql`
      UPDATE simulated_payments.charges SET outcome = 'captured', captured_amount = amount WHERE payment_id = ${payment_id}`
    await shop.db.sql`
      INSERT INTO simulated_payments.news (news_id, payment_id, tell_at, tell_times) VALUES (${newId()}, ${payment_id}, ${shop.clock.now()}, 2)`
    await shop.tick('simulated_payments.tell_shop')
    return readWhole(order_id)
  }
  return { ...shop, freeDraft, paidLate }
}

test('a draft that comes to nothing is paid as it is placed, and confirmed where the shop approves by itself', async () => {
  const [asked, itself] = [await opened('by_hand'), await opened('when_paid')]
  const waits = await asked.freeDraft()
  assert.deepEqual([waits.state, waits.payment_state, waits.steps.slice(-2)], ['pending', 'paid', ['placed Sam', 'paid shop']])
  assert.deepEqual(waits.said.slice(-3), ['orders.updated', 'orders.placed', 'orders.paid'])
  const { state, payment_state, steps, said } = await itself.freeDraft()
  assert.deepEqual([state, payment_state, steps.slice(-3)], ['confirmed', 'paid', ['placed Sam', 'paid shop', 'confirmed shop']])
  assert.deepEqual(said.slice(-4), ['orders.updated', 'orders.placed', 'orders.paid', 'orders.confirmed'])
  for (const shop of [asked, itself]) assert.deepEqual(await shop.audit(), [])
})

test('an order that a late payment opens again is confirmed where the shop approves by itself', async () => {
  const [asked, itself] = [await opened('by_hand'), await opened('when_paid')]
  const waits = await asked.paidLate()
  assert.deepEqual(
    [waits.state, waits.steps.at(-1), waits.said.slice(-2)],
    ['pending', 'reopened shop', ['orders.reopened', 'orders.paid']],
  )
  const { state, steps, said } = await itself.paidLate()
  assert.deepEqual([state, steps.slice(-2)], ['confirmed', ['reopened shop', 'confirmed shop']])
  assert.deepEqual(said.slice(-3), ['orders.reopened', 'orders.paid', 'orders.confirmed'])
  for (const shop of [asked, itself]) assert.deepEqual(await shop.audit(), [])
})
