import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const shop = await orderShop({ stock: 1_000, has_limits: true })
const { orders } = shop.clients

const placed = async () => {
  const wanted = { email: 'Ada@example.com', shipping_address: ADDRESS, lines: [{ variant_id: MUG.variant_id, quantity: 1 }] }
  return orders.checkout(wanted, { ...GUEST, idempotency_key: newId() })
}
const wantedLinks = async (order_id: string) => {
  const { rows } = await shop.db.sql<{ token: string }>`
    SELECT payload -> 'order' ->> 'token' AS token FROM orders.outbox WHERE type = 'orders.link_wanted' AND aggregate_id = ${order_id}`
  return rows.map(({ token }) => token)
}
const ask = (number: string, email: string, address = '203.0.113.7') => orders.sendOrderLink({ number, email }, { ...GUEST, address })

test('the link is sent where number and address belong together; every answer is the same', async () => {
  const [mine, other] = [await placed(), await placed()]
  assert.deepEqual(await ask('99999999', 'ada@example.com'), {})
  assert.deepEqual(await ask(other.number, 'eve@example.com'), {})
  assert.deepEqual([await wantedLinks(mine.order_id), await wantedLinks(other.order_id)], [[], []])
  assert.deepEqual(await ask(` # ${mine.number.slice(0, 4)} ${mine.number.slice(4)}`, ' ada@EXAMPLE.com '.trim()), {})
  assert.deepEqual([await wantedLinks(mine.order_id), await wantedLinks(other.order_id)], [[mine.token], []])
})

test('of one number few are asked for, and from one place not many, whether they are there or not', async () => {
  const { number } = await placed()
  for (const one of [number, '88888888']) {
    for (let i = 0; i < 5; i++) await ask(one, 'ada@example.com', `198.51.100.${i}`)
    await assert.rejects(ask(one, 'ada@example.com', '198.51.100.99'), { code: 'TOO_MANY_TRIES' })
  }
  for (let i = 0; i < 20; i++) await ask(String(70_000_000 + i), 'ada@example.com', '192.0.2.1')
  await assert.rejects(ask('70000099', 'ada@example.com', '192.0.2.1'), { code: 'TOO_MANY_TRIES' })
})
