/** Money that people bring or transfer: how long goods wait for it, and what becomes of it when it comes late. */
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const

const shop = await orderShop({ has_manual: true })
const { orders, payments, inventory, manualPayments } = shop.clients
const stock = (on_hand: number) => inventory.setStock({ levels: [{ variant_id: MUG.variant_id, on_hand }] })
const sellOut = async () => stock((await inventory.readLevels({ variant_ids: [MUG.variant_id] })).levels[0]?.reserved ?? 0)
beforeEach(() => stock(1_000))

/** An order of two mugs, 25.00. */
const placed = async (method?: string) => {
  const lines = [{ variant_id: MUG.variant_id, quantity: 2 }]
  const buyer = { email: 'ada@example.com', shipping_address: ADDRESS, lines, ...(method && { payment: { method } }) }
  const { order_id } = await orders.checkout(buyer, { ...GUEST, idempotency_key: newId() })
  await shop.settle()
  return order_id
}
const pay = async (order_id: string, amount: number, method: string) => {
  shop.clock.move(1) // later attempts are listed later
  await payments.pay({ order_id, amount, method }, GUEST)
  await shop.settle()
}
const days = async (number: number) => {
  shop.clock.move(number * 86_400)
  await shop.tick('inventory.expire_holds')
  await shop.settle()
}
const attempts = async (order_id: string) => (await payments.listPayments({ order_id }, STAFF)).payments
const shown = async (order_id: string) =>
  (await attempts(order_id)).map(({ method, state, amount, is_surplus }) => `${method} ${amount.amount} ${is_surplus ? 'surplus' : state}`)
/** Staff have the money of this attempt before them. */
const receive = async (order_id: string, nth = 0) => {
  const payment = (await attempts(order_id))[nth]
  assert.ok(payment)
  const { state } = await payments.receivePayment({ payment_id: payment.payment_id, amount: payment.amount }, STAFF)
  await shop.settle()
  return state
}
const look = async (order_id: string) => {
  const { state, payment_state, paid, due } = await orders.readOrder({ order_id }, STAFF)
  return [state, payment_state, paid.amount, due.amount]
}
const held = async (order_id: string) => (await inventory.readHolds({ order_ids: [order_id] })).holds[0]?.state
const toPayOut = async (order_id: string) =>
  (await payments.listTroubles({}, STAFF)).to_pay_out.filter((part) => part.order_id === order_id).map(({ amount }) => amount.amount)

test('goods wait for a transfer as long as the money may take, and no longer', async () => {
  const order_id = await placed('bank-transfer')
  await days(6)
  assert.deepEqual([await look(order_id), await held(order_id)], [['pending', 'checking', 0, 2_500], 'held'])
  await days(2)
  assert.deepEqual([await look(order_id), await held(order_id)], [['cancelled', 'unpaid', 0, 0], 'expired'])
})

test('they wait as long for a transfer that is chosen on the page of the order', async () => {
  const order_id = await placed()
  shop.clock.move(1_500)
  await pay(order_id, 2_500, 'bank-transfer')
  await days(6)
  assert.deepEqual([await look(order_id), await held(order_id)], [['pending', 'checking', 0, 2_500], 'held'])
  await days(2)
  assert.deepEqual((await look(order_id))[0], 'cancelled')
})

test('for a payment whose page was only opened they wait no longer than for any other', async () => {
  const order_id = await placed()
  await pay(order_id, 2_500, 'test-page')
  await days(0.03)
  assert.deepEqual((await look(order_id))[0], 'cancelled')
})

test('a transfer that comes after its order was given up opens it again while its goods are there', async () => {
  const order_id = await placed('bank-transfer')
  await days(8)
  assert.deepEqual(await shown(order_id), ['bank-transfer 2500 voided'])
  for (let i = 0; i < 2; i++) assert.equal(await receive(order_id), 'captured')
  assert.deepEqual([await look(order_id), await held(order_id)], [['pending', 'paid', 2_500, 0], 'kept'])
  assert.deepEqual(await toPayOut(order_id), [])
})

test('where they are sold meanwhile the money goes onto the list of what is to be paid out', async () => {
  const order_id = await placed('bank-transfer')
  await days(8)
  await sellOut()
  assert.equal(await receive(order_id), 'captured')
  assert.deepEqual([(await look(order_id)).slice(0, 3), await toPayOut(order_id)], [['cancelled', 'paid', 2_500], [2_500]])
  const [part] = (await payments.listTroubles({}, STAFF)).to_pay_out.filter((one) => one.order_id === order_id)
  await manualPayments.markPaidOut({ refund_id: part?.refund_id ?? '' }, STAFF)
  shop.clock.move(60)
  await shop.tick('payments.reconcile')
  await shop.settle()
  assert.deepEqual((await look(order_id))[1], 'refunded')
})

test('money of an order that staff rejected or cancelled goes back as well', async () => {
  const order_id = await placed('bank-transfer')
  await orders.cancelOrder({ order_id }, STAFF)
  await shop.settle()
  await receive(order_id)
  assert.deepEqual([(await look(order_id)).slice(0, 1), await toPayOut(order_id)], [['cancelled'], [2_500]])
})

test('a transfer that comes although the order was paid in another way meanwhile goes back', async () => {
  const order_id = await placed('bank-transfer')
  await pay(order_id, 2_500, 'test-card')
  await receive(order_id)
  assert.deepEqual(await shown(order_id), ['bank-transfer 2500 surplus', 'test-card 2500 captured'])
  assert.deepEqual([await look(order_id), await toPayOut(order_id)], [['pending', 'paid', 2_500, 0], [2_500]])
})

test('a transfer that comes although cash was promised instead pays the order, and the cash is not expected any more', async () => {
  const order_id = await placed('bank-transfer')
  await pay(order_id, 2_500, 'cash-on-delivery')
  assert.deepEqual(await shown(order_id), ['bank-transfer 2500 voided', 'cash-on-delivery 2500 authorised'])
  await receive(order_id)
  assert.deepEqual(await shown(order_id), ['bank-transfer 2500 captured', 'cash-on-delivery 2500 voided'])
  assert.deepEqual([await look(order_id), await toPayOut(order_id)], [['pending', 'paid', 2_500, 0], []])
  // Whoever pays at the door all the same gets it back.
  await receive(order_id, 1)
  assert.deepEqual([await look(order_id), await toPayOut(order_id)], [['pending', 'paid', 2_500, 0], [2_500]])
})

test('the books of what came by hand agree with those of the shop', async () => {
  const { rows } = await payments.readBooks({ provider: 'manual' }, STAFF)
  assert.deepEqual(
    rows.filter(({ is_equal }) => !is_equal),
    [],
  )
})
