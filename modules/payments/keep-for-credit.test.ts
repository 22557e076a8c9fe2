import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { eur, memoryProvider, memoryVault, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const vault = memoryVault()
const shop = await paymentShop([memory.provider, vault.provider], 40)
const { payments } = shop.clients
const fails = (code: string) => (error: unknown) => isFailure(error, code)

const paid = async () => {
  const order_id = newId()
  await shop.pay(order_id)
  return order_id
}
const credit = (order_id: string, amount: number, credit_id = newId()) =>
  payments.keepForCredit({ credit_id, order_id, amount: eur(amount) })
const refund = (order_id: string, amount: number) => payments.refund({ refund_id: newId(), order_id, amount: eur(amount), reason: 'test' })
const bookOf = async (order_id: string) => {
  const { paid } = await payments.readPaid({ order_ids: [order_id] })
  return paid.map((one) => [one.captured_amount, one.refunded_amount + one.refunding_amount, one.credited_amount])
}

test('what stays for store credit is not given back as money, and the other way round', async () => {
  const order_id = await paid()
  await credit(order_id, 600)
  await assert.rejects(refund(order_id, 401), (error) => isFailure(error, 'REFUND_EXCEEDS_CAPTURE') && error.details.refundable === 400)
  await refund(order_id, 300)
  await assert.rejects(credit(order_id, 101), (error) => isFailure(error, 'REFUND_EXCEEDS_CAPTURE') && error.details.refundable === 100)
  assert.deepEqual(await payments.refundOrder({ order_id, reason: 'cancelled' }), { order_id, refunded: eur(400) })
  assert.deepEqual(await bookOf(order_id), [[1000, 400, 600]])
})

test('a refund that is to be paid out by hand is not given as store credit meanwhile', async () => {
  const order_id = await paid()
  memory.refundAnswers.push('pending')
  assert.equal((await refund(order_id, 1000)).state, 'pending')
  await assert.rejects(credit(order_id, 1), fails('REFUND_EXCEEDS_CAPTURE'))
})

test('the same credit_id any number of times, also at once, is one credit; it stands for no other', async () => {
  const order_id = await paid()
  const credit_id = newId()
  await Promise.all(Array.from({ length: 20 }, () => credit(order_id, 400, credit_id)))
  assert.deepEqual(await bookOf(order_id), [[1000, 0, 400]])
  await assert.rejects(credit(order_id, 500, credit_id), fails('REFUND_ID_REUSED'))
  await assert.rejects(credit(await paid(), 400, credit_id), fails('REFUND_ID_REUSED'))
})

test('a credit that came to nothing is free again, once, and does not come back', async () => {
  const order_id = await paid()
  const credit_id = newId()
  await credit(order_id, 400)
  await credit(order_id, 600, credit_id)
  await Promise.all(Array.from({ length: 5 }, () => payments.releaseCredit({ credit_id })))
  assert.deepEqual(await bookOf(order_id), [[1000, 0, 400]])
  await assert.rejects(credit(order_id, 600, credit_id), fails('REFUND_ID_REUSED'))
  await payments.releaseCredit({ credit_id: newId() })
  assert.deepEqual(await bookOf(order_id), [[1000, 0, 400]])
})

test('stored value stays first, so that money goes back to the main payment first', async () => {
  const order_id = newId()
  await shop.pay(order_id, { method: 'gift-card', amount: eur(300), instrument: { code: 'CARD' } })
  await shop.pay(order_id, { amount: eur(700) })
  await credit(order_id, 500)
  const { parts } = await refund(order_id, 500)
  assert.deepEqual(
    parts.map((part) => [part.method, part.amount.amount]),
    [['card', 500]],
  )
  await assert.rejects(refund(order_id, 1), fails('REFUND_EXCEEDS_CAPTURE'))
})

test('refunds and credits at once whose sum is three times the capture come to no more than it', async () => {
  for (let round = 0; round < 8; round++) {
    const order_id = await paid()
    const tries = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? credit(order_id, 100) : refund(order_id, 100))),
    )
    for (const one of tries) if (one.status === 'rejected') assert.ok(fails('REFUND_EXCEEDS_CAPTURE')(one.reason), String(one.reason))
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 10)
    const [[captured = 0, back = 0, kept = 0] = []] = await bookOf(order_id)
    assert.equal(back + kept, captured)
  }
})

test('the books of all this are in order, and the audit sees what was given twice', async () => {
  assert.deepEqual(await shop.audit(), [])
  const order_id = await paid()
  await credit(order_id, 600)
  await shop.db.sql`UPDATE payments.payments SET credited_amount = 500 WHERE order_id = ${order_id}`
  assert.deepEqual(
    (await shop.audit()).map(({ rule }) => rule),
    ['payments M4 credit'],
  )
})
