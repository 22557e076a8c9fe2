import '#platform/tsx.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { type Order, orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { notifications } from './contract.ts'
import { notificationsModule } from './module.ts'
import { happen, noOrders, orderForTests } from './order-for-tests.ts'
import { settingsForTests } from './settings-for-tests.ts'

const { writeOrderMail } = await import('./order-mail.tsx')
const shop = await testShop({ notifications }, [
  notificationsModule({ is_sending_real_email: false }),
  fakeModule(settings, { readOwn: async () => settingsForTests }),
  fakeModule(orders, noOrders),
  fakeModule(giftCards, {}),
])

test('whatever happens to an order shows on open pages; that money is reserved, or an order opened again, makes no mail', async () => {
  const order = orderForTests({ email: 'all@customer.example' })
  const happened = Object.keys(orders.events).map((type) => type.slice('orders.'.length))
  for (const what of happened) await happen(shop.db, what, order, { what })
  await shop.settle()
  const { rows: shown } = await shop.db.sql<{ what: string }>`
    SELECT data ->> 'what' AS what FROM (
      SELECT order_id, data FROM notifications.live_events UNION ALL SELECT order_id, data FROM notifications.live_announcements) told
    WHERE order_id = ${order.order_id}`
  assert.deepEqual(shown.map(({ what }) => what).sort(), happened.toSorted())
  const { mails } = await shop.clients.notifications.listMails({ query: 'all@customer.example', limit: 100 })
  assert.deepEqual(mails.map(({ template }) => template).sort(), [
    'order_cancelled',
    'order_confirmed',
    'order_link',
    'order_paid',
    'order_received',
    'order_refunded',
    'order_rejected',
    'order_shipped',
  ])
})

test('what staff note on a parcel stands in its mail, also on the last one, and never in that of another parcel', () => {
  const order = orderForTests()
  const at = '2026-03-01T09:00:00.000Z'
  const step = (what: string, note: string | null) => ({ at, what, who: 'Sam', note })
  const parcels = order.lines.map(({ line_id, quantity }) => ({
    ...{ fulfilment_id: newId(), carrier: null, tracking_number: null, tracking_url: null },
    ...{ lines: [{ line_id, quantity }], shipped_at: at },
  }))
  /** of so many parcels that have left */
  const written = (timeline: Order['timeline'], left: number) => {
    const fulfilment_state = timeline.at(-1)?.what === 'fulfilled' ? ('fulfilled' as const) : ('partly_fulfilled' as const)
    const fulfilments = parcels.slice(0, left)
    const shipped = { ...order, fulfilment_state, fulfilments, timeline }
    return writeOrderMail('shipped', shipped, settingsForTests, { fulfilment_id: fulfilments.at(-1)?.fulfilment_id }).text
  }
  assert.match(written([step('fulfilled', 'Left with the neighbour.')], 1), /Left with the neighbour\./)

  const sent = step('shipped', 'The lamp follows.')
  assert.match(written([sent], 1), /The lamp follows\./)
  const second = written([sent, step('fulfilled', 'Here is the lamp.')], 2)
  assert.match(second, /Here is the lamp\./)
  assert.doesNotMatch(second, /The lamp follows/)
  assert.doesNotMatch(written([sent, step('fulfilled', null)], 2), /The lamp follows/)
})
