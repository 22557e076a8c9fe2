import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import type { Fault } from './double/faults.ts'
import { pay } from './double/shopper.ts'
import { openRig, type TestRig } from './rig-for-tests.ts'

const LOST: Fault[] = ['cut_after', 'error_500_after', 'garbage', 'empty']
const UNDONE: Fault[] = ['cut_before', 'error_500', 'rate_limited']

/** twice, since the client asks once more by itself */
const plan = ({ faults }: TestRig, fault: Fault) => faults.plan(fault, 2, /^POST/)

for (const fault of [...LOST, ...UNDONE])
  test(`a charge whose answer is "${fault}" is no answer; a look-up tells what became of it, and there is never a second page`, async () => {
    const rig = await openRig()
    const { provider, draft, faults, books } = rig
    const charge = draft()
    plan(rig, fault)
    await assert.rejects(provider.charge(charge), /^Error: Stripe: /)
    faults.clear()
    const found = await provider.find({ payment_id: charge.payment_id, provider_ref: null })
    assert.equal(found?.outcome, LOST.includes(fault) ? 'pending' : undefined)
    const again = await provider.charge(charge).catch(() => undefined) // Stripe keeps a 500 for its key
    assert.equal(again?.outcome, fault.startsWith('error_500') ? undefined : 'pending')
    assert.equal(books.pages.size, fault === 'error_500' ? 0 : 1)
  })

for (const fault of [...LOST, ...UNDONE])
  test(`a refund whose answer is "${fault}" is asked for again and given once`, async () => {
    const rig = await openRig()
    const { provider, draft, faults, books, pageOf } = rig
    const charge = draft()
    await provider.charge(charge)
    pay(books, pageOf(charge.payment_id).id, 'card')
    const refund = { payment_id: charge.payment_id, provider_ref: null, refund_id: newId(), amount: { amount: 1200, currency: 'EUR' } }
    plan(rig, fault)
    await assert.rejects(provider.refund(refund), /^Error: Stripe: /)
    faults.clear()
    const again = await provider.refund(refund).catch(() => undefined)
    assert.equal(again?.state, fault === 'error_500' ? undefined : 'done')
    assert.equal(books.refunds.size, fault === 'error_500' ? 0 : 1)
  })

for (const fault of [...LOST, 'cut_before', 'rate_limited'] satisfies Fault[])
  test(`a capture and a void whose answer is "${fault}" are repeated without harm`, async () => {
    const rig = await openRig()
    const { provider, draft, faults, books, pageOf } = rig
    const [one, two] = [draft({ is_capture_later: true }), draft({ is_capture_later: true })]
    for (const charge of [one, two]) {
      await provider.charge(charge)
      pay(books, pageOf(charge.payment_id).id, 'card')
    }
    const taken = { payment_id: one.payment_id, provider_ref: null, amount: one.amount }
    const left = { payment_id: two.payment_id, provider_ref: null }
    plan(rig, fault)
    const first = await provider.capture(taken).catch(() => undefined)
    assert.equal(first?.outcome, LOST.includes(fault) ? 'captured' : undefined)
    faults.clear()
    plan(rig, fault)
    await assert.rejects(provider.void(left), /^Error: Stripe: /)
    faults.clear()
    assert.equal((await provider.capture(taken)).outcome, 'captured')
    assert.equal((await provider.void(left)).outcome, 'voided')
    assert.deepEqual(
      (await provider.readBooks([taken, left])).map((row) => row.captured_amount),
      [5000, 0],
    )
  })

test('a second request while the first is at work is told so, asked again by the client, and gets the first one’s answer', async () => {
  const { provider, draft, faults, books } = await openRig()
  const charge = draft()
  faults.plan('slow', 1)
  const answers = await Promise.allSettled([provider.charge(charge), provider.charge(charge), provider.charge(charge)])
  const told = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.provider_ref] : []))
  assert.ok(told.length >= 1)
  assert.deepEqual([new Set(told).size, books.pages.size], [1, 1])
})

test('a refund that is repeated after Stripe has forgotten its key is still the same refund', async () => {
  const { provider, draft, books, pageOf, clock } = await openRig()
  const charge = draft()
  await provider.charge(charge)
  pay(books, pageOf(charge.payment_id).id, 'card')
  const refund = { payment_id: charge.payment_id, provider_ref: null, refund_id: newId(), amount: { amount: 1200, currency: 'EUR' } }
  await provider.refund(refund)
  clock.move(25 * 3_600)
  assert.equal((await provider.refund(refund)).state, 'done')
  assert.equal(books.refunds.size, 1)
})

test('the same refund five times at once is given once', async () => {
  const { provider, draft, books, pageOf } = await openRig()
  const charge = draft()
  await provider.charge(charge)
  pay(books, pageOf(charge.payment_id).id, 'card')
  const refund = { payment_id: charge.payment_id, provider_ref: null, refund_id: newId(), amount: { amount: 1200, currency: 'EUR' } }
  const twins = await Promise.all(Array.from({ length: 5 }, () => provider.refund(refund)))
  assert.deepEqual(new Set(twins.map(({ state }) => state)), new Set(['done']))
  assert.equal(books.refunds.size, 1)
})

test('a page that is paid in the very moment it is called off is told as captured', async () => {
  const { provider, draft, books, pageOf } = await openRig()
  const charge = draft()
  await provider.charge(charge)
  const page = pageOf(charge.payment_id)
  const metadata = page.metadata
  Object.defineProperty(page, 'metadata', {
    get: () => metadata,
    set: () => pay(books, page.id, 'card'), // after the look, before the page is closed
  })
  const outcome = await provider.void({ payment_id: charge.payment_id, provider_ref: page.id })
  assert.deepEqual([outcome.outcome, outcome.captured_amount], ['captured', 5000])
})
