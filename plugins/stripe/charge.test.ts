import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endReservation, pay, settleDebit } from './double/shopper.ts'
import { openRig } from './rig-for-tests.ts'

test('a charge opens one page over the order’s amount, and its address is told', async () => {
  const { provider, draft, pageOf, double, clock } = await openRig()
  const charge = draft()
  const outcome = await provider.charge(charge)
  const page = pageOf(charge.payment_id)
  assert.deepEqual(outcome, {
    outcome: 'pending',
    provider_ref: page.id,
    amount: charge.amount,
    problem: null,
    redirect_url: `${double.url}/c/pay/${page.id}`,
  })
  assert.deepEqual([page.amount, page.currency, page.name, page.customer_email], [5000, 'eur', 'Order 12345678', charge.email])
  assert.deepEqual(page.intent_metadata, { payment_id: charge.payment_id, order_id: charge.order_id, order_number: '12345678' })
  assert.equal(page.expires_at - clock.now().getTime() / 1000, 40 * 60)
  assert.deepEqual([page.success_url, page.cancel_url], [charge.return_url, charge.return_url])
})

test('every request names the pinned version of the API, and a charge its payment as the key', async () => {
  const { provider, draft, double } = await openRig()
  const charge = draft()
  await provider.charge(charge)
  await provider.find({ payment_id: charge.payment_id, provider_ref: null })
  assert.deepEqual(new Set(double.asked.map(({ version }) => version)), new Set(['2026-10-28.endive']))
  assert.equal(double.asked[0]?.key, charge.payment_id)
})

test('a charge is one request; a look-up by reference is one, and by time one for a hundred pages', async () => {
  const { provider, draft, double } = await openRig()
  const charge = draft()
  const { provider_ref } = await provider.charge(charge)
  await provider.find({ payment_id: charge.payment_id, provider_ref })
  await provider.find({ payment_id: charge.payment_id, provider_ref: null })
  assert.equal(double.asked.length, 3)
})

test('a page that nobody pays ends as declined after forty minutes, and can be paid no more', async () => {
  const { provider, draft, pageOf, clock, books } = await openRig()
  const charge = draft()
  const { provider_ref } = await provider.charge(charge)
  clock.move(40 * 60)
  const outcome = await provider.find({ payment_id: charge.payment_id, provider_ref })
  assert.deepEqual([outcome?.outcome, outcome?.problem], ['declined', 'The payment was not finished in time. Please try again.'])
  assert.throws(() => pay(books, pageOf(charge.payment_id).id, 'card'))
})

test('a page cannot be made any more ten minutes after the payment was begun', async () => {
  const { provider, draft, clock, books, lines } = await openRig()
  const charge = draft()
  clock.move(601)
  const outcome = await provider.charge(charge)
  assert.deepEqual([outcome.outcome, outcome.problem], ['declined', 'The payment was not finished in time. Please try again.'])
  assert.equal(books.pages.size, 0)
  assert.deepEqual(lines, [])
})

test('a declined card leaves the page open for another, and the shopper is told why', async () => {
  const { provider, draft, pageOf, books } = await openRig()
  const charge = draft()
  const { provider_ref } = await provider.charge(charge)
  const known = { payment_id: charge.payment_id, provider_ref }
  pay(books, pageOf(charge.payment_id).id, 'no_funds')
  const tried = await provider.find(known)
  assert.deepEqual(
    [tried?.outcome, tried?.problem],
    ['pending', 'The card does not have enough money for this payment. Please use another one.'],
  )
  assert.match(tried?.redirect_url ?? '', /\/c\/pay\//)
  pay(books, pageOf(charge.payment_id).id, 'stolen')
  assert.equal((await provider.find(known))?.problem, 'The payment was declined. Please try again or use another card.')
  pay(books, pageOf(charge.payment_id).id, 'card')
  const paid = await provider.find(known)
  assert.deepEqual([paid?.outcome, paid?.problem, paid?.captured_amount], ['captured', null, 5000])
  assert.match(paid?.fingerprint ?? '', /\w/)
})

test('a card whose bank asks back is pending until it is confirmed, and declined where it never is', async () => {
  const { provider, draft, pageOf, books, clock } = await openRig()
  const [one, two] = [draft(), draft()]
  for (const charge of [one, two]) {
    await provider.charge(charge)
    pay(books, pageOf(charge.payment_id).id, 'challenge')
    assert.equal((await provider.find({ payment_id: charge.payment_id, provider_ref: null }))?.outcome, 'pending')
  }
  pay(books, pageOf(one.payment_id).id, 'prove')
  pay(books, pageOf(two.payment_id).id, 'fail_to_prove')
  clock.move(40 * 60)
  assert.equal((await provider.find({ payment_id: one.payment_id, provider_ref: null }))?.outcome, 'captured')
  assert.equal((await provider.find({ payment_id: two.payment_id, provider_ref: null }))?.outcome, 'declined')
})

test('a bank debit is pending for days, then paid or declined', async () => {
  const { provider, draft, pageOf, books, clock } = await openRig()
  for (const is_paid of [true, false]) {
    const charge = draft()
    await provider.charge(charge)
    const page = pageOf(charge.payment_id)
    pay(books, page.id, 'bank_debit')
    clock.move(3 * 86_400)
    const known = { payment_id: charge.payment_id, provider_ref: page.id }
    assert.equal((await provider.find(known))?.outcome, 'pending')
    settleDebit(books, page.id, is_paid)
    assert.equal((await provider.find(known))?.outcome, is_paid ? 'captured' : 'declined')
    assert.equal((await provider.find({ ...known, provider_ref: page.intent }))?.outcome, is_paid ? 'captured' : 'declined')
  }
})

test('a reservation that ends by itself is let go, by page and by payment intent alike', async () => {
  const { provider, draft, pageOf, books } = await openRig()
  const charge = draft({ is_capture_later: true })
  await provider.charge(charge)
  const page = pageOf(charge.payment_id)
  pay(books, page.id, 'card')
  assert.equal((await provider.find({ payment_id: charge.payment_id, provider_ref: page.id }))?.outcome, 'authorised')
  endReservation(books, page.intent ?? '')
  for (const provider_ref of [page.id, page.intent])
    assert.equal((await provider.find({ payment_id: charge.payment_id, provider_ref }))?.outcome, 'voided')
})

test('a charge that is repeated after it was paid says so, although Stripe repeats its first answer', async () => {
  const { provider, draft, pageOf, books } = await openRig()
  const charge = draft()
  await provider.charge(charge)
  pay(books, pageOf(charge.payment_id).id, 'card')
  assert.equal((await provider.charge(charge)).outcome, 'captured')
})

test('the same payment with other words is the page that is there, not a second one', async () => {
  const { provider, draft, books } = await openRig()
  const charge = draft()
  const first = await provider.charge(charge)
  const second = await provider.charge({ ...charge, email: 'grace@customer.example' })
  assert.deepEqual([second.outcome, second.provider_ref, books.pages.size], ['pending', first.provider_ref, 1])
})

test('a payment is found among hundreds that were begun at the same time', async () => {
  const { provider, draft, double } = await openRig()
  const charge = draft()
  await provider.charge(charge)
  await Promise.all(Array.from({ length: 230 }, () => provider.charge(draft())))
  const before = double.asked.length
  assert.equal((await provider.find({ payment_id: charge.payment_id, provider_ref: null }))?.outcome, 'pending')
  assert.equal(double.asked.length - before, 3)
})

test('a reference to another payment, to another account or to nothing of Stripe’s is an error, never "unheard of"', async () => {
  const { provider, draft } = await openRig()
  const [one, two] = [draft(), draft()]
  const { provider_ref } = await provider.charge(one)
  await provider.charge(two)
  await assert.rejects(provider.find({ payment_id: two.payment_id, provider_ref }), /is not the payment/)
  await assert.rejects(provider.find({ payment_id: one.payment_id, provider_ref: 'cs_test_elsewhere' }), /another account/)
  await assert.rejects(provider.find({ payment_id: one.payment_id, provider_ref: 'sim_123' }), /no reference of Stripe/)
})

test('every other step takes as many requests as the README says', async () => {
  const { provider, draft, pageOf, books, double, newsOf } = await openRig()
  const count = async (act: () => Promise<unknown>) => {
    const before = double.asked.length
    await act()
    return double.asked.length - before
  }
  const [one, two, three] = [draft({ is_capture_later: true }), draft({ is_capture_later: true }), draft()]
  const refs = await Promise.all([one, two, three].map(async (charge) => (await provider.charge(charge)).provider_ref))
  const known = (charge: typeof one, i: number) => ({ payment_id: charge.payment_id, provider_ref: refs[i] ?? null })
  for (const charge of [one, two]) pay(books, pageOf(charge.payment_id).id, 'card')
  assert.equal(await count(() => provider.capture({ ...known(one, 0), amount: one.amount })), 2)
  assert.equal(await count(() => provider.void(known(two, 1))), 2)
  assert.equal(await count(() => provider.void(known(three, 2))), 3)
  assert.equal(await count(() => provider.readBooks([known(one, 0)])), 1)
  assert.equal(await count(() => newsOf(/^(payment_intent|checkout)/)), 0)
  assert.equal(await count(() => provider.refund({ ...known(one, 0), refund_id: one.order_id, amount: one.amount })), 3)
  assert.equal(await count(() => provider.readBooks([known(one, 0)])), 2)
})
