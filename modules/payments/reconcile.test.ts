import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { eur, memoryProvider, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const shop = await paymentShop([memory.provider], 40)
const { payments } = shop.clients
const ORDERS = process.env.FULL ? 2_000 : 200

test('payments whose answers were lost are all found within five minutes, and nobody is charged twice', async () => {
  const before = memory.accounts.size
  const order_ids = Array.from({ length: ORDERS }, () => newId())
  memory.faults.charge = order_ids.map((_, i) => (i % 5 === 0 ? 'lose' : (outcome) => outcome))
  await Promise.all(
    order_ids.map(async (order_id, i) => {
      const payment = await shop.pay(order_id)
      const news = {
        webhook_id: `evt ${payment.payment_id}`,
        kind: 'payment' as const,
        payment_id: payment.payment_id,
        ...memory.outcomeOf(payment.payment_id),
      }
      const heard = i % 10 === 0 ? [] : [shop.hear(news), shop.hear(news), shop.hear(news)] // of a tenth no news ever comes
      await Promise.all([...heard, shop.pay(order_id)])
    }),
  )
  memory.faults.charge = []
  shop.clock.move(25)
  await Promise.all([shop.tick('payments.reconcile'), shop.settle()])
  await shop.settle()
  const { rows } = await shop.db.sql<{
    state: string
    count: number
  }>`SELECT state, count(*) AS count FROM payments.payments GROUP BY state`
  assert.deepEqual(rows, [{ state: 'captured', count: ORDERS }])
  assert.equal(memory.accounts.size - before, ORDERS)
})

test('our books are the provider’s, in both directions', async () => {
  const lost = await shop.pay(newId())
  memory.accounts.delete(lost.payment_id) // only we know of it
  memory.faults.charge = ['lose']
  const unheard = await shop.pay(newId()) // only the provider knows that it was captured
  const { rows, has_more } = await payments.readBooks({ provider: 'memory', limit: 100 })
  const differing = rows.filter((row) => !row.is_equal)
  assert.deepEqual(
    new Map(differing.map((row) => [row.payment_id, row.theirs])),
    new Map([
      [unheard.payment_id, { captured_amount: 1000, refunded_amount: 0, currency: 'EUR' }],
      [lost.payment_id, null],
    ]),
  )
  assert.equal(has_more, true)
})

test('a charge that the provider has not heard of after five minutes did not happen, and may be tried again', async () => {
  memory.faults.charge = ['refuse']
  const order_id = newId()
  await shop.pay(order_id)
  shop.clock.move(60)
  await shop.tick('payments.reconcile')
  assert.equal((await shop.paymentsOf(order_id))[0]?.state, 'unknown')
  shop.clock.move(300)
  await shop.tick('payments.reconcile')
  assert.equal((await shop.paymentsOf(order_id))[0]?.state, 'declined')
  assert.equal((await shop.pay(order_id)).state, 'captured')
})

test('a provider that cannot be asked leaves everything as it is', async () => {
  memory.faults.charge = ['lose']
  const order_id = newId()
  await shop.pay(order_id)
  memory.faults.find = Array.from({ length: 50 }, () => 'refuse')
  shop.clock.move(600)
  await shop.tick('payments.reconcile')
  memory.faults.find = []
  assert.equal((await shop.paymentsOf(order_id))[0]?.state, 'unknown')
  shop.clock.move(30)
  await shop.tick('payments.reconcile')
  assert.equal((await shop.paymentsOf(order_id))[0]?.state, 'captured')
})

test('who comes back from the provider’s page is told at once what became of the payment', async () => {
  const { payment_id } = await shop.pay(newId(), { method: 'page' })
  assert.equal((await payments.lookUpPayment({ payment_id })).state, 'pending')
  Object.assign(memory.accounts.get(payment_id) ?? {}, { outcome: 'captured', captured: 1000 })
  const answers = await Promise.all([1, 2, 3].map(() => payments.lookUpPayment({ payment_id })))
  assert.deepEqual(
    answers.map((answer) => answer.state),
    ['captured', 'captured', 'captured'],
  )
})

test('two reconcilers at once ask about each payment once', async () => {
  memory.faults.charge = Array.from({ length: 30 }, () => 'lose')
  for (let i = 0; i < 30; i++) await shop.pay(newId(), { amount: eur(100 + i) })
  shop.clock.move(60)
  const before = memory.calls.find
  await Promise.all([shop.tick('payments.reconcile'), shop.tick('payments.reconcile')])
  assert.equal(memory.calls.find - before, 30)
})
