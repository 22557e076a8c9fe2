import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Failure, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { draftOf, off, ruleOf } from './basket-for-tests.ts'
import { promotions } from './contract.ts'
import { promotionsModule } from './module.ts'
import type { Draft } from './shapes.ts'

const shop = await testShop({ promotions }, [promotionsModule], { pool_size: 40 })
const { redeem, release, createPromotion, updatePromotion, addCodes, readPromotion, audit } = shop.clients.promotions

const made = async (more: Partial<Draft> = {}): Promise<string> => {
  const { promotion_id } = await createPromotion({ promotion_id: newId(), ...draftOf(ruleOf(off(500)), more) })
  return promotion_id
}
const use = (promotion_id: string, code: string | null = null) => ({ promotion_id, code, amount: 500, currency: 'EUR' })
let people = 0
const orderOf = (promotion_ids: string[], more: { email?: string; customer_id?: string; code?: string } = {}) => ({
  order_id: newId(),
  email: more.email ?? `shopper${++people}@example.com`,
  customer_id: more.customer_id ?? null,
  discounts: promotion_ids.map((id) => use(id, more.code ?? null)),
})
const usedOf = async (promotion_id: string) => (await readPromotion({ promotion_id })).usage.used
const codeOf = (work: Promise<unknown>) => work.then(() => 'ok').catch((error: Failure) => error.code)
const tally = (codes: string[]) =>
  Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((one) => one === code).length]))
const deadlocks = async () =>
  (await shop.db.sql<{ deadlocks: number }>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`).rows[0]?.deadlocks

test('a redemption is one statement, and the same order again takes nothing more', async () => {
  const id = await made({ limit_total: 3 })
  const order = orderOf([id])
  const { statements } = await countStatements(() => redeem(order))
  assert.equal(statements, 1)
  assert.deepEqual(await redeem(order), { order_id: order.order_id })
  assert.equal(await usedOf(id), 1)
})

test('100 orders at once with a promotion limited to three: exactly three get it', async () => {
  const id = await made({ limit_total: 3 })
  const codes = await Promise.all(Array.from({ length: 100 }, () => codeOf(redeem(orderOf([id])))))
  assert.deepEqual(tally(codes), { PROMOTION_USED_UP: 97, ok: 3 })
  assert.equal(await usedOf(id), 3)
})

test('100 orders at once with one code that may be used three times: exactly three, also when nobody has ever used it', async () => {
  const id = await made({ trigger: 'code', limit_per_code: 3 })
  await addCodes({ promotion_id: id, batch_id: newId(), codes: ['three-times'] })
  const codes = await Promise.all(Array.from({ length: 100 }, () => codeOf(redeem(orderOf([id], { code: 'Three-Times' })))))
  assert.deepEqual(tally(codes), { PROMOTION_USED_UP: 97, ok: 3 })
  await redeem(orderOf([id], { code: 'ANOTHER' }))
})

test('a customer is known by account and by e-mail, whichever way they come; the fourth use of three is refused', async () => {
  const id = await made({ limit_per_customer: 3 })
  const customer_id = newId()
  const tries = [
    { email: 'ada@example.com', customer_id },
    { email: 'ADA@example.com' },
    { email: 'other@example.com', customer_id },
    { email: 'ada@example.com' },
  ].flatMap((who) => Array.from({ length: 10 }, () => codeOf(redeem(orderOf([id], who)))))
  await Promise.all(tries)
  assert.equal(await codeOf(redeem(orderOf([id], { email: 'ada@example.com', customer_id }))), 'PROMOTION_USED_UP')
  const { rows } = await shop.db.sql<{ subject: string; used: number }>`
    SELECT subject, used FROM promotions.counters WHERE promotion_id = ${id} AND subject <> 'all'`
  assert.ok(rows.every(({ used }) => used <= 3))
  assert.equal(await codeOf(redeem(orderOf([id], { email: 'new@example.com' }))), 'ok')
})

test('a promotion for the first order is redeemed once by a customer, though it has no limit of its own', async () => {
  const id = (await createPromotion({ promotion_id: newId(), ...draftOf(ruleOf(off(500), [{ kind: 'first_order' }])) })).promotion_id
  const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(redeem(orderOf([id], { email: 'first@example.com' })))))
  assert.deepEqual(tally(codes), { PROMOTION_USED_UP: 19, ok: 1 })
})

test('all discounts of an order are counted, or none', async () => {
  const [free, full] = [await made({ limit_total: 5 }), await made({ limit_total: 1 })]
  await redeem(orderOf([full]))
  await assert.rejects(redeem(orderOf([free, full])), (error) => {
    assert.ok(isFailure(error, 'PROMOTION_USED_UP'))
    assert.deepEqual(error.details, { promotion_id: full, limit: 'all' })
    return true
  })
  assert.equal(await usedOf(free), 0)
  assert.equal(await codeOf(redeem(orderOf([free, newId()]))), 'UNKNOWN_PROMOTION')
  assert.equal(await usedOf(free), 0)
})

test('twins that redeem one order in the same moment are counted once', async () => {
  const id = await made({ limit_total: 1 })
  for (let round = 0; round < 20; round++) {
    const order = orderOf([id])
    const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(redeem(order))))
    assert.deepEqual(tally(codes), { ok: 8 })
    assert.equal((await release({ order_id: order.order_id })).released, true)
  }
  assert.equal(await usedOf(id), 0)
})

test('orders with several promotions in any sequence, coming and going at once, do not block each other, and every counter is right', async () => {
  const ids = await Promise.all(Array.from({ length: 4 }, () => made({ limit_total: 60, limit_per_customer: 30 })))
  const before = await deadlocks()
  const work = Array.from({ length: 150 }, async (_, i) => {
    const chosen = i % 2 ? ids.slice(i % 3) : ids.slice(i % 3).reverse()
    const order = orderOf(chosen, { email: `one${i % 3}@example.com` })
    const code = await codeOf(redeem(order))
    if (i % 4 === 0) await release({ order_id: order.order_id })
    return code
  })
  assert.deepEqual(Object.keys(tally(await Promise.all(work))), ['PROMOTION_USED_UP', 'ok'])
  assert.equal(await deadlocks(), before)
  assert.deepEqual((await audit({})).wrong, [])
})

test('uses are given back once, however often and at once it is asked, and the order is not counted again', async () => {
  const id = await made({ limit_total: 5 })
  const order = orderOf([id])
  await redeem(order)
  await redeem(orderOf([id]))
  const answers = await Promise.all(Array.from({ length: 20 }, () => release({ order_id: order.order_id })))
  assert.equal(answers.filter(({ released }) => released).length, 1)
  assert.equal(await usedOf(id), 1)
  assert.equal(await codeOf(redeem(order)), 'REDEMPTION_ENDED')
})

test('an order that was released before it redeemed anything is refused when it comes', async () => {
  const order = orderOf([await made({ limit_total: 5 })])
  assert.equal((await release({ order_id: order.order_id })).released, false)
  assert.equal(await codeOf(redeem(order)), 'REDEMPTION_ENDED')
})

test('an order that was changed before it is placed exchanges what it had, once: what it has no more is free, what is new is counted', async () => {
  const [one, two, three] = [
    await made({ limit_total: 1 }),
    await made({ limit_total: 1, limit_per_customer: 1 }),
    await made({ limit_total: 5 }),
  ]
  const order = orderOf([one, two])
  await redeem(order)
  const changed = { ...order, discounts: [use(two), use(three)] }
  await Promise.all(Array.from({ length: 8 }, () => redeem(changed)))
  assert.deepEqual(await Promise.all([one, two, three].map(usedOf)), [0, 1, 1])
  assert.equal(await codeOf(redeem(orderOf([one]))), 'ok')
  assert.equal((await release({ order_id: order.order_id })).released, true)
  assert.deepEqual(await Promise.all([one, two, three].map(usedOf)), [1, 0, 0])
  assert.deepEqual((await audit({})).wrong, [])
})

test('an exchange is all or nothing: where the new offer is used up, the order has what it had', async () => {
  const [had, free, full] = [await made({ limit_total: 5 }), await made({ limit_total: 5 }), await made({ limit_total: 1 })]
  await redeem(orderOf([full]))
  const order = orderOf([had])
  await redeem(order)
  assert.equal(await codeOf(redeem({ ...order, discounts: [use(free), use(full)] })), 'PROMOTION_USED_UP')
  assert.equal(await codeOf(redeem({ ...order, discounts: [use(free), use(newId())] })), 'UNKNOWN_PROMOTION')
  assert.deepEqual(await Promise.all([had, free, full].map(usedOf)), [1, 0, 1])
  assert.equal(await codeOf(redeem(order)), 'ok')
})

test('an order whose customer was changed is counted for the new one', async () => {
  const id = await made({ limit_per_customer: 1 })
  const order = orderOf([id], { email: 'first@customer.example' })
  await redeem(order)
  await redeem({ ...order, email: 'second@customer.example' })
  assert.equal(await codeOf(redeem(orderOf([id], { email: 'first@customer.example' }))), 'ok')
  assert.equal(await codeOf(redeem(orderOf([id], { email: 'second@customer.example' }))), 'PROMOTION_USED_UP')
  assert.equal(await usedOf(id), 2)
})

test('orders that exchange their offers, come and go at once do not block each other, and limits and counters hold', async () => {
  const ids = await Promise.all(Array.from({ length: 3 }, () => made({ limit_total: 20, limit_per_customer: 12 })))
  const pick = (n: number) => ids.filter((_, i) => (n >> i) & 1).map((id) => use(id))
  const work = Array.from({ length: 60 }, async (_, i) => {
    const order = { ...orderOf([], { email: `mover${i % 5}@example.com` }), discounts: pick(1 + (i % 7)) }
    await codeOf(redeem(order))
    await Promise.all([1, 2, 3].map((n) => codeOf(redeem({ ...order, discounts: pick(1 + ((i + n) % 7)) }))))
    if (i % 4 === 0) await release({ order_id: order.order_id })
  })
  await Promise.all(work)
  for (const id of ids) assert.ok((await usedOf(id)) <= 20)
  assert.deepEqual((await audit({})).wrong, [])
})

test('an order that is not there after thirty minutes gives its uses back; asked again, it is counted anew if it may be', async () => {
  const id = await made({ limit_total: 1 })
  const [order, other] = [orderOf([id]), orderOf([id])]
  await redeem(order)
  shop.clock.move(29 * 60)
  await shop.tick('promotions.expire_redemptions')
  assert.equal(await codeOf(redeem(other)), 'PROMOTION_USED_UP')
  shop.clock.move(61)
  await Promise.all([shop.tick('promotions.expire_redemptions'), shop.tick('promotions.expire_redemptions')])
  assert.equal(await usedOf(id), 0)
  await redeem(order)
  assert.equal(await usedOf(id), 1)
  assert.equal(await codeOf(redeem(other)), 'PROMOTION_USED_UP')
  assert.deepEqual((await audit({})).wrong, [])
})

test('a limit set below what is used ends further use and takes nothing away', async () => {
  const id = await made({ limit_total: 10 })
  const orders = Array.from({ length: 4 }, () => orderOf([id]))
  for (const order of orders) await redeem(order)
  await updatePromotion({ promotion_id: id, version: 1, ...draftOf(ruleOf(off(500)), { limit_total: 2 }) })
  assert.equal(await codeOf(redeem(orderOf([id]))), 'PROMOTION_USED_UP')
  await release({ order_id: orders[0]?.order_id ?? '' })
  assert.equal(await usedOf(id), 3)
  assert.equal(await codeOf(redeem(orderOf([id]))), 'PROMOTION_USED_UP')
})
