/** Offers of orders that are changed, opened again, or not the first, with the real orders and promotions. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promotions } from '#modules/promotions/contract.ts'
import { promotionsModule } from '#modules/promotions/module.ts'
import type { Client, Input } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const

let offers!: Client<typeof promotions>
const reader: Module = {
  ...{ contract: { name: 'reader', title: 'Reader', ops: {}, events: {} }, folder: import.meta.dirname, needs: { promotions }, ports: {} },
  ...{ ops: {}, on: {}, every: {}, checks: {} },
  warm: async (needs) => {
    offers = (needs as { promotions: typeof offers }).promotions
  },
}
const shop = await orderShop({ stock: 1_000, also: [promotionsModule, reader] })
const { orders, payments } = shop.clients

type Draft = Input<typeof promotions.ops.createPromotion>
/** Half off, by its code, unless it is said otherwise. */
const offer = async (code: string | null, conditions: Draft['rule']['conditions'], more: Partial<Draft> = {}) => {
  const { promotion_id } = await offers.createPromotion({
    ...{ promotion_id: newId(), title: `Half ${code ?? ''}`, trigger: code ? 'code' : 'automatic', tax_basis: 'before_tax' },
    rule: { version: 1, conditions, action: { kind: 'percent', basis_points: 5_000 } },
    ...more,
  })
  if (code) await offers.addCodes({ promotion_id, batch_id: newId(), codes: [code] })
  await shop.settle()
  return promotion_id
}
const buyer = () => ({ email: `${newId()}@example.com`, shipping_address: ADDRESS, payment: { method: 'test-card' } })
const buy = async (quantity: number, more: object) => {
  const lines = [{ variant_id: MUG.variant_id, quantity }]
  const { order_id } = await orders.checkout({ ...buyer(), lines, ...more }, { ...GUEST, idempotency_key: newId() })
  await shop.settle()
  return orders.readOrder({ order_id }, STAFF)
}

test('a code whose condition no longer holds is told in the quote of an edit, and dropped by it', async () => {
  await offer('FROMTWO', [{ kind: 'quantity_at_least', quantity: 2 }], { limit_total: 5 })
  const { order_id, version, total, lines } = await buy(4, { codes: ['fromtwo'] })
  assert.equal(total.amount, 2_500)
  const less = { order_id, lines: [{ line_id: lines[0]?.line_id ?? '', quantity: 1 }] }
  const { quote, difference } = await orders.quoteEdit(less, STAFF)
  assert.deepEqual([quote.total.amount, difference.amount, quote.discounts, quote.problems], [1_250, -1_250, [], []])
  assert.deepEqual(
    quote.refused_codes.map(({ code, reason }) => [code, reason]),
    [['FROMTWO', 'conditions']],
  )
  await orders.editOrder({ ...less, edit_id: newId(), version, expected_total: quote.total }, STAFF)
  await shop.settle()
  const now = await orders.readOrder({ order_id }, STAFF)
  assert.deepEqual([now.total.amount, now.discounts, now.refunded.amount, now.due.amount], [1_250, [], 1_250, 0])
  shop.clock.move(700)
  assert.deepEqual(await shop.audit(), [])
})

test('an offer that is limited and came after an order neither comes into it by an edit nor stands in its way', async () => {
  const { order_id, version, lines } = await buy(3, {})
  const promotion_id = await offer(null, [], { limit_total: 5 })
  const less = { order_id, edit_id: newId(), version, lines: [{ line_id: lines[0]?.line_id ?? '', quantity: 2 }] }
  const edited = await orders.editOrder(less, STAFF)
  assert.deepEqual([edited.total.amount, edited.discounts], [2_500, []])
  await offers.pausePromotion({ promotion_id, is_paused: true })
  await shop.settle()
})

test('an offer for the first order is refused to whoever has ordered before, by account or by e-mail', async () => {
  await offer('WELCOME', [{ kind: 'first_order' }])
  const email = 'Old@Example.com'
  const first = await buy(1, { email })
  const wish = { lines: [{ variant_id: MUG.variant_id, quantity: 1 }], codes: ['WELCOME'] }
  const quote = await orders.quoteCheckout({ ...wish, email: 'old@example.com' }, GUEST)
  assert.deepEqual(
    [quote.discounts, quote.refused_codes.map(({ code, said }) => [code, said?.sentence])],
    [[], [['WELCOME', 'first_order']]],
  )
  const asked = (more: object, call: object = GUEST) =>
    orders.checkout({ ...buyer(), ...wish, ...more }, { ...GUEST, ...call, idempotency_key: newId() })
  await assert.rejects(asked({ email: 'old@example.com' }), { code: 'CODE_REFUSED' })
  const ada = { actor: { kind: 'user', user_id: newId(), role: 'customer', name: 'Ada' } } as const
  assert.equal((await asked({}, ada)).total.amount, 625)
  await assert.rejects(asked({}, ada), { code: 'CODE_REFUSED' }) // under another address
  await orders.cancelOrder({ order_id: first.order_id }, STAFF)
  await shop.settle()
  assert.equal((await asked({ email })).total.amount, 625, 'an order that came to nothing is none')
})

test('of several first orders at once one gets the offer; asked for again after a lost answer, it is the same order', async () => {
  const promotion_id = await offer('HELLO', [{ kind: 'first_order' }])
  const wish = { ...buyer(), lines: [{ variant_id: MUG.variant_id, quantity: 1 }], codes: ['HELLO'] }
  const ask = (idempotency_key: string) =>
    orders.checkout(wish, { ...GUEST, idempotency_key }).then(
      ({ order_id }) => order_id,
      ({ code }) => String(code),
    )
  const keys = Array.from({ length: 6 }, () => newId())
  const asked = await Promise.all(keys.flatMap((key) => [ask(key), ask(key)]))
  const again = await Promise.all(keys.map(ask))
  const placed = new Set([...asked, ...again].filter((answer) => answer.includes('-')))
  assert.equal(placed.size, 1)
  await shop.settle()
  const { usage } = await offers.readPromotion({ promotion_id })
  assert.deepEqual([usage.used, usage.totals.map(({ orders }) => orders)], [1, [1]])
})

test('an edit of a first order keeps what it was given for being the first', async () => {
  await offer('NEWHERE', [{ kind: 'first_order' }])
  const { email } = buyer()
  const { order_id, version, lines } = await buy(2, { email, codes: ['NEWHERE'] })
  await buy(1, { email })
  const line_id = lines[0]?.line_id ?? ''
  const edited = await orders.editOrder({ order_id, edit_id: newId(), version, lines: [{ line_id, quantity: 4 }] }, STAFF)
  assert.equal(edited.total.amount, 2_500)
})

/** Begun on the provider's page, and not paid until its stock and its offer were given back. */
const letRunOut = async (code: string) => {
  const { order_id } = await buy(1, { codes: [code], payment: { method: 'test-page' } })
  shop.clock.move(31 * 60)
  await shop.tick('inventory.expire_holds')
  await shop.settle()
  assert.equal((await orders.readOrder({ order_id }, STAFF)).state, 'cancelled')
  return order_id
}
/** The provider took the money in the moment before it was called off, and tells it now. */
const payLate = async (order_id: string) => {
  const { payments: begun } = await payments.listPayments({ order_id }, STAFF)
  const payment_id = begun[0]?.payment_id ?? ''
  await shop.db.sql`
    UPDATE simulated_payments.charges SET outcome = 'captured', captured_amount = amount WHERE payment_id = ${payment_id}`
  await shop.db.sql`
    INSERT INTO simulated_payments.news (news_id, payment_id, tell_at, tell_times) VALUES (${newId()}, ${payment_id}, ${shop.clock.now()}, 1)`
  await shop.tick('simulated_payments.tell_shop')
  await shop.settle()
  return orders.readOrder({ order_id }, STAFF)
}
const usageOf = async (promotion_id: string) => {
  const { used, overdrawn, totals } = (await offers.readPromotion({ promotion_id })).usage
  return [used, overdrawn, totals[0]?.orders ?? 0]
}
const audit = async () => {
  shop.clock.move(700)
  await shop.settle()
  return (await shop.audit()).map(({ rule }) => rule)
}

test('an order that is opened again by a late payment uses its offer again', async () => {
  const promotion_id = await offer('AGAIN', [], { limit_total: 1 })
  const order_id = await letRunOut('AGAIN')
  assert.deepEqual(await usageOf(promotion_id), [0, 0, 0])
  const { state, total } = await payLate(order_id)
  assert.deepEqual([state, total.amount], ['pending', 625])
  assert.deepEqual(await usageOf(promotion_id), [1, 0, 1])
  await assert.rejects(buy(1, { codes: ['AGAIN'] }), { code: 'CODE_REFUSED' })
  assert.deepEqual(await audit(), [])
  await orders.cancelOrder({ order_id }, STAFF)
  await shop.settle()
  assert.deepEqual(await usageOf(promotion_id), [0, 0, 0])
  assert.deepEqual(await audit(), [])
})

test('where others have its offer by then, it keeps its discount, is noted as overdrawn, and the limit holds', async () => {
  const promotion_id = await offer('ONCE', [], { limit_total: 1 })
  const order_id = await letRunOut('ONCE')
  await buy(1, { codes: ['ONCE'] })
  const { state, total } = await payLate(order_id)
  assert.deepEqual([state, total.amount], ['pending', 625])
  assert.deepEqual(await usageOf(promotion_id), [1, 1, 2])
  assert.deepEqual(await audit(), [])
})

test('the audit sees an order under way whose offer is counted nowhere, and a closed one that still uses its own', async () => {
  await offer('SEEN', [], { limit_total: 2 })
  const { order_id } = await buy(1, { codes: ['SEEN'] })
  const release = (state: string) => shop.db.sql`UPDATE promotions.redemptions SET state = ${state} WHERE order_id = ${order_id}`
  await release('released')
  assert.deepEqual(await audit(), ['promotions M9 given', 'orders M9 orders'])
  await release('kept')
  assert.deepEqual(await audit(), [])
  await orders.cancelOrder({ order_id }, STAFF)
  await shop.settle()
  assert.deepEqual(await audit(), [])
  await release('kept')
  assert.deepEqual(await audit(), ['promotions M9 counters', 'promotions M9 given', 'orders M9 orders'])
  await release('released')
})
