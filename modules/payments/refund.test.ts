import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { eur, memoryProvider, memoryVault, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const vault = memoryVault()
const shop = await paymentShop([memory.provider, vault.provider], 40)
const { payments } = shop.clients
const fails = (code: string) => (error: unknown) => isFailure(error, code)

const paid = async (changes: object = {}) => {
  const order_id = newId()
  const payment = await shop.pay(order_id, changes)
  return { order_id, payment_id: payment.payment_id }
}
const wish = (order_id: string, amount?: number, refund_id = newId()) => ({
  ...{ refund_id, order_id, reason: 'test' },
  ...(amount !== undefined && { amount: eur(amount) }),
})
const bookOf = async (order_id: string) =>
  (await shop.paymentsOf(order_id)).map(({ state, refunded_amount, refunding_amount }) => [state, refunded_amount, refunding_amount])
const givenBack = (payment_id: string) => [...(memory.accounts.get(payment_id)?.refunds.values() ?? [])].reduce((sum, one) => sum + one, 0)
const dispute = (payment_id: string, state: 'open' | 'won' | 'lost', amount = 1000, dispute_ref = `dp ${payment_id}`) =>
  shop.hear({ webhook_id: newId(), kind: 'dispute', payment_id, dispute_ref, amount: eur(amount), state, reason: 'fraudulent' })
/** The bank sends a refund back that was done; told three times over. */
const comesBack = async (payment_id: string, refund_id: string, amount: number) => {
  const news = { kind: 'refund' as const, payment_id, refund_id, amount: eur(amount), state: 'failed' as const }
  for (let i = 0; i < 3; i++) await shop.hear({ webhook_id: newId(), ...news, provider_ref: `re_${refund_id}`, problem: 'account closed' })
  await shop.settle()
}

test('money is given back in parts, up to what was captured and not beyond', async () => {
  const { order_id, payment_id } = await paid()
  assert.equal((await payments.refund(wish(order_id, 300))).state, 'done')
  assert.deepEqual(await bookOf(order_id), [['captured', 300, 0]])
  await assert.rejects(
    payments.refund(wish(order_id, 701)),
    (error) => isFailure(error, 'REFUND_EXCEEDS_CAPTURE') && error.details.refundable === 700,
  )
  assert.equal((await payments.refund(wish(order_id))).amount.amount, 700)
  assert.deepEqual(await bookOf(order_id), [['refunded', 1000, 0]])
  assert.equal(givenBack(payment_id), 1000)
})

test('what was given as store credit, as orders say, is not given back in money as well', async () => {
  const { order_id, payment_id } = await paid()
  const asked = (amount: number) => payments.refund({ ...wish(order_id, amount), kept_amount: 600 })
  await assert.rejects(asked(401), (error) => isFailure(error, 'REFUND_EXCEEDS_CAPTURE') && error.details.refundable === 400)
  assert.equal((await asked(400)).state, 'done')
  assert.equal(givenBack(payment_id), 400)
})

test('who gave money back, for what, why and when is told to staff; what the shop gives back by itself has nobody', async () => {
  const { order_id } = await paid()
  const given_for = { lines: [{ line_id: newId(), title: 'Mug', quantity: 1, amount: 300 }], shipping_amount: 0 }
  await payments.refund({ ...wish(order_id, 300), reason: 'chipped', who: 'Sam', given_for })
  await payments.refund({ ...wish(order_id, 200), reason: 'too much was paid' })
  const { refunds } = await payments.listPayments({ order_id }, shop.STAFF)
  assert.deepEqual(
    refunds.map(({ amount, reason, who, given_for: what }) => [amount.amount, reason, who, what]),
    [
      [300, 'chipped', 'Sam', given_for],
      [200, 'too much was paid', null, null],
    ],
  )
  assert.ok(refunds.every(({ settled_at }) => settled_at !== null))
})

test('a refund takes three statements of ours', async () => {
  const { order_id } = await paid()
  const { statements } = await countStatements(() => payments.refund(wish(order_id, 300)))
  assert.equal(statements, 3)
})

test('the same refund_id any number of times, also at once, is one refund', async () => {
  for (let round = 0; round < 10; round++) {
    const { order_id, payment_id } = await paid()
    const same = wish(order_id, 400)
    const answers = await Promise.all(Array.from({ length: 20 }, () => payments.refund(same)))
    assert.deepEqual(new Set(answers.map((answer) => answer.amount.amount)), new Set([400]))
    assert.deepEqual(await bookOf(order_id), [['captured', 400, 0]])
    assert.equal(givenBack(payment_id), 400)
    assert.equal((await shop.told(order_id)).filter(({ type }) => type === 'payments.refunded').length, 1)
  }
})

test('a refund_id that stands for another refund is refused', async () => {
  const [one, other] = [await paid(), await paid()]
  const { refund_id } = await payments.refund(wish(one.order_id, 400))
  await assert.rejects(payments.refund(wish(one.order_id, 500, refund_id)), fails('REFUND_ID_REUSED'))
  await assert.rejects(payments.refund(wish(other.order_id, 400, refund_id)), fails('REFUND_ID_REUSED'))
})

test('100 refunds at once whose sum is three times the capture give back exactly the capture', async () => {
  const { order_id, payment_id } = await paid()
  memory.faults.refund = Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? 'lose' : (outcome) => outcome))
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => payments.refund(wish(order_id, 30))))
  memory.faults.refund = []
  const accepted = outcomes.filter((outcome) => outcome.status === 'fulfilled')
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') assert.ok(isFailure(outcome.reason, 'REFUND_EXCEEDS_CAPTURE'), String(outcome.reason))
  assert.equal(accepted.length, 33)
  shop.clock.move(30)
  await shop.tick('payments.reconcile')
  assert.deepEqual(await bookOf(order_id), [['captured', 990, 0]])
  assert.equal(givenBack(payment_id), 990)
})

test('an order paid in several ways is given back from the main payment first, then from stored value', async () => {
  const { order_id } = await paid({ method: 'gift-card', amount: eur(300), instrument: { code: 'CARD' } })
  await shop.pay(order_id, { amount: eur(700) })
  const first = await payments.refund(wish(order_id, 800))
  assert.deepEqual(
    first.parts.map((part) => [part.method, part.amount.amount, part.state]),
    [
      ['card', 700, 'done'],
      ['gift-card', 100, 'done'],
    ],
  )
  assert.equal(first.parts[0]?.refund_id, first.refund_id)
  assert.equal((await payments.refund(wish(order_id))).amount.amount, 200)
  assert.equal(givenBack(first.parts[0]?.payment_id ?? ''), 700)
})

test('a refund whose answer got lost stays under way and is repeated with the same key', async () => {
  const { order_id, payment_id } = await paid()
  memory.faults.refund = ['lose', 'refuse']
  const { state } = await payments.refund(wish(order_id, 600))
  assert.equal(state, 'started')
  assert.deepEqual(await bookOf(order_id), [['captured', 0, 600]])
  await assert.rejects(payments.refund(wish(order_id, 500)), fails('REFUND_EXCEEDS_CAPTURE'))
  for (let i = 0; i < 2; i++) {
    shop.clock.move(30)
    await shop.tick('payments.reconcile')
  }
  assert.deepEqual(await bookOf(order_id), [['captured', 600, 0]])
  assert.equal(givenBack(payment_id), 600)
})

test('a refund that fails makes its amount free again, and staff are told', async () => {
  const { order_id } = await paid()
  memory.refundAnswers.push('failed')
  assert.equal((await payments.refund(wish(order_id, 600))).state, 'failed')
  assert.deepEqual(await bookOf(order_id), [['captured', 0, 0]])
  assert.deepEqual(
    (await shop.told(order_id)).map(({ type }) => type),
    ['payments.captured', 'payments.refund_failed'],
  )
  assert.ok((await payments.listTroubles({})).failed_refunds.some((part) => part.order_id === order_id && part.amount.amount === 600))
  assert.equal((await payments.refund(wish(order_id))).state, 'done')
})

test('a refund that came back stays with staff until as much or more is given back after it failed, whatever was given before', async () => {
  const { order_id, payment_id } = await paid()
  const listed = async () => {
    const { failed_refunds } = await payments.listTroubles({})
    return failed_refunds.filter((part) => part.order_id === order_id).map(({ refund_id }) => refund_id)
  }
  const first = await payments.refund(wish(order_id, 300))
  shop.clock.move(60)
  await payments.refund(wish(order_id, 300))
  shop.clock.move(60)
  memory.accounts.get(payment_id)?.refunds.delete(first.refund_id)
  await comesBack(payment_id, first.refund_id, 300)
  assert.deepEqual(await listed(), [first.refund_id], 'the other one was begun before this one failed')
  shop.clock.move(60)
  await payments.refund(wish(order_id, 200))
  assert.deepEqual(await listed(), [first.refund_id], 'less than what came back')
  assert.equal((await payments.refund(wish(order_id))).amount.amount, 500)
  assert.deepEqual(await listed(), [])
})

test('a refund that was done and comes back from the bank is not done any more', async () => {
  const { order_id, payment_id } = await paid()
  const { refund_id } = await payments.refund(wish(order_id))
  memory.accounts.get(payment_id)?.refunds.delete(refund_id)
  await comesBack(payment_id, refund_id, 1000)
  assert.deepEqual(await bookOf(order_id), [['captured', 0, 0]])
})

test('a refund that was begun at the provider is written down once, and counts', async () => {
  const { order_id, payment_id } = await paid()
  memory.accounts.get(payment_id)?.refunds.set('outside', 250)
  const news = {
    kind: 'refund' as const,
    payment_id,
    refund_id: null,
    amount: eur(250),
    state: 'done' as const,
    provider_ref: 're_outside',
    problem: null,
  }
  for (let i = 0; i < 3; i++) await shop.hear({ webhook_id: newId(), ...news })
  await shop.settle()
  assert.deepEqual(await bookOf(order_id), [['captured', 250, 0]])
  await assert.rejects(payments.refund(wish(order_id, 751)), fails('REFUND_EXCEEDS_CAPTURE'))
})

test('an open dispute keeps its amount from being refunded; won it is free, lost it counts as given back', async () => {
  const [won, lost] = [await paid(), await paid()]
  for (const { payment_id } of [won, lost]) await dispute(payment_id, 'open', 800)
  await shop.settle()
  for (const { order_id } of [won, lost]) await assert.rejects(payments.refund(wish(order_id, 201)), fails('REFUND_EXCEEDS_CAPTURE'))
  await dispute(won.payment_id, 'won', 800)
  await dispute(lost.payment_id, 'lost', 800)
  await dispute(lost.payment_id, 'open', 800)
  await shop.settle()
  assert.equal((await payments.refund(wish(won.order_id))).amount.amount, 1000)
  assert.equal((await payments.refund(wish(lost.order_id))).amount.amount, 200)
  const { disputes } = await payments.listPayments({ order_id: lost.order_id })
  assert.deepEqual(
    disputes.map(({ state }) => state),
    ['lost'],
  )
})

test('a dispute over what was refunded already reserves only what is left', async () => {
  const { order_id, payment_id } = await paid()
  await payments.refund(wish(order_id, 900))
  await dispute(payment_id, 'open')
  await shop.settle()
  assert.equal((await shop.paymentsOf(order_id))[0]?.disputed_amount, 100)
})

test('everything of an order is given back once, however often and by how many it is asked', async () => {
  const { order_id, payment_id } = await paid()
  await payments.refund(wish(order_id, 100))
  const answers = await Promise.all(Array.from({ length: 30 }, () => payments.refundOrder({ order_id, reason: 'cancelled' })))
  for (const { refunded } of answers) assert.deepEqual(refunded, eur(1000))
  assert.equal(givenBack(payment_id), 1000)
})

test('an order that was never paid has nothing to give back', async () => {
  const order_id = newId()
  assert.deepEqual(await payments.refundOrder({ order_id, reason: 'cancelled' }), { order_id, refunded: null })
  await assert.rejects(payments.refund(wish(order_id)), fails('REFUND_EXCEEDS_CAPTURE'))
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
