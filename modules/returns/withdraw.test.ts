import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Order } from '#modules/orders/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { api, ask, cancelled, EUR, failsWith, grant, known, mugs, settle, shipped, shop } from './shop-for-tests.ts'

const fieldOf = (error: unknown) => isFailure(error) && error.details.field
const unsent = () => shipped({ state: 'confirmed', fulfilment_state: 'unfulfilled', fulfilments: [] })
const told = async (order: Order) => {
  const { rows } = await shop.db.sql<{ told: number }>`
    SELECT count(*)::int AS told FROM returns.outbox WHERE aggregate_id = ${order.order_id} AND type = 'returns.requested'`
  return rows[0]?.told
}

test('a withdrawal before anything is shipped cancels the order; after that it is a return nobody has to approve', async () => {
  const waiting = unsent()
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

test('an order that was not sent is withdrawn from once, also at the same moment: one acknowledgement, and everyone gets the same answer', async () => {
  const order = unsent()
  const say = (i: number) =>
    api.withdraw({ return_id: newId(), order_token: order.order_id, name: `Ada ${i}`, email: `a${i}@victim.example` })
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => say(i)))
  answers.push(await say(9))
  assert.equal(new Set(answers.map(({ return_id }) => return_id)).size, 1)
  assert.equal(await told(order), 1)
})

test('an order that was cancelled otherwise cannot be withdrawn from; a withdrawal that was cut off after cancelling is carried on', async () => {
  const order = shipped({ state: 'cancelled', fulfilment_state: 'unfulfilled', fulfilments: [] })
  const statement = { return_id: newId(), order_token: order.order_id, name: 'Ada' }
  await assert.rejects(api.withdraw(statement), failsWith('NOT_ALLOWED_IN_STATE'))
  assert.equal(await told(order), 0)
  const step = { at: shop.clock.now().toISOString(), what: 'cancelled', who: 'shop', note: 'withdrawn by Ada' }
  known.set(order.order_id, { ...order, timeline: [step] })
  assert.equal((await api.withdraw(statement)).return_id, statement.return_id)
})

test('the return_id of another order is not there, and nothing is cancelled for it', async () => {
  const [theirs, mine] = [unsent(), unsent()]
  const { return_id } = await api.withdraw({ return_id: newId(), order_token: theirs.order_id, name: 'Ada' })
  await assert.rejects(api.withdraw({ return_id, order_token: mine.order_id, name: 'Eve' }), failsWith('NOT_FOUND'))
  assert.equal(known.get(mine.order_id)?.state, 'confirmed')
})

test('before anything is sent an order is withdrawn from as a whole: some lines are refused, and nothing is cancelled', async () => {
  const order = unsent()
  const [mug, lamp] = order.lines
  const withdraw = (lines: { line_id: string; quantity: number }[]) =>
    api.withdraw({ return_id: newId(), order_token: order.order_id, name: 'Ada', lines })
  await assert.rejects(withdraw(mugs(order, 1)), (error) => failsWith('NOT_ALLOWED_IN_STATE')(error) && fieldOf(error) === 'lines')
  await assert.rejects(withdraw(mugs(order, 999)), failsWith('TOO_MANY'))
  await assert.rejects(withdraw([{ line_id: newId(), quantity: 999 }]), failsWith('NOT_FOUND'))
  assert.deepEqual([known.get(order.order_id)?.state, await told(order)], ['confirmed', 0])
  const all = [
    { line_id: lamp!.line_id, quantity: 1 },
    { line_id: mug!.line_id, quantity: 2 },
    { line_id: mug!.line_id, quantity: 1 },
  ]
  assert.equal((await withdraw(all)).state, 'settled')
})

test('of what was sent and has come back already nothing is withdrawn', async () => {
  const order = shipped()
  const lines = order.lines.map(({ line_id, quantity }) => ({ line_id, quantity }))
  const { return_id } = await api.requestReturn({ return_id: newId(), order_token: order.order_id, lines })
  const again = () => api.withdraw({ return_id: newId(), order_token: order.order_id, name: 'Ada' })
  await assert.rejects(again(), failsWith('NOT_ALLOWED_IN_STATE'))
  await settle(return_id, 'refund')
  await assert.rejects(again(), failsWith('NOT_ALLOWED_IN_STATE'))
})

test('who sends a part back withdraws from all the rest', async () => {
  const order = shipped()
  await ask(order, 1)
  const { state, lines, total, shipping } = await api.withdraw({ return_id: newId(), order_token: order.order_id, name: 'Ada' })
  assert.deepEqual([state, lines.map(({ quantity }) => quantity), total.amount, shipping.amount], ['approved', [2, 1], 5_566, 0])
})

test('where all that was sent is on its way back, only the rest is withdrawn from, once, also where that was cut off', async () => {
  const whole = shipped({ state: 'confirmed', fulfilment_state: 'partly_fulfilled' })
  const [mug, lamp] = whole.lines
  const order = { ...whole, lines: [mug!, { ...lamp!, fulfilled_quantity: 0 }] }
  known.set(order.order_id, order)
  await ask(order, 3)
  const say = (return_id = newId()) => api.withdraw({ return_id, order_token: order.order_id, name: 'Ada' })
  const step = { at: shop.clock.now().toISOString(), what: 'rest_cancelled', who: 'shop', note: 'withdrawn by Ada' }
  known.set(order.order_id, { ...order, lines: [mug!], state: 'fulfilled', fulfilment_state: 'fulfilled', timeline: [step] })
  const { return_id, state, lines } = await say()
  assert.deepEqual([state, lines], ['settled', []])
  assert.equal((await say(return_id)).return_id, return_id)
  await assert.rejects(say(), failsWith('NOT_ALLOWED_IN_STATE'))
  const other = shipped({ state: 'confirmed', fulfilment_state: 'partly_fulfilled', lines: order.lines })
  await ask(other, 3)
  const one = await api.withdraw({ return_id: newId(), order_token: other.order_id, name: 'Ada' })
  assert.deepEqual([one.state, one.lines, known.get(other.order_id)?.state], ['settled', [], 'fulfilled'])
})

test('ten withdrawals a day from one order and twenty an hour from one address; the same one again is no try', async () => {
  const order = shipped()
  known.set(order.order_id, { ...order, lines: order.lines.map((line) => ({ ...line, quantity: 30, fulfilled_quantity: 30 })) })
  const ids = Array.from({ length: 10 }, newId)
  const say = (return_id: string, address: string) =>
    api.withdraw({ return_id, order_token: order.order_id, name: 'Ada', lines: mugs(order, 1) }, { address })
  for (const id of ids) await say(id, '192.0.2.1')
  await say(ids[0]!, '192.0.2.1')
  await assert.rejects(say(newId(), '192.0.2.2'), failsWith('TOO_MANY_TRIES'))
  const from = (address: string) => api.withdraw({ return_id: newId(), order_token: unsent().order_id, name: 'Ada' }, { address })
  for (let i = 0; i < 10; i++) await from('192.0.2.1')
  await assert.rejects(from('192.0.2.1'), failsWith('TOO_MANY_TRIES'))
  await from('192.0.2.3')
  shop.clock.move(86_401)
  await shop.tick('returns.forget_tries')
  assert.equal((await shop.db.sql<{ subject: string }>`SELECT subject FROM returns.tries`).rows.length, 0)
})
