/** Orders and payments together, in a shop that reserves money first: reserved once, taken once, never more than is owed, and never forgotten. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { GUEST, reservingShop, STAFF } from '#tests/kit/reserving-shop.ts'

const fails = (code: string) => (error: unknown) => isFailure(error, code)
type Shop = Awaited<ReturnType<typeof reservingShop>>

const endsClean = async (shop: Shop) => assert.deepEqual(await shop.audit(), [])

test('money is reserved at the checkout and taken once the confirmation can no longer be taken back', async () => {
  const shop = await reservingShop()
  const { order_id } = await shop.buy()
  assert.deepEqual(await shop.look(order_id), { state: 'pending', payment_state: 'authorised', paid: 0, reserved: 2_500, due: 0 })
  await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.settle()
  assert.deepEqual(await shop.paymentsOf(order_id), [['authorised', 2_500, 0]])
  await shop.orders.undoDecision({ order_id }, STAFF)
  await shop.finalise()
  assert.deepEqual(await shop.paymentsOf(order_id), [['authorised', 2_500, 0]])
  await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.finalise()
  assert.deepEqual(await shop.look(order_id), { state: 'confirmed', payment_state: 'paid', paid: 2_500, reserved: 0, due: 0 })
  assert.deepEqual(
    (await shop.read(order_id)).timeline.map(({ what }) => what),
    ['placed', 'authorised', 'confirmed', 'undone', 'confirmed', 'paid'],
  )
  assert.equal(shop.memory.calls.capture, 1)
  await endsClean(shop)
})

test('told any number of times, by whoever comes, it is taken once', async () => {
  const shop = await reservingShop({ undo_seconds: 0 })
  const ids = await Promise.all(Array.from({ length: 5 }, async () => (await shop.buy()).order_id))
  await shop.orders.confirmOrders({ orders: ids.map((order_id) => ({ order_id })) }, STAFF)
  await shop.db.sql`
    INSERT INTO orders.outbox (type, aggregate_id, payload)
    SELECT type, aggregate_id, payload FROM orders.outbox CROSS JOIN generate_series(1, 3) WHERE type = 'orders.confirmed'`
  await shop.settle()
  for (const order_id of ids) assert.deepEqual(await shop.paymentsOf(order_id), [['captured', 2_500, 2_500]])
  for (const { captured } of shop.memory.accounts.values()) assert.equal(captured, 2_500)
  await endsClean(shop)
})

test('a shop that approves what is paid takes a reservation for that, and then takes the money', async () => {
  const shop = await reservingShop({ approval: 'when_paid' })
  const { order_id } = await shop.buy()
  assert.deepEqual(await shop.look(order_id), { state: 'confirmed', payment_state: 'paid', paid: 2_500, reserved: 0, due: 0 })
  const later = await shop.buy(1, null)
  await shop.pay(later.order_id)
  assert.deepEqual(await shop.look(later.order_id), { state: 'confirmed', payment_state: 'paid', paid: 1_250, reserved: 0, due: 0 })
  await endsClean(shop)
})

test('an order that is confirmed before it is paid takes the money at once; one reserved meanwhile is taken when that is heard', async () => {
  const shop = await reservingShop()
  const [early, late, meanwhile] = [await shop.buy(1, null), await shop.buy(2, null), await shop.buy(3, null)]
  for (const { order_id } of [early, late, meanwhile]) await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.pay(meanwhile.order_id)
  assert.equal((await shop.look(meanwhile.order_id)).payment_state, 'authorised')
  const { payment_id, state } = await shop.pay(late.order_id, 'page') // asked for while the decision could be taken back
  assert.equal(state, 'pending')
  await shop.finalise()
  assert.equal((await shop.pay(early.order_id)).is_capture_later, false)
  const account = shop.memory.accounts.get(payment_id)
  assert.ok(account)
  account.outcome = 'authorised'
  await shop.reconcile()
  for (const { order_id } of [early, late, meanwhile]) assert.equal((await shop.look(order_id)).payment_state, 'paid')
  await endsClean(shop)
})

test('staff take money by hand, in full or less; nothing takes it by itself, and asking to pay twice is refused', async () => {
  const shop = await reservingShop({ capture: 'by_hand', undo_seconds: 0 })
  const { order_id } = await shop.buy()
  await assert.rejects(shop.payments.pay({ order_id, amount: 2_500, method: 'card' }, GUEST), fails('ALREADY_PAID'))
  await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.settle()
  assert.equal((await shop.look(order_id)).payment_state, 'authorised')
  const { payment_id } = (await shop.payments.listPayments({ order_id })).payments[0] ?? { payment_id: '' }
  await shop.payments.capturePayment({ payment_id, amount: { amount: 2_000, currency: 'EUR' } }, STAFF)
  await shop.settle()
  assert.deepEqual(await shop.look(order_id), { state: 'confirmed', payment_state: 'partly_paid', paid: 2_000, reserved: 0, due: 500 })
  assert.equal((await shop.pay(order_id)).state, 'authorised') // what is missing
  assert.deepEqual(await shop.look(order_id), { state: 'confirmed', payment_state: 'authorised', paid: 2_000, reserved: 500, due: 0 })
  await endsClean(shop)
})

test('an order that is turned down or cancelled lets go of what is reserved', async () => {
  const shop = await reservingShop()
  const [rejected, cancelled] = [await shop.buy(), await shop.buy()]
  await shop.orders.rejectOrder({ order_id: rejected.order_id }, STAFF)
  await shop.orders.cancelMyOrder({ token: cancelled.token }, GUEST)
  await shop.finalise()
  for (const { order_id } of [rejected, cancelled]) assert.deepEqual(await shop.paymentsOf(order_id), [['voided', 2_500, 0]])
  assert.deepEqual(
    [...shop.memory.accounts.values()].map(({ outcome }) => outcome),
    ['voided', 'voided'],
  )
  await endsClean(shop)
})

test('an order that became dearer asks for the difference beside what is reserved; all of it is taken', async () => {
  const shop = await reservingShop()
  const { order_id } = await shop.buy(1)
  await shop.edit(order_id, 3)
  assert.deepEqual(await shop.look(order_id), { state: 'pending', payment_state: 'unpaid', paid: 0, reserved: 1_250, due: 2_500 })
  await shop.pay(order_id)
  assert.deepEqual(await shop.look(order_id), { state: 'pending', payment_state: 'authorised', paid: 0, reserved: 3_750, due: 0 })
  await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.finalise()
  assert.deepEqual(await shop.paymentsOf(order_id), [
    ['captured', 1_250, 1_250],
    ['captured', 2_500, 2_500],
  ])
  assert.equal((await shop.look(order_id)).payment_state, 'paid')
  await shop.edit(order_id, 4)
  await shop.pay(order_id) // confirmed for good: taken at once
  assert.deepEqual(await shop.look(order_id), { state: 'confirmed', payment_state: 'paid', paid: 5_000, reserved: 0, due: 0 })
  await endsClean(shop)
})

test('an order that became cheaper takes what is owed and lets go of the rest', async () => {
  const shop = await reservingShop()
  const { order_id } = await shop.buy(1)
  await shop.edit(order_id, 3)
  await shop.pay(order_id)
  await shop.edit(order_id, 2)
  await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.finalise()
  assert.deepEqual(await shop.paymentsOf(order_id), [
    ['captured', 1_250, 1_250],
    ['captured', 2_500, 1_250],
  ])
  assert.deepEqual(await shop.look(order_id), { state: 'confirmed', payment_state: 'paid', paid: 2_500, reserved: 0, due: 0 })
  const other = await shop.buy(1)
  await shop.edit(other.order_id, 3)
  await shop.pay(other.order_id)
  await shop.edit(other.order_id, 1)
  await shop.orders.confirmOrder({ order_id: other.order_id }, STAFF)
  await shop.finalise()
  assert.deepEqual(await shop.paymentsOf(other.order_id), [
    ['captured', 1_250, 1_250],
    ['voided', 2_500, 0],
  ])
  await endsClean(shop)
})

test('of a rest that is cancelled it is said beforehand that what is reserved is not to be paid any more', async () => {
  const shop = await reservingShop({ capture: 'by_hand', undo_seconds: 0 })
  const { order_id } = await shop.buy(3)
  const { lines } = await shop.orders.confirmOrder({ order_id }, STAFF)
  const sent = [{ line_id: lines[0]?.line_id ?? '', quantity: 1 }]
  await shop.orders.fulfilOrder({ order_id, fulfilment_id: newId(), lines: sent }, STAFF)
  const { total, goes_back, due } = await shop.orders.quoteRest({ order_id }, STAFF)
  assert.deepEqual([total.amount, goes_back.amount, due.amount], [1_250, 0, 0])
  await shop.orders.cancelRest({ order_id }, STAFF)
  await shop.settle()
  assert.deepEqual(await shop.look(order_id), { state: 'fulfilled', payment_state: 'authorised', paid: 0, reserved: 3_750, due: 0 })
})

test('an edit while money is being taken gives back what was too much', async () => {
  const shop = await reservingShop()
  const { order_id } = await shop.buy(2)
  shop.memory.faults.capture = ['refuse', 'refuse']
  await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.finalise()
  await shop.edit(order_id, 1)
  await shop.reconcile()
  await shop.reconcile()
  assert.deepEqual(await shop.paymentsOf(order_id), [['captured', 2_500, 2_500]])
  assert.deepEqual(await shop.look(order_id), { state: 'confirmed', payment_state: 'partly_refunded', paid: 2_500, reserved: 0, due: 0 })
  await endsClean(shop)
})

test('a capture that fails is shown to staff and tried again, by itself and by them; the order stands', async () => {
  const shop = await reservingShop()
  const [first, second] = [await shop.buy(), await shop.buy()]
  shop.memory.faults.capture = Array.from({ length: 40 }, () => 'refuse' as const)
  for (const { order_id } of [first, second]) await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.finalise()
  assert.deepEqual((await shop.payments.listTroubles({}, STAFF)).stuck_captures, [])
  for (let i = 0; i < 4; i++) await shop.reconcile(30)
  const { stuck_captures, ending_reservations } = await shop.payments.listTroubles({}, STAFF)
  assert.deepEqual(
    stuck_captures.map(({ order_id, capturing_amount }) => [order_id, capturing_amount]).sort(),
    [first, second].map(({ order_id }) => [order_id, 2_500]).sort(),
  )
  assert.deepEqual(ending_reservations, [])
  await shop.reconcile(600)
  assert.deepEqual((await shop.audit()).map(({ rule }) => rule).sort(), [
    'orders O1 reserved',
    'orders O1 reserved',
    'payments O1 captures',
    'payments O1 captures',
  ])
  assert.equal((await shop.look(first.order_id)).state, 'confirmed')
  shop.memory.faults.capture = []
  const { payment_id, amount } = stuck_captures[0] ?? { payment_id: '', amount: { amount: 0, currency: 'EUR' } }
  await shop.payments.capturePayment({ payment_id, amount }, STAFF)
  await shop.reconcile()
  for (const { order_id } of [first, second]) assert.equal((await shop.look(order_id)).payment_state, 'paid')
  assert.deepEqual((await shop.payments.listTroubles({}, STAFF)).stuck_captures, [])
  await endsClean(shop)
})

test('of an order that is cancelled while its money is being taken, nothing is taken any more', async () => {
  const shop = await reservingShop()
  const { order_id } = await shop.buy()
  shop.memory.faults.capture = ['refuse']
  shop.memory.faults.void = ['refuse']
  await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.finalise()
  await shop.orders.cancelOrder({ order_id }, STAFF)
  await shop.settle()
  await shop.reconcile()
  assert.deepEqual(await shop.paymentsOf(order_id), [['voided', 2_500, 0]])
  assert.equal(shop.memory.calls.capture, 1)
  await endsClean(shop)
})

test('a reservation that ends at the provider is told before and after, and the order can be paid anew', async () => {
  const shop = await reservingShop()
  const [{ order_id }, other] = [await shop.buy(1), await shop.buy(1)]
  await shop.edit(order_id, 2)
  await shop.pay(order_id)
  const ending = async () => (await shop.payments.listTroubles({}, STAFF)).ending_reservations.map((one) => one.order_id)
  shop.clock.move(4 * 86_400)
  assert.deepEqual(await ending(), [])
  shop.clock.move(86_401)
  assert.equal((await ending()).length, 3)
  const [first] = (await shop.payments.listPayments({ order_id })).payments
  const account = shop.memory.accounts.get(first?.payment_id ?? '')
  assert.ok(account)
  account.outcome = 'voided'
  await shop.reconcile(3_601)
  const ended = async () => (await shop.payments.listTroubles({}, STAFF)).ended_reservations.map((one) => one.order_id)
  assert.deepEqual(await ended(), [order_id])
  assert.equal((await shop.read(order_id)).timeline.at(-1)?.what, 'reservation_ended')
  assert.deepEqual(await shop.look(order_id), { state: 'pending', payment_state: 'unpaid', paid: 0, reserved: 1_250, due: 1_250 })
  await shop.pay(order_id) // beside the difference, which is reserved still
  assert.deepEqual(await shop.look(order_id), { state: 'pending', payment_state: 'authorised', paid: 0, reserved: 2_500, due: 0 })
  assert.deepEqual(await ended(), [])
  const [lost] = (await shop.payments.listPayments({ order_id: other.order_id })).payments
  Object.assign(shop.memory.accounts.get(lost?.payment_id ?? '') ?? {}, { outcome: 'voided' })
  await shop.reconcile(3_601)
  assert.deepEqual(await ended(), [other.order_id])
  await shop.orders.rejectOrder({ order_id: other.order_id }, STAFF)
  await shop.finalise()
  assert.deepEqual(await ended(), [])
  await endsClean(shop)
})

test('the books name a confirmed order whose money is reserved and was never taken; the repair takes it, once', async () => {
  const shop = await reservingShop({ undo_seconds: 0 })
  const { order_id } = await shop.buy()
  await shop.orders.confirmOrder({ order_id }, STAFF)
  await shop.db.sql`DELETE FROM orders.outbox WHERE type = 'orders.confirmed'`
  await shop.settle()
  shop.clock.move(601)
  const found = await shop.audit()
  assert.deepEqual(
    found.map(({ rule }) => rule),
    ['orders O1 reserved'],
  )
  const waiting = await shop.buy()
  for (let pressed = 0; pressed < 2; pressed++) {
    for (const id of [order_id, waiting.order_id]) await shop.repair({ module: 'orders', rule: 'O1 reserved', id })
    await shop.settle()
    assert.equal((await shop.look(waiting.order_id)).reserved, 2_500, 'nothing is wrong with it')
    assert.deepEqual(await shop.look(order_id), { state: 'confirmed', payment_state: 'paid', paid: 2_500, reserved: 0, due: 0 })
    assert.equal(shop.memory.calls.capture, 1)
    await endsClean(shop)
  }
})
