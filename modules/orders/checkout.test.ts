import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId, newSecretId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const buyer = { email: 'ada@example.com', shipping_address: ADDRESS, payment: { method: 'test-card' } }
const mugs = (quantity: number) => [{ variant_id: MUG.variant_id, quantity }]
const fails = (code: string) => (error: unknown) => isFailure(error, code)

const shop = await orderShop({ stock: 1000 })
const { orders, inventory, payments, simulatedPayments } = shop.clients
const level = async () => (await inventory.readLevels({ variant_ids: [MUG.variant_id] })).levels[0]

test('a guest buys, pays, and can follow the order by its token', async () => {
  const placed = await orders.checkout({ ...buyer, lines: mugs(2) }, { ...GUEST, idempotency_key: newId() })
  assert.equal(placed.payment_state, 'paid')
  assert.equal(placed.state, 'pending')
  assert.deepEqual(placed.total, { amount: 2500, currency: 'EUR' })
  const order = await orders.trackOrder({ token: placed.token }, GUEST)
  assert.equal(order.order_id, placed.order_id)
  assert.deepEqual(
    order.timeline.map((entry) => entry.what),
    ['placed', 'paid'],
  )
})

test('an id in capitals is the same id: of what is bought, of the order, and in the link it is opened by', async () => {
  const lines = [{ variant_id: MUG.variant_id.toUpperCase(), quantity: 1 }]
  const call = { ...GUEST, idempotency_key: newId() }
  const quote = await orders.quoteCheckout({ lines })
  assert.equal(quote.total.amount, 1_250)
  const placed = await orders.checkout({ ...buyer, lines }, call)
  assert.equal((await orders.checkout({ ...buyer, lines: mugs(1) }, call)).order_id, placed.order_id)
  const { token } = await orders.readOrder({ order_id: placed.order_id.toUpperCase() }, STAFF)
  assert.equal(token, placed.token)
})

test('an address is in a country, and an order in a currency, that exists', async () => {
  const nowhere = { ...buyer, lines: mugs(1), shipping_address: { ...ADDRESS, country: 'XX' } }
  await assert.rejects(
    orders.checkout(nowhere, GUEST),
    (error) => isFailure(error, 'INVALID_INPUT') && error.details.field === 'shipping_address.country',
  )
  await assert.rejects(
    orders.checkout({ ...buyer, lines: mugs(1), currency: 'ZZZ' }, GUEST),
    (error) => isFailure(error, 'INVALID_INPUT') && error.details.field === 'currency',
  )
})

test('the same key again returns the same order and charges once', async () => {
  const call = { ...GUEST, idempotency_key: newId() }
  const before = await simulatedPayments.readLedger({ currency: 'EUR' })
  const answers = await Promise.all(Array.from({ length: 8 }, () => orders.checkout({ ...buyer, lines: mugs(1) }, call)))
  assert.equal(new Set(answers.map((answer) => answer.order_id)).size, 1)
  await shop.settle()
  const after = await simulatedPayments.readLedger({ currency: 'EUR' })
  assert.equal(after.charges - before.charges, 1)
})

test('a key that was used for another order is refused', async () => {
  const call = { ...GUEST, idempotency_key: newId() }
  await orders.checkout({ ...buyer, lines: mugs(1) }, call)
  await assert.rejects(orders.checkout({ ...buyer, lines: mugs(2) }, call), fails('KEY_REUSED'))
})

test('of two purchases with one key at once, one becomes an order, and the other is refused and holds nothing', async () => {
  for (let round = 0; round < 10; round++) {
    const call = { ...GUEST, idempotency_key: newId() }
    const held = (await level())?.reserved ?? 0
    const answers = await Promise.allSettled([1, 2].map((quantity) => orders.checkout({ ...buyer, lines: mugs(quantity) }, call)))
    const refused = answers.find((answer) => answer.status === 'rejected')
    assert.ok(refused && isFailure(refused.reason, 'KEY_REUSED'), JSON.stringify(answers))
    const bought = answers.findIndex((answer) => answer.status === 'fulfilled') + 1
    await shop.settle()
    assert.equal((await level())?.reserved, held + bought)
  }
})

test('a cart version becomes one order, whatever keys it comes with, and holds its stock once', async () => {
  const cart_id = newSecretId()
  const held = (await level())?.reserved ?? 0
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      orders.checkout({ ...buyer, cart_id, ...(i % 2 ? { cart_version: 1 } : {}) }, { ...GUEST, idempotency_key: newId() }),
    ),
  )
  assert.equal(new Set(answers.map((answer) => answer.order_id)).size, 1)
  await shop.settle()
  assert.equal((await level())?.reserved, held + 1)
})

test('what the shopper did not see is not bought', async () => {
  await assert.rejects(orders.checkout({ ...buyer, cart_id: newSecretId(), cart_version: 7 }, GUEST), fails('CART_CHANGED'))
  await assert.rejects(
    orders.checkout({ ...buyer, lines: mugs(1), expected_total: { amount: 1, currency: 'EUR' } }, GUEST),
    fails('PRICE_CHANGED'),
  )
  const other = { currency: 'USD', expected_total: { amount: 1250, currency: 'EUR' } } // the same number of another money
  await assert.rejects(orders.checkout({ ...buyer, lines: mugs(1), ...other }, GUEST), fails('PRICE_CHANGED'))
  await assert.rejects(orders.checkout({ ...buyer, lines: mugs(1), payment: { method: 'barter' } }, GUEST), fails('UNKNOWN_METHOD'))
  await assert.rejects(orders.checkout({ ...buyer, lines: [{ sku: 'GONE', quantity: 1 }] }, GUEST), fails('UNKNOWN_PRODUCT'))
  await assert.rejects(orders.checkout({ ...buyer, lines: mugs(10_000) }, GUEST), fails('OUT_OF_STOCK'))
})

test('a declined payment leaves the order standing, and it can be paid again', async () => {
  const placed = await orders.checkout({ ...buyer, lines: mugs(1), payment: { method: 'test-declined' } }, GUEST)
  assert.equal(placed.payment_state, 'unpaid')
  assert.match(placed.payment_problem ?? '', /declined/)
  const payment = await payments.pay({ order_id: placed.order_id, amount: 1250, method: 'test-card' }, GUEST)
  assert.equal(payment.state, 'captured')
  await shop.settle()
  assert.equal((await orders.trackOrder({ token: placed.token }, GUEST)).payment_state, 'paid')
})

test('an amount that is not the order’s own is refused', async () => {
  const placed = await orders.placeOrder({ user_email: 'ada@example.com', items: mugs(1) }, GUEST)
  await assert.rejects(payments.pay({ order_id: placed.order_id, amount: 1, method: 'test-card' }, GUEST), fails('WRONG_AMOUNT'))
  await assert.rejects(
    payments.pay({ order_id: placed.order_id, amount: 1250, currency: 'USD', method: 'test-card' }, GUEST),
    fails('WRONG_AMOUNT'),
  )
})

test('a charge whose answer got lost is found by the reconciler and never asked for again', async () => {
  const before = await simulatedPayments.readLedger({ currency: 'EUR' })
  const placed = await orders.checkout({ ...buyer, lines: mugs(1), payment: { method: 'test-lost-answer' } }, GUEST)
  assert.equal(placed.payment_state, 'checking')
  const { orders: unsettled } = await orders.listOrders({ payment_state: 'checking' }, STAFF)
  assert.deepEqual(
    unsettled.map(({ order_id, awaited_method }) => [order_id, awaited_method]),
    [[placed.order_id, 'test-lost-answer']],
  )
  shop.clock.move(60)
  await shop.tick('payments.reconcile')
  await shop.settle()
  assert.equal((await orders.trackOrder({ token: placed.token }, GUEST)).payment_state, 'paid')
  assert.equal((await orders.listOrders({}, STAFF)).orders.find(({ order_id }) => order_id === placed.order_id)?.awaited_method, null)
  assert.equal((await simulatedPayments.readLedger({ currency: 'EUR' })).charges - before.charges, 1)
})

test('news that comes late and three times over settles once', async () => {
  const placed = await orders.checkout({ ...buyer, lines: mugs(1), payment: { method: 'test-transfer' } }, GUEST)
  assert.equal(placed.payment_state, 'checking')
  shop.clock.move(5)
  await shop.tick('simulated_payments.tell_shop')
  await shop.settle()
  const order = await orders.trackOrder({ token: placed.token }, GUEST)
  assert.deepEqual(
    order.timeline.map((entry) => entry.what),
    ['placed', 'paid'],
  )
})

test('a forged webhook is refused and nothing is kept of it', async () => {
  const bytes = Buffer.from(
    JSON.stringify({
      webhook_id: 'x',
      payment_id: newId(),
      outcome: 'captured',
      amount: { amount: 1, currency: 'EUR' },
      provider_ref: 'x',
    }),
  )
  const send = (headers: Record<string, string>) =>
    payments.receiveWebhook({ provider: 'simulated', bytes, content_type: 'application/json', headers }, GUEST)
  await assert.rejects(send({}), fails('BAD_SIGNATURE'))
  await assert.rejects(
    send({ 'simulated-signature': `t=${Math.floor(shop.clock.now().getTime() / 1000)},v1=${'0'.repeat(64)}` }),
    fails('BAD_SIGNATURE'),
  )
  const { rows } = await shop.db.sql<{ webhook_id: string }>`SELECT webhook_id FROM payments.webhooks WHERE webhook_id = 'x'`
  assert.deepEqual(rows, [])
})

test('of two who decide at once one wins, and the other is told', async () => {
  for (let round = 0; round < 20; round++) {
    const { order_id } = await orders.placeOrder({ user_email: 'ada@example.com', items: mugs(1) }, GUEST)
    const { version } = await orders.readOrder({ order_id }, STAFF)
    const tries = await Promise.allSettled([
      orders.confirmOrder({ order_id, version }, STAFF),
      orders.rejectOrder({ order_id, version }, STAFF),
    ])
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1)
    for (const one of tries)
      if (one.status === 'rejected') assert.ok(isFailure(one.reason, 'NOT_ALLOWED_IN_STATE') || isFailure(one.reason, 'STALE'))
  }
})

test('only the steps of the plan are allowed from each state', async () => {
  const steps = { confirm: orders.confirmOrder, reject: orders.rejectOrder, fulfil: orders.fulfilOrder, cancel: orders.cancelOrder }
  const reach = {
    pending: [],
    confirmed: ['confirm'],
    rejected: ['reject'],
    fulfilled: ['confirm', 'fulfil'],
    cancelled: ['cancel'],
  } as const
  const allowed: Record<string, string[]> = {
    pending: ['confirm', 'reject', 'cancel'],
    confirmed: ['confirm', 'fulfil', 'cancel'],
    rejected: ['reject'],
    fulfilled: ['fulfil'],
    cancelled: ['cancel'],
  }
  for (const [state, way] of Object.entries(reach))
    for (const name of ['confirm', 'reject', 'fulfil', 'cancel'] as const) {
      const { order_id } = await orders.placeOrder({ user_email: 'ada@example.com', items: mugs(1) }, GUEST)
      for (const step of way) await steps[step]({ order_id }, STAFF)
      const done = await steps[name]({ order_id }, STAFF).then(
        () => true,
        (error) => !isFailure(error, 'NOT_ALLOWED_IN_STATE'),
      )
      assert.equal(done, allowed[state]?.includes(name), `${name} from ${state}`)
    }
})

test('a rejected order gives its stock and its money back, once', async () => {
  await shop.settle()
  const held = (await level())?.reserved
  const placed = await orders.checkout({ ...buyer, lines: mugs(3) }, GUEST)
  await shop.settle()
  await orders.rejectOrder({ order_id: placed.order_id, note: 'Not today' }, STAFF)
  await shop.settle()
  const order = await orders.trackOrder({ token: placed.token }, GUEST)
  assert.equal(order.payment_state, 'refunded')
  assert.equal(order.note, 'Not today')
  assert.equal((await level())?.reserved, held)
  const { payments: list } = await payments.listPayments({ order_id: placed.order_id }, STAFF)
  assert.deepEqual(
    list.map((one) => [one.state, one.refunded_amount]),
    [['refunded', 3750]],
  )
})

test('an order that is not paid in time is cancelled; money that comes later opens it again while there is stock', async () => {
  const placed = await orders.checkout({ ...buyer, lines: mugs(1), payment: { method: 'test-lost-answer' } }, GUEST)
  await shop.settle()
  shop.clock.move(31 * 60)
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  assert.equal((await orders.trackOrder({ token: placed.token }, GUEST)).state, 'cancelled')
  await shop.tick('payments.reconcile')
  await shop.settle()
  const order = await orders.trackOrder({ token: placed.token }, GUEST)
  assert.deepEqual([order.state, order.payment_state], ['pending', 'paid'])
})

test('where the shop approves by itself, a paid order is confirmed in the same moment', async () => {
  const other = await orderShop({ approval: 'when_paid' })
  const placed = await other.clients.orders.checkout({ ...buyer, lines: mugs(1) }, GUEST)
  assert.deepEqual([placed.state, placed.payment_state], ['confirmed', 'paid'])
  await other.settle()
  const order = await other.clients.orders.trackOrder({ token: placed.token }, GUEST)
  assert.deepEqual(
    order.timeline.map((entry) => entry.what),
    ['placed', 'paid', 'confirmed'],
  )
})

test('another customer’s order is not there, and a token that the shop did not make opens nothing', async () => {
  const placed = await orders.placeOrder({ user_email: 'ada@example.com', items: mugs(1) }, GUEST)
  const other = { actor: { kind: 'user', user_id: newId(), role: 'customer', name: 'Eve' }, via: undefined } as const
  await assert.rejects(orders.readOrder({ order_id: placed.order_id }, other), fails('NOT_FOUND'))
  const forged = placed.token.slice(0, -1) + (placed.token.endsWith('A') ? 'B' : 'A')
  await assert.rejects(orders.trackOrder({ token: forged }, GUEST), fails('NOT_FOUND'))
})

test('order numbers have eight digits and do not follow each other', async () => {
  const numbers: number[] = []
  for (let i = 0; i < 5; i++)
    numbers.push(Number((await orders.placeOrder({ user_email: 'ada@example.com', items: mugs(1) }, GUEST)).number))
  assert.ok(numbers.every((number) => number >= 10_000_000 && number <= 99_999_999))
  assert.ok(numbers.every((number, i) => i === 0 || Math.abs(number - (numbers[i - 1] ?? 0)) > 1000))
})

test('placing and paying an order takes at most ten statements here', async () => {
  const { statements } = await countStatements(() => orders.checkout({ ...buyer, lines: mugs(1) }, { ...GUEST, idempotency_key: newId() }))
  assert.ok(statements <= 10, `${statements} statements`)
})
