/** Payments and Stripe together: the real module on PostgreSQL, the real client, Stripe's double with a ledger of its own, and everybody at once. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { media } from '#modules/media/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { paymentsModule } from '#modules/payments/module.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { openDouble } from '#plugins/stripe/double/double.ts'
import { createRefund } from '#plugins/stripe/double/intents.ts'
import { endReservation, openDispute, pay } from '#plugins/stripe/double/shopper.ts'
import { stripe } from '#plugins/stripe/stripe.ts'

const KEYS = { secret_key: 'sk_test_races', webhook_secret: 'whsec_races' }
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' }, via: undefined } as const

const open = async () => {
  const clock = { now: () => shop.clock.now() }
  const double = await openDouble({ ...KEYS, clock })
  after(double.close)
  const provider = stripe({ ...KEYS, api_base: double.url }, clock, openLog('silent', 'test'))
  const shop = await testShop(
    { payments },
    [
      paymentsModule({ providers: [provider] }),
      settingsModule({ public_url: 'http://localhost:3000' }),
      fakeModule(orders, {
        readPaymentStates: async ({ order_ids }) => ({
          orders: order_ids.map((order_id) => ({ order_id, payment_state: 'unpaid' as const, credited_amount: 0, reserved_amount: 0 })),
        }),
      }),
      fakeModule(media, {}),
    ],
    { pool_size: 20 },
  )
  const api = shop.clients.payments
  double.webhooks.to(async (bytes, headers) => {
    await api.receiveWebhook({ provider: 'stripe', bytes, content_type: 'application/json', headers })
    return 200
  })
  const payDue = (order_id: string, amount = 5000, is_capture_later = false) =>
    api.payDue({
      ...{ order_id, order_number: '12345678', email: 'ada@customer.example', amount: { amount, currency: 'EUR' } },
      ...{ method: 'stripe', is_capture_later },
    })
  const paymentsOf = async (order_id: string) => (await api.listPayments({ order_id }, STAFF)).payments
  const pageOf = (payment_id: string) => [...double.books.pages.values()].find((page) => page.client_reference_id === payment_id)
  /** all news and all questions, until nothing is open */
  const settle = async () => {
    await double.webhooks.deliver({ is_forced: true })
    await shop.settle()
    shop.clock.move(30)
    await shop.tick('payments.reconcile')
    await shop.settle()
  }
  const booksOf = async () => (await api.readBooks({ provider: 'stripe' }, STAFF)).rows
  return { shop, api, double, payDue, paymentsOf, pageOf, settle, booksOf }
}

/** A generator with a seed, so that a run can be repeated. */
const dice = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

test('forty orders, each fifth answer lost, with return page, webhooks three times over and reconciler at once, are charged once each', async () => {
  const { shop, api, double, payDue, paymentsOf, pageOf, settle, booksOf } = await open()
  const random = dice(20_260_301)
  const ids = Array.from({ length: 40 }, () => newId())
  for (const id of ids) {
    if (random() < 0.2) double.faults.plan('cut_after', 2, /^POST .*sessions$/)
    await payDue(id)
    double.faults.clear()
    await Promise.all([payDue(id), payDue(id)]) // the shopper presses again
  }
  for (const page of double.books.pages.values()) pay(double.books, page.id, 'card')
  const shuffle = <T>(list: T[]) =>
    list
      .map((one) => ({ one, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ one }) => one)
  shop.clock.move(30)
  await Promise.all([
    double.webhooks.deliver({ times: 3, order: shuffle }),
    shop.tick('payments.reconcile'),
    shop.settle(),
    ...ids.map(async (id) => {
      const [payment] = await paymentsOf(id)
      if (payment) await api.lookUpPayment({ payment_id: payment.payment_id })
    }),
  ])
  await settle()
  for (const id of ids) {
    const all = await paymentsOf(id)
    assert.deepEqual(
      all.map(({ state, captured_amount }) => [state, captured_amount]),
      [['captured', 5000]],
    )
    assert.ok(pageOf(all[0]?.payment_id ?? ''))
  }
  assert.equal(double.books.pages.size, 40)
  assert.equal(
    [...double.books.charges.values()].reduce((sum, charge) => sum + charge.amount_captured, 0),
    40 * 5000,
  )
  const books = await booksOf()
  assert.deepEqual([books.length, books.every(({ is_equal }) => is_equal)], [40, true])
})

test('a page that nobody pays ends as declined, and the order can be paid anew', async () => {
  const { shop, double, payDue, paymentsOf, pageOf, settle } = await open()
  const order_id = newId()
  const first = await payDue(order_id)
  pay(double.books, pageOf(first.payment_id)?.id ?? '', 'no_funds')
  await settle()
  assert.deepEqual(
    (await paymentsOf(order_id)).map(({ state }) => state),
    ['pending'],
  )
  shop.clock.move(2_400)
  double.tick()
  await settle()
  assert.equal((await paymentsOf(order_id))[0]?.state, 'declined')
  const second = await payDue(order_id)
  pay(double.books, pageOf(second.payment_id)?.id ?? '', 'card')
  await settle()
  assert.deepEqual((await paymentsOf(order_id)).map(({ state }) => state).toSorted(), ['captured', 'declined'])
})

test('without a single webhook the shop finds out by asking', async () => {
  const { double, payDue, paymentsOf, pageOf, settle } = await open()
  double.webhooks.to(undefined)
  const order_id = newId()
  const { payment_id } = await payDue(order_id)
  pay(double.books, pageOf(payment_id)?.id ?? '', 'card')
  await settle()
  assert.equal((await paymentsOf(order_id))[0]?.state, 'captured')
})

test('another amount than the order’s is never taken for the payment', async () => {
  const { double, payDue, paymentsOf, pageOf, settle } = await open()
  const order_id = newId()
  const { payment_id } = await payDue(order_id)
  const page = pageOf(payment_id)
  assert.ok(page)
  page.amount = 50 // somebody found a way to pay less
  pay(double.books, page.id, 'card')
  await settle()
  assert.equal((await paymentsOf(order_id))[0]?.state, 'mismatch')
})

test('money given back at Stripe by hand and a dispute there are in the shop’s books as well', async () => {
  const { double, payDue, pageOf, settle, booksOf, paymentsOf } = await open()
  const [refunded, disputed] = [newId(), newId()]
  for (const order_id of [refunded, disputed]) {
    const { payment_id } = await payDue(order_id)
    pay(double.books, pageOf(payment_id)?.id ?? '', 'card')
  }
  const intentOf = async (order_id: string) => pageOf((await paymentsOf(order_id))[0]?.payment_id ?? '')?.intent ?? ''
  createRefund(double.books, { payment_intent: await intentOf(refunded), amount: '1200' })
  openDispute(double.books, await intentOf(disputed))
  await settle()
  await settle()
  assert.equal((await paymentsOf(refunded))[0]?.refunded_amount, 1200)
  assert.ok((await booksOf()).every(({ is_equal }) => is_equal))
})

test('what is called off while the shopper pays ends in one of two ways, and both sides agree', async () => {
  const { double, payDue, paymentsOf, pageOf, settle, api, booksOf } = await open()
  for (let round = 0; round < 20; round++) {
    const order_id = newId()
    const { payment_id } = await payDue(order_id)
    const page = pageOf(payment_id)
    assert.ok(page)
    await Promise.all([
      api.voidPayment({ payment_id }, STAFF).catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, round % 7)).then(() => page.status === 'open' && pay(double.books, page.id, 'card')),
    ])
    await settle()
    const [payment] = await paymentsOf(order_id)
    assert.equal(payment?.state, page.status === 'complete' ? 'captured' : 'voided')
  }
  assert.ok((await booksOf()).every(({ is_equal }) => is_equal))
})

test('what is reserved at Stripe is taken once, also less; a reservation that ends by itself is told', async () => {
  const { shop, api, double, payDue, paymentsOf, pageOf, settle, booksOf } = await open()
  const [taken, lost] = [newId(), newId()]
  for (const order_id of [taken, lost]) {
    const { payment_id } = await payDue(order_id, 5000, true)
    pay(double.books, pageOf(payment_id)?.id ?? '', 'card')
  }
  await settle()
  const amount = { amount: 3000, currency: 'EUR' }
  await Promise.all(Array.from({ length: 3 }, () => api.captureReserved({ order_id: taken, amount })))
  const page = pageOf((await paymentsOf(lost))[0]?.payment_id ?? '')
  endReservation(double.books, page?.intent ?? '')
  await settle()
  assert.deepEqual(
    (await Promise.all([taken, lost].map(paymentsOf))).flat().map(({ state, captured_amount }) => [state, captured_amount]),
    [
      ['captured', 3000],
      ['voided', 0],
    ],
  )
  const { ended_reservations, stuck_captures } = await api.listTroubles({}, STAFF)
  assert.deepEqual([ended_reservations.map(({ order_id }) => order_id), stuck_captures], [[lost], []])
  assert.ok((await booksOf()).every(({ is_equal }) => is_equal))
  assert.deepEqual(await shop.audit(), [])
})
