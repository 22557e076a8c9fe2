/** How a decision about a return is carried out, and taken back where nothing can be given. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fail } from '#platform/errors.ts'
import { api, ask, done, EUR, failsWith, settle, shipped, shop, staff } from './shop-for-tests.ts'

const again = (return_id: string, as: 'refund' | 'store_credit' | 'exchange', more: object = {}) =>
  api.settleReturn({ return_id, as, ...more }, staff)
const look = (return_id: string) => api.readReturn({ return_id }, staff)

for (const [as, refuse, code] of [
  ['exchange', () => fail('OUT_OF_STOCK', 'Mug is sold out.'), 'OUT_OF_STOCK'],
  ['exchange', () => fail('HOLD_ENDED', 'The stock of this order was given back.'), 'OUT_OF_STOCK'],
  ['refund', () => fail('REFUND_EXCEEDS_CAPTURE', 'There is nothing left.'), 'MORE_THAN_PAID'],
  ['refund', 'failed', 'REFUND_FAILED'],
  ['store_credit', () => fail('REFUND_EXCEEDS_CAPTURE', 'There is nothing left.'), 'MORE_THAN_PAID'],
  ['store_credit', () => fail('MORE_THAN_PAID', 'More would be credited.'), 'MORE_THAN_PAID'],
] as const)
  test(`${as} that comes to nothing (${typeof refuse === 'string' ? refuse : refuse().code}) leaves the return to be settled in another way`, async () => {
    for (const one of [done.refunds, done.restocks, done.recorded, done.kept]) one.clear()
    const order = shipped()
    const { return_id } = await ask(order, 1)
    done.refuse = refuse
    await assert.rejects(settle(return_id, as, { with_shipping: true }), failsWith(code))
    done.refuse = undefined
    const back = await look(return_id)
    assert.deepEqual([back.state, back.settled_as, back.total, back.deduction.amount], ['received', null, EUR(334), 0])
    assert.equal(back.timeline.at(-1)?.what, 'not_settled')
    assert.ok(back.timeline.at(-1)?.note)
    assert.deepEqual([done.recorded.has(return_id), done.kept.size], [false, 0])
    assert.deepEqual(await shop.audit(), [])
    const settled = await again(return_id, 'refund', { deduction: { amount: 34, reason: 'scratched' } })
    assert.deepEqual([settled.state, settled.total], ['settled', EUR(300)])
    assert.deepEqual([...done.refunds.values()], [300])
    assert.deepEqual([done.restocks.size, done.recorded.has(return_id)], [1, true])
    assert.equal((await ask(order, 2)).total.amount, 666)
    assert.deepEqual(await shop.audit(), [])
  })

test('a decision that came to nothing is carried out anew under another id', async () => {
  const { return_id } = await ask(shipped(), 1)
  done.refuse = 'failed'
  done.asked = []
  await assert.rejects(settle(return_id, 'refund'), failsWith('REFUND_FAILED'))
  await assert.rejects(again(return_id, 'refund'), failsWith('REFUND_FAILED'))
  done.refuse = undefined
  assert.equal((await again(return_id, 'refund')).state, 'settled')
  assert.equal(new Set(done.asked).size, 3)
  assert.equal(done.asked[0], return_id)
})

test('money that fails in part is told to staff, and the return is settled: the other part is with the customer', async () => {
  const { return_id } = await ask(shipped(), 1)
  done.refuse = 'failed in part'
  const { state, timeline } = await settle(return_id, 'refund')
  done.refuse = undefined
  assert.equal(state, 'settled')
  assert.deepEqual(
    timeline.slice(-2).map(({ what, note }) => [what, note]),
    [
      ['refund_failed', '€1.00 of it could not be given back. The card is closed.'],
      ['settled', null],
    ],
  )
})

test('money that is paid out by hand later settles the return', async () => {
  const { return_id } = await ask(shipped(), 1)
  done.refuse = 'pending'
  assert.equal((await settle(return_id, 'refund')).state, 'settled')
  done.refuse = undefined
})

test('the delivery cost of a withdrawal is still to be given back after a decision that came to nothing', async () => {
  const tax = { net: 490, tax: 0, gross: 490, rate_basis_points: 0, tax_name: '', treatment: 'not_registered' as const, reason: '' }
  const method = { method_id: crypto.randomUUID(), title: 'Standard', is_pickup: false, amount: EUR(490), discount: EUR(0), tax, why: [] }
  const order = shipped({ shipping: method })
  const { return_id } = await api.withdraw({ return_id: crypto.randomUUID(), order_token: order.order_id, name: 'Ada' })
  const { lines } = await look(return_id)
  const came = lines.map(({ line_id, quantity }) => ({ line_id, accepted_quantity: quantity, restock_quantity: 0 }))
  await api.receiveReturn({ return_id, lines: came }, staff)
  done.refuse = () => fail('OUT_OF_STOCK', 'Mug is sold out.')
  await assert.rejects(again(return_id, 'exchange'), failsWith('OUT_OF_STOCK'))
  done.refuse = undefined
  assert.deepEqual((await again(return_id, 'refund')).total, EUR(6_390))
})

test('who repeats the request while it is carried out waits for its end; of many who settle, one does', async () => {
  for (let round = 0; round < 5; round++) {
    const { return_id } = await ask(shipped(), 1)
    const { lines } = await api.approveReturn({ return_id }, staff)
    const came = lines.map(({ line_id, quantity }) => ({ line_id, accepted_quantity: quantity, restock_quantity: 0 }))
    await api.receiveReturn({ return_id, lines: came }, staff)
    done.asked = []
    const settled = await Promise.all(Array.from({ length: 6 }, () => again(return_id, 'refund')))
    assert.deepEqual(new Set(settled.map(({ state }) => state)), new Set(['settled']))
    assert.deepEqual(done.asked, [return_id])
  }
  assert.deepEqual(await shop.audit(), [])
})

test('a decision whose carrier is gone is carried on by who asks again, and is not taken back by the one who comes late', async () => {
  const { return_id } = await ask(shipped(), 1)
  const late = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  let asked = 0
  let gone: Promise<unknown> = Promise.resolve()
  done.refuse = async () => {
    asked++
    if (asked > 1) {
      late.resolve() // the first one hears its refusal while the second is at it
      await gone
      return fail('NOTHING', 'It is not refused.')
    }
    begun.resolve()
    await late.promise
    return fail('REFUND_EXCEEDS_CAPTURE', 'There is nothing left.')
  }
  gone = settle(return_id, 'refund').catch(() => {})
  await begun.promise
  assert.equal((await again(return_id, 'refund')).state, 'settled')
  done.refuse = undefined
  assert.deepEqual([asked, (await look(return_id)).state], [2, 'settled'])
  assert.deepEqual(await shop.audit(), [])
})
