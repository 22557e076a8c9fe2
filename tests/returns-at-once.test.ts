/** What comes back and what was paid for it, with the real orders, payments, gift cards, documents and ledger: money is given once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { returnShop, STAFF } from '#tests/kit/return-shop.ts'

const shop = await returnShop()
const { payments, orders, manualPayments } = shop.clients
const { EUR, shippedBy, received, look, isSound } = shop
const failsWith = (code: string) => (error: unknown) => isFailure(error, code)

test('what is being given back by hand is not given as store credit as well', async () => {
  const order_id = await shippedBy('bank-transfer', 2)
  await payments.giveBack({ refund_id: newId(), order_id, amount: EUR(2_500), reason: 'goodwill' }, STAFF)
  await shop.settle()
  const return_id = await received(order_id, 2)
  await assert.rejects(shop.returns.settleReturn({ return_id, as: 'store_credit' }, STAFF), failsWith('MORE_THAN_PAID'))
  assert.equal((await shop.returns.readReturn({ return_id }, STAFF)).state, 'received')
  for (const { refund_id } of (await payments.listTroubles({}, STAFF)).to_pay_out) await manualPayments.markPaidOut({ refund_id }, STAFF)
  shop.clock.move(60)
  await shop.tick('payments.reconcile')
  await shop.settle()
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
    payments.giveBack({ refund_id: newId(), order_id, amount: EUR(1_251), reason: 'goodwill' }, STAFF),
    failsWith('REFUND_EXCEEDS_CAPTURE'),
  )
  await back(1_250)
  await isSound()
  const { refunded, credited } = await orders.readOrder({ order_id }, STAFF)
  assert.deepEqual([refunded.amount, credited?.amount], [1_250, 1_250])
})
