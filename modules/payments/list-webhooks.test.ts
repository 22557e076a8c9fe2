import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { News } from './provider.ts'
import { eur, memoryProvider, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const shop = await paymentShop([memory.provider, { ...memoryProvider().provider, name: 'other', methods: [] }])
const { payments } = shop.clients

const captured = (payment_id: string, webhook_id: string, amount = 1000): News => ({
  ...{ kind: 'payment', webhook_id, payment_id, provider_ref: 'mem', outcome: 'captured', amount: eur(amount) },
  ...{ captured_amount: amount, problem: null, redirect_url: null },
})
const refunded = (payment_id: string, webhook_id: string): News => ({
  ...{ kind: 'refund', webhook_id, payment_id, refund_id: null, state: 'done' },
  ...{ provider_ref: webhook_id, amount: eur(400), problem: null },
})
const begin = async () => {
  const order_id = newId()
  const { payment_id } = await shop.pay(order_id, { method: 'page', is_capture_later: true })
  return { order_id, payment_id }
}
const listed = async (input: Parameters<typeof payments.listWebhooks>[0] = {}) => (await payments.listWebhooks(input)).webhooks
const only = async (webhook_id: string) => (await listed({ webhook_id }))[0]

test('news waits until it is handled, and says of which order and what was understood', async () => {
  const { payment_id, order_id } = await begin()
  await shop.hear(captured(payment_id, 'news 1'))
  const before = await only('news 1')
  assert.deepEqual([before?.result, before?.order_id, before?.order_number], ['waiting', order_id, '12345678'])
  assert.deepEqual([before?.outcome, before?.amount, before?.news.provider_ref], ['captured', eur(1000), 'mem'])
  assert.deepEqual(
    (await listed({ is_open: true })).map(({ webhook_id }) => webhook_id),
    ['news 1'],
  )
  await shop.settle()
  assert.equal((await only('news 1'))?.result, 'handled')
  assert.deepEqual(await listed({ is_open: true }), [])
})

test('news that cannot be handled says why after each try, is given up in the end, and can be tried again', async () => {
  const { payment_id } = await begin()
  await shop.hear(refunded(payment_id, 'news 2')) // of a payment that the provider says is still pending
  await shop.settle()
  const waits = await only('news 2')
  assert.deepEqual([waits?.result, waits?.tries], ['waiting', 1])
  assert.match(waits?.problem ?? '', /the payment is pending at the provider/)
  await shop.db.sql`UPDATE payments.inbox SET state = 'dead', handled_at = now() WHERE state = 'waiting'`
  const dead = await only('news 2')
  assert.deepEqual([dead?.result, (await listed({ is_open: true })).length], ['given_up', 1])
  const { rows } = await shop.db.sql<{ event_id: string }>`SELECT event_id FROM payments.inbox WHERE state = 'dead'`
  assert.equal(dead?.event_id, rows[0]?.event_id)
})

test('news of nobody’s payment, of another provider’s and of other money is told apart from what was handled', async () => {
  const { payment_id } = await begin()
  await shop.hear(captured(newId(), 'news 3'))
  const bytes = Buffer.from(JSON.stringify(captured(payment_id, 'news 4')))
  await payments.receiveWebhook({ provider: 'other', bytes, content_type: 'application/json', headers: { key: 'right' } })
  await shop.hear(captured(payment_id, 'news 5', 7))
  await shop.settle()
  const results = await Promise.all(['news 3', 'news 4', 'news 5'].map(only))
  assert.deepEqual(
    results.map((one) => one?.result),
    ['not_ours', 'not_ours', 'mismatch'],
  )
})

test('newest first, a page at a time, by provider', async () => {
  const { payment_id } = await begin()
  for (let i = 0; i < 5; i++) {
    shop.clock.move(1)
    await shop.hear(captured(payment_id, `page ${i}`))
  }
  await shop.settle()
  const first = await payments.listWebhooks({ provider: 'memory', limit: 2 })
  assert.deepEqual([first.webhooks.map(({ webhook_id }) => webhook_id), first.has_more], [['page 4', 'page 3'], true])
  const second = await payments.listWebhooks({ provider: 'memory', limit: 2, page: 2 })
  assert.deepEqual(
    second.webhooks.map(({ webhook_id }) => webhook_id),
    ['page 2', 'page 1'],
  )
  assert.ok((await listed({ provider: 'other' })).every(({ provider }) => provider === 'other'))
})

test('news with a wrong signature is not kept; when it last came is, at most once a minute', async () => {
  const forged = async () => assert.rejects(shop.hear(captured(newId(), 'forged'), 'wrong'), (error) => isFailure(error, 'BAD_SIGNATURE'))
  const last = async () => (await payments.listWebhooks({})).refusals
  await forged()
  const [first] = await last()
  assert.equal(first?.provider, 'memory')
  shop.clock.move(30)
  await forged()
  assert.deepEqual(await last(), [first])
  shop.clock.move(31)
  await forged()
  assert.equal((await last()).length, 1)
  assert.notDeepEqual(await last(), [first])
  assert.equal(await only('forged'), undefined)
  shop.clock.move(7 * 86_400)
  assert.deepEqual(await last(), [])
})
