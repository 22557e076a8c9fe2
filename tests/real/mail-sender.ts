/** One process that handles order events and sends their mails, as a shop does; for mail-delivery.test.ts. Runs until it is killed. */

import { giftCards } from '#modules/gift-cards/contract.ts'
import { media } from '#modules/media/contract.ts'
import { notificationsModule } from '#modules/notifications/module.ts'
import { noOrders } from '#modules/notifications/order-for-tests.ts'
import { orders } from '#modules/orders/contract.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { systemClock } from '#platform/clock.ts'
import { openDb } from '#platform/db.ts'
import { openEvents } from '#platform/events.ts'
import { openTraffic } from '#platform/give-way.ts'
import { link } from '#platform/link.ts'
import { openLog } from '#platform/log.ts'
import { fakeModule } from '#platform/testing.ts'
import { smtp } from '#plugins/smtp/smtp.ts'

const [database = '', mail_url = ''] = process.argv.slice(2)
const db = openDb({ connectionString: database })
const log = openLog(process.env.LOG_LEVEL ?? 'silent', 'mail sender')
const mailer = smtp(mail_url, { connection: 1_000, silence: 1_000, whole: 2_000 })
const { local } = link({
  local: [
    settingsModule({ public_url: 'https://shop.example' }),
    notificationsModule({ is_sending_real_email: true, mailer }),
    fakeModule(orders, noOrders),
    fakeModule(giftCards, {}),
    fakeModule(media, {}),
  ],
  db,
  clock: systemClock,
  log,
  is_production: true,
  remote: (name) => {
    throw new Error(`${name} is not part of this test`)
  },
  afterChange: () => {},
})
for (const { module, needs } of local) await module.warm?.(needs)
const passing = { targets: () => [], send: async () => {} }
const events = await openEvents({
  db,
  local,
  passing,
  traffic: openTraffic(),
  clock: systemClock,
  log,
  is_production: true,
  is_running: true,
})
events.nudge()
process.send?.('ready')
process.on('disconnect', () => process.exit())
