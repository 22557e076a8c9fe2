import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settings } from '#modules/settings/contract.ts'
import { json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { problemOf } from '#platform/input.ts'
import { openLog } from '#platform/log.ts'
import { testShop } from '#platform/testing.ts'
import type { Carrier, Label, Tracked } from './carrier.ts'
import { shipping } from './contract.ts'
import { shippingModule } from './module.ts'
import { shopIn } from './settings-for-tests.ts'
import { trackShipments } from './track-shipments.ts'

/** A carrier with books of its own: a parcel is booked once, whatever happens to its answer. */
const labels = new Map<string, Label>()
let isLosingAnswers = false
let tracked: () => Tracked = () => ({ state: 'shipped', text: 'On its way', delivered_at: null })
const swift: Carrier = {
  carrier: 'swift',
  title: 'Swift',
  book: async ({ shipment_id, to }) => {
    if (to.country === 'AQ') return { no: 'not to Antarctica' }
    const label = labels.get(shipment_id) ?? { label_ref: `label-${labels.size}`, tracking_number: `SW${labels.size}` }
    labels.set(shipment_id, label)
    if (isLosingAnswers) throw new Error('the line was cut')
    return label
  },
  track: async () => tracked(),
}
const shop = await testShop({ shipping, settings }, [
  shippingModule({ carriers: [swift], first_zones: async () => [] }),
  shopIn('DE').module,
])
const parcels = shop.clients.shipping
const staff = { actor: { kind: 'user' as const, user_id: newId(), role: 'staff' as const, name: 'Sam' } }
const to = { name: 'Ada', line1: 'Street 1', postal_code: '10115', city: 'Berlin', country: 'DE' }
const parcel = (changes: Partial<Parameters<typeof parcels.bookLabel>[0]> = {}) => ({
  shipment_id: newId(),
  order_id: newId(),
  carrier: 'swift',
  to,
  weight_grams: 500,
  ...changes,
})
const shipmentsOf = async (order_id: string) => (await parcels.listShipments({ order_id }, staff)).shipments

/** As the relay would bring it. */
const hear = async (order_id: string, fulfilment: { fulfilment_id: string; carrier: string | null; tracking_number: string | null }) => {
  const lines = [{ line_id: newId(), quantity: 1 }]
  const told = { ...fulfilment, lines, tracking_url: null, shipped_at: shop.clock.now().toISOString() }
  const earlier = { ...told, fulfilment_id: newId() }
  const payload = { order_id, fulfilment_id: fulfilment.fulfilment_id, order: { fulfilments: [earlier, told] } }
  await shop.db.sql`
    INSERT INTO shipping.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, emitted_at, run_at)
    VALUES (gen_random_uuid(), 'orders.shipped', 'orders', 'orders.shipped', ${order_id}, 1, ${json(payload)}::jsonb, ${shop.clock.now()},
      ${shop.clock.now()})`
  await shop.settle()
}

test('a fulfilment is one shipment, however often its news comes', async () => {
  const order_id = newId()
  const fulfilment = { fulfilment_id: newId(), carrier: 'dhl', tracking_number: '0034 0434' }
  await hear(order_id, fulfilment)
  await hear(order_id, fulfilment)
  shop.clock.move(1)
  await hear(order_id, { fulfilment_id: newId(), carrier: null, tracking_number: null })
  const [first, second, ...others] = await shipmentsOf(order_id)
  assert.equal(others.length, 0)
  assert.deepEqual([first?.state, first?.fulfilment_id, first?.lines.length], ['shipped', fulfilment.fulfilment_id, 1])
  assert.match(first?.tracking_url ?? '', /piececode=0034%200434$/)
  assert.deepEqual([second?.carrier, second?.tracking_url], [null, null])
  const { rows } = await shop.db.sql<{ state: string }>`SELECT DISTINCT state FROM shipping.inbox`
  assert.deepEqual(rows, [{ state: 'done' }])
})

test('a label is booked once, also when ten ask at once or the carrier’s answer is lost', async () => {
  const wanted = parcel()
  isLosingAnswers = true
  await assert.rejects(parcels.bookLabel(wanted, staff), { code: 'CARRIER_UNREACHABLE' })
  assert.equal((await shipmentsOf(wanted.order_id))[0]?.state, 'booking')
  isLosingAnswers = false
  const before = labels.size
  const booked = await Promise.all(Array.from({ length: 10 }, () => parcels.bookLabel(wanted, staff)))
  assert.equal(labels.size, before)
  assert.equal(new Set(booked.map(({ tracking_number }) => tracking_number)).size, 1)
  assert.deepEqual([booked[0]?.state, booked[0]?.label_ref], ['labelled', 'label-0'])
})

test('the parcel whose label was booked is the one that leaves: by its number, or because the fulfilment took its id', async () => {
  const byNumber = await parcels.bookLabel(parcel(), staff)
  await hear(byNumber.order_id, { fulfilment_id: newId(), carrier: 'swift', tracking_number: byNumber.tracking_number })
  const byId = await parcels.bookLabel(parcel(), staff)
  await hear(byId.order_id, { fulfilment_id: byId.shipment_id, carrier: null, tracking_number: null })
  for (const { order_id, tracking_number } of [byNumber, byId]) {
    const shipments = await shipmentsOf(order_id)
    assert.equal(shipments.length, 1)
    assert.deepEqual([shipments[0]?.state, shipments[0]?.tracking_number], ['shipped', tracking_number])
  }
})

test('a parcel with a label is looked for by the label’s number, also when the fulfilment names none', async () => {
  const { order_id, shipment_id } = await parcels.bookLabel(parcel(), staff)
  await hear(order_id, { fulfilment_id: shipment_id, carrier: null, tracking_number: null })
  const unnumbered = newId()
  await hear(unnumbered, { fulfilment_id: newId(), carrier: 'swift', tracking_number: null })
  await shop.tick('shipping.track_shipments')
  assert.deepEqual([(await shipmentsOf(order_id))[0]?.text, (await shipmentsOf(unnumbered))[0]?.text], ['On its way', null])
})

test('what the carrier refuses leaves nothing behind, and an id is of one parcel', async () => {
  const refused = parcel({ to: { ...to, country: 'AQ' } })
  await assert.rejects(parcels.bookLabel(refused, staff), { code: 'CARRIER_REFUSED', message: /not to Antarctica/ })
  assert.deepEqual(await shipmentsOf(refused.order_id), [])
  await assert.rejects(parcels.bookLabel(parcel({ carrier: 'pigeon' }), staff), { code: 'UNKNOWN_CARRIER' })
  const { shipment_id } = await parcels.bookLabel(parcel(), staff)
  await assert.rejects(parcels.bookLabel(parcel({ shipment_id }), staff), { code: 'SHIPMENT_EXISTS' })
})

test('parcels are followed until they arrive, which is told once', async () => {
  const order_id = newId()
  await hear(order_id, { fulfilment_id: newId(), carrier: 'swift', tracking_number: 'SW99' })
  await shop.tick('shipping.track_shipments')
  assert.equal((await shipmentsOf(order_id))[0]?.text, 'On its way')
  tracked = () => {
    throw new Error('503')
  }
  shop.clock.move(4 * 3_600)
  await shop.tick('shipping.track_shipments')
  assert.equal((await shipmentsOf(order_id))[0]?.state, 'shipped', 'no answer changes nothing')
  tracked = () => ({ state: 'delivered', text: 'With the neighbour', delivered_at: null })
  shop.clock.move(3_600)
  await shop.tick('shipping.track_shipments')
  assert.equal((await shipmentsOf(order_id))[0]?.state, 'shipped', 'it is looked for every four hours')
  shop.clock.move(3 * 3_600)
  await Promise.all([shop.tick('shipping.track_shipments'), shop.tick('shipping.track_shipments')])
  await shop.tick('shipping.track_shipments')
  const [shipment] = await shipmentsOf(order_id)
  assert.deepEqual([shipment?.state, shipment?.text], ['delivered', 'With the neighbour'])
  const { rows } = await shop.db.sql<{ payload: unknown }>`SELECT payload FROM shipping.outbox WHERE aggregate_id = ${order_id}`
  assert.equal(rows.length, 1)
  assert.equal(problemOf(shipping.events['shipping.delivered'].payload, rows[0]?.payload), undefined)
})

/** As two processes would, when the first was frozen for longer than its claim. */
test('parcels are shared out among those who look, and arrive once for two who both saw it', async () => {
  const found: string[] = []
  let hold = Promise.resolve()
  const carrier: Carrier = {
    carrier: 'slow',
    title: 'Slow',
    track: async (number) => {
      found.push(number)
      await hold
      return { state: 'delivered', text: 'There', delivered_at: '2026-03-01T10:00:00.000Z' }
    },
  }
  const { db, clock } = shop
  const needs = {
    db,
    clock,
    settings: shop.clients.settings,
    log: openLog('silent', 'test'),
    is_production: false,
    carriers: [carrier],
    first_zones: async () => [],
  }
  await shop.db.sql`
    INSERT INTO shipping.shipments (shipment_id, order_id, carrier, tracking_number, state, created_at, shipped_at, look_at)
    SELECT gen_random_uuid(), gen_random_uuid(), 'slow', 'SL' || n, 'shipped', ${clock.now()}, ${clock.now()}, ${clock.now()}
    FROM generate_series(1, 60) n`
  const released = Promise.withResolvers<void>()
  hold = released.promise
  const first = [1, 2, 3].map(() => trackShipments(needs))
  while (found.length < 60) await new Promise((resume) => setTimeout(resume, 20))
  assert.equal(new Set(found).size, 60, 'nobody looks for a parcel that another is looking for')
  clock.move(3_600)
  const second = trackShipments(needs)
  while (found.length < 80) await new Promise((resume) => setTimeout(resume, 20))
  released.resolve()
  await Promise.all([...first, second])
  const { rows } = await shop.db.sql<{ told: number }>`
    SELECT count(*)::int AS told FROM shipping.outbox WHERE payload ->> 'delivered_at' = '2026-03-01T10:00:00.000Z'`
  assert.equal(rows[0]?.told, 60)
})

test('a parcel that never arrives is given up after sixty days', async () => {
  tracked = () => ({ state: 'problem', text: 'Lost', delivered_at: null })
  const order_id = newId()
  await hear(order_id, { fulfilment_id: newId(), carrier: 'swift', tracking_number: 'SW98' })
  shop.clock.move(61 * 86_400)
  await shop.tick('shipping.track_shipments')
  const { rows } = await shop.db.sql<{ state: string; look_at: string | null }>`
    SELECT state, look_at FROM shipping.shipments WHERE order_id = ${order_id}`
  assert.deepEqual(rows, [{ state: 'problem', look_at: null }])
})

test('a carrier is known by its title as well, however people write it', async () => {
  const page = async (carrier: string) => (await parcels.trackingUrl({ carrier, tracking_number: '1' })).tracking_url
  for (const carrier of ['DHL', ' dhl ', 'Dhl']) assert.match((await page(carrier)) ?? '', /dhl\.de/, carrier)
  for (const carrier of ['DHL Express', 'dhl-express', 'dhl_express']) assert.match((await page(carrier)) ?? '', /dhl\.com/, carrier)
  assert.match((await page('österreichische post')) ?? '', /post\.at/)
  assert.equal(await page('Bike courier'), null)
  const order_id = newId()
  await hear(order_id, { fulfilment_id: newId(), carrier: 'SWIFT', tracking_number: 'SW97' })
  assert.equal((await shipmentsOf(order_id))[0]?.carrier, 'swift')
})

test('a tracking page is the carrier’s, whatever the number says', async () => {
  const page = async (carrier: string, tracking_number: string) => (await parcels.trackingUrl({ carrier, tracking_number })).tracking_url
  assert.equal(await page('ups', '1Z999AA10123456784'), 'https://www.ups.com/track?tracknum=1Z999AA10123456784')
  const host = new URL((await page('dpd', '../../@evil.example/?x=<script>')) ?? '').host
  assert.equal(host, 'tracking.dpd.de')
  assert.equal(await page('postnl', '3S'), null)
  assert.equal(await page('constructor', '1'), null)
  const { carriers } = await parcels.listCarriers({}, staff)
  assert.ok(carriers.some((one) => one.carrier === 'swift' && one.has_labels && !one.has_tracking_url))
})
