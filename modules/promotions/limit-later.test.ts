import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import type { Failure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { testShop } from '#platform/testing.ts'
import { draftOf, off, ruleOf } from './basket-for-tests.ts'
import { promotions } from './contract.ts'
import { promotionsModule } from './module.ts'
import type { Condition, Draft } from './shapes.ts'

const shop = await testShop({ promotions }, [promotionsModule], { pool_size: 30 })
const { redeem, release, createPromotion, updatePromotion, readPromotion, listPromotions, addCodes, exportCodes } = shop.clients.promotions
const needs = { db: shop.db, clock: shop.clock, log: openLog('silent', 'test'), is_production: false }

const made = async (more: Partial<Draft> = {}) =>
  (await createPromotion({ promotion_id: newId(), ...draftOf(ruleOf(off(500)), more) })).promotion_id
const set = async (promotion_id: string, more: Partial<Draft>, conditions: Condition[] = []) => {
  const { version } = (await readPromotion({ promotion_id })).promotion
  await updatePromotion({ promotion_id, version, ...draftOf(ruleOf(off(500), conditions), more) })
}
type Who = { email?: string; customer_id?: string; code?: string; amount?: number; is_limited?: boolean; order_id?: string }
let people = 0
/** An order with one discount, and the news of it with what this module reads. */
const orderOf = (promotion_id: string, { email = `one${++people}@example.com`, customer_id, code, amount = 500, ...more }: Who = {}) => {
  const order_id = more.order_id ?? newId()
  const discount = { promotion_id, code: code ?? null, amount, currency: 'EUR' }
  const who = { order_id, email, customer_id: customer_id ?? null }
  const say = async (type = 'orders.placed') => {
    const order = { ...who, currency: 'EUR', discounts: [{ ...discount, is_limited: more.is_limited ?? false }] }
    const event = { event_id: newId(), type, aggregate_id: order_id, sequence: 1, occurred_at: '', payload: { order_id, order } }
    await promotionsModule.on[type]?.(needs, event, async () => {})
  }
  return { order_id, say, redeem: () => redeem({ ...who, discounts: [discount] }) }
}
/** An order that came while the promotion had no limit. */
const placed = async (promotion_id: string, who: Who = {}) => {
  const order = orderOf(promotion_id, who)
  await order.say()
  return order
}
const usage = async (promotion_id: string) => {
  assert.deepEqual(await shop.audit(), [])
  const { used, overdrawn } = (await readPromotion({ promotion_id })).usage
  const listed = (await listPromotions({ limit: 100 })).promotions.find((one) => one.promotion_id === promotion_id)
  assert.equal(listed?.used, used, 'the list says what the page says')
  return [used, overdrawn]
}
const codeOf = (work: Promise<unknown>) => work.then(() => 'ok').catch((error: Failure) => error.code)
const tryOf = (promotion_id: string, who: Who = {}) => codeOf(orderOf(promotion_id, who).redeem())

const withCodes = async (codes: string[]) => {
  const promotion_id = await made({ trigger: 'code' })
  await addCodes({ promotion_id, batch_id: newId(), codes })
  return promotion_id
}
const toldOf = async (promotion_id: string) => {
  const lines = new TextDecoder()
    .decode((await exportCodes({ promotion_id })).bytes)
    .trimEnd()
    .split('\r\n')
  return lines.slice(1).map((line) => line.split(',').slice(0, 2).join(' '))
}

test('without limits the list, the page and the codes say how many orders have it', async () => {
  const id = await withCodes(['FREE-1', 'FREE-2'])
  const cancelled = await placed(id, { code: 'FREE-1' })
  for (let i = 0; i < 2; i++) await placed(id, { code: 'FREE-1' })
  await cancelled.say('orders.cancelled')
  assert.deepEqual(await toldOf(id), ['FREE-1 2', 'FREE-2 0'])
  assert.deepEqual(await usage(id), [2, 0])
})

test('a limit that is set later counts the uses there are: who comes then is refused until enough are given back', async () => {
  const id = await made()
  const orders = []
  for (let i = 0; i < 5; i++) orders.push(await placed(id))
  assert.deepEqual(await usage(id), [5, 0])
  await set(id, { limit_total: 3 })
  assert.deepEqual(await usage(id), [5, 0])
  assert.equal(await tryOf(id), 'PROMOTION_USED_UP')
  for (const order of orders.slice(0, 2)) await order.say('orders.cancelled')
  assert.deepEqual(await usage(id), [3, 0])
  assert.equal(await tryOf(id), 'PROMOTION_USED_UP')
  await release({ order_id: orders[2]?.order_id ?? '' })
  assert.equal(await tryOf(id), 'ok')
  assert.equal(await tryOf(id), 'PROMOTION_USED_UP')
  assert.deepEqual(await usage(id), [3, 0])
})

test('once by customer, set later, holds for each who has used it already, by account and by e-mail, and for nobody else', async () => {
  const id = await made({ limit_total: 100 })
  const customer_id = newId()
  const earlier = orderOf(id, { email: 'ada@example.com', customer_id, is_limited: true })
  await earlier.redeem()
  await earlier.say()
  await set(id, { limit_total: 100, limit_per_customer: 1 })
  assert.equal(await tryOf(id, { email: 'ada@example.com' }), 'PROMOTION_USED_UP')
  assert.equal(await tryOf(id, { email: 'other@example.com', customer_id }), 'PROMOTION_USED_UP')
  assert.equal(await tryOf(id, { email: 'bea@example.com' }), 'ok')
  await earlier.say('orders.cancelled')
  assert.equal(await tryOf(id, { email: 'ada@example.com', customer_id }), 'ok')
  assert.deepEqual(await usage(id), [2, 0])
})

test('for the first order only, said later, is redeemed by none who has used it already', async () => {
  const id = await made()
  await placed(id, { email: 'first@example.com' })
  await set(id, {}, [{ kind: 'first_order' }])
  assert.equal(await tryOf(id, { email: 'first@example.com' }), 'PROMOTION_USED_UP')
  assert.equal(await tryOf(id, { email: 'second@example.com' }), 'ok')
  assert.deepEqual(await usage(id), [2, 0])
})

test('a limit by code that is set later counts how often each was used', async () => {
  const id = await withCodes(['LATER-1', 'LATER-2'])
  for (let i = 0; i < 2; i++) await placed(id, { code: 'LATER-1' })
  await set(id, { trigger: 'code', limit_per_code: 2 })
  assert.deepEqual(await toldOf(id), ['LATER-1 2', 'LATER-2 0'])
  assert.equal(await tryOf(id, { code: 'later-1' }), 'PROMOTION_USED_UP')
  assert.equal(await tryOf(id, { code: 'later-2' }), 'ok')
  assert.deepEqual(await usage(id), [3, 0])
})

test('a limit that is taken away and set again counts what came between', async () => {
  const id = await made({ limit_total: 10 })
  assert.equal(await tryOf(id), 'ok')
  await set(id, {})
  for (let i = 0; i < 3; i++) await placed(id)
  await set(id, { limit_total: 4 })
  assert.deepEqual(await usage(id), [4, 0])
  assert.equal(await tryOf(id), 'PROMOTION_USED_UP')
})

test('a discount of nothing uses nothing, and what is overdrawn stays uncounted under another limit', async () => {
  const id = await made({ limit_total: 1 })
  await orderOf(id, { amount: 0 }).say()
  const late = orderOf(id, { is_limited: true })
  assert.equal(await tryOf(id), 'ok')
  await late.say()
  assert.deepEqual(await usage(id), [1, 1])
  await set(id, { limit_total: 2, limit_per_customer: 1 })
  assert.deepEqual(await usage(id), [1, 1])
  assert.equal(await tryOf(id), 'ok')
})

test('an order that was begun without a limit and is heard after it was set is counted, or overdrawn where it is full', async () => {
  const id = await made()
  const [one, two] = [orderOf(id), orderOf(id)]
  await set(id, { limit_total: 1 })
  for (const order of [one, two, one, two]) await order.say()
  assert.deepEqual(await usage(id), [1, 1])
  await one.say('orders.cancelled')
  assert.deepEqual(await usage(id), [0, 1])
})

test('an order that comes again by somebody else after its time ran out is counted for them when a limit is set', async () => {
  const id = await made({ limit_total: 10 })
  const order = orderOf(id, { email: 'left@example.com' })
  await order.redeem()
  shop.clock.move(31 * 60)
  await shop.tick('promotions.expire_redemptions')
  await orderOf(id, { email: 'came@example.com', order_id: order.order_id }).redeem()
  await set(id, { limit_per_customer: 1 })
  assert.equal(await tryOf(id, { email: 'came@example.com' }), 'PROMOTION_USED_UP')
  assert.equal(await tryOf(id, { email: 'left@example.com' }), 'ok')
  assert.deepEqual(await usage(id), [2, 0])
})

/** Until each of these waits for a lock, or is done. */
const untilWaiting = async (works: Promise<unknown>[]) => {
  let done = 0
  const isDone = () => void done++
  for (const work of works) work.then(isDone, isDone)
  for (;;) {
    const { rows } = await shop.db.sql<{ waiting: number }>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    if ((rows[0]?.waiting ?? 0) + done >= works.length) return
    await new Promise((resume) => setTimeout(resume, 5))
  }
}
/** The limit is set first and this comes after it, but has read what was there before: both stood in line for the same row. */
const behindTheLimit = async (promotion_id: string, limit: Partial<Draft>, work: () => Promise<unknown>): Promise<string> => {
  const first = new pg.Client(shop.connection)
  await first.connect()
  await first.query('BEGIN')
  await first.query(`SELECT FROM promotions.counters WHERE promotion_id = $1 AND subject = 'all' FOR NO KEY UPDATE`, [promotion_id])
  const setting = set(promotion_id, limit)
  await untilWaiting([setting])
  const working = codeOf(work())
  await untilWaiting([setting, working])
  await first.query('COMMIT')
  await first.end()
  await setting
  return working
}
const deadlocks = async () =>
  (await shop.db.sql<{ deadlocks: number }>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`).rows[0]?.deadlocks
const ONCE = { limit_per_customer: 1 }

test('who redeems while a limit is set is held to it', async () => {
  const id = await made()
  await placed(id, { email: 'ada@example.com' })
  assert.equal(await behindTheLimit(id, ONCE, orderOf(id, { email: 'ada@example.com' }).redeem), 'PROMOTION_USED_UP')
  assert.deepEqual(await usage(id), [1, 0])
})

test('who exchanges while a limit is set is held to it', async () => {
  const [id, other] = [await made(), await made({ limit_total: 5 })]
  await placed(id, { email: 'ada@example.com' })
  const order = orderOf(other, { email: 'ada@example.com' })
  await order.redeem()
  const changed = orderOf(id, { email: 'ada@example.com', order_id: order.order_id })
  assert.equal(await behindTheLimit(id, ONCE, changed.redeem), 'PROMOTION_USED_UP')
  assert.deepEqual(
    [await usage(id), await usage(other)],
    [
      [1, 0],
      [1, 0],
    ],
  )
})

test('an order that is heard while a limit is set is counted under it', async () => {
  const id = await made()
  await placed(id, { email: 'ada@example.com' })
  assert.equal(await behindTheLimit(id, ONCE, () => orderOf(id, { email: 'bea@example.com' }).say()), 'ok')
  assert.deepEqual(await usage(id), [2, 0])
  assert.equal(await tryOf(id, { email: 'bea@example.com' }), 'PROMOTION_USED_UP')
})

test('what is given back while a limit is set is counted nowhere afterwards', async () => {
  const id = await made()
  const order = await placed(id, { email: 'ada@example.com' })
  assert.equal(await behindTheLimit(id, ONCE, () => order.say('orders.cancelled')), 'ok')
  assert.deepEqual(await usage(id), [0, 0])
  assert.equal(await tryOf(id, { email: 'ada@example.com' }), 'ok')
})

test('what runs out while a limit is set is counted nowhere afterwards', async () => {
  const id = await made({ limit_total: 5 })
  assert.equal(await tryOf(id, { email: 'ada@example.com' }), 'ok')
  shop.clock.move(31 * 60)
  assert.equal(await behindTheLimit(id, ONCE, () => shop.tick('promotions.expire_redemptions')), 'ok')
  assert.deepEqual(await usage(id), [0, 0])
  assert.equal(await tryOf(id, { email: 'ada@example.com' }), 'ok')
})

test('limits are set while fifty redeem, and others are placed and cancelled: every use is counted, and none beyond the limit comes later', async () => {
  const stuck = await deadlocks()
  for (let round = 0; round < 5; round++) {
    const id = await made()
    const before = await Promise.all(Array.from({ length: 10 }, () => placed(id)))
    const orders = Array.from({ length: 50 }, (_, i) => orderOf(id, { email: `racer${i % 8}@example.com` }))
    const heard = Array.from({ length: 10 }, (_, i) => orderOf(id, { email: `racer${i}@example.com` }))
    const limit = { limit_total: 30, limit_per_customer: 3 }
    const work: (() => Promise<unknown>)[] = [
      ...orders.map((order) => () => codeOf(order.redeem())),
      ...heard.map((order) => () => order.say()),
      ...before.slice(0, 5).map((order) => () => order.say('orders.cancelled')),
      () => set(id, limit),
    ]
    await Promise.all(work.toSorted(() => Math.random() - 0.5).map((one) => one()))
    const [used = 0, overdrawn = 0] = await usage(id)
    const tries = await Promise.all(Array.from({ length: 40 }, () => tryOf(id)))
    assert.equal(tries.filter((code) => code === 'ok').length, Math.max(0, 30 - used))
    const { rows } = await shop.db.sql<{ stand: number }>`
      SELECT count(*)::int AS stand FROM promotions.redeemed_discounts JOIN promotions.redemptions USING (order_id)
      WHERE promotion_id = ${id} AND state IN ('held', 'kept')`
    assert.equal(rows[0]?.stand, Math.max(used, 30) + overdrawn, 'who stands is counted, or overdrawn')
    assert.deepEqual((await usage(id))[0], Math.max(used, 30))
  }
  assert.equal(await deadlocks(), stuck)
})
