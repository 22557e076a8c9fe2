import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { eur, memoryProvider, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const hand = memoryProvider()
const by_hand = {
  ...hand.provider,
  name: 'hand',
  is_by_hand: true,
  methods: [{ method: 'transfer', title: 'Transfer', text: '', is_test: true }],
}
/** Whoever has the money before them is right, whatever was called off. */
const capture: typeof hand.provider.capture = (known) => {
  const account = hand.accounts.get(known.payment_id)
  if (account?.outcome === 'voided') account.outcome = 'authorised'
  return hand.provider.capture(known)
}
const shop = await paymentShop(
  [memory.provider, { ...by_hand, capture, charge: (charge) => hand.provider.charge({ ...charge, is_capture_later: true }) }],
  40,
)
const { payments } = shop.clients
const fails = (code: string) => (error: unknown) => isFailure(error, code)
const reserved = async () => {
  const order_id = newId()
  return shop.pay(order_id, { is_capture_later: true })
}
const types = async (order_id: string) => (await shop.told(order_id)).map(({ type }) => type.replace('payments.', ''))
const taken = (payment_id: string) => memory.accounts.get(payment_id)?.captured

test('reserved money is taken once, however many ask, and told once', async () => {
  const { payment_id, order_id, state } = await reserved()
  assert.equal(state, 'authorised')
  const answers = await Promise.all(Array.from({ length: 20 }, () => payments.capturePayment({ payment_id })))
  assert.ok(answers.every((answer) => answer.state === 'captured' && answer.captured_amount === 1000))
  assert.deepEqual(await types(order_id), ['authorised', 'captured'])
})

test('less than was reserved can be taken; only that counts as paid and can be given back', async () => {
  const { payment_id, order_id } = await reserved()
  const payment = await payments.capturePayment({ payment_id, amount: eur(600) })
  assert.deepEqual([payment.state, payment.captured_amount, payment.amount.amount], ['captured', 600, 1000])
  assert.deepEqual((await shop.told(order_id)).at(-1)?.payload.amount, eur(600))
  await assert.rejects(payments.refund({ refund_id: newId(), order_id, amount: eur(601), reason: 'x' }), fails('REFUND_EXCEEDS_CAPTURE'))
})

test('more than was reserved, or other money, is refused before the provider is asked', async () => {
  const { payment_id } = await reserved()
  const before = memory.calls.capture
  await assert.rejects(payments.capturePayment({ payment_id, amount: eur(1001) }), fails('WRONG_AMOUNT'))
  await assert.rejects(payments.capturePayment({ payment_id, amount: { amount: 10, currency: 'USD' } }), fails('WRONG_AMOUNT'))
  assert.equal(memory.calls.capture, before)
})

test('a capture whose answer got lost is the same capture when it is repeated, and another is refused', async () => {
  const { payment_id } = await reserved()
  memory.faults.capture = ['refuse']
  await assert.rejects(payments.capturePayment({ payment_id, amount: eur(600) }), fails('PROVIDER_UNREACHABLE'))
  await assert.rejects(payments.capturePayment({ payment_id, amount: eur(700) }), fails('CAPTURE_UNDER_WAY'))
  shop.clock.move(30)
  await shop.tick('payments.reconcile')
  assert.equal(taken(payment_id), 600)
  assert.equal((await payments.capturePayment({ payment_id, amount: eur(600) })).captured_amount, 600)
})

test('money whose capture is under way is not let go of, and what is let go of is not captured', async () => {
  const [capturing, voiding] = [await reserved(), await reserved()]
  memory.faults.capture = ['refuse']
  await assert.rejects(payments.capturePayment({ payment_id: capturing.payment_id }), fails('PROVIDER_UNREACHABLE'))
  await assert.rejects(payments.voidPayment({ payment_id: capturing.payment_id }), fails('CAPTURE_UNDER_WAY'))
  memory.faults.void = ['refuse']
  await assert.rejects(payments.voidPayment({ payment_id: voiding.payment_id }), fails('PROVIDER_UNREACHABLE'))
  await assert.rejects(payments.capturePayment({ payment_id: voiding.payment_id }), fails('NOT_ALLOWED_IN_STATE'))
})

test('of a capture and a void at once one wins, and the provider’s books agree with ours', async () => {
  for (let round = 0; round < 20; round++) {
    const { payment_id, order_id } = await reserved()
    await Promise.allSettled([payments.capturePayment({ payment_id }), payments.voidPayment({ payment_id })])
    const [payment] = await shop.paymentsOf(order_id)
    assert.ok(payment?.state === 'captured' || payment?.state === 'voided', payment?.state)
    assert.equal(taken(payment_id), payment.captured_amount)
  }
})

test('reserved money is let go of once, and cannot be taken afterwards', async () => {
  const { payment_id, order_id } = await reserved()
  for (let i = 0; i < 3; i++) assert.equal((await payments.voidPayment({ payment_id })).state, 'voided')
  await assert.rejects(payments.capturePayment({ payment_id }), fails('NOT_ALLOWED_IN_STATE'))
  assert.deepEqual(await types(order_id), ['authorised', 'voided'])
})

test('a void that came too late ends as captured', async () => {
  const { payment_id } = await reserved()
  Object.assign(memory.accounts.get(payment_id) ?? {}, { outcome: 'captured', captured: 1000 })
  assert.equal((await payments.voidPayment({ payment_id })).state, 'captured')
})

test('a void whose answer got lost is repeated by the reconciler', async () => {
  const { payment_id, order_id } = await reserved()
  memory.faults.void = ['refuse']
  await assert.rejects(payments.voidPayment({ payment_id }), fails('PROVIDER_UNREACHABLE'))
  shop.clock.move(30)
  await shop.tick('payments.reconcile')
  assert.equal((await shop.paymentsOf(order_id))[0]?.state, 'voided')
})

test('money by hand is received to the exact amount, once', async () => {
  const order_id = newId()
  const { payment_id } = await shop.pay(order_id, { method: 'transfer' })
  await assert.rejects(payments.receivePayment({ payment_id, amount: eur(999) }), fails('WRONG_AMOUNT'))
  for (let i = 0; i < 2; i++) assert.equal((await payments.receivePayment({ payment_id, amount: eur(1000) })).state, 'captured')
  const { payment_id: by_card } = await reserved()
  await assert.rejects(payments.receivePayment({ payment_id: by_card, amount: eur(1000) }), fails('NOT_FOUND'))
})

test('money by hand that was called off and comes all the same is received, however often that is said', async () => {
  const order_id = newId()
  const { payment_id } = await shop.pay(order_id, { method: 'transfer' })
  await payments.voidPayment({ payment_id })
  await assert.rejects(payments.capturePayment({ payment_id }), fails('NOT_ALLOWED_IN_STATE'))
  await assert.rejects(payments.receivePayment({ payment_id, amount: eur(999) }), fails('WRONG_AMOUNT'))
  hand.faults.capture = ['refuse', 'lose']
  for (let i = 0; i < 2; i++)
    await assert.rejects(payments.receivePayment({ payment_id, amount: eur(1000) }), fails('PROVIDER_UNREACHABLE'))
  await Promise.all([1, 2, 3].map(() => payments.receivePayment({ payment_id, amount: eur(1000) })))
  assert.deepEqual(await types(order_id), ['authorised', 'voided', 'captured'])
})

test('nobody asks a person every twenty seconds whether the money has come', async () => {
  await shop.pay(newId(), { method: 'transfer' })
  const before = hand.calls.find
  shop.clock.move(600)
  await shop.tick('payments.reconcile')
  assert.equal(hand.calls.find, before)
})

/** What the events of a rejected or cancelled order lead to; modules/orders/checkout.test.ts shows the whole way. */
const closed = (order_id: string) => payments.refundOrder({ order_id, reason: 'order cancelled' })

test('a cancelled order lets go of what is reserved or pending, and gives back what was captured', async () => {
  const [one, two, three] = [await reserved(), await shop.pay(newId(), { method: 'page' }), await shop.pay(newId())]
  for (const { order_id } of [one, two, three]) await closed(order_id)
  await shop.settle()
  const ends = await Promise.all([one, two, three].map(async ({ order_id }) => (await shop.paymentsOf(order_id))[0]?.state))
  assert.deepEqual(ends, ['voided', 'voided', 'refunded'])
})

test('money that is found to be reserved after the order was cancelled is let go of', async () => {
  memory.faults.charge = ['lose']
  const { order_id, state } = await reserved()
  assert.equal(state, 'unknown')
  await closed(order_id)
  await shop.settle()
  shop.clock.move(30)
  await shop.tick('payments.reconcile')
  assert.equal((await shop.paymentsOf(order_id))[0]?.state, 'voided')
})

test('after all this the books are in order, but for what was made wrong on purpose', async () => {
  shop.clock.move(30)
  await shop.tick('payments.reconcile')
  await shop.settle()
  assert.deepEqual(
    (await shop.audit()).filter(({ rule }) => !rule.includes('M2')),
    [],
  )
})
