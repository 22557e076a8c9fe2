import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Order } from '#modules/orders/contract.ts'
import { newId } from '#platform/ids.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { translateTo } from './messages.ts'
import { orderView } from './order-view.ts'
import { makeView } from './view.ts'

const EUR = (amount: number) => ({ amount, currency: 'EUR' })
const view = makeView({
  ...{ shop: plainSettings(), locales: ['en', 'de'], locale: 'en', currency: 'EUR', t: translateTo('en'), path: '/', origin: '', nav: '' },
  asset: (name) => name,
})
const line = plainLine({
  ...{ variant_id: newId(), product_id: newId(), slug: 'mug', sku: 'MUG', title: 'Mug', quantity: 2 },
  ...{ unit_price: EUR(1_250), line_total: EUR(2_500) },
})
const shown = (facts: Partial<Order>) => {
  const { facts: lines, can_pay } = orderView(view, plainOrder({ currency: 'EUR', lines: [line], state: 'pending', ...facts }))
  return [lines.find(({ title }) => title === 'Payment')?.text, can_pay]
}

test('the page says what is reserved, what is paid at the door, and what is still to pay beside a reservation', () => {
  assert.deepEqual(shown({ payment_state: 'authorised', reserved: EUR(2_500), due: EUR(0) }), ['€25.00 reserved, not yet taken', false])
  assert.deepEqual(shown({ payment_state: 'authorised', reserved: EUR(0) }), ['€25.00 to pay when you receive it', false])
  assert.deepEqual(shown({ payment_state: 'unpaid', reserved: EUR(1_250), due: EUR(1_250) }), [
    '€12.50 reserved, €12.50 still to pay',
    true,
  ])
})

test('the timeline says that cash is paid on delivery, and not that it is reserved', () => {
  const at = '2026-11-20T10:00:00.000Z'
  const told = (locale: string, is_pickup: boolean) => {
    const shipping = { ...{ method_id: newId(), title: 'Way', is_pickup, amount: EUR(0), discount: EUR(0), tax: line.tax, why: [] } }
    const timeline = ['authorised', 'promised'].map((what) => ({ at, what, who: 'customer', note: null }))
    const order = plainOrder({ currency: 'EUR', lines: [line], shipping, timeline })
    return orderView({ ...view, locale, t: translateTo(locale) }, order).timeline.map(({ title }) => title)
  }
  assert.deepEqual(told('en', false), ['Payment reserved', 'To be paid on delivery'])
  assert.deepEqual(told('de', false), ['Zahlung reserviert', 'Zahlung bei Lieferung'])
  assert.deepEqual(told('de', true), ['Zahlung reserviert', 'Zahlung bei Abholung'])
})

test('what is fetched is confirmed, ready with place and hours, and then picked up; it is never on its way', () => {
  const pickup = { name: 'Workshop', line1: 'Weg 7', postal_code: '04179', city: 'Leipzig', country: 'DE', hours: 'Tue-Sat 10-18' }
  const shipping = {
    ...{ method_id: newId(), title: 'Fetch it', is_pickup: true, pickup, amount: EUR(0), discount: EUR(0), tax: line.tax, why: [] },
  }
  const at = '2026-11-20T10:00:00.000Z'
  const happened = (...whats: string[]) => whats.map((what) => ({ at, what, who: 'shop', note: null }))
  const stands = (facts: Partial<Order>) => orderView(view, plainOrder({ currency: 'EUR', lines: [line], shipping, ...facts }))
  const fulfilment = { carrier: null, tracking_number: null, tracking_url: null, shipped_at: at, lines: [] }
  const fulfilments = [{ fulfilment_id: newId(), ...fulfilment }]
  const ready = { state: 'fulfilled', fulfilment_state: 'fulfilled', fulfilments } as const
  assert.match(stands({ state: 'confirmed' }).explanation, /when you can fetch it at: Workshop, Weg 7, 04179 Leipzig, Tue-Sat 10-18/)
  const waiting = stands({ ...ready, timeline: happened('fulfilled') })
  assert.deepEqual([waiting.headline, waiting.timeline[0]?.title], ['Ready for pick-up.', 'Ready for pick-up'])
  assert.match(waiting.explanation, /Workshop, Weg 7, 04179 Leipzig, Tue-Sat 10-18/)
  assert.deepEqual(
    [waiting.facts.at(-1)?.title, waiting.facts.at(-1)?.text, waiting.parcels[0]?.title],
    ['Pick-up', 'Ready for pick-up', 'Pick-up 1'],
  )
  const fetched = stands({ ...ready, timeline: happened('fulfilled', 'picked_up') })
  assert.deepEqual([fetched.headline, fetched.facts.at(-1)?.text, fetched.timeline[1]?.title], ['Picked up.', 'Picked up', 'Picked up'])
  assert.match(stands({ state: 'confirmed', fulfilment_state: 'partly_fulfilled' }).headline, /A part .* ready for pick-up/)
})
