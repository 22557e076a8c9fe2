import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'
import type { Order } from './contract.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const KIM = { actor: { kind: 'user', user_id: newId(), role: 'admin', name: 'Kim' } } as const
const UNDO = 10

const shop = await orderShop({ stock: 100_000, undo_seconds: UNDO })
const { orders, inventory, payments } = shop.clients
const buyer = { email: 'ada@example.com', shipping_address: ADDRESS }
const mugs = (quantity: number) => [{ variant_id: MUG.variant_id, quantity }]

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isFailure(error) ? error.code : Promise.reject(error)),
  )
const placed = async (quantity = 3, paid = false): Promise<Order> => {
  const payment = paid ? { payment: { method: 'test-card' } } : {}
  const { order_id } = await orders.checkout({ ...buyer, ...payment, lines: mugs(quantity) }, { ...GUEST, idempotency_key: newId() })
  await shop.settle()
  return orders.readOrder({ order_id }, STAFF)
}
const finalise = async () => {
  shop.clock.move(UNDO + 1)
  await shop.tick('orders.finalise_decisions')
  await shop.settle()
}
const read = (order_id: string) => orders.readOrder({ order_id }, STAFF)
const saidOf = async (order_id: string) =>
  (await shop.db.sql<{ type: string }>`SELECT type FROM inventory.inbox WHERE aggregate_id = ${order_id} ORDER BY sequence`).rows.map(
    ({ type }) => type.replace('orders.', ''),
  )
const heldOf = async (order_id: string) => (await inventory.readHolds({ order_ids: [order_id] })).holds[0]
const goneOf = async (order_id: string) =>
  (await shop.db.sql<{ shipped: number }>`SELECT shipped FROM inventory.held_lines WHERE order_id = ${order_id}`).rows[0]?.shipped
const whats = ({ timeline }: Order) => timeline.map(({ what }) => what)
const first = ({ lines }: Order) => lines[0]?.line_id ?? ''

test('a confirmation shows at once, keeps the stock at once, and is told to the customer when it cannot be taken back any more', async () => {
  const { order_id } = await placed()
  const confirmed = await orders.confirmOrder({ order_id }, STAFF)
  assert.equal(confirmed.state, 'confirmed')
  assert.equal(Date.parse(confirmed.undo_until ?? ''), shop.clock.now().getTime() + UNDO * 1_000)
  await shop.settle()
  assert.deepEqual([await saidOf(order_id), (await heldOf(order_id))?.state], [['updated'], 'kept'])
  shop.clock.move(UNDO - 1)
  await shop.tick('orders.finalise_decisions')
  await shop.settle()
  assert.deepEqual(await saidOf(order_id), ['updated'])
  shop.clock.move(1)
  await Promise.all([1, 2, 3].map(() => shop.tick('orders.finalise_decisions')))
  await shop.settle()
  assert.deepEqual(await saidOf(order_id), ['updated', 'confirmed'])
  const final = await read(order_id)
  assert.deepEqual([final.undo_until, final.version], [null, confirmed.version])
})

test('a rejection that is taken back in time has moved neither money nor stock', async () => {
  const { order_id } = await placed(2, true)
  await orders.rejectOrder({ order_id, note: 'Wrong one' }, STAFF)
  await shop.settle()
  const undone = await orders.undoDecision({ order_id }, KIM)
  await finalise()
  assert.deepEqual([undone.state, undone.note, undone.payment_state], ['pending', null, 'paid'])
  assert.deepEqual(whats(undone).slice(-2), ['rejected', 'undone'])
  assert.equal((await heldOf(order_id))?.state, 'kept')
  const { payments: list } = await payments.listPayments({ order_id }, STAFF)
  assert.deepEqual(
    list.map((one) => one.state),
    ['captured'],
  )
})

test('an order whose rejection is taken back after its hold ran out has its stock again', async () => {
  const { order_id } = await placed(1)
  shop.clock.move(30 * 60 - 2)
  await orders.rejectOrder({ order_id }, STAFF)
  shop.clock.move(4)
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  assert.equal((await heldOf(order_id))?.state, 'expired')
  await orders.undoDecision({ order_id }, STAFF)
  await shop.settle()
  assert.deepEqual([(await read(order_id)).state, (await heldOf(order_id))?.state], ['pending', 'kept'])
})

test('money that arrives while a rejection can be taken back waits for that', async () => {
  for (const is_undone of [true, false]) {
    const { order_id } = await placed(1)
    await orders.rejectOrder({ order_id }, STAFF)
    await payments.payDue({
      order_id,
      order_number: '1',
      email: buyer.email,
      amount: { amount: 1250, currency: 'EUR' },
      method: 'test-card',
    })
    await shop.settle()
    assert.equal((await read(order_id)).refunded.amount, 0)
    if (is_undone) await orders.undoDecision({ order_id }, STAFF)
    await finalise()
    const { state, payment_state } = await read(order_id)
    assert.deepEqual([state, payment_state], is_undone ? ['pending', 'paid'] : ['rejected', 'refunded'])
  }
})

test('a rejection that stands gives the stock back and the money', async () => {
  const { order_id } = await placed(2, true)
  await orders.rejectOrder({ order_id }, STAFF)
  await finalise()
  const order = await read(order_id)
  assert.deepEqual([order.state, order.payment_state, (await heldOf(order_id))?.state], ['rejected', 'refunded', 'released'])
})

test('of undo and the end of its time, at once, one wins', async () => {
  for (let round = 0; round < 20; round++) {
    const { order_id } = await placed(1)
    await orders.rejectOrder({ order_id }, STAFF)
    shop.clock.move(UNDO)
    const [undone] = await Promise.all([codeOf(orders.undoDecision({ order_id }, STAFF)), shop.tick('orders.finalise_decisions')])
    await shop.tick('orders.finalise_decisions') // the first may have passed over an order that was locked in this moment
    await shop.settle()
    assert.equal(undone, 'UNDO_OVER')
    assert.deepEqual([(await read(order_id)).state, (await heldOf(order_id))?.state], ['rejected', 'released'])
  }
})

test('many orders are confirmed in one statement, and what became of each is said', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => placed(1)))
  const [a, b, c, d] = all.map(({ order_id }) => order_id) as [string, string, string, string]
  await orders.rejectOrder({ order_id: b }, STAFF)
  await orders.addNote({ order_id: c, note: 'Call first' }, STAFF)
  const unknown = newId()
  const asked = [{ order_id: a }, { order_id: b }, { order_id: c, version: 1 }, { order_id: d, version: 99 }, { order_id: unknown }]
  const { result, statements } = await countStatements(() =>
    orders.confirmOrders({ orders: [...asked, { order_id: a }], note: 'Thanks' }, STAFF),
  )
  assert.deepEqual(
    result.results.map(({ order_id, is_done, now, problem }) => [order_id, is_done, now?.state, problem?.code]),
    [
      [a, true, 'confirmed', undefined],
      [b, false, 'rejected', 'NOT_ALLOWED_IN_STATE'],
      [c, true, 'confirmed', undefined],
      [d, false, 'pending', 'STALE'],
      [unknown, false, undefined, 'NOT_FOUND'],
    ],
  )
  assert.equal(statements, 1)
})

test('two lists of the same orders, decided at once in different sequence, do not block each other', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => placed(1)))
  const asked = all.map(({ order_id }) => ({ order_id }))
  const [confirmed, rejected] = await Promise.all([
    orders.confirmOrders({ orders: asked }, STAFF),
    orders.rejectOrders({ orders: asked.toReversed() }, KIM),
  ])
  const winners = [...confirmed.results, ...rejected.results].filter(({ is_done }) => is_done)
  assert.deepEqual(winners.map(({ order_id }) => order_id).sort(), asked.map(({ order_id }) => order_id).sort())
})

test('goods leave in parcels: each once, never more than was ordered, the order fulfilled with the last', async () => {
  const order = await placed(5, true)
  const { order_id } = order
  await orders.confirmOrder({ order_id }, STAFF)
  const parcel = (quantity: number) => ({ order_id, fulfilment_id: newId(), lines: [{ line_id: first(order), quantity }] })
  const one = { ...parcel(2), carrier: 'DHL', tracking_number: '0034', tracking_url: 'https://dhl.example/0034' }
  await Promise.all(Array.from({ length: 10 }, () => orders.fulfilOrder(one, STAFF)))
  const now = await read(order_id)
  assert.deepEqual(
    [now.state, now.fulfilment_state, now.lines[0]?.fulfilled_quantity, now.undo_until],
    ['confirmed', 'partly_fulfilled', 2, null],
  )
  assert.deepEqual(
    now.fulfilments.map(({ carrier, tracking_number, lines }) => [carrier, tracking_number, lines]),
    [['DHL', '0034', one.lines]],
  )
  assert.equal(await codeOf(orders.fulfilOrder(parcel(4), STAFF)), 'TOO_MANY')
  assert.equal(await codeOf(orders.fulfilOrder({ ...parcel(1), lines: [{ line_id: newId(), quantity: 1 }] }, STAFF)), 'TOO_MANY')
  await orders.fulfilOrder({ order_id }, STAFF)
  await shop.settle()
  const done = await read(order_id)
  assert.deepEqual([done.state, done.fulfilment_state, done.fulfilments.length], ['fulfilled', 'fulfilled', 2])
  assert.deepEqual(await saidOf(order_id), ['paid', 'updated', 'confirmed', 'shipped', 'shipped', 'fulfilled'])
  assert.deepEqual([(await heldOf(order_id))?.state, await goneOf(order_id)], ['shipped', 5])
})

test('of 20 parcels at once that want three times what was ordered, exactly what was ordered leaves', async () => {
  const order = await placed(7)
  const { order_id } = order
  await orders.confirmOrder({ order_id }, STAFF)
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      codeOf(orders.fulfilOrder({ order_id, fulfilment_id: newId(), lines: [{ line_id: first(order), quantity: 1 }] }, STAFF)),
    ),
  )
  assert.equal(outcomes.filter((code) => code === 'ok').length, 7)
  const { lines, fulfilments, state } = await read(order_id)
  assert.deepEqual([lines[0]?.fulfilled_quantity, fulfilments.length, state], [7, 7, 'fulfilled'])
  await shop.settle()
  assert.equal(await goneOf(order_id), 7)
})

test('the database refuses to ship more than was ordered, whoever asks', async () => {
  const { order_id } = await placed()
  await assert.rejects(
    shop.db.sql`
      UPDATE orders.orders SET fulfilment_state = 'partly_fulfilled', lines = jsonb_set(lines, '{0,fulfilled_quantity}', '99') WHERE order_id = ${order_id}`,
    /no_line_is_fulfilled_beyond_its_quantity/,
  )
})

test('a customer cancels an order that nobody has decided about; its stock is free again', async () => {
  const { order_id, token } = await placed()
  const cancelled = await orders.cancelMyOrder({ token, note: 'Changed my mind' }, GUEST)
  assert.deepEqual([cancelled.state, cancelled.timeline.at(-1)?.who], ['cancelled', 'customer'])
  await shop.settle()
  assert.equal((await heldOf(order_id))?.state, 'released')
  assert.equal(await codeOf(orders.cancelMyOrder({ token: 'made-up' }, GUEST)), 'NOT_FOUND')
})

test('notes and tags of staff stand in the timeline, once, and no customer sees them', async () => {
  const { order_id, token, version } = await placed()
  const note = { order_id, note: 'Asked twice already', note_id: newId() }
  await Promise.all([1, 2, 3].map(() => orders.addNote(note, STAFF)))
  await orders.setTags({ order_id, tags: ['vip', 'gift', 'vip'] }, STAFF)
  const tagged = await orders.setTags({ order_id, tags: ['gift', 'vip'] }, STAFF)
  assert.deepEqual([whats(tagged), tagged.tags, tagged.version], [['placed', 'note', 'tagged'], ['gift', 'vip'], version])
  for (const seen of [await orders.trackOrder({ token }, GUEST), await orders.cancelMyOrder({ token }, GUEST)])
    assert.deepEqual([whats(seen).includes('note'), whats(seen).includes('tagged'), seen.tags], [false, false, []])
  const { orders: found } = await orders.listOrders({ tag: 'vip' }, STAFF)
  assert.ok(found.every(({ tags }) => tags.includes('vip')))
  assert.deepEqual(
    found.map((one) => one.order_id),
    [order_id],
  )
})

test('of all who decide about one order at once, one wins and the others are told: 100 rounds', async () => {
  for (let round = 0; round < 100; round++) {
    const order = await placed(2, round % 2 === 0)
    const { order_id, version, token } = order
    const tries: [string, Promise<unknown>][] = [
      ['confirmed', orders.confirmOrder({ order_id, version }, STAFF)],
      ['rejected', orders.rejectOrder({ order_id, version }, KIM)],
      ['cancelled', orders.cancelOrder({ order_id, version }, STAFF)],
      ['cancelled', orders.cancelMyOrder({ token }, GUEST)],
      ['fulfilled', orders.fulfilOrder({ order_id, version }, KIM)],
    ]
    const outcomes = await Promise.all(tries.map(async ([what, work]) => [what, await codeOf(work)] as const))
    const now = await read(order_id)
    for (const [what, code] of outcomes)
      if (code === 'ok') assert.equal(now.state, what)
      else assert.match(code, /^(STALE|NOT_ALLOWED_IN_STATE)$/)
    assert.equal(whats(now).filter((what) => ['confirmed', 'rejected', 'cancelled', 'fulfilled'].includes(what)).length, 1)
    await finalise()
    const hold = await heldOf(order_id)
    assert.equal(hold?.state, now.state === 'confirmed' ? 'kept' : 'released')
    assert.equal(
      (await read(order_id)).payment_state,
      now.payment_state === 'unpaid' ? 'unpaid' : now.state === 'confirmed' ? 'paid' : 'refunded',
    )
  }
})

test('every step is one statement', async () => {
  const steps = [orders.confirmOrder, orders.rejectOrder, orders.cancelOrder] as const
  for (const step of steps) {
    const { order_id } = await placed(1)
    assert.equal((await countStatements(() => step({ order_id }, STAFF))).statements, 1)
  }
  const { order_id } = await placed(1)
  await orders.confirmOrder({ order_id }, STAFF)
  assert.equal((await countStatements(() => orders.fulfilOrder({ order_id }, STAFF))).statements, 1)
  assert.equal((await countStatements(() => orders.addNote({ order_id, note: 'x' }, STAFF))).statements, 1)
  assert.equal((await countStatements(() => orders.setTags({ order_id, tags: ['x'] }, STAFF))).statements, 1)
})

test('after all of it, the books are in order', async () => {
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  assert.deepEqual(await shop.audit(), [])
})
