import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isViolation, json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const buyer = { email: 'ada@example.com', shipping_address: ADDRESS }
const shop = await orderShop({ stock: 10_000 })
const { orders } = shop.clients

/** An order of 50.00, and what payments tell about it. */
const opened = async (payment?: { method: string }) => {
  const lines = [{ variant_id: MUG.variant_id, quantity: 4 }]
  const { order_id, token } = await orders.checkout({ ...buyer, lines, ...(payment && { payment }) }, GUEST)
  const say = async (what: string, payment_id: string, amount: number, more: object = {}) => {
    const payload = {
      payment_id,
      order_id,
      method: 'card',
      provider: 'bank',
      tender: 'main',
      amount: { amount, currency: 'EUR' },
      asked_as: newId(),
      ...more,
    }
    await shop.db
      .sql`INSERT INTO payments.outbox (type, aggregate_id, payload) VALUES (${`payments.${what}`}, ${order_id}, ${json(payload)}::jsonb)`
    await shop.settle()
  }
  const look = async () => {
    const { state, payment_state, paid, refunded, due } = await orders.trackOrder({ token }, GUEST)
    return { state, payment_state, paid: paid.amount, refunded: refunded.amount, due: due.amount }
  }
  const chargedBack = async () => (await orders.trackOrder({ token }, GUEST)).charged_back?.amount
  const setTotal = (total: number) => shop.db.sql`
    UPDATE orders.orders SET total_amount = ${total}, subtotal_amount = ${total}, net_amount = ${total}, tax_amount = 0, taxes = '[]',
      lines = jsonb_set(jsonb_set(jsonb_set(lines, '{0,line_total,amount}', to_jsonb(${total}::bigint)), '{0,tax,net}', to_jsonb(${total}::bigint)), '{0,tax,tax}', '0')
    WHERE order_id = ${order_id}`
  const events = async () => (await orders.readOrder({ order_id }, STAFF)).timeline.map(({ what }) => what)
  return { order_id, say, look, chargedBack, setTotal, events }
}

test('what is told of payments in any order and any number of times comes to the same', async () => {
  const [first, second] = [newId(), newId()]
  const news: [string, string, number, object?][] = [
    ['unknown', first, 2_000],
    ['declined', second, 3_000],
    ['captured', first, 2_000],
    ['captured', second, 3_000],
    ['refunded', first, 500, { refund_id: newId() }],
  ]
  const outcomes = new Set<string>()
  for (let shift = 0; shift < news.length; shift++) {
    const { say, look } = await opened()
    const turned = [...news.slice(shift), ...news.slice(0, shift)]
    for (const [what, payment_id, amount, more] of [...turned, ...turned.toReversed()]) await say(what, payment_id, amount, more)
    const { payment_state, paid, refunded } = await look()
    outcomes.add(json({ payment_state, paid, refunded }))
  }
  assert.deepEqual([...outcomes], [json({ payment_state: 'partly_refunded', paid: 5_000, refunded: 500 })])
})

test('how far an order is paid follows from the amounts alone', async () => {
  const { say, look } = await opened()
  const [card, other] = [newId(), newId()]
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'unpaid', paid: 0, refunded: 0, due: 5_000 })
  await say('unknown', card, 3_000)
  assert.equal((await look()).payment_state, 'checking')
  await say('captured', card, 3_000)
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'partly_paid', paid: 3_000, refunded: 0, due: 2_000 })
  await say('authorised', other, 2_000)
  assert.equal((await look()).payment_state, 'authorised')
  await say('captured', other, 2_000)
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'paid', paid: 5_000, refunded: 0, due: 0 })
})

test('money that was reserved and let go leaves the order unpaid; late news of it changes nothing', async () => {
  const { say, look, events } = await opened()
  const card = newId()
  const later = { is_capture_later: true }
  await say('authorised', card, 5_000, later)
  assert.deepEqual(await events(), ['placed', 'authorised'])
  await say('voided', card, 5_000, later)
  await say('authorised', card, 5_000, later)
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'unpaid', paid: 0, refunded: 0, due: 5_000 })
})

test('cash that somebody brings to the door is promised and not reserved', async () => {
  const { say, events } = await opened()
  const cash = newId()
  await say('authorised', cash, 5_000)
  assert.deepEqual(await events(), ['placed', 'promised'])
  await say('captured', cash, 5_000)
  assert.deepEqual(await events(), ['placed', 'promised', 'paid'])
})

test('what was given back for goods is not asked for again', async () => {
  const { say, look } = await opened()
  const [card, refund_id] = [newId(), newId()]
  await say('captured', card, 5_000)
  await say('refunded', card, 1_250, { refund_id })
  await say('refunded', card, 1_250, { refund_id })
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'partly_refunded', paid: 5_000, refunded: 1_250, due: 0 })
  await say('refunded', card, 3_750, { refund_id: newId() })
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'refunded', paid: 5_000, refunded: 5_000, due: 0 })
})

test('an edit that makes an order cheaper gives back what is too much; one that makes it dearer asks for the rest', async () => {
  const { say, look, setTotal } = await opened()
  const card = newId()
  await say('captured', card, 5_000)
  await setTotal(4_000)
  assert.equal((await look()).due, 0)
  await say('refunded', card, 1_000, { refund_id: newId() })
  await setTotal(6_000)
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'partly_paid', paid: 5_000, refunded: 1_000, due: 2_000 })
  await say('captured', newId(), 2_000)
  assert.equal((await look()).due, 0)
})

test('an order that was made cheaper after its checkout was paid gets back what is too much, when payments tells of the money', async () => {
  const { look, setTotal } = await opened({ method: 'test-card' })
  await setTotal(4_000)
  await shop.settle()
  const { paid, refunded } = await look()
  assert.deepEqual([paid, refunded], [5_000, 1_000])
})

test('money in another currency is not taken for the order', async () => {
  const { order_id, look } = await opened()
  const payload = {
    payment_id: newId(),
    order_id,
    method: 'card',
    provider: 'bank',
    tender: 'main',
    amount: { amount: 5_000, currency: 'USD' },
  }
  await shop.db
    .sql`INSERT INTO payments.outbox (type, aggregate_id, payload) VALUES ('payments.captured', ${order_id}, ${json(payload)}::jsonb)`
  await shop.settle()
  assert.equal((await look()).payment_state, 'unpaid')
})

test('of many who write down payments of one order at once none is lost, and orders.paid is said once', async () => {
  const { order_id, look } = await opened()
  const { recordPayment } = await import('./record-payment.ts')
  const needs = {
    db: shop.db,
    clock: shop.clock,
    token_key: new Uint8Array(32),
    settings: { readOwn: async () => ({ approval: 'by_hand' }) },
  }
  const payments = Array.from({ length: 10 }, () => newId())
  const news = payments.flatMap((payment_id) =>
    (['unknown', 'captured', 'captured'] as const).map((outcome) => ({
      order_id,
      payment_id,
      method: 'card',
      outcome,
      amount: { amount: 500, currency: 'EUR' },
    })),
  )
  await Promise.all(news.map((one) => recordPayment(needs as never, one)))
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'paid', paid: 5_000, refunded: 0, due: 0 })
  const { rows } = await shop.db.sql<{ said: number }>`
    SELECT count(*)::int AS said FROM orders.outbox WHERE type = 'orders.paid' AND aggregate_id = ${order_id}`
  assert.deepEqual(rows, [{ said: 1 }])
})

const disputeOf = (order_id: string, payment_id: string, amount: number, state: string) => {
  const facts = { dispute_ref: 'dp_1', payment_id, order_id, amount: { amount, currency: 'EUR' }, reason: 'fraud' }
  return { dispute: { ...facts, state, opened_at: '2026-03-01T09:00:00.000Z', closed_at: null } }
}

test('what a bank took back is not asked for again and is no refund; what it sent back to the shop counts as never given', async () => {
  const { order_id, say, look, chargedBack, events } = await opened()
  const [card, refund_id] = [newId(), newId()]
  await say('captured', card, 5_000)
  for (const state of ['open', 'won', 'lost', 'lost']) await say('disputed', card, 2_000, disputeOf(order_id, card, 2_000, state))
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'partly_refunded', paid: 5_000, refunded: 0, due: 0 })
  for (let i = 0; i < 2; i++) await say('refunded', card, 1_000, { refund_id })
  for (let i = 0; i < 2; i++) await say('refund_failed', card, 1_000, { refund_id, was_done: true, problem: null })
  assert.deepEqual(await look(), { state: 'pending', payment_state: 'partly_refunded', paid: 5_000, refunded: 0, due: 0 })
  assert.equal(await chargedBack(), 2_000)
  assert.deepEqual(await events(), ['placed', 'paid', 'charged_back', 'refunded', 'refund_failed'])
})

test('refunds and a bank that takes everything back come to the same in any order, and never to more than was paid', async () => {
  const card = newId()
  const news = (order_id: string): [string, number, object][] => [
    ['refunded', 1_000, { refund_id: newId() }],
    ['disputed', 5_000, disputeOf(order_id, card, 5_000, 'lost')],
    ['refunded', 1_500, { refund_id: newId() }],
  ]
  for (const sequence of [0, 1, 2]
    .flatMap((first) => [0, 1, 2].map((second) => [first, second, 3 - first - second]))
    .filter((s) => new Set(s).size === 3)) {
    const { order_id, say, look, chargedBack } = await opened()
    await say('captured', card, 5_000)
    const told = news(order_id)
    for (const nth of sequence) await say(told[nth]![0], card, told[nth]![1], told[nth]![2])
    assert.deepEqual(await look(), { state: 'pending', payment_state: 'refunded', paid: 5_000, refunded: 2_500, due: 0 })
    assert.equal(await chargedBack(), 2_500)
  }
})

test('money that a bank took back does not go back once more when the order is made cheaper, and what makes it dearer is asked for', async () => {
  const { order_id, say, look, setTotal } = await opened()
  const card = newId()
  await say('captured', card, 5_000)
  await say('disputed', card, 4_500, disputeOf(order_id, card, 4_500, 'lost'))
  const owed = async () =>
    (await shop.db.sql<{ owed: number }>`SELECT owed_amount AS owed FROM orders.orders WHERE order_id = ${order_id}`).rows[0]?.owed
  await setTotal(4_000)
  assert.equal(await owed(), 0)
  await setTotal(100)
  assert.equal(await owed(), -400)
  await setTotal(5_700)
  assert.equal((await look()).due, 700)
})

test('the row of an order takes no refund beyond what was paid, whoever writes it', async () => {
  const { order_id, say } = await opened()
  const payment_id = newId()
  await say('captured', payment_id, 5_000)
  const path = [payment_id, 'refunds']
  await assert.rejects(
    shop.db.sql`
      UPDATE orders.orders SET payments = jsonb_set(payments, ${path}::text[], '{"r": {"amount": 5001, "credited": 5001}}') WHERE order_id = ${order_id}`,
    (error) => isViolation(error, 'refunds_cannot_exceed_the_payments'),
  )
})
