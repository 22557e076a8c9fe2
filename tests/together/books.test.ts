/** From checkout to the books, with the real orders, payments, documents and ledger: what each says of the same money is the same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documents } from '#modules/documents/contract.ts'
import { documentsModule } from '#modules/documents/module.ts'
import { giftCardsModule } from '#modules/gift-cards/module.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { ledgerModule } from '#modules/ledger/module.ts'
import { returns } from '#modules/returns/contract.ts'
import { returnsModule } from '#modules/returns/module.ts'
import type { Client } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { SIGNATURE_HEADER, signNews } from '#plugins/simulated-payments/tell-shop.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const

/** Lends the test the clients of modules that the shop of orders does not name. */
let books: { documents: Client<typeof documents>; ledger: Client<typeof ledger>; returns: Client<typeof returns> } | undefined
const reader: Module = {
  ...{
    contract: { name: 'reader', title: 'Reader', ops: {}, events: {} },
    folder: import.meta.dirname,
    needs: { documents, ledger, returns },
  },
  ...{ ports: {}, ops: {}, on: {}, every: {}, checks: {} },
  warm: async (needs) => {
    books = needs as typeof books
  },
}
const cards = giftCardsModule({ code_key: new Uint8Array(32).fill(7) })
const shop = await orderShop({ stock: 1_000, also: [documentsModule, ledgerModule, returnsModule, cards, reader] })
const { orders, payments, simulatedPayments } = shop.clients

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
  const { parts } = await payments.refund({ refund_id: newId(), order_id, amount: { amount, currency: 'EUR' }, reason: 'scratched' })
  await shop.settle()
  return parts
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

test('where the rest of an order is cancelled, what was sent is billed anew and nobody owes anything', async () => {
  const order_id = await buy(3)
  const { lines } = await orders.confirmOrder({ order_id }, STAFF)
  await orders.fulfilOrder({ order_id, fulfilment_id: newId(), lines: [{ line_id: lines[0]!.line_id, quantity: 1 }] }, STAFF)
  await orders.cancelRest({ order_id }, STAFF)
  await shop.settle()
  assert.deepEqual(await billed(order_id), [
    ['invoice', 3_750],
    ['credit_note', 3_750],
    ['invoice', 1_250],
  ])
  const { receivable, provider_clearing, sales, refunds } = await balancesOf(order_id)
  assert.deepEqual([receivable, provider_clearing, (sales ?? 0) + (refunds ?? 0)], [0, 1_250, -1_050])
  await isSound()
})

/** Ships all of it, and takes so many units back. */
const takeBack = async (order_id: string, quantity: number, as: 'refund' | 'store_credit') => {
  const { fulfilment_state, lines, token } = await orders.readOrder({ order_id }, STAFF)
  if (fulfilment_state === 'unfulfilled') {
    await orders.confirmOrder({ order_id }, STAFF)
    await orders.fulfilOrder({ order_id }, STAFF)
    await shop.settle()
  }
  const [return_id, line_id] = [newId(), lines[0]!.line_id]
  await books!.returns.requestReturn({ return_id, order_token: token, lines: [{ line_id, quantity }] }, GUEST)
  await books!.returns.approveReturn({ return_id }, STAFF)
  await books!.returns.receiveReturn({ return_id, lines: [{ line_id, accepted_quantity: quantity, restock_quantity: quantity }] }, STAFF)
  const settle = () => books!.returns.settleReturn({ return_id, as }, STAFF)
  await Promise.all([settle(), settle()])
  await shop.settle()
}

test('goods that are taken back for store credit have their credit note, and the books owe the credit instead of the goods', async () => {
  const order_id = await buy(3)
  await takeBack(order_id, 1, 'store_credit')
  await takeBack(order_id, 1, 'refund')
  assert.deepEqual(await billed(order_id), [
    ['invoice', 3_750],
    ['credit_note', 1_250],
    ['credit_note', 1_250],
  ])
  assert.deepEqual(await balancesOf(order_id), {
    ...{ receivable: 0, provider_clearing: 2_500, tax_payable: -199, sales: -3_151, refunds: 2_100 },
    gift_card_liability: -1_250,
  })
  const { refunded, credited } = await orders.readOrder({ order_id }, STAFF)
  assert.deepEqual([refunded.amount, credited?.amount], [1_250, 1_250])
  await isSound()
})

test('an order whose goods are taken back for store credit gives no more back than was paid, however it is asked for', async () => {
  const order_id = await buy(2)
  await takeBack(order_id, 2, 'store_credit')
  await assert.rejects(orders.recordReturn({ return_id: newId(), order_id, lines: [], credit: { amount: 1, currency: 'EUR' } }), (error) =>
    isFailure(error, 'MORE_THAN_PAID'),
  )
  const other = await buy(2)
  await giveBack(other, 1_300)
  await assert.rejects(takeBack(other, 1, 'store_credit'), (error) => isFailure(error, 'MORE_THAN_PAID'))
  await isSound()
})

/** The bank of the shopper takes the whole payment back, whatever was given back of it, and says so. */
const charge = async (order_id: string, ...states: ('open' | 'won' | 'lost')[]) => {
  const { payments: paid } = await payments.listPayments({ order_id }, STAFF)
  for (const state of states) {
    await simulatedPayments.dispute({ payment_id: paid[0]!.payment_id, state })
    shop.clock.move(5)
    await shop.tick('simulated_payments.tell_shop')
    await shop.settle()
  }
}
const moneyOf = async (order_id: string) => {
  const { payment_state, paid, refunded, charged_back, due } = await orders.readOrder({ order_id }, STAFF)
  return [payment_state, paid.amount, refunded.amount, charged_back?.amount, due.amount]
}

/** The bank of the customer sends back to the shop what was given back, and the provider says so. */
const comesBack = async ({ refund_id, payment_id, amount }: { refund_id: string; payment_id: string; amount: { amount: number } }) => {
  await shop.db.sql`DELETE FROM simulated_payments.refunds WHERE refund_id = ${refund_id}`
  await shop.db
    .sql`UPDATE simulated_payments.charges SET refunded_amount = refunded_amount - ${amount.amount}::bigint WHERE payment_id = ${payment_id}`
  const news = {
    webhook_id: newId(),
    kind: 'refund',
    payment_id,
    refund_id,
    amount,
    state: 'failed',
    provider_ref: '',
    problem: 'account closed',
  }
  const body = JSON.stringify(news)
  const headers = { [SIGNATURE_HEADER]: signNews(new Uint8Array(32).fill(7), body, Math.floor(shop.clock.now().getTime() / 1000)) }
  await payments.receiveWebhook({ provider: 'simulated', bytes: Buffer.from(body), content_type: 'application/json', headers })
  await shop.settle()
}

test('a refund that the bank returned was never given: its credit note stands for what is owed, and for the refund that follows', async () => {
  const order_id = await buy(2)
  const [part] = await giveBack(order_id, 1_000)
  await comesBack(part!)
  assert.deepEqual(await moneyOf(order_id), ['paid', 2_500, 0, 0, 0])
  const { receivable, provider_clearing } = await balancesOf(order_id)
  assert.deepEqual([receivable, provider_clearing], [-1_000, 2_500])
  await isSound()
  await giveBack(order_id, 400)
  await isSound()
  await giveBack(order_id, 600)
  assert.deepEqual(await billed(order_id), [
    ['invoice', 2_500],
    ['credit_note', 1_000],
  ])
  assert.equal((await balancesOf(order_id)).receivable, 0)
  await isSound()
})

test('a payment that the bank took back is a loss, no refund: a note about it changes neither documents nor books', async () => {
  const order_id = await buy(2)
  await charge(order_id, 'open', 'lost')
  assert.deepEqual(await moneyOf(order_id), ['refunded', 2_500, 0, 2_500, 0])
  const booked = { receivable: 0, provider_clearing: 0, tax_payable: -399, sales: -2_101, chargebacks: 2_500 }
  assert.deepEqual(await balancesOf(order_id), booked)
  await isSound()
  await orders.addNote({ order_id, note: 'the bank believed him' }, STAFF)
  await orders.setTags({ order_id, tags: ['lost'] }, STAFF)
  await shop.settle()
  assert.deepEqual(await billed(order_id), [['invoice', 2_500]])
  assert.deepEqual(await balancesOf(order_id), booked)
  const credit = { amount: 1, currency: 'EUR' }
  await assert.rejects(orders.recordReturn({ return_id: newId(), order_id, lines: [], credit }), (error) =>
    isFailure(error, 'MORE_THAN_PAID'),
  )
  await isSound()
})

test('where the bank takes back more than is left, the order has lost what was left, and the books say what went beyond it', async () => {
  const order_id = await buy(2)
  await giveBack(order_id, 1_000)
  await charge(order_id, 'open', 'lost')
  assert.deepEqual(await moneyOf(order_id), ['refunded', 2_500, 1_000, 1_500, 0])
  const { receivable, provider_clearing, chargebacks, excess_chargebacks } = await balancesOf(order_id)
  assert.deepEqual([receivable, provider_clearing, chargebacks, excess_chargebacks], [0, -1_000, 1_500, 1_000])
  assert.deepEqual(await billed(order_id), [
    ['invoice', 2_500],
    ['credit_note', 1_000],
  ])
  await isSound()
})

test('a dispute that is won brings back what was booked for it, also what went beyond the payment', async () => {
  const order_id = await buy(2)
  await giveBack(order_id, 1_000)
  await charge(order_id, 'open', 'won')
  assert.deepEqual(await moneyOf(order_id), ['partly_refunded', 2_500, 1_000, 0, 0])
  const { provider_clearing, chargebacks, excess_chargebacks } = await balancesOf(order_id)
  assert.deepEqual([provider_clearing, chargebacks, excess_chargebacks], [1_500, 0, 0])
  await isSound()
})

test('where the bank takes back what the shop would have had to give back, it is no loss, and nobody owes anything', async () => {
  const order_id = await buy(2)
  await charge(order_id, 'open')
  await orders.rejectOrder({ order_id }, STAFF)
  await shop.settle()
  await charge(order_id, 'lost')
  assert.deepEqual(await moneyOf(order_id), ['refunded', 2_500, 0, 2_500, 0])
  const booked = { receivable: 0, provider_clearing: 0, tax_payable: 0, sales: -2_101, refunds: 2_101, chargebacks: 0 }
  assert.deepEqual(await balancesOf(order_id), booked)
  await orders.addNote({ order_id, note: 'closed' }, STAFF)
  await shop.settle()
  assert.deepEqual(await balancesOf(order_id), booked)
  await isSound()
})

test('where the rest of an order is cancelled that the bank took back, what was sent is lost, and the rest is no loss', async () => {
  const order_id = await buy(3)
  const { lines } = await orders.confirmOrder({ order_id }, STAFF)
  await orders.fulfilOrder({ order_id, fulfilment_id: newId(), lines: [{ line_id: lines[0]!.line_id, quantity: 1 }] }, STAFF)
  await charge(order_id, 'open', 'lost')
  await orders.cancelRest({ order_id }, STAFF)
  await shop.settle()
  assert.deepEqual(await moneyOf(order_id), ['refunded', 3_750, 0, 3_750, 0])
  const { receivable, provider_clearing, chargebacks, sales, refunds } = await balancesOf(order_id)
  assert.deepEqual([receivable, provider_clearing, chargebacks, (sales ?? 0) + (refunds ?? 0)], [0, 0, 1_250, -1_050])
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
