/** Orders of which a part has left the house: the rest is cancelled, or changed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { ADDRESS, MUG, POT } from '#tests/kit/order-shop.ts'
import { GUEST, lineOf, partShippedShop, STAFF } from '#tests/kit/part-shipped-shop.ts'
import type { Order } from './contract.ts'

const KIM = { actor: { kind: 'user', user_id: newId(), role: 'admin', name: 'Kim' } } as const

const asked: (boolean | undefined)[] = []
const shop = await partShippedShop({
  promotions: {
    evaluate: async ({ is_placed }) => {
      asked.push(is_placed)
      return { discounts: [], refused: [], why: [] }
    },
  },
})
const { read, shippedInPart, sweep } = shop
const { orders, inventory, payments } = shop.clients

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isFailure(error) ? error.code : Promise.reject(error)),
  )
const holdOf = async (order_id: string) => {
  const [hold] = (await inventory.readHolds({ order_ids: [order_id] })).holds
  return { state: hold?.state, units: hold?.lines.map(({ quantity }) => quantity).toSorted() }
}
const edit = (order: Order, change: object) => ({ order_id: order.order_id, edit_id: newId(), version: order.version, ...change })
const linesOf = (order: Order, mugs: number, pots: number) => [
  { line_id: lineOf(order, 'Mug'), quantity: mugs },
  ...(pots > 0 ? [{ line_id: lineOf(order, 'Pot'), quantity: pots }] : []),
]

test('the rest of an order is cancelled: its units are free, what was paid for them goes back, and the order is what was sent', async () => {
  const order = await shippedInPart('test-card')
  const free = async () =>
    (await inventory.readLevels({ variant_ids: [MUG.variant_id, POT.variant_id] })).levels.map(({ available }) => available)
  const before = await free()
  const now = await orders.cancelRest({ order_id: order.order_id, version: order.version, note: 'No more pots' }, STAFF)
  assert.deepEqual([now.state, now.fulfilment_state, now.total.amount, now.item_count], ['fulfilled', 'fulfilled', 3_750, 3])
  assert.deepEqual(
    [now.timeline.at(-1)?.what, now.timeline.at(-1)?.who, now.timeline.at(-1)?.note],
    ['rest_cancelled', 'Sam', 'No more pots'],
  )
  await sweep()
  const after = await read(order.order_id)
  assert.deepEqual([after.paid.amount, after.refunded.amount, after.due.amount, after.payment_state], [12_500, 8_750, 0, 'partly_refunded'])
  assert.deepEqual(await holdOf(order.order_id), { state: 'shipped', units: [3] })
  assert.deepEqual(
    (await free()).map((units, i) => units - (before[i] ?? 0)),
    [1, 2],
  )
  const { revisions } = await orders.listRevisions({ order_id: order.order_id }, STAFF)
  assert.deepEqual(
    revisions.map(({ order: was, refund }) => [was.total.amount, refund.amount]),
    [[12_500, 8_750]],
  )
})

test('orders are found by how far they are sent', async () => {
  const { order_id } = await shippedInPart()
  const found = async (fulfilment_state: Order['fulfilment_state']) =>
    (await orders.listOrders({ fulfilment_state, state: 'confirmed', limit: 100 }, STAFF)).orders
  assert.ok((await found('partly_fulfilled')).some((row) => row.order_id === order_id))
  assert.ok((await found('partly_fulfilled')).every((row) => row.fulfilment_state === 'partly_fulfilled'))
  assert.deepEqual(
    (await found('unfulfilled')).filter((row) => row.order_id === order_id),
    [],
  )
})

test('of an order that is not paid, what was not sent is not asked for any more', async () => {
  const order = await shippedInPart()
  const now = await orders.cancelRest({ order_id: order.order_id }, STAFF)
  assert.deepEqual([now.due.amount, now.payment_state], [3_750, 'unpaid'])
  await payments.pay({ order_id: order.order_id, amount: 3_750, method: 'test-card' }, GUEST)
  await sweep()
  assert.deepEqual([(await read(order.order_id)).payment_state, (await read(order.order_id)).due.amount], ['paid', 0])
})

test('the rest is cancelled once, however often and at once it is asked for', async () => {
  const { order_id, version } = await shippedInPart('test-card')
  const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(orders.cancelRest({ order_id, version }, STAFF))))
  for (const code of codes) assert.match(code, /^(ok|BEING_EDITED)$/)
  assert.equal((await orders.cancelRest({ order_id, version }, KIM)).version, version + 1)
  await sweep()
  assert.equal((await read(order_id)).refunded.amount, 8_750)
})

test('what was shipped whole, or not at all, has no rest to cancel', async () => {
  const whole = await shippedInPart()
  await orders.fulfilOrder({ order_id: whole.order_id }, STAFF)
  assert.equal(await codeOf(orders.cancelRest({ order_id: whole.order_id }, STAFF)), 'NOT_ALLOWED_IN_STATE')
  const lines = [{ variant_id: MUG.variant_id, quantity: 1 }]
  const call = { ...GUEST, idempotency_key: newId() }
  const { order_id } = await orders.checkout({ email: 'ada@example.com', shipping_address: ADDRESS, lines }, call)
  await orders.confirmOrder({ order_id }, STAFF)
  assert.equal(await codeOf(orders.cancelRest({ order_id }, STAFF)), 'NOT_ALLOWED_IN_STATE')
  assert.equal(await codeOf(orders.cancelRest({ order_id: newId() }, STAFF)), 'NOT_FOUND')
  assert.equal(await codeOf(orders.quoteRest({ order_id }, STAFF)), 'NOT_ALLOWED_IN_STATE')
  assert.equal(await codeOf(orders.quoteRest({ order_id: newId() }, STAFF)), 'NOT_FOUND')
})

test('of those who ship, change and cancel the rest at once one wins, and goods, stock and money agree afterwards', async () => {
  for (let round = 0; round < 20; round++) {
    const order = await shippedInPart(round % 2 ? 'test-card' : undefined)
    const { order_id, version } = order
    const codes = await Promise.all(
      [
        orders.cancelRest({ order_id, version }, STAFF),
        orders.fulfilOrder({ order_id, version, fulfilment_id: newId() }, KIM),
        orders.editOrder(edit(order, { lines: linesOf(order, 3, 1) }), STAFF),
      ].map(codeOf),
    )
    assert.equal(codes.filter((code) => code === 'ok').length, 1, codes.join())
    for (const code of codes) assert.match(code, /^(ok|STALE|BEING_EDITED|NOT_ALLOWED_IN_STATE)$/)
    await sweep()
    const now = await read(order_id)
    const units = now.lines.map(({ quantity }) => quantity).toSorted()
    assert.deepEqual(await holdOf(order_id), { state: now.state === 'fulfilled' ? 'shipped' : 'kept', units })
    if (round % 2) assert.equal(now.paid.amount - now.refunded.amount, now.total.amount)
  }
  assert.deepEqual(await shop.audit(), [])
})

test('a cancellation of the rest that was cut off after it was written frees the stock and gives the money back by itself', async () => {
  const { order_id, version } = await shippedInPart('test-card')
  const lines = [
    { variant_id: MUG.variant_id, quantity: 4 },
    { variant_id: POT.variant_id, quantity: 2 },
  ]
  await orders.cancelRest({ order_id, version }, STAFF)
  const attempt_id = newId()
  await shop.db.sql`
    UPDATE orders.orders SET editing = ${attempt_id}::uuid, editing_step = 'freeing', editing_since = ${shop.clock.now()} WHERE order_id = ${order_id}`
  await inventory.changeHold({ order_id, edit_id: attempt_id, lines }).catch(() => {}) // as if its units were still held
  await sweep()
  assert.deepEqual(await holdOf(order_id), { state: 'shipped', units: [3] })
  assert.equal((await read(order_id)).refunded.amount, 8_750)
  assert.deepEqual(await shop.audit(), [])
})

test('what is not sent is changed like any order, and keeps the offers it was given', async () => {
  const order = await shippedInPart('test-card')
  asked.length = 0
  const lines = [...linesOf(order, 5, 0), { sku: 'POT', quantity: 1 }]
  const now = await orders.editOrder(edit(order, { lines }), STAFF)
  assert.deepEqual(
    [now.state, now.fulfilment_state, now.total.amount, now.lines[0]?.fulfilled_quantity],
    ['confirmed', 'partly_fulfilled', 10_000, 3],
  )
  assert.deepEqual(asked, [true])
  await sweep()
  assert.equal((await read(order.order_id)).refunded.amount, 2_500)
  await orders.fulfilOrder({ order_id: order.order_id }, STAFF)
  await shop.settle()
  assert.deepEqual(await holdOf(order.order_id), { state: 'shipped', units: [1, 5] })
  assert.deepEqual(await shop.audit(), [])
})

test('an edit takes nothing away of what was sent, neither units nor price nor where it was taxed', async () => {
  const order = await shippedInPart()
  const mugs = lineOf(order, 'Mug')
  const cheaper = { unit_price: { amount: 1, currency: 'EUR' }, price_reason: 'x' }
  const refused: object[] = [
    { lines: linesOf(order, 2, 2) },
    { lines: linesOf(order, 3, 2).slice(1) },
    { lines: linesOf(order, 3, 0) },
    { lines: [{ line_id: mugs, quantity: 4, ...cheaper }] },
    { shipping_address: { ...ADDRESS, country: 'AT' } },
  ]
  for (const change of refused) {
    assert.equal(await codeOf(orders.editOrder(edit(order, change), STAFF)), 'ALREADY_SHIPPED')
    assert.equal(await codeOf(orders.quoteEdit({ order_id: order.order_id, ...change }, STAFF)), 'ALREADY_SHIPPED')
  }
  assert.deepEqual(await read(order.order_id), order)
})

test('an edit that does not know of a parcel is not written', async () => {
  const order = await shippedInPart()
  const { order_id } = order
  /** As where a parcel left between the claim and the writing, which nobody can do today. */
  await shop.db.sql`
    CREATE FUNCTION orders.ship_meanwhile() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.editing IS NOT NULL AND OLD.editing IS NULL THEN
        NEW.lines := jsonb_set(NEW.lines, '{0,fulfilled_quantity}', '4');
      END IF;
      RETURN NEW;
    END $$`
  await shop.db.sql`CREATE TRIGGER ship_meanwhile BEFORE UPDATE ON orders.orders FOR EACH ROW EXECUTE FUNCTION orders.ship_meanwhile()`
  assert.equal(await codeOf(orders.editOrder(edit(order, { lines: linesOf(order, 4, 1) }), STAFF)), 'STALE')
  await shop.db.sql`DROP TRIGGER ship_meanwhile ON orders.orders`
  assert.deepEqual(
    (await read(order_id)).lines.map(({ quantity, fulfilled_quantity }) => [quantity, fulfilled_quantity]),
    [
      [4, 4],
      [2, 0],
    ],
  )
  await shop.db.sql`UPDATE orders.orders SET lines = jsonb_set(lines, '{0,fulfilled_quantity}', '3') WHERE order_id = ${order_id}`
})

test('an order of which goods came back is not changed any more, but its rest can be cancelled', async () => {
  const order = await shippedInPart('test-card')
  const { order_id } = order
  await orders.recordReturn({ return_id: newId(), order_id, lines: [{ line_id: lineOf(order, 'Mug'), quantity: 1 }] })
  await payments.refund({ refund_id: newId(), order_id, amount: { amount: 1_250, currency: 'EUR' }, reason: 'came back' })
  await shop.settle()
  const now = await read(order_id)
  assert.equal(await codeOf(orders.editOrder(edit(now, { lines: linesOf(now, 4, 1) }), STAFF)), 'NOT_ALLOWED_IN_STATE')
  await orders.cancelRest({ order_id }, STAFF)
  await sweep()
  assert.equal((await read(order_id)).refunded.amount, 1_250 + 8_750)
})

test('an order that the bank took the money of back can be made less, and what the bank has does not go back once more', async () => {
  const charged = async () => {
    const order = await shippedInPart('test-card')
    const [paid] = (await payments.listPayments({ order_id: order.order_id }, STAFF)).payments
    await shop.clients.simulatedPayments.dispute({ payment_id: paid?.payment_id ?? '', state: 'lost' })
    shop.clock.move(5)
    await shop.tick('simulated_payments.tell_shop')
    await shop.settle()
    return read(order.order_id)
  }
  const moneyOf = async (order_id: string) => {
    const { total, refunded, charged_back, due } = await read(order_id)
    return [total.amount, refunded.amount, charged_back?.amount, due.amount]
  }
  const [one, other] = [await charged(), await charged()]
  const { total, goes_back, due } = await orders.quoteRest({ order_id: one.order_id }, STAFF)
  assert.deepEqual([total.amount, goes_back.amount, due.amount], [3_750, 0, 0])
  await orders.cancelRest({ order_id: one.order_id }, STAFF)
  await orders.editOrder(edit(other, { lines: linesOf(other, 3, 1) }), STAFF)
  await sweep()
  assert.deepEqual(await moneyOf(one.order_id), [3_750, 0, 12_500, 0])
  assert.deepEqual(await moneyOf(other.order_id), [7_500, 0, 12_500, 0])
})

test('goods that come back while the order is being changed wait for the change', async () => {
  const order = await shippedInPart()
  await shop.db.sql`
    UPDATE orders.orders SET editing = ${newId()}::uuid, editing_step = 'taking', editing_since = ${shop.clock.now()} WHERE order_id = ${order.order_id}`
  const back = { return_id: newId(), order_id: order.order_id, lines: [{ line_id: lineOf(order, 'Mug'), quantity: 1 }] }
  assert.equal(await codeOf(orders.recordReturn(back)), 'BEING_EDITED')
  await sweep()
  assert.equal(await codeOf(orders.recordReturn(back)), 'ok')
})

test('cancelling the rest is two statements, and three more to free its stock', async () => {
  const { order_id } = await shippedInPart()
  assert.equal((await countStatements(() => orders.cancelRest({ order_id }, STAFF))).statements, 5)
})

test('after all of it, the books are in order', async () => {
  await sweep()
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  assert.deepEqual(await shop.audit(), [])
})
