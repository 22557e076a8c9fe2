import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop, POT } from '#tests/kit/order-shop.ts'
import type { Order } from './contract.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const ADA = { actor: { kind: 'user', user_id: newId(), role: 'customer', name: 'Ada' } } as const

const shop = await orderShop({ stock: 1_000, has_manual: true })
const { orders, inventory, payments } = shop.clients
const mugs = (quantity: number) => ({ variant_id: MUG.variant_id, quantity })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isFailure(error) ? error.code : Promise.reject(error)),
  )
const drafted = (more: object = {}): Promise<Order> =>
  orders.createDraft({ email: 'ada@example.com', lines: [mugs(2)], shipping_address: ADDRESS, ...more }, STAFF)
const heldOf = async (order_id: string) => (await inventory.readHolds({ order_ids: [order_id] })).holds[0]
const saidOf = async (order_id: string) =>
  (await shop.db.sql<{ type: string }>`SELECT type FROM inventory.inbox WHERE aggregate_id = ${order_id} ORDER BY sequence`).rows.map(
    ({ type }) => type,
  )

test('a draft is priced like a purchase, holds nothing, and nobody but staff sees it', async () => {
  const draft = await drafted({ customer_id: ADA.actor.user_id })
  assert.deepEqual([draft.state, draft.total.amount, draft.payment_state, draft.due.amount], ['draft', 2500, 'unpaid', 2500])
  assert.equal(await heldOf(draft.order_id), undefined)
  assert.equal(await codeOf(orders.trackOrder({ token: draft.token }, GUEST)), 'NOT_FOUND')
  assert.equal(await codeOf(orders.readOrder({ order_id: draft.order_id }, ADA)), 'NOT_FOUND')
  assert.deepEqual((await orders.listMyOrders({}, ADA)).orders, [])
  assert.deepEqual((await orders.listOrders({}, STAFF)).orders, [])
  assert.equal((await orders.listOrders({ state: 'draft' }, STAFF)).orders.length, 1)
  assert.equal(await codeOf(payments.pay({ order_id: draft.order_id, amount: 2500, method: 'test-card' }, GUEST)), 'NOT_FOUND')
})

test('staff set another price with a reason, add, remove, and are told when someone else was faster', async () => {
  const draft = await drafted()
  const lines = [{ sku: 'POT', quantity: 1, unit_price: { amount: 3000, currency: 'EUR' }, price_reason: 'The one from the window' }]
  const changed = await orders.changeDraft({ order_id: draft.order_id, version: draft.version, lines }, STAFF)
  assert.deepEqual([changed.total.amount, changed.lines[0]?.why[0]?.text], [3000, 'The one from the window'])
  assert.equal(await codeOf(orders.changeDraft({ order_id: draft.order_id, version: draft.version, lines: [mugs(1)] }, STAFF)), 'STALE')
  assert.equal(
    await codeOf(orders.changeDraft({ order_id: draft.order_id, lines: [{ sku: 'GONE', quantity: 1 }] }, STAFF)),
    'UNKNOWN_PRODUCT',
  )
})

test('a draft is quoted as it is being changed: what is shown is what is saved, and nothing changes until then', async () => {
  const draft = await drafted()
  const { order_id, version } = draft
  const lines = [mugs(3), { sku: 'POT', quantity: 1, unit_price: { amount: 3000, currency: 'EUR' }, price_reason: 'From the window' }]
  const quoted = await orders.quoteDraft({ order_id, lines }, STAFF)
  assert.deepEqual([quoted.total.amount, quoted.lines.map(({ unit_price }) => unit_price.amount)], [6750, [1250, 3000]])
  assert.equal((await orders.readOrder({ order_id }, STAFF)).version, version)
  assert.equal((await orders.changeDraft({ order_id, version, lines }, STAFF)).total.amount, quoted.total.amount)
  assert.equal(await codeOf(orders.quoteDraft({ order_id: newId() }, STAFF)), 'NOT_FOUND')
  await orders.placeDraft({ order_id }, STAFF)
  assert.equal(await codeOf(orders.quoteDraft({ order_id }, STAFF)), 'NOT_ALLOWED_IN_STATE')
})

test('the same draft_id is the same draft', async () => {
  const draft_id = newId()
  const drafts = await Promise.all([1, 2, 3].map(() => drafted({ draft_id }).catch((error) => error)))
  for (const draft of drafts) assert.ok(isFailure(draft, 'STALE') || draft.order_id === draft_id)
  assert.equal((await drafted({ draft_id })).item_count, 2)
})

test('a draft that is sent is an order that waits for its payment, by the link; its stock does not run out', async () => {
  const draft = await drafted()
  const { order } = await orders.placeDraft({ order_id: draft.order_id, version: draft.version }, STAFF)
  assert.deepEqual([order.state, order.payment_state, order.number], ['pending', 'unpaid', draft.number])
  await shop.settle()
  shop.clock.move(3 * 60 * 60)
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  assert.equal((await heldOf(order.order_id))?.state, 'kept')
  const seen = await orders.trackOrder({ token: order.token }, GUEST)
  await payments.pay({ order_id: seen.order_id, amount: seen.due.amount, method: 'test-card' }, GUEST)
  await shop.settle()
  assert.equal((await orders.trackOrder({ token: order.token }, GUEST)).payment_state, 'paid')
})

test('a draft that is placed with a payment is paid at once, and placed and charged once however often it is asked', async () => {
  const draft = await drafted()
  const place = () => orders.placeDraft({ order_id: draft.order_id, payment: { method: 'test-card' } }, STAFF)
  const codes = await Promise.all([place, place, place, place].map((again) => codeOf(again())))
  for (const code of codes) assert.match(code, /^(ok|BEING_EDITED|STALE)$/)
  const { order } = await place()
  await shop.settle()
  assert.deepEqual([order.payment_state, order.paid.amount], ['paid', 2500])
  assert.deepEqual((await saidOf(order.order_id)).filter((type) => type === 'orders.updated' || type === 'orders.paid').slice(-1), [
    'orders.paid',
  ])
  assert.equal((await payments.listPayments({ order_id: order.order_id }, STAFF)).payments.length, 1)
})

test('money that staff have in their hands makes the order paid at once, once; a transfer that is promised waits', async () => {
  for (const method of ['bank-transfer', 'cash-on-delivery']) {
    const draft = await drafted()
    const waits = await orders.placeDraft({ order_id: draft.order_id, payment: { method } }, STAFF)
    assert.notEqual(waits.order.payment_state, 'paid')
    const place = () => orders.placeDraft({ order_id: draft.order_id, payment: { method, is_received: true } }, STAFF)
    const { order } = await place()
    assert.deepEqual([order.payment_state, order.paid.amount], ['paid', 2500])
    await shop.settle()
    await place()
    await shop.settle()
    assert.equal((await orders.readOrder({ order_id: order.order_id }, STAFF)).paid.amount, 2500)
  }
})

test('a draft whose goods are not there stays a draft, and can be changed and placed', async () => {
  const draft = await drafted({ lines: [{ variant_id: POT.variant_id, quantity: 5_000 }] })
  assert.equal(await codeOf(orders.placeDraft({ order_id: draft.order_id }, STAFF)), 'OUT_OF_STOCK')
  const changed = await orders.changeDraft({ order_id: draft.order_id, lines: [mugs(1)] }, STAFF)
  const { order } = await orders.placeDraft({ order_id: changed.order_id }, STAFF)
  assert.deepEqual(
    (await heldOf(order.order_id))?.lines.map(({ quantity }) => quantity),
    [1],
  )
})

test('a draft that was cut off between its hold and its placing holds what it is when it is placed', async () => {
  const draft = await drafted({ lines: [mugs(4)] })
  await inventory.hold({ order_id: draft.order_id, lines: [mugs(4)] })
  await orders.changeDraft({ order_id: draft.order_id, lines: [mugs(1), { sku: 'POT', quantity: 2 }] }, STAFF)
  await orders.placeDraft({ order_id: draft.order_id }, STAFF)
  assert.deepEqual((await heldOf(draft.order_id))?.lines.map(({ quantity }) => quantity).sort(), [1, 2])
})

test('an empty draft is not placed, a placed one is no draft, and an order that was never one is not placed', async () => {
  const { lines: _lines, ...empty } = { email: 'ada@example.com', lines: [] }
  const draft = await orders.createDraft(empty, STAFF)
  assert.equal(await codeOf(orders.placeDraft({ order_id: draft.order_id }, STAFF)), 'EMPTY_ORDER')
  const placed = await drafted()
  await orders.placeDraft({ order_id: placed.order_id }, STAFF)
  assert.equal(await codeOf(orders.changeDraft({ order_id: placed.order_id, lines: [mugs(1)] }, STAFF)), 'NOT_ALLOWED_IN_STATE')
  const { order_id } = await orders.placeOrder({ user_email: 'ada@example.com', items: [mugs(1)] }, GUEST)
  assert.equal(await codeOf(orders.placeDraft({ order_id }, STAFF)), 'NOT_ALLOWED_IN_STATE')
})

test('a draft that is cancelled says nothing to its customer', async () => {
  const draft = await drafted()
  const cancelled = await orders.cancelOrder({ order_id: draft.order_id }, STAFF)
  await shop.settle()
  assert.equal(cancelled.state, 'cancelled')
  assert.ok(!(await saidOf(draft.order_id)).includes('orders.cancelled'))
})

test('after all of it, the books are in order', async () => {
  assert.deepEqual(await shop.audit(), [])
})
