/** Mails through real processes: a mail server with faults, senders that are killed. What must hold is counted at the far end. */
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { media } from '#modules/media/contract.ts'
import { notifications } from '#modules/notifications/contract.ts'
import { notificationsModule } from '#modules/notifications/module.ts'
import { happen, noOrders, orderForTests } from '#modules/notifications/order-for-tests.ts'
import { orders } from '#modules/orders/contract.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import type { Delivered, Fault } from '#plugins/smtp/faulty-server.ts'
import { startFaultyServer } from '#plugins/smtp/start-faulty-server.ts'

const shop = await testShop(
  { notifications },
  [
    settingsModule({ public_url: 'https://shop.example' }),
    notificationsModule({ is_sending_real_email: false }),
    fakeModule(orders, noOrders),
    fakeModule(giftCards, {}),
    fakeModule(media, {}),
  ],
  { system_clock: true },
)

const startSender = async (url: string): Promise<ChildProcess> => {
  const child = fork(join(import.meta.dirname, 'mail-sender.ts'), [shop.connection.connectionString ?? '', url])
  await once(child, 'message')
  return child
}

const kill = async (child: ChildProcess) => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Pauses are over: what would happen minutes later happens now. */
const pausesEnd = async () => {
  await shop.db.sql`UPDATE notifications.mails SET next_try_at = now() WHERE state = 'waiting' AND lease IS NULL`
  await shop.db.sql`UPDATE notifications.inbox SET run_at = now() WHERE state = 'waiting' AND lease IS NULL`
  await shop.db.sql`UPDATE platform.timers SET next_run_at = now()`
}

/** What the killed held in their hands is free again, as it would be after three minutes. */
const leasesEnd = async () => {
  await shop.db.sql`UPDATE notifications.mails SET next_try_at = now() WHERE state = 'waiting' AND lease IS NOT NULL`
  await shop.db.sql`UPDATE notifications.inbox SET leased_until = now() WHERE state = 'waiting' AND lease IS NOT NULL`
}

const countUnsent = async (): Promise<number> => {
  const { rows } = await shop.db.sql<{ unsent: number }>`
    SELECT (SELECT count(*) FROM orders.outbox) + (SELECT count(*) FROM notifications.inbox WHERE state <> 'done')
      + (SELECT count(*) FROM notifications.mails WHERE state <> 'sent') AS unsent`
  return rows[0]?.unsent ?? 0
}

const until = async (isSo: () => boolean | Promise<boolean>, seconds: number) => {
  const over_at = performance.now() + seconds * 1000
  while (!(await isSo()) && performance.now() < over_at) await pause(20)
}

test('through faults, kills and a server that is away: every mail arrives, each event is one Message-ID', {
  timeout: 120_000,
}, async (context) => {
  const mails: Delivered[] = []
  const first = await startFaultyServer('none')
  const { port, url } = first
  await first.stop()

  const events: string[] = []
  const faults: (Fault | 'away')[] = ['away', 'none', 'later_twice', 'drop_after_data', 'hang', 'none', 'drop_after_data', 'none']
  for (const fault of faults) {
    for (let i = 0; i < 12; i++)
      events.push(await happen(shop.db, 'placed', orderForTests({ email: `buyer${events.length}@customer.example` })))
    await leasesEnd()
    await pausesEnd()
    const server = fault === 'away' ? undefined : await startFaultyServer(fault, port)
    const sender = await startSender(url)
    const enough = 1 + Math.floor(Math.random() * 8)
    await until(() => (server?.mails.length ?? 0) >= enough, 2.5)
    await kill(sender) // somewhere between the end of a mail, the server's yes, and our note of it
    await server?.stop()
    mails.push(...(server?.mails ?? []))
  }

  await leasesEnd()
  const server = await startFaultyServer('none', port)
  const senders = [await startSender(url), await startSender(url)]
  await until(async () => {
    await pausesEnd()
    await pause(500)
    return (await countUnsent()) === 0
  }, 40)
  for (const sender of senders) await kill(sender)
  mails.push(...server.mails)
  await server.stop()

  assert.equal(await countUnsent(), 0, 'nothing is left behind')
  const taken = mails.filter(({ is_taken }) => is_taken)
  const expected = events.map((event_id) => `<${event_id}.order_received@shop.example>`)
  assert.deepEqual(
    [...new Set(taken.map(({ message_id }) => message_id))].sort(),
    expected.sort(),
    'one Message-ID per event, none missing',
  )
  const repeats = taken.length - events.length
  context.diagnostic(`${events.length} mails, ${faults.length} kills, ${repeats} repeats under the same Message-ID`)
  assert.ok(repeats <= faults.length * 3, `${repeats} repeats: at most what was in a sender's three hands when it was killed`)
  const { rows } = await shop.db.sql<{ mails: number }>`SELECT count(*) AS mails FROM notifications.mails`
  assert.equal(rows[0]?.mails, events.length)
})

test('what arrives is readable by a mail program: both parts, umlauts, the way to the order', { timeout: 60_000 }, async () => {
  const server = await startFaultyServer('none')
  await happen(shop.db, 'confirmed', orderForTests({ email: 'leser@customer.example', locale: 'de' }))
  await pausesEnd()
  const sender = await startSender(server.url)
  await until(() => server.mails.length > 0, 10)
  await kill(sender)
  await server.stop()
  const mail = await PostalMime.parse(server.mails[0]?.raw ?? '')
  assert.equal(mail.subject, 'Ihre Bestellung 48120937 ist bestätigt')
  assert.equal(mail.from?.name, 'Lantern & Loom')
  for (const part of [mail.html, mail.text]) assert.ok(part?.includes('https://shop.example/de/orders/tok-0123456789abcdef'))
  assert.match(mail.text ?? '', /Gesamt: 179,40\s€/)
})
