/** What comes back and what was paid for it, with the real orders, payments, gift cards, documents and ledger: money is given once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { POT } from '#tests/kit/order-shop.ts'
import { returnShop, STAFF } from '#tests/kit/return-shop.ts'

const shop = await returnShop()
const { inventory, payments, orders, manualPayments } = shop.clients
const { EUR, shippedBy, received, look, isSound } = shop
const failsWith = (code: string) => (error: unknown) => isFailure(error, code)

/** Somebody pays out what waits for it. */
const payOut = async () => {
  await shop.settle()
  for (const { refund_id } of (await payments.listTroubles({}, STAFF)).to_pay_out) await manualPayments.markPaidOut({ refund_id }, STAFF)
  shop.clock.move(60)
  await shop.tick('payments.reconcile')
  await shop.settle()
}

test('what is being given back by hand is not given as store credit as well', async () => {
  const order_id = await shippedBy('bank-transfer', 2)
  await shop.returns.refund({ refund_id: newId(), order_id, amount: EUR(2_500), reason: 'goodwill' }, STAFF)
  await shop.settle()
  const return_id = await received(order_id, 2)
  await assert.rejects(shop.returns.settleReturn({ return_id, as: 'store_credit' }, STAFF), failsWith('MORE_THAN_PAID'))
  assert.equal((await shop.returns.readReturn({ return_id }, STAFF)).state, 'received')
  await payOut()
  assert.deepEqual(await look(order_id), {
    state: 'fulfilled',
    payment_state: 'refunded',
    paid: 2_500,
    refunded: 2_500,
    credited: 0,
    due: 0,
  })
  await isSound()
})

test('what was given as store credit cannot be given back as money as well, by nobody', async () => {
  const order_id = await shippedBy('test-card', 2)
  await shop.returns.settleReturn({ return_id: await received(order_id, 1), as: 'store_credit' }, STAFF)
  const back = (amount: number) => payments.refund({ refund_id: newId(), order_id, amount: EUR(amount), reason: 'goodwill' })
  await assert.rejects(back(1_251), (error) => isFailure(error, 'REFUND_EXCEEDS_CAPTURE') && error.details.refundable === 1_250)
  await assert.rejects(
    shop.returns.refund({ refund_id: newId(), order_id, amount: EUR(1_251), reason: 'goodwill' }, STAFF),
    failsWith('REFUND_EXCEEDS_CAPTURE'),
  )
  await back(1_250)
  await isSound()
  const { refunded, credited } = await orders.readOrder({ order_id }, STAFF)
  assert.deepEqual([refunded.amount, credited?.amount], [1_250, 1_250])
})
for (const method of ['test-card', 'bank-transfer'] as const)
  test(`money back and store credit at the same moment come to no more than was paid (${method})`, async () => {
    for (let round = 0; round < 12; round++) {
      const order_id = await shippedBy(method, 2)
      const return_id = await received(order_id, 2)
      const tries = await Promise.allSettled([
        shop.returns.settleReturn({ return_id, as: 'store_credit' }, STAFF),
        shop.returns.refund({ refund_id: newId(), order_id, amount: EUR(2_500), reason: 'goodwill' }, STAFF),
        payments.refund({ refund_id: newId(), order_id, amount: EUR(1_250), reason: 'scratched' }),
      ])
      await shop.settle()
      const { paid, credited } = await orders.readOrder({ order_id }, STAFF)
      const { payments: attempts } = await payments.listPayments({ order_id }, STAFF)
      const out = attempts.reduce((all, one) => all + one.refunded_amount + one.refunding_amount, 0)
      assert.ok(out + (credited?.amount ?? 0) <= paid.amount, `${out} as money and ${credited?.amount} as credit`)
      assert.ok(tries.some(({ status }) => status === 'fulfilled'))
      for (const one of tries)
        if (one.status === 'rejected')
          assert.ok(failsWith('MORE_THAN_PAID')(one.reason) || failsWith('REFUND_EXCEEDS_CAPTURE')(one.reason), String(one.reason))
    }
    await isSound()
  })

test('goods that are sold out cannot be sent anew; the return can be settled in another way', async () => {
  const order_id = await shippedBy('test-card', 1, { variant_id: POT.variant_id })
  await inventory.setStock({ levels: [{ variant_id: POT.variant_id, on_hand: 0 }] })
  const return_id = await received(order_id, 1, 0)
  await assert.rejects(shop.returns.settleReturn({ return_id, as: 'exchange' }, STAFF), failsWith('OUT_OF_STOCK'))
  shop.clock.move(120)
  await shop.tick('returns.finish_returns')
  const { state, timeline } = await shop.returns.readReturn({ return_id }, STAFF)
  assert.deepEqual([state, timeline.at(-1)?.what], ['received', 'not_settled'])
  assert.equal((await shop.returns.settleReturn({ return_id, as: 'refund' }, STAFF)).state, 'settled')
  await isSound()
  assert.deepEqual(await look(order_id), {
    ...{ state: 'fulfilled', payment_state: 'refunded', paid: 3_750, refunded: 3_750, credited: 0, due: 0 },
  })
  await inventory.setStock({ levels: [{ variant_id: POT.variant_id, on_hand: 1_000 }] })
})

test('the unit that came back can be the one that is sent anew', async () => {
  const order_id = await shippedBy('test-card', 1, { variant_id: POT.variant_id })
  await inventory.setStock({ levels: [{ variant_id: POT.variant_id, on_hand: 0 }] })
  const settled = await shop.returns.settleReturn({ return_id: await received(order_id, 1, 1), as: 'exchange' }, STAFF)
  assert.equal(settled.replacement_order_id, settled.return_id)
  await inventory.setStock({ levels: [{ variant_id: POT.variant_id, on_hand: 1_000 }] })
  await isSound()
})

test('a refund that is under way does not let a return hang: it can be settled with what is left', async () => {
  const order_id = await shippedBy('bank-transfer', 2)
  await shop.returns.refund({ refund_id: newId(), order_id, amount: EUR(2_000), reason: 'goodwill' }, STAFF)
  await shop.settle()
  const return_id = await received(order_id, 2)
  const settle = (deduction?: { amount: number; reason: string }) =>
    shop.returns.settleReturn({ return_id, as: 'refund', ...(deduction && { deduction }) }, STAFF)
  await assert.rejects(settle(), (error) => isFailure(error, 'MORE_THAN_PAID') && error.details.left === 500)
  assert.equal((await settle({ amount: 2_000, reason: 'was given back already' })).total.amount, 500)
  await isSound()
})

const billed = async (order_id: string) =>
  (await shop.documents.listDocuments({ order_id }, STAFF)).documents.map(({ kind, total }) => [kind, total.amount])
const balancesOf = async (order_id: string) =>
  Object.fromEntries((await shop.ledger.readBalances({ order_id }, STAFF)).balances.map(({ account, balance }) => [account, balance]))
const attempts = async (order_id: string) =>
  (await payments.listPayments({ order_id }, STAFF)).payments.map(({ method, state, amount }) => `${method} ${amount.amount} ${state}`)

for (const as of ['refund', 'store_credit'] as const)
  test(`goods that were sent unpaid and come back are written off: nothing is due, nothing is booked (${as})`, async () => {
    const order_id = await shippedBy('cash-on-delivery', 1, { is_received: false })
    assert.deepEqual(await balancesOf(order_id), { receivable: 1_250, sales: -1_050, tax_payable: -200 })
    const { instruments: cards } = await shop.giftCards.listInstruments({}, STAFF)
    const settled = await shop.returns.settleReturn({ return_id: await received(order_id, 1), as }, STAFF)
    await shop.settle()
    assert.deepEqual([settled.state, settled.total.amount, settled.waived?.amount], ['settled', 1_250, 1_250])
    assert.deepEqual(await look(order_id), { state: 'fulfilled', payment_state: 'paid', paid: 0, refunded: 0, credited: 0, due: 0 })
    const row = (await orders.listOrders({}, STAFF)).orders.find((one) => one.order_id === order_id)
    assert.deepEqual([row?.payment_state, row?.paid, row?.total], ['paid', EUR(0), EUR(1_250)], 'lists can tell that nobody paid')
    assert.deepEqual(await attempts(order_id), ['cash-on-delivery 1250 voided'])
    assert.deepEqual(await billed(order_id), [
      ['invoice', 1_250],
      ['credit_note', 1_250],
    ])
    assert.deepEqual(await balancesOf(order_id), { receivable: 0, sales: -1_050, refunds: 1_050, tax_payable: 0 })
    assert.equal((await shop.giftCards.listInstruments({}, STAFF)).instruments.length, cards.length)
    await isSound()
  })

test('who sends back a part of what they have not paid owes the rest, and pays exactly that', async () => {
  for (const method of ['cash-on-delivery', 'bank-transfer']) {
    const order_id = await shippedBy(method, 2, { is_received: false })
    await shop.returns.settleReturn({ return_id: await received(order_id, 1), as: 'refund' }, STAFF)
    await shop.settle()
    assert.equal((await look(order_id)).due, 1_250)
    const { payments: expected } = await payments.listPayments({ order_id }, STAFF)
    const [open] = expected.filter(({ state }) => state === 'pending' || state === 'authorised')
    assert.equal(open?.amount.amount, 1_250)
    await payments.receivePayment({ payment_id: open.payment_id, amount: EUR(1_250) }, STAFF)
    await shop.settle()
    assert.deepEqual(await look(order_id), { state: 'fulfilled', payment_state: 'paid', paid: 1_250, refunded: 0, credited: 0, due: 0 })
    assert.equal((await balancesOf(order_id)).receivable, 0)
    await shop.returns.settleReturn({ return_id: await received(order_id, 1), as: 'refund' }, STAFF)
    await payOut()
    assert.deepEqual(
      (await billed(order_id)).map(([, amount]) => amount),
      [2_500, 1_250, 1_250],
    )
    await isSound()
  }
})

test('where the news of a return was cut off after the old amount was called off, the new one is expected all the same, once', async () => {
  const order_id = await shippedBy('cash-on-delivery', 2, { is_received: false })
  const [promised] = (await payments.listPayments({ order_id }, STAFF)).payments
  await payments.voidPayment({ payment_id: promised?.payment_id ?? '' }, STAFF)
  await shop.db.sql`UPDATE payments.payments SET is_outdated = true WHERE order_id = ${order_id}`
  const return_id = await received(order_id, 1)
  shop.clock.move(1) // later attempts are listed later
  await shop.returns.settleReturn({ return_id, as: 'refund' }, STAFF)
  await shop.settle()
  assert.deepEqual(await attempts(order_id), ['cash-on-delivery 2500 voided', 'cash-on-delivery 1250 authorised'])
  const { lines } = await orders.readOrder({ order_id }, STAFF)
  await orders.recordReturn({ return_id, order_id, lines: [{ line_id: lines[0]?.line_id ?? '', quantity: 1 }], waived: EUR(1_250) })
  await shop.settle()
  assert.equal((await attempts(order_id)).length, 2)
  await isSound()
})

test('what was paid of an order goes back after what was not paid is written off; a deduction stays due', async () => {
  const order_id = await shippedBy('cash-on-delivery', 2, { is_received: false })
  const first = await received(order_id, 1)
  const { total, waived } = await shop.returns.settleReturn(
    { return_id: first, as: 'refund', deduction: { amount: 250, reason: 'delivery refused' } },
    STAFF,
  )
  await shop.settle()
  assert.deepEqual([total.amount, waived?.amount, (await look(order_id)).due], [1_000, 1_000, 1_500])
  const open = (await payments.listPayments({ order_id }, STAFF)).payments.find(({ state }) => state === 'authorised')
  assert.ok(open)
  await payments.receivePayment({ payment_id: open.payment_id, amount: EUR(1_500) }, STAFF)
  await shop.settle()
  const second = await shop.returns.settleReturn({ return_id: await received(order_id, 1), as: 'refund' }, STAFF)
  await shop.settle()
  assert.deepEqual([second.total.amount, second.waived?.amount], [1_250, 0])
  await isSound()
})

test('nothing is waived beyond what is left of what the order comes to, and once for each return', async () => {
  const order_id = await shippedBy('cash-on-delivery', 2, { is_received: false })
  const waive = (amount: number, return_id = newId()) => orders.recordReturn({ return_id, order_id, lines: [], waived: EUR(amount) })
  const return_id = newId()
  await Promise.all([1, 2, 3].map(() => waive(2_000, return_id)))
  assert.deepEqual(
    [(await waive(2_000, return_id)).due.amount, (await waive(2_000)).waived?.amount, (await waive(1)).due.amount],
    [500, 2_500, 0],
  )
  await isSound()
})

test('money that comes in the moment it is waived goes back', async () => {
  for (let round = 0; round < 6; round++) {
    const order_id = await shippedBy('cash-on-delivery', 1, { is_received: false })
    const [payment] = (await payments.listPayments({ order_id }, STAFF)).payments
    const return_id = await received(order_id, 1)
    assert.ok(payment)
    await Promise.allSettled([
      shop.returns.settleReturn({ return_id, as: 'refund' }, STAFF),
      payments.receivePayment({ payment_id: payment.payment_id, amount: EUR(1_250) }, STAFF),
    ])
    await shop.settle()
    shop.clock.move(90)
    for (const timer of ['returns.finish_returns', 'orders.finish_edits']) await shop.tick(timer)
    await shop.settle()
    await payOut()
    const { paid, refunded, due } = await look(order_id)
    assert.deepEqual([paid - refunded, due], [0, 0])
    assert.equal((await balancesOf(order_id)).receivable, 0)
    await isSound()
  }
})

/** Sent anew, and sent off. */
const exchanged = async (order_id: string, quantity: number) => {
  const { replacement_order_id } = await shop.returns.settleReturn({ return_id: await received(order_id, quantity), as: 'exchange' }, STAFF)
  assert.ok(replacement_order_id)
  await shop.settle()
  return shop.ship(replacement_order_id)
}

for (const as of ['refund', 'store_credit'] as const)
  test(`what was sent anew and comes back is worth what was paid for what it replaces, out of the order that was paid (${as})`, async () => {
    const order_id = await shippedBy('test-card', 3)
    const again = await exchanged(await exchanged(order_id, 2), 2)
    const one = await shop.returns.settleReturn({ return_id: await received(again, 1), as }, STAFF)
    assert.deepEqual([one.state, one.total.amount, one.order_id], ['settled', 1_250, again])
    assert.equal((await shop.returns.settleReturn({ return_id: await received(order_id, 1), as }, STAFF)).total.amount, 1_250)
    assert.equal((await shop.returns.settleReturn({ return_id: await received(again, 1), as }, STAFF)).total.amount, 1_250)
    await shop.settle()
    const { refunded, credited } = await look(order_id)
    assert.deepEqual([refunded, credited], as === 'refund' ? [3_750, 0] : [0, 3_750])
    const { lines } = await orders.readOrder({ order_id: again }, STAFF)
    assert.deepEqual([lines[0]?.returned_quantity, (await look(again)).refunded], [2, 0])
    assert.deepEqual(
      (await billed(order_id)).map(([, amount]) => amount),
      [3_750, 1_250, 1_250, 1_250],
    )
    assert.equal((await balancesOf(order_id)).receivable, 0)
    await isSound()
  })

test('what was sent anew for goods that are not paid is written off when it comes back', async () => {
  const order_id = await shippedBy('cash-on-delivery', 1, { is_received: false })
  const { total, waived } = await shop.returns.settleReturn(
    { return_id: await received(await exchanged(order_id, 1), 1), as: 'refund' },
    STAFF,
  )
  await shop.settle()
  assert.deepEqual([total.amount, waived?.amount, (await look(order_id)).due], [1_250, 1_250, 0])
  assert.deepEqual(await attempts(order_id), ['cash-on-delivery 1250 voided'])
  await isSound()
})
