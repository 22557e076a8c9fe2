import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { ADDRESS, MUG, orderShop, POT } from '#tests/kit/order-shop.ts'
import type { Order } from './contract.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const KIM = { actor: { kind: 'user', user_id: newId(), role: 'admin', name: 'Kim' } } as const

const shop = await orderShop({ stock: 1_000 })
const { orders, inventory, payments } = shop.clients
const buyer = { email: 'ada@example.com', shipping_address: ADDRESS }

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isFailure(error) ? error.code : Promise.reject(error)),
  )
const placed = async (quantity = 2, method?: string): Promise<Order> => {
  const payment = method ? { payment: { method } } : {}
  const lines = [{ variant_id: MUG.variant_id, quantity }]
  const { order_id } = await orders.checkout({ ...buyer, ...payment, lines }, { ...GUEST, idempotency_key: newId() })
  await shop.settle()
  return orders.readOrder({ order_id }, STAFF)
}
const read = (order_id: string) => orders.readOrder({ order_id }, STAFF)
const heldOf = async (order_id: string) => (await inventory.readHolds({ order_ids: [order_id] })).holds[0]
const unitsOf = async (order_id: string) =>
  Object.fromEntries(
    (await heldOf(order_id))?.lines.map((line) => [line.variant_id === POT.variant_id ? 'pots' : 'mugs', line.quantity]) ?? [],
  )
const mugLine = (order: Order, quantity: number) => ({ line_id: order.lines[0]?.line_id ?? '', quantity })
const pots = (quantity: number) => ({ sku: 'POT', quantity })
const edit = (order: Order, change: object) => ({ order_id: order.order_id, edit_id: newId(), version: order.version, ...change })
const editing = async (order_id: string) =>
  (await shop.db.sql<{ editing: string | null }>`SELECT editing FROM orders.orders WHERE order_id = ${order_id}`).rows[0]?.editing

test('an order is quoted as it would be, and changed to exactly that; what it was is kept', async () => {
  const order = await placed(2)
  const lines = [mugLine(order, 1), pots(2)]
  const { quote, difference } = await orders.quoteEdit({ order_id: order.order_id, lines }, STAFF)
  assert.deepEqual([quote.total.amount, difference.amount], [1250 + 2 * 3750, 1250 + 2 * 3750 - 2500])
  const edited = await orders.editOrder(edit(order, { lines, expected_total: quote.total, note: 'She called' }), STAFF)
  assert.deepEqual(
    edited.lines.map(({ title, quantity, line_id }) => [title, quantity, line_id === order.lines[0]?.line_id]),
    [
      ['Mug', 1, true],
      ['Pot', 2, false],
    ],
  )
  assert.deepEqual([edited.total, edited.tax_total, edited.version], [quote.total, quote.tax_total, order.version + 1])
  assert.deepEqual(
    [edited.timeline.at(-1)?.what, edited.timeline.at(-1)?.who, edited.timeline.at(-1)?.note],
    ['edited', 'Sam', 'She called'],
  )
  assert.deepEqual(await unitsOf(order.order_id), { mugs: 1, pots: 2 })
  const { revisions } = await orders.listRevisions({ order_id: order.order_id }, STAFF)
  assert.deepEqual(
    revisions.map(({ version, who, note, order: was }) => [version, who, note, was.total.amount, was.lines.length]),
    [[order.version, 'Sam', 'She called', 2500, 1]],
  )
  assert.equal(await editing(order.order_id), null)
})

test('the difference of a paid order is asked for: it is partly paid until its customer has paid the rest', async () => {
  const order = await placed(2, 'test-card')
  const edited = await orders.editOrder(edit(order, { lines: [mugLine(order, 3)] }), STAFF)
  assert.deepEqual([edited.payment_state, edited.due.amount], ['partly_paid', 1250])
  await payments.pay({ order_id: order.order_id, amount: 1250, method: 'test-card' }, GUEST)
  await shop.settle()
  const paid = await read(order.order_id)
  assert.deepEqual([paid.payment_state, paid.paid.amount, paid.due.amount], ['paid', 3750, 0])
})

test('what a paid order costs less is given back, once', async () => {
  const order = await placed(4, 'test-card')
  const change = edit(order, { lines: [mugLine(order, 1)] })
  await orders.editOrder(change, STAFF)
  await orders.editOrder(change, STAFF)
  await shop.settle()
  shop.clock.move(120)
  await shop.tick('orders.finish_edits')
  await shop.settle()
  const now = await read(order.order_id)
  assert.deepEqual([now.payment_state, now.refunded.amount, now.due.amount, now.total.amount], ['partly_refunded', 3750, 0, 1250])
  assert.deepEqual(await unitsOf(order.order_id), { mugs: 1 })
  const { revisions } = await orders.listRevisions({ order_id: order.order_id }, STAFF)
  assert.deepEqual(
    revisions.map(({ refund }) => refund.amount),
    [3750],
  )
})

test('news of the payment that comes after the edit gives nothing back a second time', async () => {
  const lines = [{ variant_id: MUG.variant_id, quantity: 8 }]
  const call = { ...GUEST, idempotency_key: newId() }
  const { order_id } = await orders.checkout({ ...buyer, lines, payment: { method: 'test-card' } }, call) // its events still lie in the outbox
  const order = await read(order_id)
  await orders.editOrder(edit(order, { lines: [mugLine(order, 7)] }), STAFF)
  await Promise.all([shop.settle(), orders.checkout({ ...buyer, lines, payment: { method: 'test-card' } }, call)])
  await shop.settle()
  shop.clock.move(120)
  await shop.tick('orders.finish_edits')
  await shop.settle()
  const now = await read(order_id)
  assert.deepEqual([now.refunded.amount, now.due.amount, now.payment_state], [1250, 0, 'partly_refunded'])
})

test('an edit that was given back is dearer again: only the difference is asked for', async () => {
  const order = await placed(4, 'test-card')
  await orders.editOrder(edit(order, { lines: [mugLine(order, 1)] }), STAFF)
  await shop.settle()
  await orders.editOrder(edit(await read(order.order_id), { lines: [mugLine(order, 2)] }), STAFF)
  const now = await read(order.order_id)
  assert.deepEqual([now.due.amount, now.paid.amount, now.refunded.amount, now.payment_state], [1250, 5000, 3750, 'partly_paid'])
  await payments.pay({ order_id: order.order_id, amount: 1250, method: 'test-card' }, GUEST)
  await shop.settle()
  assert.deepEqual((await read(order.order_id)).due.amount, 0)
})

test('while money of the last edit is on its way back the order is not changed again', async () => {
  const order = await placed(4, 'test-card')
  await orders.editOrder(edit(order, { lines: [mugLine(order, 1)] }), STAFF) // its refund is not settled yet
  assert.equal(
    await codeOf(orders.editOrder(edit(await read(order.order_id), { lines: [mugLine(order, 2)] }), STAFF)),
    'NOT_ALLOWED_IN_STATE',
  )
})

test('an edit that wants what is not there changes nothing: not the order, not its stock', async () => {
  const order = await placed(2)
  const lines = [mugLine(order, 1), pots(100_000 / 10)]
  assert.equal(await codeOf(orders.editOrder(edit(order, { lines }), STAFF)), 'OUT_OF_STOCK')
  assert.deepEqual(await read(order.order_id), order)
  assert.deepEqual(await unitsOf(order.order_id), { mugs: 2 })
  assert.equal(await editing(order.order_id), null)
  const change = edit(order, { lines: [mugLine(order, 5)] })
  assert.equal((await orders.editOrder(change, STAFF)).item_count, 5)
})

test('what stays keeps the price it was sold at; another price needs its reason', async () => {
  const order = await placed(2)
  await shop.db.sql`
    UPDATE orders.orders SET subtotal_amount = 1800, total_amount = 1800, net_amount = 1800 - tax_amount,
           lines = jsonb_set(jsonb_set(jsonb_set(lines, '{0,unit_price,amount}', '900'), '{0,line_total,amount}', '1800'), '{0,tax,net}', to_jsonb(1800 - tax_amount))
    WHERE order_id = ${order.order_id}` // sold in a sale that is over
  const kept = await orders.editOrder(edit(order, { lines: [mugLine(order, 3)] }), STAFF)
  assert.equal(kept.total.amount, 2700)
  const priced = { ...mugLine(order, 3), unit_price: { amount: 500, currency: 'EUR' } }
  assert.equal(await codeOf(orders.editOrder(edit(kept, { lines: [priced] }), STAFF)), 'PRICE_REASON_NEEDED')
  const inDollars = { ...priced, unit_price: { amount: 500, currency: 'USD' }, price_reason: 'x' }
  assert.equal(await codeOf(orders.editOrder(edit(kept, { lines: [inDollars] }), STAFF)), 'WRONG_CURRENCY')
  const cheaper = await orders.editOrder(edit(kept, { lines: [{ ...priced, price_reason: 'A chip in the glaze' }] }), STAFF)
  assert.deepEqual([cheaper.total.amount, cheaper.lines[0]?.why[0]?.text], [1500, 'A chip in the glaze'])
})

test('an address is changed without touching goods, stock or money', async () => {
  const order = await placed(2, 'test-card')
  const moved = { ...ADDRESS, line1: 'Other street 2' }
  const edited = await orders.editOrder(edit(order, { shipping_address: moved }), STAFF)
  assert.deepEqual([edited.shipping_address, edited.total, edited.payment_state], [moved, order.total, 'paid'])
  assert.deepEqual(edited.lines, order.lines)
})

test('what is decided against or seen otherwise is not edited', async () => {
  const stale = await placed()
  await orders.confirmOrder({ order_id: stale.order_id }, STAFF)
  assert.equal(await codeOf(orders.editOrder(edit(stale, { lines: [mugLine(stale, 1)] }), STAFF)), 'STALE')
  const rejected = await placed()
  await orders.rejectOrder({ order_id: rejected.order_id }, STAFF)
  assert.equal(
    await codeOf(orders.quoteEdit({ order_id: rejected.order_id, lines: [mugLine(rejected, 1)] }, STAFF)),
    'NOT_ALLOWED_IN_STATE',
  )
  const order = await placed()
  assert.equal(await codeOf(orders.editOrder(edit(order, { lines: [{ line_id: newId(), quantity: 1 }] }), STAFF)), 'UNKNOWN_LINE')
  assert.equal(await codeOf(orders.editOrder(edit(order, { lines: [mugLine(order, 1), mugLine(order, 1)] }), STAFF)), 'UNKNOWN_LINE')
  assert.equal(await codeOf(orders.editOrder({ ...edit(order, {}), order_id: newId() }, STAFF)), 'NOT_FOUND')
  assert.equal(
    await codeOf(orders.editOrder(edit(order, { lines: [mugLine(order, 1)], expected_total: { amount: 1, currency: 'EUR' } }), STAFF)),
    'PRICE_CHANGED',
  )
})

test('the same edit asked for ten times at once is made once', async () => {
  const order = await placed(2)
  const change = edit(order, { lines: [mugLine(order, 3), pots(1)] })
  const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(orders.editOrder(change, STAFF))))
  assert.ok(codes.includes('ok'))
  for (const code of codes) assert.match(code, /^(ok|BEING_EDITED|STALE)$/)
  const again = await orders.editOrder(change, STAFF)
  assert.deepEqual([again.version, again.item_count], [order.version + 1, 4])
  assert.equal(await codeOf(orders.editOrder({ ...change, lines: [mugLine(order, 5)] }, STAFF)), 'KEY_REUSED', 'another change')
  assert.equal((await read(order.order_id)).item_count, 4)
  await shop.db.sql`UPDATE orders.revisions SET request_hash = NULL WHERE order_id = ${order.order_id}` // made before this was kept
  assert.equal(await codeOf(orders.editOrder(change, STAFF)), 'ok')
  assert.deepEqual(await unitsOf(order.order_id), { mugs: 3, pots: 1 })
})

test('edits, decisions and parcels of one order, all at once: goods, stock and money agree afterwards', async () => {
  for (let round = 0; round < 30; round++) {
    const order = await placed(3, round % 2 ? 'test-card' : undefined)
    const { order_id, version } = order
    if (round % 3 === 0) await orders.confirmOrder({ order_id, version }, STAFF)
    const seen = await read(order_id)
    await Promise.all(
      [
        orders.editOrder(edit(seen, { lines: [mugLine(order, 1), pots(2)] }), STAFF),
        orders.editOrder(edit(seen, { lines: [mugLine(order, 5)] }), KIM),
        orders.confirmOrder({ order_id, version }, STAFF),
        orders.cancelOrder({ order_id, version: seen.version }, KIM),
        orders.fulfilOrder({ order_id, version: seen.version }, STAFF),
      ].map(codeOf),
    )
    await shop.settle()
    shop.clock.move(61)
    await shop.tick('orders.finish_edits')
    await shop.settle()
    const now = await read(order_id)
    const hold = await heldOf(order_id)
    assert.equal(await editing(order_id), null)
    const units: Record<string, number> = {}
    for (const { title, quantity } of now.lines) units[`${title.toLowerCase()}s`] = (units[`${title.toLowerCase()}s`] ?? 0) + quantity
    const expected = { fulfilled: 'shipped', cancelled: 'released', pending: round % 2 ? 'kept' : 'held', confirmed: 'kept' }[
      now.state as 'pending'
    ]
    assert.equal(hold?.state, expected, `${now.state}: ${now.timeline.map(({ what }) => what)}`)
    if (now.state !== 'cancelled') assert.deepEqual(await unitsOf(order_id), units)
    if (round % 2 && now.state !== 'cancelled') assert.equal(now.paid.amount - now.refunded.amount, Math.min(now.total.amount, 3750))
    if (round % 2 && now.state === 'cancelled') assert.equal(now.payment_state, 'refunded')
  }
  assert.deepEqual(await shop.audit(), [])
})

test('an edit that was cut off before it was written is undone, and one that was cut off after it is completed', async () => {
  const order = await placed(3)
  const { order_id } = order
  const cutOff = async (step: 'taking' | 'freeing') => {
    const attempt_id = newId()
    await shop.db.sql`
      UPDATE orders.orders SET editing = ${attempt_id}::uuid, editing_step = ${step}, editing_since = ${shop.clock.now()} WHERE order_id = ${order_id}`
    const lines = [
      { variant_id: MUG.variant_id, quantity: 3 },
      { variant_id: POT.variant_id, quantity: 4 },
    ]
    await inventory.changeHold({ order_id, edit_id: attempt_id, lines })
    return { late: () => inventory.changeHold({ order_id, edit_id: attempt_id, lines }) }
  }
  for (const step of ['taking', 'freeing'] as const) {
    const { late } = await cutOff(step)
    assert.equal(await codeOf(orders.confirmOrder({ order_id }, STAFF)), 'BEING_EDITED')
    assert.equal(await codeOf(orders.cancelOrder({ order_id }, STAFF)), 'BEING_EDITED')
    assert.equal(await codeOf(orders.editOrder(edit(await read(order_id), { lines: [mugLine(order, 1)] }), STAFF)), 'BEING_EDITED')
    await shop.tick('orders.finish_edits')
    assert.deepEqual(await unitsOf(order_id), { mugs: 3, pots: 4 }, 'it may still be under way')
    shop.clock.move(61)
    await Promise.all([shop.tick('orders.finish_edits'), shop.tick('orders.finish_edits')])
    await late()
    assert.deepEqual(await unitsOf(order_id), { mugs: 3 })
    assert.equal(await editing(order_id), null)
  }
  await orders.confirmOrder({ order_id }, STAFF)
})

test('what a try to edit asks of the stock after it was given up changes nothing', async () => {
  const { order_id } = await placed(3)
  const attempt_id = newId()
  await shop.db.sql`
    UPDATE orders.orders SET editing = ${attempt_id}::uuid, editing_step = 'taking', editing_since = ${shop.clock.now()} WHERE order_id = ${order_id}`
  shop.clock.move(61)
  await shop.tick('orders.finish_edits')
  await inventory.changeHold({ order_id, edit_id: attempt_id, lines: [{ variant_id: MUG.variant_id, quantity: 9 }] })
  assert.deepEqual(await unitsOf(order_id), { mugs: 3 })
})

test('an edit takes two statements, one more where stock is taken, and three more where it is freed', async () => {
  const order = await placed(3)
  const count = async (change: object) => {
    const now = await read(order.order_id)
    return (await countStatements(() => orders.editOrder(edit(now, change), STAFF))).statements
  }
  const dearer = await count({ lines: [mugLine(order, 4)] })
  const cheaper = await count({ lines: [mugLine(order, 2)] })
  const moved = await count({ shipping_address: ADDRESS })
  assert.deepEqual([dearer, cheaper, moved], [3, 5, 2])
})

test('after all of it, the books are in order', async () => {
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  assert.deepEqual(await shop.audit(), [])
})
