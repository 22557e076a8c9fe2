import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { type Order, orders } from '#modules/orders/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { type Settings, settings } from '#modules/settings/contract.ts'
import { fail, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { returns } from './contract.ts'
import { returnsModule } from './module.ts'
import { worthOf } from './worth.ts'

const EUR = (amount: number) => ({ amount, currency: 'EUR' })
const known = new Map<string, Order>()
/** what neighbours were asked to do, by the id that makes it one; `cut`: what does not answer just now */
const done = { refunds: new Map<string, number>(), credits: new Map<string, number>(), restocks: new Map<string, number>(), cut: '' }
const cancelled: string[] = []
/** what the shop's settings grant */
let granted: Partial<Settings> = {}
const grant = async (differences: Partial<Settings>) => {
  granted = differences
  await shop.db.changed(shop.db.sql, 'settings')
}
const refuseWhenCut = (name: string) => {
  if (done.cut === name) throw new Error(`${name} does not answer`)
}

const orderOf = (order_id: string): Order => {
  const order = known.get(order_id)
  if (!order) throw fail('NOT_FOUND', 'There is no such order.')
  return order
}
const shop = await testShop(
  { returns },
  [
    returnsModule,
    fakeModule(orders, {
      readOrder: async ({ order_id }) => orderOf(order_id),
      trackOrder: async ({ token }) => orderOf(token),
      cancelOrder: async ({ order_id }) => {
        cancelled.push(order_id)
        const order = { ...orderOf(order_id), state: 'cancelled' as const }
        known.set(order_id, order)
        return order
      },
      recordReturn: async ({ order_id }) => orderOf(order_id),
      cancelRest: async ({ order_id }) => {
        const order = orderOf(order_id)
        const lines = order.lines
          .filter((line) => line.fulfilled_quantity > 0)
          .map((line) => ({ ...line, quantity: line.fulfilled_quantity }))
        known.set(order_id, { ...order, lines, state: 'fulfilled', fulfilment_state: 'fulfilled' })
        return orderOf(order_id)
      },
      placeReplacement: async ({ replacement_id, order_id }) => ({ ...orderOf(order_id), order_id: replacement_id }),
    }),
    fakeModule(inventory, {
      restock: async ({ restock_id, order_id, lines }) => {
        refuseWhenCut('inventory')
        done.restocks.set(
          restock_id,
          lines.reduce((all, line) => all + line.quantity, 0),
        )
        return { order_id, restocked: true }
      },
    }),
    fakeModule(payments, {
      refund: async ({ refund_id, order_id, amount }) => {
        refuseWhenCut('payments')
        done.refunds.set(refund_id, amount?.amount ?? 0)
        return { refund_id, order_id, state: 'done', amount: amount ?? EUR(0), reason: '', problem: null, parts: [] } as never
      },
    }),
    fakeModule(giftCards, {
      credit: async ({ credit_id, amount }) => {
        done.credits.set(credit_id, amount.amount)
        return { credit_id, code: null, balance: amount } as never
      },
    }),
    fakeModule(settings, { readOwn: async () => plainSettings(granted) }),
  ],
  { pool_size: 20 },
)
const api = shop.clients.returns
const staff = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Grace' } } as const
const failsWith = (code: string) => (error: unknown) => isFailure(error, code)

/** Three mugs that came to 10.00 together, and a lamp; all of it shipped unless said otherwise. */
const shipped = (differences: Partial<Order> = {}): Order => {
  const line = (title: string, quantity: number, cents: number) =>
    plainLine({
      ...{
        variant_id: newId(),
        product_id: newId(),
        slug: 'thing',
        sku: title.toUpperCase(),
        title,
        quantity,
        fulfilled_quantity: quantity,
      },
      ...{ unit_price: EUR(Math.ceil(cents / quantity)), line_total: EUR(cents) },
    })
  const lines = [line('Mug', 3, 1_000), line('Lamp', 1, 4_900)]
  const parcel = { fulfilment_id: newId(), lines: [], carrier: null, tracking_number: null, tracking_url: null }
  const order = plainOrder({
    ...{ currency: 'EUR', lines, state: 'fulfilled', fulfilment_state: 'fulfilled' },
    fulfilments: [{ ...parcel, shipped_at: shop.clock.now().toISOString() }],
    ...{ paid: EUR(10_000), ...differences },
  })
  known.set(order.order_id, order)
  return order
}
const mugs = (order: Order, quantity: number) => [{ line_id: order.lines[0]!.line_id, quantity }]
const ask = (order: Order, quantity: number, return_id = newId()) =>
  api.requestReturn({ return_id, order_token: order.order_id, lines: mugs(order, quantity) })

/** Through all steps, with everything accepted and put on the shelf. */
const settle = async (return_id: string, as: 'refund' | 'store_credit' | 'exchange', more: object = {}) => {
  const { lines } = await api.approveReturn({ return_id }, staff)
  await api.receiveReturn(
    { return_id, lines: lines.map(({ line_id, quantity }) => ({ line_id, accepted_quantity: quantity, restock_quantity: quantity })) },
    staff,
  )
  return api.settleReturn({ return_id, as, ...more }, staff)
}

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
      const worth = worthOf(line, units, more)
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

test('goods can be exchanged: they are sent anew, and no money goes back', async () => {
  const { return_id } = await ask(shipped(), 1)
  const settled = await settle(return_id, 'exchange')
  assert.equal(settled.replacement_order_id, return_id)
  assert.equal(done.refunds.has(return_id), false)
})

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

test('somebody else’s order is not there', async () => {
  await assert.rejects(api.requestReturn({ return_id: newId(), lines: [{ line_id: newId(), quantity: 1 }] }), failsWith('NOT_FOUND'))
  await assert.rejects(api.readReturnable({ order_token: newId() }), failsWith('NOT_FOUND'))
  const [mine, other] = [shipped(), shipped()]
  const { return_id } = await ask(mine, 1)
  await assert.rejects(api.callOffReturn({ return_id, order_token: other.order_id }), failsWith('NOT_FOUND'))
  assert.equal((await api.callOffReturn({ return_id, order_token: mine.order_id })).state, 'called_off')
})
