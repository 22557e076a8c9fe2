/** Orders that are changed while somebody still has to bring or transfer the money: what is expected follows. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { json } from '#platform/db.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const EUR = (amount: number) => ({ amount, currency: 'EUR' })

const shop = await orderShop({ stock: 1_000, has_manual: true })
const { orders, payments, inventory } = shop.clients

/** An order of so many mugs at 12.50. */
const placed = async (quantity: number, method?: string) => {
  const lines = [{ variant_id: MUG.variant_id, quantity }]
  const buyer = { email: 'ada@example.com', shipping_address: ADDRESS, lines, ...(method && { payment: { method } }) }
  const { order_id } = await orders.checkout(buyer, { ...GUEST, idempotency_key: newId() })
  await shop.settle()
  shop.clock.move(1) // later attempts are listed later
  return order_id
}
const edit = async (order_id: string, quantity: number, more: object = {}) => {
  const { version, lines } = await orders.readOrder({ order_id }, STAFF)
  const change = { lines: [{ line_id: lines[0]?.line_id ?? '', quantity }], ...more }
  await orders.editOrder({ order_id, edit_id: newId(), version, ...change }, STAFF)
  await shop.settle()
  shop.clock.move(1)
}
const attempts = async (order_id: string) => (await payments.listPayments({ order_id }, STAFF)).payments
const shown = async (order_id: string) =>
  (await attempts(order_id)).map(({ method, state, amount }) => `${method} ${amount.amount} ${state}`)
const receive = async (order_id: string, nth = -1) => {
  const payment = (await attempts(order_id)).at(nth)
  assert.ok(payment)
  await payments.receivePayment({ payment_id: payment.payment_id, amount: payment.amount }, STAFF)
  await shop.settle()
}
const look = async (order_id: string) => {
  const { state, payment_state, paid, due } = await orders.readOrder({ order_id }, STAFF)
  return [state, payment_state, paid.amount, due.amount]
}
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isFailure(error) ? error.code : Promise.reject(error)),
  )

test('cash at the door follows an edit, cheaper or dearer, and is received to the new amount', async () => {
  for (const quantity of [1, 3]) {
    const order_id = await placed(2, 'cash-on-delivery')
    await edit(order_id, quantity)
    const amount = 1_250 * quantity
    assert.deepEqual(await shown(order_id), ['cash-on-delivery 2500 voided', `cash-on-delivery ${amount} authorised`])
    assert.deepEqual(await look(order_id), ['pending', 'authorised', 0, amount])
    await receive(order_id)
    assert.deepEqual(await look(order_id), ['pending', 'paid', amount, 0])
  }
})

test('an order that waits for a transfer can be changed, and waits for the new amount as long as for the first', async () => {
  const order_id = await placed(2, 'bank-transfer')
  shop.clock.move(5 * 86_400)
  await edit(order_id, 3)
  assert.deepEqual(await shown(order_id), ['bank-transfer 2500 voided', 'bank-transfer 3750 pending'])
  assert.deepEqual(await look(order_id), ['pending', 'checking', 0, 3_750])
  shop.clock.move(5 * 86_400)
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  await edit(order_id, 1)
  await edit(order_id, 1, { shipping_address: { ...ADDRESS, line1: 'Street 2' } })
  assert.deepEqual((await shown(order_id)).slice(2), ['bank-transfer 1250 pending'], 'what stays due stays expected')
  await receive(order_id)
  assert.deepEqual(
    [await look(order_id), (await inventory.readHolds({ order_ids: [order_id] })).holds[0]?.state],
    [['pending', 'paid', 1_250, 0], 'kept'],
  )
})

test('a transfer over the amount from before the edit pays the order; the rest of it goes back', async () => {
  const order_id = await placed(2, 'bank-transfer')
  await edit(order_id, 1)
  await receive(order_id, 0)
  assert.deepEqual(await shown(order_id), ['bank-transfer 2500 captured', 'bank-transfer 1250 voided'])
  const { to_pay_out } = await payments.listTroubles({}, STAFF)
  assert.deepEqual(
    to_pay_out.filter((part) => part.order_id === order_id).map(({ amount }) => amount.amount),
    [1_250],
  )
  assert.deepEqual(await look(order_id), ['pending', 'paid', 2_500, 0])
})

test('the rest of an order that waits for a transfer can be cancelled', async () => {
  const order_id = await placed(3, 'bank-transfer')
  await orders.confirmOrder({ order_id }, STAFF)
  const { lines } = await orders.readOrder({ order_id }, STAFF)
  await orders.fulfilOrder({ order_id, lines: [{ line_id: lines[0]?.line_id ?? '', quantity: 1 }] }, STAFF)
  await orders.cancelRest({ order_id }, STAFF)
  await shop.settle()
  assert.deepEqual(await shown(order_id), ['bank-transfer 3750 voided', 'bank-transfer 1250 pending'])
  assert.deepEqual(await look(order_id), ['fulfilled', 'checking', 0, 1_250])
})

test('while a provider is asked what became of a payment the order is not changed', async () => {
  const order_id = await placed(2, 'test-page')
  assert.equal(await code(edit(order_id, 1)), 'NOT_ALLOWED_IN_STATE')
  assert.deepEqual(await shown(order_id), ['test-page 2500 pending'])
})

test('cash that was promised is called off for a card, also over the amount from before an edit', async () => {
  const order_id = await placed(1, 'cash-on-delivery')
  const { version, lines } = await orders.readOrder({ order_id }, STAFF)
  await orders.editOrder({ order_id, edit_id: newId(), version, lines: [{ line_id: lines[0]?.line_id ?? '', quantity: 2 }] }, STAFF)
  await payments.pay({ order_id, amount: 2_500, method: 'test-card' }, GUEST) // before payments have heard of the edit
  await shop.settle()
  assert.deepEqual(await shown(order_id), ['cash-on-delivery 1250 voided', 'test-card 2500 captured'])
  const other = await placed(1, 'cash-on-delivery')
  await payments.pay({ order_id: other, amount: 1_250, method: 'test-card' }, GUEST)
  await shop.settle()
  assert.deepEqual(await shown(other), ['cash-on-delivery 1250 voided', 'test-card 1250 captured'])
  assert.deepEqual([(await look(order_id))[1], (await look(other))[1]], ['paid', 'paid'])
})

test('news of an edit that comes twice, or after the money, opens nothing twice', async () => {
  const order_id = await placed(2, 'cash-on-delivery')
  await edit(order_id, 1)
  const again = async () => {
    await shop.db.sql`
      INSERT INTO payments.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, emitted_at, run_at)
      SELECT ${newId()}, 'orders.updated', 'orders', 'orders.updated', ${order_id}, 1000 + (random() * 1000)::int, ${json({ order_id, what: 'edited', order: {} })}::jsonb, now(), '2026-01-01'`
    await shop.settle()
  }
  await again()
  assert.deepEqual(await shown(order_id), ['cash-on-delivery 2500 voided', 'cash-on-delivery 1250 authorised'])
  await receive(order_id)
  await again()
  assert.deepEqual(await shown(order_id), ['cash-on-delivery 2500 voided', 'cash-on-delivery 1250 captured'])
})

test('what staff called off stays called off, before an edit and after it', async () => {
  for (const was of [[], ['cash-on-delivery 3750 voided']]) {
    const order_id = await placed(was.length > 0 ? 3 : 2, 'cash-on-delivery')
    if (was.length > 0) await edit(order_id, 2)
    const promised = (await attempts(order_id)).at(-1)
    await payments.voidPayment({ payment_id: promised?.payment_id ?? '' }, STAFF)
    await edit(order_id, 1)
    assert.deepEqual(await shown(order_id), [...was, 'cash-on-delivery 2500 voided'])
  }
})

test('money that is being received while the order is changed is received, and what is too much goes back', async () => {
  const order_id = await placed(2, 'cash-on-delivery')
  await shop.db.sql`UPDATE payments.payments SET capture_amount = amount WHERE order_id = ${order_id}` // and no answer yet
  await edit(order_id, 1)
  assert.deepEqual(await shown(order_id), ['cash-on-delivery 2500 authorised'])
  shop.clock.move(60)
  await shop.tick('payments.reconcile')
  await shop.settle()
  assert.deepEqual([await shown(order_id), await look(order_id)], [['cash-on-delivery 2500 captured'], ['pending', 'paid', 2_500, 0]])
})

test('what an edit made dearer and cash was promised for is paid once, also after another edit', async () => {
  const order_id = await placed(2, 'bank-transfer')
  await receive(order_id)
  await edit(order_id, 3)
  await payments.pay({ order_id, amount: 1_250, method: 'cash-on-delivery' }, GUEST)
  await shop.settle()
  await edit(order_id, 3, { shipping_address: { ...ADDRESS, line1: 'Street 2' } }) // what is due is a charge with another name now
  await payments.pay({ order_id, amount: 1_250, method: 'test-card' }, GUEST)
  await shop.settle()
  assert.deepEqual((await shown(order_id)).toSorted(), [
    'bank-transfer 2500 captured',
    'cash-on-delivery 1250 voided',
    'cash-on-delivery 1250 voided',
    'test-card 1250 captured',
  ])
})

test('where the news of an edit was cut off after the old amount was called off, the new one is opened once', async () => {
  const order_id = await placed(2, 'cash-on-delivery')
  const [promised] = await attempts(order_id)
  await payments.voidPayment({ payment_id: promised?.payment_id ?? '' }, STAFF)
  await shop.db.sql`UPDATE payments.payments SET is_outdated = true WHERE order_id = ${order_id}`
  await edit(order_id, 1)
  await edit(order_id, 1, { shipping_address: { ...ADDRESS, line1: 'Street 2' } })
  assert.deepEqual(await shown(order_id), ['cash-on-delivery 2500 voided', 'cash-on-delivery 1250 authorised'])
})

test('less than all of a payment that was not reserved is refused before the provider books it', async () => {
  const order_id = await placed(2, 'cash-on-delivery')
  const [promised] = await attempts(order_id)
  const payment_id = promised?.payment_id ?? ''
  assert.equal(await code(payments.capturePayment({ payment_id, amount: EUR(1_250) }, STAFF)), 'WRONG_AMOUNT')
  assert.equal((await payments.capturePayment({ payment_id }, STAFF)).state, 'captured')
})

test('after all this the books are in order', async () => {
  shop.clock.move(700)
  const { rows } = await payments.readBooks({ provider: 'manual' }, STAFF)
  assert.deepEqual(
    rows.filter(({ is_equal }) => !is_equal),
    [],
  )
})
