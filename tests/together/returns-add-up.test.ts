/**
 * Random orders with discounts before and after tax, prices with tax and without, sent in parts, given back in parts, with returns and without, in
 * any sequence and in every way: what was given back is never more than what was paid, and all of it when everything came back.
 */
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { documentsModule } from '#modules/documents/module.ts'
import { giftCardsModule } from '#modules/gift-cards/module.ts'
import { ledgerModule } from '#modules/ledger/module.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { Discount } from '#modules/promotions/contract.ts'
import { type Return, returns } from '#modules/returns/contract.ts'
import { returnsModule } from '#modules/returns/module.ts'
import type { Calculate } from '#modules/tax/contract.ts'
import type { Client } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { allocate } from '#platform/money.ts'
import { ADDRESS, MUG, orderShop, POT } from '#tests/kit/order-shop.ts'
import { randomOf } from '#tests/kit/random-order.ts'
import { referenceTax } from '#tests/kit/reference-tax.ts'

const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const EUR = (amount: number) => ({ amount, currency: 'EUR' })
const ORDERS = process.env.FULL ? 60 : 6
const seed = Number(process.env.SEED ?? randomInt(1_000_000_000))
const random = randomOf(seed)
const chance = (of: number) => random(of) === 0

/** What the next order is reckoned with: shares of its goods in basis points, and the tax. */
let engines = { before_tax: 0, after_tax: 0, tax: referenceTax() }
const shuffle = () => {
  engines = {
    ...{ before_tax: chance(3) ? 0 : random(9_000), after_tax: chance(2) ? 0 : random(1_000) },
    tax: referenceTax({ rates: { standard: [0, 550, 700, 1_900][random(4)] ?? 0 }, takes_tax_out: chance(6) }),
  }
}
type Line = { line_id: string; amount: number }
const discountOf = (tax_basis: Discount['tax_basis'], lines: Line[], amounts: number[], share: number): Discount[] => {
  const amount = Math.floor((amounts.reduce((all, one) => all + one, 0) * share) / 10_000)
  const parts = allocate(amount, amounts)
  const allocations = lines.map(({ line_id }, i) => ({ line_id, amount: parts[i] ?? 0 })).filter((part) => part.amount > 0)
  const facts = { promotion_id: newId(), code: null, title: tax_basis, kind: 'amount' as const, tax_basis, is_limited: false, why: [] }
  return amount > 0 ? [{ ...facts, amount, allocations }] : []
}
const evaluate = async ({ lines }: { lines: Line[] }) => {
  const amounts = lines.map(({ amount }) => amount)
  const early = discountOf('before_tax', lines, amounts, engines.before_tax)
  const off = new Map(early.flatMap(({ allocations }) => allocations.map((part) => [part.line_id, part.amount])))
  const rest = lines.map(({ line_id, amount }) => Math.floor((amount - (off.get(line_id) ?? 0)) / 3)) // an export has less than that
  return { discounts: [...early, ...discountOf('after_tax', lines, rest, engines.after_tax)], refused: [], why: [] }
}
const METHOD = {
  ...{ method_id: newId(), title: 'Parcel', text: '', amount: EUR(490), tax_class: 'standard', is_pickup: false },
  ...{ min_days: null, max_days: null, carrier: null, pickup: null, why: [] },
}

const shopWith = async (prices_include_tax: boolean) => {
  let client: Client<typeof returns> | undefined
  const reader: Module = {
    ...{ contract: { name: 'reader', title: 'Reader', ops: {}, events: {} }, folder: import.meta.dirname, needs: { returns }, ports: {} },
    ...{ ops: {}, on: {}, every: {}, checks: {} },
    warm: async (needs) => {
      client = (needs as { returns: typeof client }).returns
    },
  }
  const shop = await orderShop({
    ...{ stock: 1_000_000, prices_include_tax, promotions: { evaluate } },
    shipping: { listOptions: async () => ({ options: [METHOD], is_set_up: true }) },
    tax: { calculate: async (input: Calculate) => engines.tax(input) },
    also: [documentsModule, ledgerModule, returnsModule, giftCardsModule({ code_key: new Uint8Array(32).fill(7) }), reader],
  })
  assert.ok(client)
  return { ...shop, returns: client }
}
type Shop = Awaited<ReturnType<typeof shopWith>>

const placed = async ({ clients: { orders }, settle }: Shop): Promise<Order> => {
  shuffle()
  const price = () => ({ quantity: 1 + random(7), unit_price: EUR(1 + random(9_999)), price_reason: 'random' })
  const lines = [MUG, POT].slice(0, 1 + random(2)).map(({ variant_id }) => ({ variant_id, ...price() }))
  const { order_id } = await orders.createDraft({ email: 'ada@example.com', shipping_address: ADDRESS, lines }, STAFF)
  await orders.placeDraft({ order_id, payment: { method: 'test-card' } }, STAFF)
  await settle()
  return orders.confirmOrder({ order_id }, STAFF)
}

/** What came back and gave no money, what was kept of it, and the delivery cost that stays. Minor units. */
type Kept = { exchanged: number; deducted: number; shipping: number }

const isWithin = ({ paid, refunded, credited }: Order) => assert.ok(refunded.amount + (credited?.amount ?? 0) <= paid.amount)

/** Sends a random part of what is left, or cancels what is left. */
const sendSome = async ({ clients: { orders } }: Shop, order: Order) => {
  const { order_id } = order
  if (order.fulfilment_state === 'partly_fulfilled' && chance(3)) return orders.cancelRest({ order_id }, STAFF)
  const left = order.lines.map(({ line_id, quantity, fulfilled_quantity }) => ({ line_id, quantity: quantity - fulfilled_quantity }))
  const lines = left.map((line) => ({ ...line, quantity: random(line.quantity + 1) })).filter(({ quantity }) => quantity > 0)
  if (lines.length > 0) await orders.fulfilOrder({ order_id, fulfilment_id: newId(), lines }, STAFF)
}

/** Takes random units back, and settles them in a random way. */
const takeSome = async ({ returns }: Shop, order: Order, kept: Kept) => {
  const { lines: left } = await returns.readReturnable({ order_token: order.token })
  const lines = left.map((line) => ({ ...line, quantity: random(line.quantity + 1) })).filter(({ quantity }) => quantity > 0)
  if (lines.length === 0) return
  const return_id = newId()
  await returns.requestReturn({ return_id, order_token: order.token, lines })
  await returns.approveReturn({ return_id }, STAFF)
  const accepted = lines.map(({ line_id, quantity }) => ({
    line_id,
    accepted_quantity: chance(3) ? random(quantity + 1) : quantity,
    restock_quantity: 0,
  }))
  const { lines: came } = await returns.receiveReturn({ return_id, lines: accepted }, STAFF)
  const worth = came.reduce((all, { amount }) => all + amount.amount, 0)
  const as = (['refund', 'refund', 'store_credit', 'exchange'] as const)[random(4)] ?? 'refund'
  const deduction = chance(4) && worth > 2 ? { deduction: { amount: 1 + random(Math.floor(worth / 3) || 1), reason: 'scratched' } } : {}
  const settled = await settle(returns, { return_id, as, ...(chance(3) && { with_shipping: true }), ...(as !== 'exchange' && deduction) })
  count(settled, kept)
}

/** Gives money back for random units that were sent and that nothing was given for, without a return. */
const refundSome = async ({ returns }: Shop, order: Order, kept: Kept) => {
  const { order_id } = order
  const { lines: known, shipping_amount } = await returns.readRefundable({ order_id }, STAFF)
  const sent = new Map(order.lines.map((line) => [line.line_id, line.fulfilled_quantity]))
  const lines = known
    .map(({ line_id, given_quantity }) => ({ line_id, quantity: random(Math.max(0, (sent.get(line_id) ?? 0) - given_quantity) + 1) }))
    .filter(({ quantity }) => quantity > 0)
  const with_shipping = shipping_amount > 0 && chance(3)
  if (lines.length === 0 && !with_shipping) return
  await returns
    .refund({ refund_id: newId(), order_id, lines, with_shipping, reason: 'random' }, STAFF)
    .then(() => {
      kept.shipping -= with_shipping ? shipping_amount : 0
    })
    .catch((error) => assert.ok(isFailure(error, 'NOTHING_PAID'), String(error)))
}

type Settling = Parameters<Client<typeof returns>['settleReturn']>[0]
/** The delivery cost goes back once, no more is kept than is due, and nothing is sent anew that money was given for: what is refused is left out. */
const settle = (client: Client<typeof returns>, { with_shipping, deduction, ...settling }: Settling): Promise<Return> =>
  client.settleReturn({ ...settling, ...(with_shipping && { with_shipping }), ...(deduction && { deduction }) }, STAFF).catch((error) => {
    if (with_shipping && isFailure(error, 'SHIPPING_GIVEN_BACK')) return settle(client, { ...settling, ...(deduction && { deduction }) })
    if (settling.as === 'exchange' && isFailure(error, 'TOO_MANY')) return settle(client, { ...settling, as: 'refund' })
    if (deduction && isFailure(error, 'DEDUCTION_TOO_LARGE'))
      return settle(client, { ...settling, ...(with_shipping && { with_shipping }) })
    throw error
  })

const count = ({ settled_as, total, deduction, shipping }: Return, kept: Kept) => {
  if (settled_as === 'exchange') kept.exchanged += total.amount
  else {
    kept.deducted += deduction.amount
    kept.shipping -= shipping.amount
  }
}

for (const prices_include_tax of [true, false])
  test(`${ORDERS} random orders, prices ${prices_include_tax ? 'with' : 'without'} tax: what goes back adds up to what was paid (seed ${seed})`, async () => {
    const shop = await shopWith(prices_include_tax)
    const { orders } = shop.clients
    for (let i = 0; i < ORDERS; i++) {
      const { order_id, shipping, discounts, total } = await placed(shop)
      const off = discounts.flatMap(({ allocations }) => allocations).find(({ line_id }) => line_id === 'shipping')
      assert.equal(off, undefined)
      const kept: Kept = { exchanged: 0, deducted: 0, shipping: shipping?.tax.gross ?? 0 }
      for (let steps = 0; ; steps++) {
        await shop.settle()
        const order = await orders.readOrder({ order_id }, STAFF)
        isWithin(order)
        if (order.fulfilment_state === 'fulfilled' && order.lines.every((line) => line.returned_quantity === line.quantity)) break
        assert.ok(steps < 500, 'this order never comes to an end')
        if (order.fulfilment_state !== 'fulfilled' && chance(2)) await sendSome(shop, order)
        else if (chance(3)) await refundSome(shop, order, kept)
        else if (order.fulfilment_state !== 'unfulfilled') await takeSome(shop, order, kept)
      }
      const { paid, refunded, credited } = await orders.readOrder({ order_id }, STAFF)
      assert.equal(paid.amount, total.amount)
      const back = refunded.amount + (credited?.amount ?? 0)
      assert.equal(back + kept.exchanged + kept.deducted + kept.shipping, paid.amount, `order ${i}: ${JSON.stringify(kept)}`)
    }
    shop.clock.move(11 * 60)
    assert.deepEqual(await shop.audit(), [])
  })
