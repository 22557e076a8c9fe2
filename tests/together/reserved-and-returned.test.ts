/** Goods come back whose money is only reserved, with the real orders, payments, returns, documents and ledger: nothing is taken for them, and what is owed stays reserved. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { returnShop, STAFF } from '#tests/kit/return-shop.ts'

/** A shop that takes reserved money by hand, with returns; `look` shows what is reserved as well. */
const shopThatTakesByHand = async () => {
  const shop = await returnShop([], { capture: 'by_hand' })
  const { orders, payments } = shop.clients
  const reserve = (quantity: number) => shop.bought('test-card', quantity, { is_received: false })
  const takeBack = async (order_id: string, quantity: number, as: 'refund' | 'store_credit' = 'refund') => {
    const { state, total, waived } = await shop.returns.settleReturn({ return_id: await shop.received(order_id, quantity), as }, STAFF)
    await shop.settle()
    return { state, total: total.amount, waived: waived?.amount }
  }
  const look = async (order_id: string) => {
    const { payment_state, paid, refunded, reserved, due } = await orders.readOrder({ order_id }, STAFF)
    return { payment_state, paid: paid.amount, refunded: refunded.amount, reserved: reserved?.amount, due: due.amount }
  }
  const attempts = async (order_id: string) => (await payments.listPayments({ order_id }, STAFF)).payments
  const take = async (order_id: string, amount: number) => {
    const [payment] = await attempts(order_id)
    await payments.capturePayment({ payment_id: payment?.payment_id ?? '', amount: { amount, currency: 'EUR' } }, STAFF)
    await shop.settle()
  }
  return { ...shop, orders, reserve, takeBack, look, attempts, take }
}

test('what is reserved for what the customer keeps stays reserved when the rest comes back', async () => {
  const shop = await shopThatTakesByHand()
  const order_id = await shop.reserve(1)
  const { lines, version } = await shop.orders.readOrder({ order_id }, STAFF)
  const dearer = [{ line_id: lines[0]?.line_id ?? '', quantity: 2 }]
  await shop.orders.editOrder({ order_id, edit_id: newId(), version, lines: dearer }, STAFF)
  await shop.settle()
  await shop.ship(order_id)
  assert.deepEqual(await shop.look(order_id), { payment_state: 'unpaid', paid: 0, refunded: 0, reserved: 1_250, due: 1_250 })
  assert.deepEqual(await shop.takeBack(order_id, 1), { state: 'settled', total: 1_250, waived: 1_250 })
  assert.deepEqual(await shop.look(order_id), { payment_state: 'authorised', paid: 0, refunded: 0, reserved: 1_250, due: 0 })
  await shop.take(order_id, 1_250)
  assert.deepEqual(await shop.look(order_id), { payment_state: 'paid', paid: 1_250, refunded: 0, reserved: 0, due: 0 })
  await shop.isSound()
})

test('goods whose money is only reserved come back: so much of it is not taken any more, and what was taken goes back', async () => {
  const shop = await shopThatTakesByHand()
  const order_id = await shop.ship(await shop.reserve(3))
  assert.deepEqual(await shop.takeBack(order_id, 1), { state: 'settled', total: 1_250, waived: 1_250 })
  assert.deepEqual(await shop.look(order_id), { payment_state: 'authorised', paid: 0, refunded: 0, reserved: 3_750, due: 0 })
  await shop.take(order_id, 2_500)
  assert.deepEqual(await shop.takeBack(order_id, 1), { state: 'settled', total: 1_250, waived: 0 })
  assert.deepEqual(await shop.look(order_id), { payment_state: 'partly_refunded', paid: 2_500, refunded: 1_250, reserved: 0, due: 0 })
  await shop.isSound()
})

for (const as of ['refund', 'store_credit'] as const)
  test(`where all of it comes back, what is reserved is let go of, and nobody is given what they have not paid (${as})`, async () => {
    const shop = await shopThatTakesByHand()
    const order_id = await shop.ship(await shop.reserve(2))
    assert.deepEqual(await shop.takeBack(order_id, 2, as), { state: 'settled', total: 2_500, waived: 2_500 })
    assert.deepEqual(await shop.look(order_id), { payment_state: 'paid', paid: 0, refunded: 0, reserved: 0, due: 0 })
    assert.deepEqual(
      (await shop.attempts(order_id)).map(({ state }) => state),
      ['voided'],
    )
    await shop.isSound()
  })
