import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Money } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { holdLock, waiting } from '#tests/kit/hold-lock.ts'
import { settleDispute } from './settle-dispute.ts'
import { settleRefund } from './settle-refund.ts'
import { eur, memoryProvider, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const shop = await paymentShop([memory.provider])
const { payments } = shop.clients
const needs = { db: shop.db, clock: shop.clock } as unknown as Parameters<typeof settleDispute>[0]

const paid = async () => {
  const order_id = newId()
  const { payment_id } = await shop.pay(order_id)
  return { order_id, payment_id }
}
const disputed = (payment_id: string, state: 'open' | 'won' | 'lost', amount: Money, dispute_ref = `dp ${payment_id}`) =>
  settleDispute(needs, 'memory', { webhook_id: newId(), kind: 'dispute', payment_id, dispute_ref, amount, state, reason: 'fraudulent' })
/** A refund that its provider has taken on, and not carried out yet. */
const pending = async (order_id: string, amount: number): Promise<string> => {
  memory.refundAnswers.push('pending')
  const refund_id = newId()
  assert.equal((await payments.refund({ refund_id, order_id, amount: eur(amount), reason: 'test' })).state, 'pending')
  return refund_id
}
const carriedOut = (payment_id: string, refund_id: string, amount: number) => {
  memory.accounts.get(payment_id)?.refunds.set(refund_id, amount)
  return settleRefund(needs, refund_id, { what: 'test', answer: { state: 'done', provider_ref: `re_${refund_id}`, problem: null } })
}
const bookOf = async (order_id: string) => {
  const [payment] = await shop.paymentsOf(order_id)
  return [payment?.refunded_amount, payment?.refunding_amount, payment?.disputed_amount]
}
const nothingIsLeft = (order_id: string) =>
  assert.rejects(payments.refund({ refund_id: newId(), order_id, amount: eur(1), reason: 'test' }), (error) =>
    isFailure(error, 'REFUND_EXCEEDS_CAPTURE'),
  )

test('a refund that is carried out while a dispute is written down leaves what the bank holds', async () => {
  const { order_id, payment_id } = await paid()
  const refund_id = await pending(order_id, 200)
  const outbox = await holdOutbox() // both stop at their last word
  const dispute = disputed(payment_id, 'open', eur(1000))
  await waiting(shop.db, 1)
  const refund = carriedOut(payment_id, refund_id, 200)
  await waiting(shop.db, 2)
  await outbox.letGo()
  await Promise.all([dispute, refund])
  assert.deepEqual(await bookOf(order_id), [200, 0, 800])
  await nothingIsLeft(order_id)
})

test('two disputes that are written down at once both hold their amounts, and the same one told twice holds its once', async () => {
  const { order_id, payment_id } = await paid()
  const outbox = await holdOutbox()
  const first = disputed(payment_id, 'open', eur(300), `${payment_id} first`)
  await waiting(shop.db, 1)
  const others = [
    disputed(payment_id, 'open', eur(500), `${payment_id} second`),
    disputed(payment_id, 'open', eur(300), `${payment_id} first`),
  ]
  await waiting(shop.db, 3)
  await outbox.letGo()
  await Promise.all([first, ...others])
  assert.deepEqual(await bookOf(order_id), [0, 0, 800])
})

test('a dispute over other money holds the whole payment, whatever is heard of refunds after it', async () => {
  const { order_id, payment_id } = await paid()
  const [done, failed] = [await pending(order_id, 200), await pending(order_id, 100)]
  await disputed(payment_id, 'open', { amount: 650, currency: 'USD' })
  assert.deepEqual(await bookOf(order_id), [0, 300, 700])
  await carriedOut(payment_id, done, 200)
  await settleRefund(needs, failed, { what: 'test', answer: { state: 'failed', provider_ref: 're', problem: 'account closed' } })
  assert.deepEqual(await bookOf(order_id), [200, 0, 800])
  await nothingIsLeft(order_id)
  await disputed(payment_id, 'won', { amount: 650, currency: 'USD' })
  assert.deepEqual(await bookOf(order_id), [200, 0, 0])
})

test('each dispute holds its own amount until it is won; what was over once stays over, and is told with the same amount', async () => {
  const { order_id, payment_id } = await paid()
  const [first, second] = [`${payment_id} first`, `${payment_id} second`]
  const steps = [
    [first, 'open', 300, 300],
    [second, 'open', 900, 1000],
    [first, 'open', 300, 1000],
    [second, 'won', 800, 300],
    [second, 'open', 900, 300],
    [first, 'lost', 300, 300],
    [first, 'won', 300, 300],
    [`${payment_id} third`, 'won', 400, 300],
    [`${payment_id} fourth`, 'lost', 400, 700],
  ] as const
  for (const [dispute_ref, state, amount, held] of steps) {
    await disputed(payment_id, state, eur(amount), dispute_ref)
    assert.deepEqual(await bookOf(order_id), [0, 0, held], `${dispute_ref} ${state}`)
  }
  const told = (await shop.told(order_id)).filter(({ type }) => type === 'payments.disputed')
  assert.deepEqual(
    told.map(({ payload }) => [payload.amount, payload.beyond]),
    [
      [eur(300), 0],
      [eur(900), 200],
      [eur(900), 200],
      [eur(300), 0],
      [eur(400), 0],
      [eur(400), 0],
    ],
  )
})

test('a payment that says less than its disputes hold is found by the audit', async () => {
  const { order_id, payment_id } = await paid()
  await disputed(payment_id, 'open', eur(400))
  assert.deepEqual(await shop.audit(), [])
  for (const [held, kept] of [
    [300, 300],
    [400, 0],
  ]) {
    await shop.db.sql`UPDATE payments.payments SET held_amount = ${held}, disputed_amount = ${kept} WHERE payment_id = ${payment_id}`
    assert.deepEqual(
      (await shop.audit()).map(({ rule }) => rule),
      ['payments M4 disputes'],
    )
  }
  await shop.db.sql`UPDATE payments.payments SET held_amount = 400, disputed_amount = 400 WHERE payment_id = ${payment_id}`
  assert.deepEqual(await bookOf(order_id), [0, 0, 400])
  assert.deepEqual(await shop.audit(), [])
})

/** Keeps everybody from telling of what they did until it is let go. */
const holdOutbox = () => holdLock(shop.db, (sql) => sql`LOCK TABLE payments.outbox IN EXCLUSIVE MODE`)
