/** What staff are told of an order that is sent in part: what its rest would give back, where its parcels are followed, its number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { partShippedShop, STAFF } from '#tests/kit/part-shipped-shop.ts'

const shop = await partShippedShop({
  shipping: {
    listOptions: async () => ({ options: [], is_set_up: false }),
    trackingUrl: async ({ carrier, tracking_number }) => {
      if (carrier === 'lost') throw new Error('shipping is away')
      return { tracking_url: carrier === 'DHL' ? `https://parcels.example/${tracking_number}` : null, title: carrier }
    },
  },
})
const { read, shippedInPart, sweep } = shop
const { orders, payments } = shop.clients

test('before the rest is cancelled it is said what goes back, and that much goes back; what was given back before stays given', async () => {
  const order = await shippedInPart('test-card')
  const { order_id } = order
  const given = { amount: 1_000, currency: 'EUR' }
  await payments.refund({ refund_id: newId(), order_id, amount: given, reason: 'goodwill' })
  await shop.settle()
  const quoted = await orders.quoteRest({ order_id }, STAFF)
  assert.deepEqual([quoted.total.amount, quoted.goes_back.amount, quoted.due.amount, quoted.given_back.amount], [3_750, 8_750, 0, 1_000])
  assert.equal((await read(order_id)).version, order.version + 1) // of the refund: quoting changes nothing
  await orders.cancelRest({ order_id }, STAFF)
  await sweep()
  assert.equal((await read(order_id)).refunded.amount, 1_000 + quoted.goes_back.amount)

  const unpaid = await shippedInPart()
  const asked_less = await orders.quoteRest({ order_id: unpaid.order_id }, STAFF)
  assert.deepEqual([asked_less.goes_back.amount, asked_less.due.amount], [0, 3_750])
})

test('a parcel of a carrier the shop knows is linked without anyone typing the link; one with a link keeps it, and none is needed', async () => {
  const { order_id, lines } = await shippedInPart()
  const send = async (carrier: string, tracking_url?: string) => {
    const parcel = { carrier, tracking_number: '42', ...(tracking_url && { tracking_url }) }
    const one = lines.filter(({ title }) => title === 'Pot').map(({ line_id }) => ({ line_id, quantity: 1 }))
    const wish = carrier === 'lost' ? {} : { lines: one }
    const { fulfilments } = await orders.fulfilOrder({ order_id, fulfilment_id: newId(), ...parcel, ...wish }, STAFF)
    return fulfilments.at(-1)?.tracking_url
  }
  assert.equal(await send('DHL'), 'https://parcels.example/42')
  assert.equal(await send('DHL', 'https://mine.example/1'), 'https://mine.example/1')
  assert.equal(await send('lost'), null)
})

test('orders are named by their numbers, and what is none is left out', async () => {
  const { order_id, number } = await shippedInPart()
  assert.deepEqual(await orders.readNumbers({ order_ids: [order_id, newId()] }, STAFF), { orders: [{ order_id, number }] })
})
