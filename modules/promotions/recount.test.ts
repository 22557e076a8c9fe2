import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { testShop } from '#platform/testing.ts'
import { draftOf, off, ruleOf } from './basket-for-tests.ts'
import { checks } from './checks.ts'
import { promotions } from './contract.ts'
import { promotionsModule } from './module.ts'

const shop = await testShop({ promotions }, [promotionsModule], { pool_size: 20 })
const { redeem, release, createPromotion, readPromotion } = shop.clients.promotions
const needs = { db: shop.db, clock: shop.clock, log: openLog('silent', 'test'), is_production: false }

const made = async () => (await createPromotion({ promotion_id: newId(), ...draftOf(ruleOf(off(500)), { limit_total: 50 }) })).promotion_id
/** An order that stands and uses the promotion. */
const placed = async (promotion_id: string) => {
  const order_id = newId()
  const discount = { promotion_id, code: null, amount: 500, currency: 'EUR' }
  await redeem({ order_id, email: 'ada@example.com', discounts: [discount] })
  const order = { order_id, email: 'ada@example.com', customer_id: null, currency: 'EUR', discounts: [{ ...discount, is_limited: true }] }
  const event = {
    event_id: newId(),
    type: 'orders.placed',
    aggregate_id: order_id,
    sequence: 1,
    occurred_at: '',
    payload: { order_id, order },
  }
  await promotionsModule.on['orders.placed']?.(needs, event, async () => {})
  return order_id
}
const usage = async (promotion_id: string) => {
  const { used, totals } = (await readPromotion({ promotion_id })).usage
  return [used, totals[0]?.orders, totals[0]?.amount]
}
const repair = (rule: string, id: string) => checks[rule]!.repair!.run(needs, id)

test('uses that were counted wrong, and what was given, are found, and counted anew on request', async () => {
  const promotion_id = await made()
  for (let i = 0; i < 3; i++) await placed(promotion_id)
  assert.deepEqual(await shop.audit(), [])
  await shop.db.sql`UPDATE promotions.counters SET used = used + 2 WHERE promotion_id = ${promotion_id}`
  await shop.db.sql`UPDATE promotions.totals SET orders = orders - 1, amount = amount - 500 WHERE promotion_id = ${promotion_id}`
  assert.deepEqual(await shop.audit(), [
    { rule: 'promotions M9 counters', found: `${promotion_id} all: Counted as used 5 times; the orders come to 3.` },
    {
      rule: 'promotions M9 given',
      found: `${promotion_id} EUR: It has given 1000 to 2 orders; the orders come to 1500 in 3 (minor units).`,
    },
  ])
  await repair('M9 counters', `${promotion_id} all`)
  await repair('M9 given', `${promotion_id} EUR`)
  assert.deepEqual(await usage(promotion_id), [3, 3, 1_500])
  assert.deepEqual(await shop.audit(), [])
})

test('uses that are counted nowhere, although there is a limit, are found, and counted anew on request', async () => {
  const promotion_id = (await createPromotion({ promotion_id: newId(), ...draftOf(ruleOf(off(500))) })).promotion_id
  for (let i = 0; i < 3; i++) await placed(promotion_id)
  await shop.db.sql`UPDATE promotions.promotions SET limit_total = 2 WHERE promotion_id = ${promotion_id}`
  await shop.db.sql`UPDATE promotions.redeemed_discounts SET subjects = '{}' WHERE promotion_id = ${promotion_id}`
  await shop.db.sql`UPDATE promotions.counters SET used = 0 WHERE promotion_id = ${promotion_id}`
  assert.deepEqual(await shop.audit(), [
    { rule: 'promotions M9 counters', found: `${promotion_id} all: Counted as used 0 times; the orders come to 3.` },
  ])
  await repair('M9 counters', `${promotion_id} all`)
  assert.deepEqual(await usage(promotion_id), [3, 3, 1_500])
  assert.deepEqual(await shop.audit(), [])
})

test('counting anew while others place and cancel their orders loses none of them and counts none twice', async () => {
  const promotion_id = await made()
  const ids = await Promise.all(Array.from({ length: 10 }, () => placed(promotion_id)))
  const work = [
    ...ids.slice(0, 5).map((order_id) => () => release({ order_id })),
    ...Array.from({ length: 10 }, () => () => placed(promotion_id)),
    ...Array.from({ length: 5 }, () => () => repair('M9 counters', `${promotion_id} all`)),
    ...Array.from({ length: 5 }, () => () => repair('M9 given', `${promotion_id} EUR`)),
  ]
  await Promise.all(work.toSorted(() => Math.random() - 0.5).map((one) => one()))
  assert.deepEqual(await usage(promotion_id), [15, 15, 7_500])
  assert.deepEqual(await shop.audit(), [])
})
