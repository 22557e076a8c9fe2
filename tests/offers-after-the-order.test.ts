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
const { orders } = shop.clients

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
