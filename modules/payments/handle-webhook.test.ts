import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { News } from './provider.ts'
import { readTrail } from './read-trail.ts'
import { eur, memoryProvider, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const other = memoryProvider()
const shop = await paymentShop([memory.provider, { ...other.provider, name: 'other', methods: [] }], 40)
const { payments } = shop.clients
const TIMES = 3
const PARALLEL = process.env.FULL ? 50 : 10

/** A payment that was declined once, then authorised, captured, partly refunded at the provider, and disputed: what is told, in order. */
const history = (payment_id: string): News[] => {
  const about = {
    kind: 'payment' as const,
    payment_id,
    provider_ref: `mem_${payment_id.slice(-12)}`,
    amount: eur(1000),
    redirect_url: null,
  }
  const money = { payment_id, amount: eur(400) }
  return [
    { ...about, webhook_id: `${payment_id} failed`, outcome: 'declined', problem: 'no' },
    { ...about, webhook_id: `${payment_id} authorised`, outcome: 'authorised', problem: null },
    { ...about, webhook_id: `${payment_id} captured`, outcome: 'captured', captured_amount: 1000, problem: null },
    {
      ...money,
      kind: 'refund',
      webhook_id: `${payment_id} refunded`,
      refund_id: null,
      state: 'done',
      provider_ref: `re ${payment_id}`,
      problem: null,
    },
    {
      ...money,
      kind: 'dispute',
      webhook_id: `${payment_id} disputed`,
      dispute_ref: `dp ${payment_id}`,
      state: 'open',
      reason: 'fraudulent',
    },
  ]
}

const permutations = <T>(items: T[]): T[][] =>
  items.length < 2 ? [items] : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))

const endOf = async (order_id: string) => {
  const { payments: list, refunds, disputes } = await payments.listPayments({ order_id })
  const [payment] = list
  return [
    payment?.state,
    payment?.captured_amount,
    payment?.refunded_amount,
    payment?.disputed_amount,
    refunds.length,
    disputes.map((one) => one.state),
  ]
}
const END = ['captured', 1000, 400, 400, 1, ['open']]

/** The provider knows the truth all the while. */
const begin = async (is_refunded = true) => {
  const order_id = newId()
  const { payment_id } = await shop.pay(order_id, { method: 'page', is_capture_later: true })
  Object.assign(memory.accounts.get(payment_id) ?? {}, {
    outcome: 'captured',
    captured: 1000,
    refunds: new Map(is_refunded ? [['outside', 400]] : []),
  })
  return { order_id, payment_id }
}

test('all 120 orders of news, each told three times over, end in the same state', async () => {
  const begun = await Promise.all(permutations([0, 1, 2, 3, 4]).map(async (order) => ({ order, ...(await begin()) })))
  for (const { order, payment_id } of begun) {
    const news = history(payment_id)
    for (const n of order) await Promise.all(Array.from({ length: TIMES }, () => shop.hear(news[n] ?? news[0]!)))
  }
  await shop.settle()
  for (const { order, order_id } of begun) assert.deepEqual(await endOf(order_id), END, order.join())
  for (const { order_id } of begun.slice(0, 10)) {
    const types = (await shop.told(order_id)).map(({ type }) => type)
    assert.equal(new Set(types).size, types.length, `told twice: ${types}`)
  }
})

test('the same in many deliveries at once, shuffled, while the reconciler asks and staff replay', async () => {
  const begun = await Promise.all(Array.from({ length: PARALLEL }, begin))
  const all = begun.flatMap(({ payment_id }) => Array.from({ length: TIMES }, () => history(payment_id)).flat())
  const shuffled = all.map((news, i) => ({ news, key: (i * 7919) % all.length })).toSorted((a, b) => a.key - b.key)
  shop.clock.move(30)
  await Promise.all([...shuffled.map(({ news }) => shop.hear(news)), shop.tick('payments.reconcile')])
  await shop.settle()
  for (const { payment_id } of begun)
    for (const { webhook_id } of history(payment_id)) await payments.replayWebhook({ provider: 'memory', webhook_id })
  await shop.settle()
  for (const { order_id } of begun) assert.deepEqual(await endOf(order_id), END)
})

test('news that is not signed is refused, and nothing is kept of it', async () => {
  const { payment_id } = await begin(false)
  const [forged] = history(payment_id)
  assert.ok(forged)
  await assert.rejects(shop.hear(forged, 'wrong'), (error) => isFailure(error, 'BAD_SIGNATURE'))
  const { rows } = await shop.db.sql<{ webhook_id: string }>`SELECT webhook_id FROM payments.webhooks WHERE payment_id = ${payment_id}`
  assert.deepEqual(rows, [])
})

test('news of a payment that is not ours changes nothing and blocks nothing', async () => {
  for (const news of history(newId())) await shop.hear(news)
  await shop.settle()
  const { rows } = await shop.db.sql<{ state: string }>`SELECT state FROM payments.inbox WHERE state <> 'done'`
  assert.deepEqual(rows, [])
})

test('a provider’s key opens only its own payments: news from another changes nothing', async () => {
  const { order_id, payment_id } = await begin(false)
  for (const news of history(payment_id)) {
    const bytes = Buffer.from(JSON.stringify(news))
    await payments.receiveWebhook({ provider: 'other', bytes, content_type: 'application/json', headers: { key: 'right' } })
  }
  await shop.settle()
  assert.deepEqual(await endOf(order_id), ['pending', 0, 0, 0, 0, []])
})

test('news that speaks of other money than ours is flagged, and takes nothing away', async () => {
  const { order_id, payment_id } = await begin(false)
  const [, , captured] = history(payment_id)
  assert.ok(captured?.kind === 'payment')
  await shop.hear(captured)
  await shop.hear({ ...captured, webhook_id: newId(), amount: eur(1), captured_amount: 1 })
  await shop.settle()
  const [payment] = await shop.paymentsOf(order_id)
  assert.deepEqual([payment?.state, payment?.captured_amount, payment?.mismatch?.amount], ['captured', 1000, eur(1)])
})

const trailOf = (order_id: string) => readTrail({ db: shop.db } as Parameters<typeof readTrail>[0], order_id)

test('the trail of an order tells what was said and heard, in order, and is gone after ninety days', async () => {
  const { order_id, payment_id } = await begin()
  for (const news of history(payment_id)) await shop.hear(news)
  await shop.settle()
  const steps = await trailOf(order_id)
  assert.deepEqual(
    steps.map(({ title, text }) => `${title}: ${text}`),
    [
      'charge asked of memory: ',
      'answer of memory: pending',
      'webhook of memory: declined',
      'webhook of memory: authorised',
      'webhook of memory: captured',
      'webhook of memory: done',
      'dispute of memory: open',
    ],
  )
  assert.deepEqual(steps[4]?.action?.input, { provider: 'memory' })
  shop.clock.move(91 * 86_400)
  await shop.tick('payments.prune')
  assert.deepEqual(await trailOf(order_id), [])
})

test('after all this the books are in order, but for what was made wrong on purpose', async () => {
  shop.clock.move(30)
  await shop.tick('payments.reconcile')
  await shop.settle()
  assert.deepEqual(
    (await shop.audit()).filter(({ rule }) => !rule.includes('M2')),
    [],
  )
})
