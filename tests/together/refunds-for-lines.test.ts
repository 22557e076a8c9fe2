/** Money given back for units of lines, with the real orders, payments, returns, documents and ledger. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { SIGNATURE_HEADER, signNews } from '#plugins/simulated-payments/tell-shop.ts'
import { returnShop, STAFF } from '#tests/kit/return-shop.ts'

const shop = await returnShop()
const { orders, payments } = shop.clients
const { shippedBy, bought, received, look, isSound } = shop
const GUEST = { actor: { kind: 'anonymous' } } as const
const failsWith = (code: string) => (error: unknown) => isFailure(error, code)

const lineOf = async (order_id: string) => (await orders.readOrder({ order_id }, STAFF)).lines[0]?.line_id ?? ''
const refund = async (order_id: string, quantity: number, more: object = {}) =>
  shop.returns.refund(
    { refund_id: newId(), order_id, lines: [{ line_id: await lineOf(order_id), quantity }], reason: 'broken', ...more },
    STAFF,
  )
const refundsOf = async (order_id: string) => (await payments.listPayments({ order_id }, STAFF)).refunds
const givenFor = async (order_id: string) => (await shop.returns.readRefundable({ order_id }, STAFF)).lines[0]?.given_quantity

test('staff see of a refund for what it was, of whom and why; invoice, books and order follow the amount', async () => {
  const order_id = await shippedBy('test-card', 3)
  const given = await refund(order_id, 2)
  await shop.settle()
  assert.deepEqual([given.state, given.amount.amount, given.given_for?.lines[0]?.quantity], ['done', 2_500, 2])
  const [part] = await refundsOf(order_id)
  assert.deepEqual([part?.who, part?.reason, part?.given_for], ['Sam', 'broken', given.given_for])
  assert.deepEqual(await look(order_id), {
    state: 'fulfilled',
    payment_state: 'partly_refunded',
    paid: 3_750,
    refunded: 2_500,
    credited: 0,
    due: 0,
  })
  const { documents } = await shop.documents.listDocuments({ order_id }, STAFF)
  assert.deepEqual(
    documents.map(({ kind, total }) => [kind, total.amount]),
    [
      ['invoice', 3_750],
      ['credit_note', 2_500],
    ],
  )
  const settled = await shop.returns.settleReturn({ return_id: await received(order_id, 3), as: 'refund' }, STAFF)
  await shop.settle()
  assert.deepEqual([settled.total.amount, (await look(order_id)).refunded], [1_250, 3_750])
  await isSound()
})

test('units that are not sent are not given money for, so that nothing is given twice when the rest is cancelled', async () => {
  const order_id = await bought('test-card', 3)
  await assert.rejects(refund(order_id, 1), failsWith('TOO_MANY'))
  const { lines } = await orders.readOrder({ order_id }, STAFF)
  await orders.confirmOrder({ order_id }, STAFF)
  await orders.fulfilOrder({ order_id, fulfilment_id: newId(), lines: [{ line_id: lines[0]?.line_id ?? '', quantity: 2 }] }, STAFF)
  await assert.rejects(refund(order_id, 3), failsWith('TOO_MANY'))
  await refund(order_id, 1)
  await shop.settle()
  assert.equal((await shop.returns.settleReturn({ return_id: await received(order_id, 2), as: 'refund' }, STAFF)).total.amount, 1_250)
  await orders.cancelRest({ order_id }, STAFF)
  await shop.settle()
  assert.equal((await look(order_id)).refunded, 3_750)
  await isSound()
})

test('of ten who give the last unit back at once one wins, and its money goes once', async () => {
  for (let round = 0; round < 3; round++) {
    const order_id = await shippedBy('test-card', 3)
    await refund(order_id, 2)
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => refund(order_id, 1)))
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of tries) if (one.status === 'rejected') assert.ok(failsWith('TOO_MANY')(one.reason), String(one.reason))
    await shop.settle()
    assert.equal((await look(order_id)).refunded, 3_750)
  }
  await isSound()
})

test('an id stands for an amount or for lines, and not for both', async () => {
  const order_id = await shippedBy('test-card', 2)
  const [first, second] = [newId(), newId()]
  const amount = { amount: 1_250, currency: 'EUR' }
  await shop.returns.refund({ refund_id: first, order_id, amount, reason: 'goodwill' }, STAFF)
  await assert.rejects(refund(order_id, 1, { refund_id: first }), failsWith('REFUND_ID_REUSED'))
  assert.equal(await givenFor(order_id), 0)
  await refund(order_id, 1, { refund_id: second })
  await assert.rejects(
    shop.returns.refund({ refund_id: second, order_id, amount, reason: 'goodwill' }, STAFF),
    failsWith('REFUND_ID_REUSED'),
  )
  await assert.rejects(refund(order_id, 1), failsWith('REFUND_EXCEEDS_CAPTURE'))
  assert.equal(await givenFor(order_id), 1, 'what payments refuse counts no units')
  await isSound()
})

test('refunds for units and returns of them at the same moment give no unit its money twice', async () => {
  for (let round = 0; round < 6; round++) {
    const order_id = await shippedBy('test-card', 3)
    const return_id = await received(order_id, 2)
    await Promise.allSettled([
      refund(order_id, 1),
      shop.returns.settleReturn({ return_id, as: round % 2 === 0 ? 'refund' : 'store_credit' }, STAFF),
      refund(order_id, 2),
      refund(order_id, 1),
    ])
    await shop.settle()
    const { paid, refunded, credited = 0 } = await look(order_id)
    const { lines } = await shop.returns.readRefundable({ order_id }, STAFF)
    assert.equal(refunded + credited, lines[0]?.given_amount)
    assert.ok(refunded + credited <= paid)
  }
  await isSound()
})

// The last, because this bank is none of the provider's: their books differ from here on.
test('a refund that the bank sends back days later makes its units free again', async () => {
  const order_id = await shippedBy('test-card', 2)
  await refund(order_id, 2)
  await shop.settle()
  const [part] = await refundsOf(order_id)
  assert.ok(part)
  const { payment_id, refund_id, amount } = part
  const facts = { webhook_id: newId(), kind: 'refund', payment_id, refund_id, amount, state: 'failed' }
  const body = JSON.stringify({ ...facts, provider_ref: `r ${refund_id}`, problem: 'closed' })
  const headers = { [SIGNATURE_HEADER]: signNews(new Uint8Array(32).fill(7), body, Math.floor(shop.clock.now().getTime() / 1_000)) }
  await payments.receiveWebhook({ provider: 'simulated', bytes: Buffer.from(body), content_type: 'application/json', headers }, GUEST)
  await shop.settle()
  assert.deepEqual([await givenFor(order_id), (await look(order_id)).refunded], [0, 0])
  assert.equal((await refund(order_id, 2)).state, 'failed', 'the provider of this test knows of no bank, and has given it once')
  assert.equal(await givenFor(order_id), 0)
})
