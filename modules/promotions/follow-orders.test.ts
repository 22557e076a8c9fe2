import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { testShop } from '#platform/testing.ts'
import { draftOf, off, ruleOf } from './basket-for-tests.ts'
import { type Discount, promotions } from './contract.ts'
import { promotionsModule } from './module.ts'

const shop = await testShop({ promotions }, [promotionsModule])
const { redeem, release, createPromotion, readPromotion, audit } = shop.clients.promotions

const made = async (limit_total: number | null) => {
  const { promotion_id } = await createPromotion({ promotion_id: newId(), ...draftOf(ruleOf(off(500)), { limit_total }) })
  return promotion_id
}
const discountOf = (promotion_id: string, is_limited: boolean): Discount => ({
  promotion_id,
  code: null,
  title: 'Offer',
  kind: 'amount',
  tax_basis: 'after_tax',
  amount: 500,
  is_limited,
  allocations: [],
  why: [],
})
type Said = { order_id: string; promotion_id: string; is_limited?: boolean; others?: string[] }
const needs = { db: shop.db, clock: shop.clock, log: openLog('silent', 'test'), is_production: false }
/** The news with what this module reads of an order. */
const say = async (type: string, { order_id, promotion_id, is_limited = true, others }: Said) => {
  const discounts = (others ?? [promotion_id]).map((id) => discountOf(id, is_limited))
  const order = { order_id, email: 'ada@example.com', customer_id: null, currency: 'EUR', discounts }
  const event = { event_id: newId(), type, aggregate_id: order_id, sequence: 1, occurred_at: '', payload: { order_id, order } }
  await promotionsModule.on[type]?.(needs, event, async () => {})
}
const place = async (promotion_id: string) => {
  const order_id = newId()
  await redeem({ order_id, email: 'ada@example.com', discounts: [{ promotion_id, code: null, amount: 500, currency: 'EUR' }] })
  return { order_id, promotion_id }
}
const late = async () => {
  shop.clock.move(31 * 60)
  await shop.tick('promotions.expire_redemptions')
}
const usage = async (promotion_id: string) => {
  const { used, overdrawn, totals } = (await readPromotion({ promotion_id })).usage
  assert.deepEqual((await audit({})).wrong, [])
  return [used, overdrawn, totals[0]?.orders ?? 0, totals[0]?.amount ?? 0]
}

test('an order that is there keeps its use for good, and its discount is added to what the promotion has given, once', async () => {
  const order = await place(await made(2))
  await say('orders.placed', order)
  await say('orders.placed', order)
  await late()
  assert.deepEqual(await usage(order.promotion_id), [1, 0, 1, 500])
})

test('a cancelled or rejected order gives its use and its discount back, once', async () => {
  for (const type of ['orders.cancelled', 'orders.rejected'] as const) {
    const order = await place(await made(2))
    await say('orders.placed', order)
    await say(type, order)
    await say(type, order)
    assert.equal((await release({ order_id: order.order_id })).released, false)
    assert.deepEqual(await usage(order.promotion_id), [0, 0, 0, 0])
    await say('orders.placed', order) // tried again by hand, after newer news
    assert.deepEqual(await usage(order.promotion_id), [0, 0, 0, 0])
  }
})

test('an order that is opened again uses its offer again, once; where others have it, it is overdrawn', async () => {
  const order = await place(await made(1))
  await say('orders.placed', order)
  await say('orders.cancelled', order)
  await say('orders.reopened', order)
  await say('orders.reopened', order)
  assert.deepEqual(await usage(order.promotion_id), [1, 0, 1, 500])
  await say('orders.cancelled', order)
  assert.deepEqual(await usage(order.promotion_id), [0, 0, 0, 0])
  const other = await place(order.promotion_id)
  await say('orders.placed', other)
  await say('orders.reopened', order)
  await say('orders.reopened', order)
  assert.deepEqual(await usage(order.promotion_id), [1, 1, 2, 1_000])
  await say('orders.cancelled', order)
  assert.deepEqual(await usage(order.promotion_id), [1, 0, 1, 500])
  await say('orders.cancelled', other)
  await say('orders.reopened', order)
  assert.deepEqual(await usage(order.promotion_id), [1, 0, 1, 500])
})

test('of many that are opened again at once no more use the offer than may', async () => {
  const promotion_id = await made(3)
  const orders = []
  for (let i = 0; i < 3; i++) orders.push(await place(promotion_id))
  for (const order of orders) await say('orders.cancelled', order)
  for (let i = 0; i < 2; i++) await place(promotion_id)
  const heard = (order: Said) => say('orders.reopened', order)
  const met = await Promise.allSettled([...orders, ...orders].map(heard))
  if (met.some(({ status }) => status === 'rejected')) for (const order of orders) await heard(order) // the inbox tells again what failed
  const { used, overdrawn } = (await readPromotion({ promotion_id })).usage
  assert.deepEqual([used, overdrawn], [3, 2])
  assert.deepEqual((await audit({})).wrong, [])
})

test('an order without limits that is opened again is added up again, once', async () => {
  const order = { order_id: newId(), promotion_id: await made(null), is_limited: false }
  for (const type of ['orders.placed', 'orders.cancelled', 'orders.reopened', 'orders.reopened']) await say(type, order)
  assert.deepEqual(await usage(order.promotion_id), [1, 0, 1, 500])
})

test('a promotion without limits is not redeemed, and is added up all the same', async () => {
  const order = { order_id: newId(), promotion_id: await made(null), is_limited: false }
  await say('orders.placed', order)
  await say('orders.placed', order)
  assert.deepEqual(await usage(order.promotion_id), [1, 0, 1, 500])
  await say('orders.cancelled', order)
  assert.deepEqual(await usage(order.promotion_id), [0, 0, 0, 0])
})

test('an order that is heard to be cancelled first, and placed later, counts for nothing', async () => {
  const order = { order_id: newId(), promotion_id: await made(null), is_limited: false }
  await say('orders.cancelled', order)
  await say('orders.placed', order)
  assert.deepEqual(await usage(order.promotion_id), [0, 0, 0, 0])
})

test('an order that comes after its use was given back is counted again, if the limit allows it', async () => {
  const order = await place(await made(1))
  await late()
  assert.deepEqual(await usage(order.promotion_id), [0, 0, 0, 0])
  await say('orders.placed', order)
  assert.deepEqual(await usage(order.promotion_id), [1, 0, 1, 500])
})

test('an order that comes after its use was given to another keeps its discount, is told as overdrawn, and the limit holds', async () => {
  const order = await place(await made(1))
  await late()
  const other = await place(order.promotion_id)
  await say('orders.placed', order)
  await say('orders.placed', other)
  assert.deepEqual(await usage(order.promotion_id), [1, 1, 2, 1_000])
  await late()
  await say('orders.cancelled', order)
  assert.deepEqual(await usage(order.promotion_id), [1, 0, 1, 500])
})

test('what was held for an order and is none of its discounts is given back when the order is there', async () => {
  for (const others of [[], [await made(null)]]) {
    const order = await place(await made(1))
    await say('orders.placed', { ...order, others, is_limited: false })
    await say('orders.placed', { ...order, others, is_limited: false })
    assert.deepEqual(await usage(order.promotion_id), [0, 0, 0, 0])
    for (const id of others) assert.deepEqual(await usage(id), [1, 0, 1, 500])
    await place(order.promotion_id)
    await say('orders.cancelled', { ...order, others, is_limited: false })
    assert.deepEqual(await usage(order.promotion_id), [1, 0, 0, 0])
  }
})

test('an order that is there with other discounts than it has redeemed is counted for those, and overdrawn where others have them', async () => {
  const [free, full] = [await made(1), await made(1)]
  await place(full)
  const order = await place(await made(1))
  await say('orders.placed', { ...order, others: [free, full] })
  await say('orders.placed', { ...order, others: [free, full] })
  assert.deepEqual(await usage(order.promotion_id), [0, 0, 0, 0])
  assert.deepEqual(await usage(free), [1, 0, 1, 500])
  assert.deepEqual(await usage(full), [1, 1, 1, 500])
  await say('orders.rejected', { ...order, others: [free, full] })
  assert.deepEqual(await usage(free), [0, 0, 0, 0])
  assert.deepEqual(await usage(full), [1, 0, 0, 0])
})
