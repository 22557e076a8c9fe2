import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Order } from '#modules/orders/contract.ts'
import { newId } from '#platform/ids.ts'
import { api, ask, cancelled, EUR, failsWith, grant, known, mugs, shipped, shop } from './shop-for-tests.ts'

test('a withdrawal before anything is shipped cancels the order; after that it is a return nobody has to approve', async () => {
  const waiting = shipped({ state: 'confirmed', fulfilment_state: 'unfulfilled', fulfilments: [] })
  const first = await api.withdraw({ return_id: newId(), order_token: waiting.order_id, name: 'Ada Byron' })
  assert.deepEqual([first.state, cancelled.at(-1)], ['settled', waiting.order_id])
  const tax = { net: 490, tax: 0, gross: 490, rate_basis_points: 0, tax_name: '', treatment: 'not_registered' as const, reason: '' }
  const shipping = { method_id: newId(), title: 'Standard', is_pickup: false, amount: EUR(490), discount: EUR(0), tax, why: [] }
  const order = shipped({ shipping })
  const all = await api.withdraw({ return_id: newId(), order_token: order.order_id, name: 'Ada Byron' })
  assert.deepEqual([all.kind, all.state, all.total], ['withdrawal', 'approved', EUR(6_390)])
  const part = shipped({ shipping })
  const one = await api.withdraw({ return_id: newId(), order_token: part.order_id, name: 'Ada', lines: mugs(part, 1) })
  assert.deepEqual([one.shipping.amount, one.total.amount], [0, 334])
})

test('who withdraws from everything while a part is not sent yet gets the delivery cost back as well, and the rest is not sent', async () => {
  const tax = { net: 490, tax: 0, gross: 490, rate_basis_points: 0, tax_name: '', treatment: 'not_registered' as const, reason: '' }
  const shipping = { method_id: newId(), title: 'Standard', is_pickup: false, amount: EUR(490), discount: EUR(0), tax, why: [] }
  const whole = shipped({ shipping, state: 'confirmed', fulfilment_state: 'partly_fulfilled' })
  const [mug, lamp] = whole.lines
  known.set(whole.order_id, { ...whole, lines: [mug!, { ...lamp!, fulfilled_quantity: 0 }] })
  const one = await api.withdraw({ return_id: newId(), order_token: whole.order_id, name: 'Ada Byron' })
  assert.deepEqual([one.state, one.total, one.lines.length], ['approved', EUR(1_490), 1])
  assert.equal(known.get(whole.order_id)?.state, 'fulfilled')
})

test('the periods end: 14 days to withdraw and 30 to return, from the day the goods are taken to have come', async () => {
  const order = shipped()
  const { can_withdraw, lines } = await api.readReturnable({ order_token: order.order_id })
  assert.deepEqual([can_withdraw, lines.map((line) => line.quantity)], [true, [3, 1]])
  shop.clock.move(20 * 86_400)
  await assert.rejects(api.withdraw({ return_id: newId(), order_token: order.order_id, name: 'Ada' }), failsWith('TOO_LATE'))
  assert.equal((await ask(order, 1)).state, 'requested')
  shop.clock.move(20 * 86_400)
  await assert.rejects(ask(order, 1), failsWith('TOO_LATE'))
  const fresh = shipped({ fulfilment_state: 'unfulfilled', state: 'confirmed' })
  await assert.rejects(ask(fresh, 1), failsWith('NOT_DELIVERED'))
})

test('the shop says how long goods may come back, and in the EEA never less than 14 days', async () => {
  const to = (country: string) => shipped({ shipping_address: { name: 'Ada', line1: 'Street 1', city: 'Town', country } })
  const days = async (order: Order) => {
    const { withdraw_until, return_until } = await api.readReturnable({ order_token: order.order_id })
    const from = Date.parse(order.fulfilments[0]!.shipped_at) + 5 * 86_400_000
    return [withdraw_until, return_until].map((until) => until && (Date.parse(until) - from) / 86_400_000)
  }
  await grant({ return_days: 0, withdrawal_days: 0, country: 'US' })
  assert.deepEqual(await days(to('US')), [null, null])
  assert.deepEqual(await days(shipped()), [null, null]) // picked up, where the shop is
  assert.deepEqual(await days(to('AT')), [14, 14])
  assert.deepEqual(await days(to('NO')), [14, 14])
  const [mine, theirs] = [to('US'), to('AT')]
  await assert.rejects(api.withdraw({ return_id: newId(), order_token: mine.order_id, name: 'Ada' }), failsWith('NOT_ALLOWED_IN_STATE'))
  await assert.rejects(ask(mine, 1), failsWith('NOT_ALLOWED_IN_STATE'))
  assert.equal((await api.withdraw({ return_id: newId(), order_token: theirs.order_id, name: 'Ada' })).state, 'approved')
  await grant({ return_days: 100, withdrawal_days: 21 })
  assert.deepEqual(await days(to('US')), [21, 100])
  await grant({ return_days: 7, withdrawal_days: 30 })
  assert.deepEqual(await days(to('DE')), [30, 30])
  await grant({})
})
