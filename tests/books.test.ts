/** From checkout to the books, with the real orders, payments, documents and ledger: what each says of the same money is the same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documents } from '#modules/documents/contract.ts'
import { documentsModule } from '#modules/documents/module.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { ledgerModule } from '#modules/ledger/module.ts'
import type { Client } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const

/** Lends the test the clients of modules that the shop of orders does not name. */
let books: { documents: Client<typeof documents>; ledger: Client<typeof ledger> } | undefined
const reader: Module = {
  ...{ contract: { name: 'reader', title: 'Reader', ops: {}, events: {} }, folder: import.meta.dirname, needs: { documents, ledger } },
  ...{ ports: {}, ops: {}, on: {}, every: {}, checks: {} },
  warm: async (needs) => {
    books = needs as typeof books
  },
}
const shop = await orderShop({ stock: 1_000, also: [documentsModule, ledgerModule, reader] })
const { orders, payments } = shop.clients

const buy = async (quantity: number) => {
  const buyer = { email: 'ada@example.com', shipping_address: ADDRESS, payment: { method: 'test-card' } }
  const { order_id } = await orders.checkout(
    { ...buyer, lines: [{ variant_id: MUG.variant_id, quantity }] },
    { ...GUEST, idempotency_key: newId() },
  )
  await shop.settle()
  return order_id
}
const giveBack = async (order_id: string, amount: number) => {
  await payments.refund({ refund_id: newId(), order_id, amount: { amount, currency: 'EUR' }, reason: 'scratched' })
  await shop.settle()
}
const billed = async (order_id: string) =>
  (await books!.documents.listDocuments({ order_id }, STAFF)).documents.map(({ kind, total }) => [kind, total.amount])
const balancesOf = async (order_id: string) => {
  const { balances } = await books!.ledger.readBalances({ order_id }, STAFF)
  return Object.fromEntries(balances.map(({ account, balance }) => [account, balance]))
}
const isSound = async () => {
  shop.clock.move(11 * 60)
  assert.deepEqual(await shop.audit(), [])
}

test('an order that is paid has its invoice and is booked: money with the provider, sale and tax earned, nothing owed', async () => {
  const order_id = await buy(2)
  assert.deepEqual(await billed(order_id), [['invoice', 2_500]])
  assert.deepEqual(await balancesOf(order_id), { receivable: 0, provider_clearing: 2_500, tax_payable: -399, sales: -2_101 })
  await isSound()
})

test('money given back in parts is credited in parts, and the tax with it', async () => {
  const order_id = await buy(2)
  await giveBack(order_id, 1_000)
  await giveBack(order_id, 1_500)
  assert.deepEqual(await billed(order_id), [
    ['invoice', 2_500],
    ['credit_note', 1_000],
    ['credit_note', 1_500],
  ])
  assert.deepEqual(await balancesOf(order_id), { receivable: 0, provider_clearing: 0, tax_payable: 0, sales: -2_101, refunds: 2_101 })
  await isSound()
})

test('an order that is confirmed and then cancelled leaves nothing in the books but that it was', async () => {
  const order_id = await buy(1)
  await orders.confirmOrder({ order_id }, STAFF)
  await shop.settle()
  await orders.cancelOrder({ order_id }, STAFF)
  await shop.settle()
  assert.deepEqual(await billed(order_id), [
    ['invoice', 1_250],
    ['credit_note', 1_250],
  ])
  assert.deepEqual(await balancesOf(order_id), { receivable: 0, provider_clearing: 0, tax_payable: 0, sales: -1_050, refunds: 1_050 })
  await isSound()
})

test('of many who buy, are refunded and cancelled at once, the books balance and the numbers have no gap', async () => {
  await Promise.all(
    Array.from({ length: 24 }, async (_, i) => {
      const order_id = await buy(1 + (i % 3))
      if (i % 3 === 1) await giveBack(order_id, 300)
      if (i % 3 === 2) await orders.rejectOrder({ order_id }, STAFF)
    }),
  )
  await shop.settle()
  const { totals } = await books!.ledger.readTrialBalance({ day: '2026-12-31' }, STAFF)
  for (const { debit, credit } of totals) assert.equal(debit, credit)
  await isSound()
})
