import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Order, orders } from '#modules/orders/contract.ts'
import type { Payload } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { plainOrder } from '#tests/kit/plain-order.ts'
import { inventory } from './contract.ts'
import { inventoryModule } from './module.ts'

const lost: string[] = []
const ordersModule: Module = {
  ...fakeModule(orders, {}),
  on: { 'inventory.hold_lost': async (_needs, event) => void lost.push(event.aggregate_id) },
}
const shop = await testShop({ inventory }, [inventoryModule, ordersModule])
const { hold, keep, setStock, readLevels } = shop.clients.inventory

type Type = keyof typeof orders.events
type Said = Pick<Order, 'state' | 'version'>

const orderOf = (order_id: string, said: Said): Order =>
  plainOrder({ order_id, currency: 'EUR', lines: [], payment_state: 'paid', ...said })
const say = async (type: Type, order_id: string, said: Said) => {
  const payload: Payload<(typeof orders.events)['orders.paid']> = { order_id, order: orderOf(order_id, said) }
  await shop.db.sql`INSERT INTO orders.outbox (type, aggregate_id, payload) VALUES (${type}, ${order_id}, ${json(payload)}::jsonb)`
}
const held = async () => {
  const [variant_id, order_id] = [newId(), newId()]
  await setStock({ levels: [{ variant_id, on_hand: 5 }] })
  await hold({ order_id, lines: [{ variant_id, quantity: 2 }] })
  return { order_id, variant_id }
}
const expire = async () => {
  shop.clock.move(31 * 60)
  await shop.tick('inventory.expire_holds')
}
const levelOf = async (variant_id: string) => {
  const { levels } = await readLevels({ variant_ids: [variant_id] })
  return { on_hand: levels[0]?.on_hand, reserved: levels[0]?.reserved }
}
const stateOf = async (order_id: string) =>
  (await shop.db.sql<{ state: string }>`SELECT state FROM inventory.holds WHERE order_id = ${order_id}`).rows[0]?.state
const waiting = async () => (await shop.db.sql<{ n: number }>`SELECT count(*) AS n FROM inventory.inbox WHERE state <> 'done'`).rows[0]?.n

test('an order that is paid or confirmed keeps its stock', async () => {
  const [paid, confirmed] = [await held(), await held()]
  await say('orders.paid', paid.order_id, { state: 'pending', version: 2 })
  await say('orders.confirmed', confirmed.order_id, { state: 'confirmed', version: 2 })
  await shop.settle()
  await expire()
  for (const { order_id, variant_id } of [paid, confirmed]) {
    assert.equal(await stateOf(order_id), 'kept')
    assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 2 })
  }
})

test('an order that is rejected or cancelled gives its stock back', async () => {
  const [rejected, cancelled] = [await held(), await held()]
  await say('orders.rejected', rejected.order_id, { state: 'rejected', version: 2 })
  await say('orders.cancelled', cancelled.order_id, { state: 'cancelled', version: 2 })
  await shop.settle()
  for (const { variant_id } of [rejected, cancelled]) assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 0 })
})

test('the goods of a fulfilled order leave the shelf', async () => {
  const { order_id, variant_id } = await held()
  await say('orders.confirmed', order_id, { state: 'confirmed', version: 2 })
  await say('orders.fulfilled', order_id, { state: 'fulfilled', version: 3 })
  await shop.settle()
  assert.deepEqual(await levelOf(variant_id), { on_hand: 3, reserved: 0 })
})

test('an older event changes nothing, also when it comes with newer ones of other orders', async () => {
  const [old, other] = [await held(), await held()]
  await say('orders.confirmed', old.order_id, { state: 'confirmed', version: 5 })
  await shop.settle()
  await say('orders.paid', old.order_id, { state: 'pending', version: 2 })
  await say('orders.paid', other.order_id, { state: 'pending', version: 2 })
  await shop.settle()
  await say('orders.cancelled', old.order_id, { state: 'cancelled', version: 3 })
  await shop.settle()
  assert.deepEqual([await stateOf(old.order_id), await stateOf(other.order_id)], ['kept', 'kept'])
})

/** All sequences in which events of different types can arrive. */
const permutations = <T>(all: T[]): T[][] =>
  all.length < 2 ? [all] : all.flatMap((one, i) => permutations(all.toSpliced(i, 1)).map((rest) => [one, ...rest]))

const histories: { name: string; events: [Type, Said][]; reserved: number; on_hand: number }[] = [
  {
    name: 'paid, confirmed, cancelled',
    events: [
      ['orders.paid', { state: 'pending', version: 2 }],
      ['orders.confirmed', { state: 'confirmed', version: 3 }],
      ['orders.cancelled', { state: 'cancelled', version: 4 }],
    ],
    reserved: 0,
    on_hand: 5,
  },
  {
    name: 'paid, confirmed, fulfilled',
    events: [
      ['orders.paid', { state: 'pending', version: 2 }],
      ['orders.confirmed', { state: 'confirmed', version: 3 }],
      ['orders.fulfilled', { state: 'fulfilled', version: 4 }],
    ],
    reserved: 0,
    on_hand: 3,
  },
  {
    name: 'cancelled, then opened again by a late payment, then confirmed',
    events: [
      ['orders.cancelled', { state: 'cancelled', version: 2 }],
      ['orders.paid', { state: 'pending', version: 4 }],
      ['orders.confirmed', { state: 'confirmed', version: 5 }],
    ],
    reserved: 2,
    on_hand: 5,
  },
]

for (const { name, events, reserved, on_hand } of histories)
  test(`in whatever order they arrive, and twice: ${name}`, async () => {
    for (const sequence of permutations(events)) {
      const { order_id, variant_id } = await held()
      for (const [type, said] of [...sequence, ...sequence]) {
        await say(type, order_id, said)
        await shop.settle()
      }
      assert.deepEqual(await levelOf(variant_id), { on_hand, reserved }, sequence.map(([type]) => type).join(' '))
    }
    assert.equal(await waiting(), 0)
  })

test('a cancellation that arrives after a late payment was given its stock again does not take it away for good', async () => {
  const { order_id, variant_id } = await held()
  await expire()
  await keep({ order_id }) // orders asks, because money came for an order it had cancelled
  await say('orders.cancelled', order_id, { state: 'cancelled', version: 2 })
  await shop.settle()
  await say('orders.paid', order_id, { state: 'pending', version: 4 })
  await shop.settle()
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 2 })
})

test('an order that is paid after its units were sold is told that its hold is lost, once', async () => {
  const { order_id, variant_id } = await held()
  await expire()
  await hold({ order_id: newId(), lines: [{ variant_id, quantity: 5 }] })
  for (let i = 0; i < 2; i++) await say('orders.paid', order_id, { state: 'pending', version: 2 })
  await say('orders.confirmed', order_id, { state: 'confirmed', version: 2 })
  await shop.settle()
  assert.deepEqual(lost, [order_id])
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 5 })
})

test('a cancellation after the hold has expired gives nothing back a second time', async () => {
  const { order_id, variant_id } = await held()
  await expire()
  await hold({ order_id: newId(), lines: [{ variant_id, quantity: 4 }] })
  await say('orders.cancelled', order_id, { state: 'cancelled', version: 2 })
  await shop.settle()
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 4 })
})

test('money for an order that is closed keeps nothing by itself', async () => {
  const { order_id, variant_id } = await held()
  await expire()
  await say('orders.paid', order_id, { state: 'cancelled', version: 3 })
  await shop.settle()
  assert.equal(await stateOf(order_id), 'expired')
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 0 })
})
