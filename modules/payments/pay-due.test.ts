import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { DECLINES_AN_HOUR } from './open-attempt.ts'
import { eur, memoryProvider, memoryVault, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const vault = memoryVault()
const shop = await paymentShop([memory.provider, vault.provider], 40)
const { payments } = shop.clients
const fails = (code: string) => (error: unknown) => isFailure(error, code)
const states = async (order_id: string) => (await shop.paymentsOf(order_id)).map((payment) => payment.state)

test('an order is charged for its own amount, in two statements of ours', async () => {
  const order_id = newId()
  await shop.pay(newId()) // the settings are remembered from now on
  const { result, statements } = await countStatements(() => shop.pay(order_id))
  assert.deepEqual([result.state, result.captured_amount, statements], ['captured', 1000, 2])
  assert.deepEqual(
    (await shop.told(order_id)).map(({ type, payload }) => [type, payload.amount, payload.method, payload.provider]),
    [['payments.captured', eur(1000), 'card', 'memory']],
  )
})

test('fifty who pay one order at once charge it once', async () => {
  const order_id = newId()
  const before = memory.accounts.size
  const answers = await Promise.all(Array.from({ length: 50 }, () => shop.pay(order_id)))
  assert.equal(new Set(answers.map((answer) => answer.payment_id)).size, 1)
  assert.equal(memory.accounts.size - before, 1)
  assert.deepEqual(await states(order_id), ['captured'])
})

test('a charge whose answer got lost is unknown, and is found instead of repeated', async () => {
  const order_id = newId()
  memory.faults.charge = ['lose']
  assert.equal((await shop.pay(order_id)).state, 'unknown')
  const before = memory.accounts.size
  assert.equal((await shop.pay(order_id)).state, 'captured')
  assert.equal(memory.accounts.size, before)
})

test('a charge that never arrived is made by the next request, under the same key', async () => {
  const order_id = newId()
  memory.faults.charge = ['refuse']
  const first = await shop.pay(order_id)
  const second = await shop.pay(order_id)
  assert.deepEqual([first.state, second.state, second.payment_id], ['unknown', 'captured', first.payment_id])
})

test('a declined attempt may be followed by a new one', async () => {
  const order_id = newId()
  const declined = await shop.pay(order_id, { method: 'declined' })
  assert.deepEqual([declined.state, declined.problem], ['declined', 'The bank says no.'])
  assert.equal((await shop.pay(order_id)).state, 'captured')
  assert.deepEqual(await states(order_id), ['declined', 'captured'])
})

test('who turns away from the provider’s page and pays in another way is charged once', async () => {
  const order_id = newId()
  const page = await shop.pay(order_id, { method: 'page' })
  assert.deepEqual([page.state, page.redirect_url], ['pending', 'https://provider.example/pay'])
  assert.equal((await shop.pay(order_id, { method: 'page' })).payment_id, page.payment_id)
  assert.equal((await shop.pay(order_id)).state, 'captured')
  assert.deepEqual(await states(order_id), ['voided', 'captured'])
})

test('who turns away after paying on the page is told that it is paid', async () => {
  const order_id = newId()
  const { payment_id } = await shop.pay(order_id, { method: 'page' })
  Object.assign(memory.accounts.get(payment_id) ?? {}, { outcome: 'captured', captured: 1000 })
  const second = await shop.pay(order_id)
  assert.deepEqual([second.state, second.payment_id], ['captured', payment_id])
})

test('money that comes for an attempt that was given up, beside another payment, goes back by itself', async () => {
  const order_id = newId()
  const first = await shop.pay(order_id, { method: 'declined' })
  await shop.pay(order_id)
  Object.assign(memory.accounts.get(first.payment_id) ?? {}, { outcome: 'captured', captured: 1000 })
  await shop.hear({ webhook_id: newId(), kind: 'payment', payment_id: first.payment_id, ...memory.outcomeOf(first.payment_id) })
  await shop.settle()
  const [surplus, kept] = await shop.paymentsOf(order_id)
  assert.deepEqual([surplus?.state, surplus?.is_surplus, surplus?.refunded_amount], ['refunded', true, 1000])
  assert.deepEqual([kept?.state, kept?.refunded_amount], ['captured', 0])
})

test('an amount that is not that of the attempt under way is refused', async () => {
  const order_id = newId()
  await shop.pay(order_id)
  await assert.rejects(shop.pay(order_id, { amount: eur(900) }), fails('WRONG_AMOUNT'))
})

test('a further charge of the same order has a name of its own, and is made once under it', async () => {
  const order_id = newId()
  const charge_id = newId()
  await shop.pay(order_id)
  const more = await Promise.all([1, 2, 3].map(() => shop.pay(order_id, { amount: eur(250), charge_id })))
  assert.equal(new Set(more.map((payment) => payment.payment_id)).size, 1)
  assert.deepEqual(await states(order_id), ['captured', 'captured'])
})

test('each gift card is a tender of its own, beside the one main payment', async () => {
  const order_id = newId()
  const card = (code: string) => shop.pay(order_id, { method: 'gift-card', amount: eur(300), instrument: { code } })
  await Promise.all([card('AAAA'), card('AAAA'), card('BBBB'), shop.pay(order_id, { amount: eur(400) })])
  const tenders = (await shop.paymentsOf(order_id)).map((payment) => payment.tender)
  assert.equal(new Set(tenders).size, 3)
  assert.equal(tenders.length, 3)
  const { rows } = await shop.db.sql<{ is_kept: boolean }>`SELECT bool_or(p::text LIKE '%AAAA%') AS is_kept FROM payments.payments p`
  assert.equal(rows[0]?.is_kept, false, 'the code of a card is not kept')
})

test('money in another currency or amount is never taken for the payment, and staff see it', async () => {
  for (const amount of [eur(999), eur(1001), { amount: 1000, currency: 'USD' }]) {
    const order_id = newId()
    memory.faults.charge = [(outcome) => ({ ...outcome, amount, captured_amount: amount.amount })]
    const payment = await shop.pay(order_id)
    assert.deepEqual([payment.state, payment.captured_amount, payment.mismatch?.amount], ['mismatch', 0, amount])
    assert.deepEqual(
      (await shop.told(order_id)).map(({ type }) => type),
      ['payments.mismatch'],
    )
    const { mismatches } = await payments.listTroubles({})
    assert.ok(mismatches.some((one) => one.order_id === order_id))
    assert.equal((await shop.pay(order_id)).payment_id, payment.payment_id, 'nobody is charged again until someone looked')
    const seen = await payments.dismissMismatch({ payment_id: payment.payment_id, note: 'given back in their dashboard' })
    assert.deepEqual([seen.state, seen.mismatch], ['voided', null])
    memory.accounts.delete(payment.payment_id) // what staff did there
    assert.equal((await shop.pay(order_id)).state, 'captured')
  }
})

test('less than was asked for, without having been reserved first, is a mismatch as well', async () => {
  memory.faults.charge = [(outcome) => ({ ...outcome, captured_amount: 1 })]
  assert.equal((await shop.pay(newId())).state, 'mismatch')
})

test('after ten declines in an hour an address has to wait; others do not', async () => {
  const from = (address: string) => ({ address }) as const
  const due = { order_number: '1', email: 'eve@example.com', amount: eur(100), method: 'declined' }
  for (let i = 0; i < DECLINES_AN_HOUR; i++) await payments.payDue({ ...due, order_id: newId() }, from('203.0.113.9'))
  await assert.rejects(payments.payDue({ ...due, order_id: newId() }, from('203.0.113.9')), fails('TOO_MANY_TRIES'))
  assert.equal((await payments.payDue({ ...due, order_id: newId() }, from('203.0.113.10'))).state, 'declined')
  shop.clock.move(3_601)
  assert.equal((await payments.payDue({ ...due, order_id: newId() }, from('203.0.113.9'))).state, 'declined')
})

test('a card that was declined ten times in an hour is not tried again, wherever it comes from', async () => {
  const due = { order_number: '1', email: 'eve@example.com', amount: eur(100), method: 'declined' }
  const order_id = newId()
  for (let i = 0; i < DECLINES_AN_HOUR; i++)
    await payments.payDue({ ...due, order_id: i === 0 ? order_id : newId() }, { address: `198.51.100.${i}` })
  await assert.rejects(payments.payDue({ ...due, order_id }, { address: '198.51.100.200' }), fails('TOO_MANY_TRIES'))
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
