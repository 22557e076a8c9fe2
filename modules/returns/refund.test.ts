/** Money that staff give back for units of lines, without a return. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Order } from '#modules/orders/contract.ts'
import { isViolation } from '#platform/db.ts'
import { fail, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { api, ask, done, EUR, failsWith, mugs, settle, shipped, shop, staff } from './shop-for-tests.ts'

const refund = (order: Order, quantity: number, more: object = {}) =>
  api.refund({ refund_id: newId(), order_id: order.order_id, lines: mugs(order, quantity), reason: 'broken', ...more }, staff)
const amountOf = async (...given: Parameters<typeof refund>) => (await refund(...given)).amount.amount
const leftOf = async ({ order_id, lines: [mug] }: Order) => {
  const { lines } = await api.readRefundable({ order_id }, staff)
  const { quantity = 0, given_quantity = 0 } = lines.find(({ line_id }) => line_id === mug?.line_id) ?? {}
  return quantity - given_quantity
}
const isSound = async () => {
  shop.clock.move(11 * 60)
  assert.deepEqual(await shop.audit(), [])
}

test('the parts of a line that are refunded one after the other add up to what was paid, to the cent; then nothing is left', async () => {
  const order = shipped()
  assert.deepEqual([await amountOf(order, 1), await amountOf(order, 1), await leftOf(order)], [334, 333, 1])
  await assert.rejects(refund(order, 2), (error) => isFailure(error, 'TOO_MANY') && error.details.left === 1)
  assert.equal(await amountOf(order, 1), 333)
  await assert.rejects(refund(order, 1), failsWith('TOO_MANY'))
  await assert.rejects(refund(order, 1, { lines: [{ line_id: newId(), quantity: 1 }] }), failsWith('NOT_FOUND'))
  await isSound()
})

test('either an amount or lines: both, none, and the delivery of an amount are refused with the field', async () => {
  const order = shipped()
  const fieldOf = (field: string) => (error: unknown) => isFailure(error, 'INVALID_INPUT') && error.details.field === field
  const wish = { refund_id: newId(), order_id: order.order_id, reason: 'broken' }
  await assert.rejects(api.refund({ ...wish, amount: EUR(1), lines: mugs(order, 1) }, staff), fieldOf('lines'))
  await assert.rejects(api.refund(wish, staff), fieldOf('amount'))
  await assert.rejects(api.refund({ ...wish, lines: [] }, staff), fieldOf('lines'))
  await assert.rejects(api.refund({ ...wish, amount: EUR(1), with_shipping: true }, staff), fieldOf('with_shipping'))
  assert.equal((await api.refund({ ...wish, amount: EUR(123) }, staff)).amount.amount, 123)
  assert.equal(await leftOf(order), 3)
})

test('of ten who refund the last unit at once one wins, whatever is settled meanwhile', async () => {
  for (let round = 0; round < 5; round++) {
    const order = shipped()
    await refund(order, 2)
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => refund(order, 1)))
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of tries) if (one.status === 'rejected') assert.ok(failsWith('TOO_MANY')(one.reason), String(one.reason))
  }
  for (let round = 0; round < 5; round++) {
    const order = shipped()
    const { return_id } = await ask(order, 3)
    await Promise.allSettled([refund(order, 2), settle(return_id, 'refund'), refund(order, 2), refund(order, 1)])
    const { lines } = await api.readRefundable({ order_id: order.order_id }, staff)
    assert.deepEqual([lines[0]?.given_quantity, lines[0]?.given_amount], [3, 1_000])
  }
  await isSound()
})

test('the row itself refuses units beyond what was sent', async () => {
  const order = shipped()
  await refund(order, 3)
  const beyond = shop.db
    .sql`UPDATE returns.returnable SET refunded_quantity = 4 WHERE order_id = ${order.order_id} AND refunded_quantity = 3`
  await assert.rejects(beyond, (error) => isViolation(error, 'no_unit_is_given_money_for_twice'))
})

test('the same refund_id is the same refund, and units are counted once; with other lines it is refused', async () => {
  const order = shipped()
  const refund_id = newId()
  const answers = await Promise.all(Array.from({ length: 10 }, () => refund(order, 2, { refund_id })))
  assert.deepEqual(new Set(answers.map(({ amount }) => amount.amount)), new Set([667]))
  assert.equal(await leftOf(order), 1)
  const split = [...mugs(order, 1), ...mugs(order, 1)]
  assert.equal(await amountOf(order, 2, { refund_id, lines: split }), 667)
  for (const other of [{ lines: mugs(order, 1) }, { with_shipping: true }, { order_id: shipped().order_id }])
    await assert.rejects(refund(order, 2, { refund_id, ...other }), failsWith('REFUND_ID_REUSED'))
  await isSound()
})

test('units of settled returns count: what came back is refunded once, and what was refunded is worth nothing when it comes back', async () => {
  const order = shipped()
  await settle((await ask(order, 1)).return_id, 'refund')
  await assert.rejects(refund(order, 3), (error) => isFailure(error, 'TOO_MANY') && error.details.left === 2)
  assert.equal(await amountOf(order, 1), 333)
  const { return_id, total } = await ask(order, 2)
  assert.equal(total.amount, 333, 'one of the two was given back for')
  const settled = await settle(return_id, 'refund')
  assert.deepEqual([settled.total.amount, settled.lines[0]?.settled_quantity, await leftOf(order)], [333, 1, 0])
  await isSound()
})

test('goods are not sent anew for units that money was given for; the return can be settled in another way', async () => {
  const order = shipped()
  await refund(order, 2)
  const { return_id } = await ask(order, 2)
  await assert.rejects(settle(return_id, 'exchange'), (error) => isFailure(error, 'TOO_MANY') && error.details.left === 1)
  assert.equal((await api.settleReturn({ return_id, as: 'refund' }, staff)).total.amount, 333)
  await isSound()
})

test('a decision about a return that is taken back gives the units back that it had counted, and no others', async () => {
  const order = shipped()
  await refund(order, 2)
  const { return_id } = await ask(order, 3)
  done.refuse = 'failed'
  await assert.rejects(settle(return_id, 'refund'), failsWith('REFUND_FAILED'))
  done.refuse = undefined
  assert.equal(await leftOf(order), 1)
  await isSound()
})

const tax = { net: 490, tax: 0, gross: 490, rate_basis_points: 0, tax_name: '', treatment: 'not_registered' as const, reason: '' }
const parcel = () => ({ method_id: newId(), title: 'Standard', is_pickup: false, amount: EUR(490), discount: EUR(0), tax, why: [] })

test('the delivery cost goes back once, with a refund or with a return, alone or with goods', async () => {
  for (let round = 0; round < 5; round++) {
    const order = shipped({ shipping: parcel() })
    const tries = await Promise.allSettled([
      refund(order, 1, { with_shipping: true }),
      refund(order, 1, { with_shipping: true, lines: [{ line_id: order.lines[1]?.line_id ?? '', quantity: 1 }] }),
      refund(order, 0, { with_shipping: true, lines: [] }),
    ])
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of tries) if (one.status === 'rejected') assert.ok(failsWith('SHIPPING_GIVEN_BACK')(one.reason), String(one.reason))
    assert.equal((await api.readRefundable({ order_id: order.order_id }, staff)).shipping_amount, 0)
    const { return_id } = await ask(order, 1)
    await assert.rejects(settle(return_id, 'refund', { with_shipping: true }), failsWith('SHIPPING_GIVEN_BACK'))
  }
  const order = shipped({ shipping: parcel() })
  await settle((await ask(order, 1)).return_id, 'refund', { with_shipping: true })
  await assert.rejects(refund(order, 1, { with_shipping: true }), failsWith('SHIPPING_GIVEN_BACK'))
  await isSound()
})

test('units of a refund that comes to nothing are free again: refused by payments, or failed at once', async () => {
  const order = shipped()
  const refund_id = newId()
  done.refuse = () => fail('REFUND_EXCEEDS_CAPTURE', 'There is nothing left.')
  await assert.rejects(refund(order, 3, { refund_id }), failsWith('REFUND_EXCEEDS_CAPTURE'))
  assert.equal(await leftOf(order), 3)
  done.refuse = 'failed'
  assert.equal((await refund(order, 3)).state, 'failed')
  assert.equal(await leftOf(order), 3)
  done.refuse = 'failed in part'
  await refund(order, 1)
  done.refuse = undefined
  assert.equal(await leftOf(order), 2, 'a part of the money is with the customer')
  assert.equal(await amountOf(order, 2, { refund_id }), 666)
  await isSound()
})

test('of a refund that is asked for twice at once nobody frees the units while the other may still give it its money', async () => {
  const order = shipped()
  const refund_id = newId()
  let asked = 0
  const both = Promise.withResolvers<void>()
  done.refuse = async () => {
    if (++asked === 2) both.resolve()
    await both.promise
    return fail('REFUND_EXCEEDS_CAPTURE', 'There is nothing left.')
  }
  const tries = await Promise.allSettled([refund(order, 2, { refund_id }), refund(order, 2, { refund_id })])
  assert.ok(tries.every((one) => one.status === 'rejected' && failsWith('REFUND_EXCEEDS_CAPTURE')(one.reason)))
  assert.equal(await leftOf(order), 1)
  shop.clock.move(61)
  await shop.tick('returns.finish_refunds')
  done.refuse = undefined
  assert.equal(await leftOf(order), 3)
  await isSound()
})

test('a refund that was cut off is carried on by itself, and is one', async () => {
  const order = shipped()
  const refund_id = newId()
  done.cut = 'payments'
  await assert.rejects(refund(order, 2, { refund_id }))
  assert.deepEqual([await leftOf(order), done.refunds.has(refund_id)], [1, false])
  done.cut = ''
  await shop.tick('returns.finish_refunds')
  assert.equal(done.refunds.has(refund_id), false, 'whoever asked may still be at it')
  shop.clock.move(61)
  await shop.tick('returns.finish_refunds')
  assert.equal(done.refunds.get(refund_id), 667)
  assert.equal(await amountOf(order, 2, { refund_id }), 667)
  assert.equal(await leftOf(order), 1)
  await isSound()
})

test('what nothing was paid for gives nothing back', async () => {
  const order = shipped()
  for (const line of order.lines) line.tax = { ...line.tax, net: 0, gross: 0 }
  await assert.rejects(refund(order, 1), failsWith('NOTHING_PAID'))
  assert.equal(await leftOf(order), 3)
})
