import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { worthOfMore } from '#platform/money.ts'
import { api, ask, cancelled, done, EUR, failsWith, settle, shipped, shop, staff } from './shop-for-tests.ts'

test('a return goes from asking to the money, with stock and order told once', async () => {
  const order = shipped()
  const asked = await ask(order, 2)
  assert.deepEqual([asked.state, asked.total], ['requested', EUR(667)])
  const settled = await settle(asked.return_id, 'refund')
  assert.deepEqual([settled.state, settled.settled_as, settled.total], ['settled', 'refund', EUR(667)])
  assert.equal(done.refunds.get(asked.return_id), 667)
  assert.equal(done.restocks.get(asked.return_id), 2)
  assert.deepEqual((await api.settleReturn({ return_id: asked.return_id, as: 'refund' }, staff)).version, settled.version)
  assert.deepEqual(await shop.audit(), [])
})

test('the parts of a line that come back one after the other add up to what was paid, to the cent', async () => {
  const order = shipped()
  const amounts = []
  for (let n = 0; n < 3; n++) amounts.push((await settle((await ask(order, 1)).return_id, 'refund')).total.amount)
  assert.deepEqual(amounts, [334, 333, 333])
  for (let round = 0; round < 2_000; round++) {
    const line = { paid: Math.floor(Math.random() * 1e6), quantity: 1 + Math.floor(Math.random() * 50) }
    let [back, units] = [0, 0]
    while (units < line.quantity) {
      const more = 1 + Math.floor(Math.random() * (line.quantity - units))
      const worth = worthOfMore(line, { units, amount: back }, more)
      assert.ok(worth >= 0)
      back += worth
      units += more
    }
    assert.equal(back, line.paid)
  }
})

test('no unit is in two returns: of fifty who ask for the last three, three get one each', async () => {
  const order = shipped()
  const tries = await Promise.allSettled(Array.from({ length: 50 }, () => ask(order, 1)))
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 3)
  for (const one of tries) if (one.status === 'rejected') assert.ok(failsWith('TOO_MANY')(one.reason), String(one.reason))
  assert.deepEqual(await shop.audit(), [])
})

test('the same return_id is the same request, and units of a return that is refused can be asked for again', async () => {
  const order = shipped()
  const return_id = newId()
  const [one, twin] = await Promise.all([ask(order, 3, return_id), ask(order, 3, return_id)])
  assert.equal(one.number, twin.number)
  await assert.rejects(ask(order, 1), failsWith('TOO_MANY'))
  await api.refuseReturn({ return_id, note: 'Worn.' }, staff)
  assert.equal((await ask(order, 3)).state, 'requested')
  await assert.rejects(api.approveReturn({ return_id }, staff), failsWith('NOT_ALLOWED_IN_STATE'))
  assert.deepEqual(await shop.audit(), [])
})

test('only what is accepted is paid back, and only what can be sold again goes on the shelf; the rest may be asked for again', async () => {
  const order = shipped()
  const { return_id } = await ask(order, 3)
  await api.approveReturn({ return_id }, staff)
  const [line_id] = [order.lines[0]!.line_id]
  const receive = (accepted_quantity: number, restock_quantity: number) =>
    api.receiveReturn({ return_id, lines: [{ line_id, accepted_quantity, restock_quantity, condition: 'scratched' }] }, staff)
  await assert.rejects(receive(4, 0), failsWith('TOO_MANY'))
  await assert.rejects(receive(1, 2), failsWith('TOO_MANY'))
  await receive(2, 1)
  const settled = await api.settleReturn({ return_id, as: 'store_credit', deduction: { amount: 67, reason: 'scratched' } }, staff)
  assert.equal(settled.total.amount, 600)
  assert.equal(done.credits.get(return_id), 600)
  assert.equal(done.restocks.get(return_id), 1)
  assert.equal((await ask(order, 1)).total.amount, 333)
  assert.deepEqual(await shop.audit(), [])
})

test('a guest’s store credit goes out in the language of the order, a customer’s by no mail', async () => {
  for (const customer_id of [null, newId()]) {
    const order = shipped({ locale: 'de', customer_id })
    const { return_id } = await ask(order, 1)
    await settle(return_id, 'store_credit')
    assert.equal(done.credits.get(return_id), 334)
    assert.deepEqual([done.mailed.has(return_id), done.mailed.get(return_id)], customer_id ? [false, undefined] : [true, 'de'])
  }
})

test('nobody pays for returning: a deduction beyond what is due is refused', async () => {
  const order = shipped()
  const { return_id } = await ask(order, 1)
  await api.approveReturn({ return_id }, staff)
  await api.receiveReturn({ return_id, lines: [{ line_id: order.lines[0]!.line_id, accepted_quantity: 1, restock_quantity: 0 }] }, staff)
  const settle = api.settleReturn({ return_id, as: 'refund', deduction: { amount: 335, reason: 'broken' } }, staff)
  await assert.rejects(settle, failsWith('DEDUCTION_TOO_LARGE'))
})

test('settling that was cut off is carried on by itself, and nothing happens twice', async () => {
  const order = shipped()
  const { return_id } = await ask(order, 1)
  done.cut = 'payments'
  await assert.rejects(settle(return_id, 'refund'))
  assert.equal((await api.readReturn({ return_id }, staff)).state, 'settling')
  await shop.tick('returns.finish_returns')
  assert.equal((await api.readReturn({ return_id }, staff)).state, 'settling')
  done.cut = ''
  shop.clock.move(61)
  await shop.tick('returns.finish_returns')
  assert.equal((await api.readReturn({ return_id }, staff)).state, 'settled')
  assert.equal(done.refunds.get(return_id), 334)
})

test('of two who decide about a return at once one wins and the other is told', async () => {
  for (let round = 0; round < 20; round++) {
    const { return_id, version } = await ask(shipped(), 1)
    const tries = await Promise.allSettled([
      api.approveReturn({ return_id, version }, staff),
      api.refuseReturn({ return_id, version, note: 'no' }, staff),
    ])
    const lost = tries.filter((one) => one.status === 'rejected')
    assert.equal(lost.length, 1)
    assert.ok(lost.every((one) => isFailure(one.reason, 'STALE') || isFailure(one.reason, 'NOT_ALLOWED_IN_STATE')))
  }
})

test('who presses twice at once has decided once, and is not told of somebody else', async () => {
  for (let round = 0; round < 20; round++) {
    const { return_id, version } = await ask(shipped(), 1)
    const twice = await Promise.all([1, 2, 3].map(() => api.approveReturn({ return_id, version }, staff)))
    for (const one of twice) assert.deepEqual([one.state, one.version], ['approved', version + 1])
  }
})

test('goods can be exchanged: they are sent anew, and no money goes back', async () => {
  const { return_id } = await ask(shipped(), 1)
  const settled = await settle(return_id, 'exchange')
  assert.equal(settled.replacement_order_id, return_id)
  assert.equal(done.refunds.has(return_id), false)
})

test('the delivery cost goes back once, and not where goods are sent anew', async () => {
  const tax = { net: 490, tax: 0, gross: 490, rate_basis_points: 0, tax_name: '', treatment: 'not_registered' as const, reason: '' }
  const shipping = { method_id: newId(), title: 'Standard', is_pickup: false, amount: EUR(490), discount: EUR(0), tax, why: [] }
  const order = shipped({ shipping })
  const exchanged = await settle((await ask(order, 1)).return_id, 'exchange', { with_shipping: true })
  assert.equal(exchanged.shipping.amount, 0)
  assert.equal((await settle((await ask(order, 1)).return_id, 'refund', { with_shipping: true })).total.amount, 333 + 490)
  const { return_id } = await ask(order, 1)
  await assert.rejects(settle(return_id, 'store_credit', { with_shipping: true }), failsWith('SHIPPING_GIVEN_BACK'))
  assert.equal((await api.settleReturn({ return_id, as: 'store_credit' }, staff)).total.amount, 333)
  assert.deepEqual(await shop.audit(), [])
})

test('somebody else’s order is not there', async () => {
  await assert.rejects(api.requestReturn({ return_id: newId(), lines: [{ line_id: newId(), quantity: 1 }] }), failsWith('NOT_FOUND'))
  await assert.rejects(api.readReturnable({ order_token: newId() }), failsWith('NOT_FOUND'))
  const [mine, other] = [shipped(), shipped()]
  const { return_id } = await ask(mine, 1)
  await assert.rejects(api.callOffReturn({ return_id, order_token: other.order_id }), failsWith('NOT_FOUND'))
  assert.equal((await api.callOffReturn({ return_id, order_token: mine.order_id })).state, 'called_off')
})

test('an id of somebody else’s return opens nothing of it, whoever asks first', async () => {
  const [mine, theirs] = [shipped(), shipped()]
  const { return_id } = await ask(theirs, 1)
  await assert.rejects(ask(mine, 1, return_id), failsWith('NOT_FOUND'))
  await assert.rejects(ask(mine, 4, return_id), failsWith('NOT_FOUND'))
  const unsent = shipped({ fulfilment_state: 'unfulfilled', state: 'confirmed' })
  for (const order of [mine, unsent])
    await assert.rejects(api.withdraw({ return_id, order_token: order.order_id, name: 'Eve' }), failsWith('NOT_FOUND'))
  assert.equal(cancelled.includes(unsent.order_id), false)
  for (let round = 0; round < 20; round++) {
    const id = newId()
    const tries = await Promise.allSettled([ask(shipped(), 1, id), ask(shipped(), 1, id), ask(shipped(), 1, id)])
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of tries) if (one.status === 'rejected') assert.ok(failsWith('NOT_FOUND')(one.reason), String(one.reason))
  }
  const order = shipped()
  const id = newId()
  const twins = await Promise.all([ask(order, 1, id), ask(order, 1, id), ask(order, 1, id)])
  assert.equal(new Set(twins.map(({ number }) => number)).size, 1)
  assert.deepEqual(await shop.audit(), [])
})
