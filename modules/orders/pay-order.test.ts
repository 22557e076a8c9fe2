import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { PayDue, Payment } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { fail, isFailure } from '#platform/errors.ts'
import { idFromHash, newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const EUR = (amount: number) => ({ amount, currency: 'EUR' })
const buyer = { email: 'ada@example.com', shipping_address: ADDRESS, lines: [{ variant_id: MUG.variant_id, quantity: 4 }] } // 50.00
const fails = (code: string) => (error: unknown) => isFailure(error, code)

/** Payments that take what is asked for, once for each tender; `refuses` are methods that fail. `cut`: die after the money of this method. */
const tillWith = (balances: Record<string, number>) => {
  const taken = new Map<string, Payment>()
  const asked: PayDue[] = []
  const refuses = new Set<string>()
  const cut = new Set<string>()
  const payDue = async (due: PayDue) => {
    asked.push(due)
    const { code, customer_id } = due.instrument ?? {}
    const tender = `${due.order_id} ${code ?? customer_id ?? 'main'}`
    const purse = code ?? customer_id ?? ''
    const is_declined =
      refuses.has(due.method) || (due.instrument !== undefined && !taken.has(tender) && (balances[purse] ?? 0) < due.amount.amount)
    const payment = taken.get(tender) ?? paymentOf(due, is_declined ? 'declined' : 'captured')
    if (!taken.has(tender) && payment.state === 'captured') {
      taken.set(tender, payment)
      balances[purse] = (balances[purse] ?? 0) - due.amount.amount
    }
    if (payment.amount.amount !== due.amount.amount)
      throw fail('WRONG_AMOUNT', 'A payment over another amount is under way for this order.')
    if (cut.has(due.method)) throw new Error('the line is cut')
    return payment
  }
  const listMethods = async () => ({ methods: [{ method: 'card', provider: 'bank', title: 'Card', text: '', is_test: true }] })
  const readBalance = async ({ instrument: { code, customer_id } }: { instrument: { code?: string; customer_id?: string } }) => {
    const purse = code?.toUpperCase() ?? customer_id ?? ''
    if (code && !(purse in balances)) throw fail('UNKNOWN_CARD', 'There is no such card.')
    const instrument_id = idFromHash(createHash('sha256').update(purse).digest())
    return { instrument_id, balance: EUR(balances[purse] ?? 0), last4: code?.slice(-4) ?? null, expires_at: null }
  }
  const refunds: { refund_id: string; amount: number | undefined }[] = []
  const refund = async ({ refund_id, order_id, amount = EUR(0) }: { refund_id: string; order_id: string; amount?: Money }) => {
    refunds.push({ refund_id, amount: amount.amount })
    return { refund_id, order_id, amount, state: 'done' as const, parts: [] }
  }
  return { ...{ taken, asked, refuses, cut, balances, refunds }, payments: { payDue, listMethods, refund }, giftCards: { readBalance } }
}

const paymentOf = ({ order_id, method, amount }: PayDue, state: 'captured' | 'declined'): Payment => ({
  ...{ payment_id: newId(), order_id, method, provider: 'bank', state, amount, refunded_amount: 0, redirect_url: null },
  ...{ tender: 'main', provider_ref: null, captured_amount: 0, refunding_amount: 0, disputed_amount: 0, is_capture_later: false },
  ...{ is_surplus: false, mismatch: null },
  ...{ problem: state === 'declined' ? 'Not enough.' : null, created_at: '2026-03-01T09:00:00.000Z', settled_at: null },
})

const openShop = async (balances: Record<string, number>) => {
  const till = tillWith(balances)
  const shop = await orderShop({ stock: 100, payments: till.payments, giftCards: till.giftCards })
  const amounts = () => till.asked.map(({ method, amount }) => [method, amount.amount])
  return { ...shop, till, amounts }
}

test('gift cards pay first, in the order given, then store credit, then the main method the rest', async () => {
  const ada = newId()
  const { clients, amounts, till } = await openShop({ 'CARD-AAAA': 1_000, 'CARD-BBBB': 500, [ada]: 700 })
  const wallet = { gift_card_codes: ['CARD-BBBB', 'CARD-AAAA'], use_store_credit: true }
  const call = { actor: { kind: 'user', user_id: ada, role: 'customer', name: 'Ada' } } as const
  const quote = await clients.orders.quoteCheckout({ lines: buyer.lines, ...wallet }, call)
  assert.deepEqual(
    quote.gift_cards.map(({ last4, amount }) => [last4, amount.amount]),
    [
      ['BBBB', 500],
      ['AAAA', 1_000],
    ],
  )
  assert.deepEqual([quote.store_credit?.amount, quote.due], [EUR(700), EUR(2_800)])
  const placed = await clients.orders.checkout({ ...buyer, ...wallet, payment: { method: 'card' } }, call)
  assert.deepEqual(amounts(), [
    ['gift-card', 500],
    ['gift-card', 1_000],
    ['store-credit', 700],
    ['card', 2_800],
  ])
  const order = await clients.orders.readOrder({ order_id: placed.order_id }, call)
  assert.deepEqual([placed.payment_state, order.paid, order.due], ['paid', EUR(5_000), EUR(0)])
  assert.deepEqual(order.gift_cards.map(({ last4, amount }) => `${last4} ${amount.amount}`).sort(), ['AAAA 1000', 'BBBB 500'])
  assert.equal(till.balances[ada], 0)
})

test('a card that covers everything needs no other payment, and no more is taken than is due', async () => {
  const { clients, amounts, till } = await openShop({ CARD: 9_000 })
  const placed = await clients.orders.checkout({ ...buyer, gift_card_codes: ['CARD', 'CARD'], payment: { method: 'card' } }, GUEST)
  assert.deepEqual([placed.payment_state, amounts()], ['paid', [['gift-card', 5_000]]])
  assert.equal(till.balances.CARD, 4_000)
})

test('a card that is named twice pays once', async () => {
  const { clients, amounts } = await openShop({ CARD: 1_000 })
  const quote = await clients.orders.quoteCheckout({ lines: buyer.lines, gift_card_codes: ['card', 'CARD'] }, GUEST)
  assert.deepEqual([quote.gift_cards.map(({ amount }) => amount.amount), quote.due, quote.problems], [[1_000], EUR(4_000), []])
  await clients.orders.checkout({ ...buyer, gift_card_codes: ['CARD', 'CARD'], payment: { method: 'card' } }, GUEST)
  assert.deepEqual(amounts(), [
    ['gift-card', 1_000],
    ['card', 4_000],
  ])
})

test('where the gift card fails nothing else is charged; the order stands and says why', async () => {
  const { clients, amounts, till } = await openShop({ CARD: 1_000 })
  till.refuses.add('gift-card')
  const placed = await clients.orders.checkout({ ...buyer, gift_card_codes: ['CARD'], payment: { method: 'card' } }, GUEST)
  assert.deepEqual([placed.payment_state, placed.payment_problem], ['unpaid', 'Not enough.'])
  assert.deepEqual(amounts(), [['gift-card', 1_000]])
})

test('where the rest is declined the order is partly paid, and says what is due', async () => {
  const { clients, till } = await openShop({ CARD: 1_000 })
  till.refuses.add('card')
  const placed = await clients.orders.checkout({ ...buyer, gift_card_codes: ['CARD'], payment: { method: 'card' } }, GUEST)
  assert.equal(placed.payment_state, 'partly_paid')
  assert.deepEqual((await clients.orders.readAmountDue({ order_id: placed.order_id })).due, EUR(4_000))
})

test('a request that was cut off after any of its payments and is repeated takes each of them once, over the same amounts', async () => {
  for (const method of ['gift-card', 'card']) {
    const { clients, till } = await openShop({ CARD: 1_500 })
    const call = { ...GUEST, idempotency_key: newId() }
    const wish = { ...buyer, gift_card_codes: ['CARD'], payment: { method: 'card' } }
    till.cut.add(method)
    await clients.orders.checkout(wish, call)
    till.cut.clear()
    const placed = await clients.orders.checkout(wish, call)
    assert.equal(placed.payment_state, 'paid', method)
    const taken = [...till.taken.values()].map(({ amount }) => amount.amount)
    assert.deepEqual([taken, till.balances.CARD], [[1_500, 3_500], 0], method)
  }
})

test('a card nobody knows, and store credit of nobody, are refused before anything is bought', async () => {
  const { clients, till } = await openShop({})
  await assert.rejects(clients.orders.checkout({ ...buyer, gift_card_codes: ['NONE'] }, GUEST), fails('UNKNOWN_CARD'))
  await assert.rejects(clients.orders.checkout({ ...buyer, use_store_credit: true }, GUEST), fails('INVALID_INPUT'))
  const quote = await clients.orders.quoteCheckout({ lines: buyer.lines, gift_card_codes: ['NONE'] }, GUEST)
  assert.deepEqual(
    quote.problems.map(({ code }) => code),
    ['UNKNOWN_CARD'],
  )
  assert.deepEqual(till.asked, [])
})

test('what is paid beyond what an open order comes to goes back, and the same news again is the same refund', async () => {
  const { clients, db, settle, till } = await openShop({})
  const { order_id, token } = await clients.orders.checkout({ ...buyer, payment: { method: 'card' } }, GUEST)
  const payload = { payment_id: newId(), order_id, method: 'card', provider: 'bank', tender: 'main', amount: EUR(1_200) }
  for (let i = 0; i < 2; i++) {
    await db.sql`INSERT INTO orders.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, emitted_at, run_at)
      VALUES (${newId()}, 'payments.captured', 'payments', 'payments.captured', ${order_id}, ${i + 1}, ${json(payload)}::jsonb, now(), '2026-01-01')`
    await settle()
  }
  const { paid, due, payment_state } = await clients.orders.trackOrder({ token }, GUEST)
  assert.deepEqual([paid, due, payment_state], [EUR(6_200), EUR(0), 'paid'])
  assert.deepEqual([till.refunds.length, new Set(till.refunds.map(({ refund_id, amount }) => `${refund_id} ${amount}`)).size], [2, 1])
})
