/** What an order was paid too much goes back, also where a bank sends it back once or for ever. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { SIGNATURE_HEADER, signNews } from '#plugins/simulated-payments/tell-shop.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const EUR = (amount: number) => ({ amount, currency: 'EUR' })

const shop = await orderShop({ stock: 1_000 })
const { orders, payments } = shop.clients

/** An order of nine mugs, paid, and edited to eight: 12.50 went back. */
const edited = async () => {
  const lines = [{ variant_id: MUG.variant_id, quantity: 9 }]
  const buyer = { email: 'ada@example.com', shipping_address: ADDRESS, lines, payment: { method: 'test-card' } }
  const { order_id } = await orders.checkout(buyer, { ...GUEST, idempotency_key: newId() })
  await shop.settle()
  await edit(order_id, 8)
  return order_id
}
const edit = async (order_id: string, quantity: number) => {
  const { version, lines } = await orders.readOrder({ order_id }, STAFF)
  await orders.editOrder({ order_id, edit_id: newId(), version, lines: [{ line_id: lines[0]?.line_id ?? '', quantity }] }, STAFF)
  await shop.settle()
}
const partsOf = async (order_id: string) => (await payments.listPayments({ order_id }, STAFF)).refunds
/** The bank of the shopper sends back what was given last. */
const sendBack = async (order_id: string) => {
  const part = (await partsOf(order_id)).findLast(({ state }) => state === 'done')
  assert.ok(part, 'something was given back')
  const { payment_id, refund_id, amount } = part
  const news = {
    webhook_id: newId(),
    kind: 'refund',
    payment_id,
    refund_id,
    amount,
    state: 'failed',
    provider_ref: `r ${refund_id}`,
    problem: 'closed',
  }
  const body = JSON.stringify(news)
  const headers = { [SIGNATURE_HEADER]: signNews(new Uint8Array(32).fill(7), body, Math.floor(shop.clock.now().getTime() / 1_000)) }
  await payments.receiveWebhook({ provider: 'simulated', bytes: Buffer.from(body), content_type: 'application/json', headers }, GUEST)
  await shop.settle()
}
const minutes = async (number: number) => {
  for (let at = 0; at < number; at++) {
    shop.clock.move(60)
    await shop.tick('orders.finish_edits')
    await shop.settle()
  }
}
const look = async (order_id: string) => {
  const { refunded, due } = await orders.readOrder({ order_id }, STAFF)
  return {
    given: (await partsOf(order_id)).map(({ state, amount }) => `${state} ${amount.amount}`),
    refunded: refunded.amount,
    due: due.amount,
  }
}

test('a refund that the bank sent back is given again by itself, once, and the order can be changed again', async () => {
  const order_id = await edited()
  assert.deepEqual(await look(order_id), { given: ['done 1250'], refunded: 1250, due: 0 })
  await sendBack(order_id)
  assert.deepEqual(await look(order_id), { given: ['failed 1250'], refunded: 0, due: 0 })
  await minutes(8)
  assert.deepEqual((await look(order_id)).given, ['failed 1250'], 'not at once')
  await minutes(20)
  assert.deepEqual(await look(order_id), { given: ['failed 1250', 'done 1250'], refunded: 1250, due: 0 })
  await edit(order_id, 9)
  assert.equal((await look(order_id)).due, 1250)
})

test('one that fails again and again is not tried for ever; then whoever mends the books tries it once more', async () => {
  const order_id = await edited()
  for (let tries = 1; tries <= 3; tries++) {
    await sendBack(order_id)
    await minutes(40)
  }
  await minutes(60)
  assert.deepEqual(await look(order_id), { given: ['failed 1250', 'failed 1250', 'failed 1250'], refunded: 0, due: 0 })
  assert.match(JSON.stringify(await shop.audit()), new RegExp(`orders M4.*${order_id}`))
  for (let i = 0; i < 2; i++) await shop.repair({ module: 'orders', rule: 'M4', id: order_id })
  await shop.settle()
  assert.deepEqual(await look(order_id), { given: ['failed 1250', 'failed 1250', 'failed 1250', 'done 1250'], refunded: 1250, due: 0 })
})

test('what staff gave back in another way meanwhile is not given a second time', async () => {
  const order_id = await edited()
  await sendBack(order_id)
  shop.clock.move(1_000)
  await payments.refund({ refund_id: newId(), order_id, amount: EUR(1250), reason: 'to another account' })
  await shop.tick('orders.finish_edits') // orders have not heard of it yet
  await minutes(40)
  assert.deepEqual(await look(order_id), { given: ['failed 1250', 'done 1250'], refunded: 1250, due: 0 })
  const { failed_refunds } = await payments.listTroubles({}, STAFF)
  assert.deepEqual(
    failed_refunds.filter((part) => part.order_id === order_id),
    [],
    'nobody has to look at it any more',
  )
})
