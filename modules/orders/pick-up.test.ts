import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'
import { PARCEL, PICKUP, referenceShipping } from '#tests/kit/reference-engines.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const PLACE = { name: 'Workshop', line1: 'Spinnereistr. 7', postal_code: '04179', city: 'Leipzig', country: 'DE', hours: 'Tue-Sat 10-18' }

const shop = await orderShop({
  stock: 1_000,
  shipping: {
    listOptions: async (ask) => {
      const { options, ...rest } = referenceShipping(ask)
      return { ...rest, options: options.map((one) => (one.is_pickup ? { ...one, pickup: PLACE } : one)) }
    },
  },
})
const { orders } = shop.clients
const lines = [{ variant_id: MUG.variant_id, quantity: 2 }]
const placed = async (shipping_method_id: string) => {
  const wanted = { email: 'ada@example.com', shipping_address: ADDRESS, lines, shipping_method_id }
  const { order_id } = await orders.checkout(wanted, { ...GUEST, idempotency_key: newId() })
  await orders.confirmOrder({ order_id }, STAFF)
  return order_id
}

const fetchOnce = async () => {
  const order_id = await placed(PICKUP)
  const { shipping } = await orders.readOrder({ order_id }, STAFF)
  assert.deepEqual(shipping?.pickup, PLACE)
  await assert.rejects(orders.markPickedUp({ order_id }, STAFF), { code: 'NOT_ALLOWED_IN_STATE' })
  const { version } = await orders.fulfilOrder({ order_id }, STAFF)
  const all = await Promise.all([1, 2, 3].map(() => orders.markPickedUp({ order_id }, STAFF)))
  for (const order of [...all, await orders.readOrder({ order_id }, STAFF)]) {
    assert.deepEqual([order.state, order.version], ['fulfilled', version + 1])
    assert.equal(order.timeline.filter(({ what }) => what === 'picked_up').length, 1)
  }
}

test('an order keeps the place where it is fetched, and that it was fetched is noted once, when it is ready', async () => {
  for (let round = 0; round < 5; round++) await fetchOnce()
})

test('what is sent is not picked up, what is not there neither, and only staff say so', async () => {
  const order_id = await placed(PARCEL)
  const sent = await orders.fulfilOrder({ order_id }, STAFF)
  assert.equal('pickup' in (sent.shipping ?? {}), false)
  await assert.rejects(orders.markPickedUp({ order_id }, STAFF), { code: 'NOT_ALLOWED_IN_STATE' })
  await assert.rejects(orders.markPickedUp({ order_id: newId() }, STAFF), { code: 'NOT_FOUND' })
  await assert.rejects(orders.markPickedUp({ order_id }, GUEST), { code: 'SIGN_IN_REQUIRED' })
})
