/** Drafts and their offers, with the real orders and promotions: whatever a draft was on the way, it uses what it is placed with. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promotions } from '#modules/promotions/contract.ts'
import { promotionsModule } from '#modules/promotions/module.ts'
import type { Client, Input } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const

let offers: Client<typeof promotions> | undefined
const reader: Module = {
  ...{
    contract: { name: 'reader', title: 'Reader', ops: {}, events: {} },
    folder: import.meta.dirname,
    needs: { promotions },
    ports: {},
    ops: {},
  },
  ...{ on: {}, every: {}, checks: {} },
  warm: async (needs) => {
    offers = (needs as { promotions: typeof offers }).promotions
  },
}
const shop = await orderShop({ stock: 10, also: [promotionsModule, reader] })
const { orders, inventory } = shop.clients

/** A euro off for each mug, from so many on, for one order. */
const offer = async (mugs: number) => {
  const rule: Input<typeof promotions.ops.createPromotion>['rule'] = {
    version: 1,
    conditions: [{ kind: 'quantity_at_least', quantity: mugs }],
    action: { kind: 'amount', amounts: { EUR: 100 * mugs } },
  }
  const draft = {
    title: `From ${mugs} mugs`,
    trigger: 'automatic',
    rule,
    tax_basis: 'before_tax',
    limit_total: 1,
    exclusion_group: 'mugs',
  } as const
  const { promotion_id } = await offers!.createPromotion({ promotion_id: newId(), ...draft })
  return promotion_id
}
const usedOf = async (promotion_id: string) => (await offers!.readPromotion({ promotion_id })).usage.used
const mugs = (quantity: number) => ({ lines: [{ variant_id: MUG.variant_id, quantity }] })

test('a draft that could not be placed and was changed then exchanges its offer, once, and is placed', async () => {
  const [few, many] = [await offer(2), await offer(4)]
  const draft = await orders.createDraft({ email: 'ada@example.com', shipping_address: ADDRESS, ...mugs(4) }, STAFF)
  assert.deepEqual(
    draft.discounts.map(({ promotion_id }) => promotion_id),
    [many],
  )
  await offers!.redeem({
    // a try to place it that was cut off after this
    ...{ order_id: draft.order_id, customer_id: null, email: draft.email },
    discounts: [{ promotion_id: many, code: null, amount: 400, currency: 'EUR' }],
  })
  const changed = await orders.changeDraft({ order_id: draft.order_id, ...mugs(2) }, STAFF)
  assert.deepEqual(
    changed.discounts.map(({ promotion_id }) => promotion_id),
    [few],
  )
  const placing = await Promise.all(
    [1, 2, 3].map(() =>
      orders.placeDraft({ order_id: draft.order_id }, STAFF).then(
        ({ order }) => order.state,
        (error) => (isFailure(error) ? error.code : Promise.reject(error)),
      ),
    ),
  )
  assert.ok(placing.includes('pending'), placing.join())
  await shop.settle()
  assert.deepEqual([await usedOf(few), await usedOf(many)], [1, 0])
  assert.equal((await inventory.readHolds({ order_ids: [draft.order_id] })).holds[0]?.lines[0]?.quantity, 2)
  assert.deepEqual(await shop.audit(), [])
})

test('a draft that is placed without the offer it had redeemed gives it back', async () => {
  const many = await offer(5)
  const draft = await orders.createDraft({ email: 'bob@example.com', shipping_address: ADDRESS, ...mugs(5) }, STAFF)
  const discounts = draft.discounts.map(({ promotion_id, code, amount }) => ({ promotion_id, code, amount, currency: 'EUR' }))
  assert.deepEqual(
    discounts.map(({ promotion_id }) => promotion_id),
    [many],
  )
  await offers!.redeem({ order_id: draft.order_id, customer_id: null, email: draft.email, discounts })
  await orders.changeDraft({ order_id: draft.order_id, ...mugs(1) }, STAFF)
  await orders.placeDraft({ order_id: draft.order_id }, STAFF)
  await shop.settle()
  assert.equal(await usedOf(many), 0)
  assert.deepEqual(await shop.audit(), [])
})
