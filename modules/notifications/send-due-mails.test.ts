import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { openDb } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { openLog } from '#platform/log.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { notifications } from './contract.ts'
import { openLiveFeed } from './live-feed.ts'
import type { OutgoingMail } from './mailer.ts'
import { notificationsModule } from './module.ts'
import { noOrders } from './order-for-tests.ts'
import { pauseMinutes, sendDueMails } from './send-due-mails.ts'
import { settingsForTests } from './settings-for-tests.ts'

/** What the mail server does with the next mail. */
let answer: (mail: OutgoingMail) => Promise<{ response: string }>
const sent: OutgoingMail[] = []
const take = async (mail: OutgoingMail) => {
  sent.push(mail)
  return { response: '250 OK' }
}
const busy = async () => {
  throw new Error('451 Come back later')
}
const refuse = async () => {
  throw fail('MAIL_REFUSED', '550 No such user')
}
const mailer = { send: (mail: OutgoingMail) => answer(mail) }

const shop = await testShop({ giftCards, notifications, orders, settings }, [
  notificationsModule({ is_sending_real_email: true, mailer }),
  fakeModule(settings, { readOwn: async () => settingsForTests }),
  fakeModule(giftCards, {}),
  fakeModule(orders, noOrders),
])
const post = shop.clients.notifications
const MINUTE = 60
const DAY = 86_400

const queue = (to: string) => post.sendTestEmail({ to, subject: 'Hello', message: 'x' })
const work = () => shop.tick('notifications.send_mails')
const sentTo = (to: string) => sent.filter((mail) => mail.to === to).length

test('a mail waits until it is sent, and the server’s word is kept', async () => {
  answer = take
  const { mail_id, state } = await queue('a@customer.example')
  assert.equal(state, 'waiting')
  await work()
  const mail = await post.readMail({ mail_id })
  assert.deepEqual([mail.state, mail.tries, mail.problem], ['sent', 1, null])
  assert.equal(Date.parse(mail.sent_at ?? ''), shop.clock.now().getTime())
  await work()
  assert.equal(sentTo('a@customer.example'), 1)
  assert.deepEqual(sent[0]?.from, { name: 'Lantern & Loom', address: 'shop@shop.example' })
})

test('a server that says later is asked again after 1, 2, 4 minutes and so on, at most a day apart', async () => {
  assert.deepEqual([1, 2, 3, 4, 5, 11, 12, 13, 50].map(pauseMinutes), [1, 2, 4, 8, 16, 1_024, 1_440, 1_440, 1_440])
  answer = busy
  const { mail_id } = await queue('later@customer.example')
  let tries = 0
  for (const pause of [1, 2, 4, 8]) {
    await work()
    tries++
    shop.clock.move(pause * MINUTE - 1)
    await work()
    const mail = await post.readMail({ mail_id })
    assert.deepEqual([mail.state, mail.tries, mail.problem], ['waiting', tries, '451 Come back later'])
    shop.clock.move(1)
  }
  answer = take
  await work()
  const mail = await post.readMail({ mail_id })
  assert.deepEqual([mail.state, mail.problem], ['sent', null])
  assert.equal(sentTo('later@customer.example'), 1)
})

test('a mail that nobody takes is given up after five days, and says so', async () => {
  answer = busy
  const { mail_id } = await queue('never@customer.example')
  for (let hour = 0; hour < 5 * 24 + 25; hour++) {
    await work()
    shop.clock.move(3_600)
  }
  const mail = await post.readMail({ mail_id })
  assert.equal(mail.state, 'bounced')
  assert.match(mail.problem ?? '', /given up after \d+ tries: 451/)
})

test('a refused mail bounces at once; it can be sent again under its old Message-ID', async () => {
  answer = refuse
  const { mail_id, message_id } = await queue('typo@customer.example')
  await work()
  const bounced = await post.readMail({ mail_id })
  assert.deepEqual([bounced.state, bounced.tries, bounced.problem], ['bounced', 1, '550 No such user'])
  shop.clock.move(6 * DAY)
  await work()
  assert.equal((await post.readMail({ mail_id })).tries, 1, 'not tried by itself')

  answer = take
  const all = await Promise.all([post.resendMail({ mail_id }), post.resendMail({ mail_id })])
  assert.deepEqual(new Set(all.map((one) => one.mail_id)), new Set([mail_id]))
  await work()
  assert.equal((await post.readMail({ mail_id })).state, 'sent')
  assert.equal(sent.at(-1)?.message_id, message_id)
  await assert.rejects(post.resendMail({ mail_id: '00000000-0000-7000-8000-000000000000' }), { code: 'NOT_FOUND' })
})

test('a mail that arrived is sent again as a mail of its own, once however often that is asked; that one can be sent again too', async () => {
  answer = take
  const { mail_id, message_id } = await queue('again@customer.example')
  await work()
  const all = await Promise.all([1, 2, 3].map(() => post.resendMail({ mail_id })))
  assert.equal(new Set(all.map((one) => one.mail_id)).size, 1)
  const [copy] = all
  assert.ok(copy && copy.mail_id !== mail_id && copy.state === 'waiting')
  await work()
  assert.equal(sentTo('again@customer.example'), 2)
  assert.notEqual(sent.at(-1)?.message_id, message_id, 'else the receiver takes it for one that is there already')
  assert.equal(sent.at(-1)?.html, sent.at(-2)?.html)
  const [earlier, later] = [await post.readMail({ mail_id }), await post.readMail({ mail_id: copy.mail_id })]
  assert.deepEqual([earlier.state, earlier.sent_again_as, later.state, later.sent_again_as], ['sent', copy.mail_id, 'sent', null])
  assert.notEqual((await post.resendMail({ mail_id: copy.mail_id })).mail_id, copy.mail_id)
  await work()
  assert.equal(sentTo('again@customer.example'), 3)
})

/** The same shop in another process: its own connections, its own sender. */
const otherProcess = () => {
  const db = openDb(shop.connection)
  const { giftCards, orders, settings } = shop.clients
  const log = openLog('silent', 'test')
  return {
    db,
    clock: shop.clock,
    log,
    is_production: false,
    giftCards,
    orders,
    settings,
    mailer,
    is_sending_real_email: true,
    live: openLiveFeed(),
  }
}

test('a mail that waits for its next try is tried now, but not taken out of a sender’s hands', async () => {
  answer = busy
  const other = otherProcess()
  const { mail_id } = await queue('now@customer.example')
  await work()
  answer = async (mail) => {
    answer = take
    await post.resendMail({ mail_id }) // while it is on its way
    await sendDueMails(other)
    return take(mail)
  }
  await work()
  assert.equal(sentTo('now@customer.example'), 0, 'not due for a minute')
  await post.resendMail({ mail_id })
  await work()
  assert.deepEqual([sentTo('now@customer.example'), (await post.readMail({ mail_id })).state], [1, 'sent'])
  await other.db.close()
})

test('many senders never have the same mail in hand: 60 mails, three processes, each mail once', async () => {
  for (let i = 0; i < 60; i++) await queue(`many${i}@customer.example`)
  sent.length = 0
  answer = async (mail) => {
    await new Promise((resume) => setTimeout(resume, Math.random() * 5))
    return take(mail)
  }
  const others = [otherProcess(), otherProcess()]
  await Promise.all([work(), ...others.map(sendDueMails)])
  for (const { db } of others) await db.close()
  assert.equal(sent.length, 60)
  assert.equal(new Set(sent.map(({ message_id }) => message_id)).size, 60)
})

test('the mail of a sender that died is sent by another after its lease, with the same Message-ID; the late word of the first changes nothing', async () => {
  const { mail_id, message_id } = await queue('lease@customer.example')
  sent.length = 0
  const frozen = Promise.withResolvers<{ response: string }>()
  answer = (mail) => {
    sent.push(mail)
    return frozen.promise
  }
  const other = otherProcess()
  const stuck = sendDueMails(other)
  while (sent.length === 0) await new Promise((resume) => setTimeout(resume, 5))
  answer = take
  await work()
  assert.equal(sent.length, 1, 'in the hands of the first')
  shop.clock.move(3 * MINUTE)
  await work()
  assert.deepEqual(
    sent.map((mail) => mail.message_id),
    [message_id, message_id],
  )
  const before = await post.readMail({ mail_id })
  assert.deepEqual([before.state, before.tries], ['sent', 2])
  shop.clock.move(MINUTE)
  frozen.reject(fail('MAIL_REFUSED', '550 too late'))
  await stuck
  await other.db.close()
  assert.deepEqual(await post.readMail({ mail_id }), before)
})

test('without real sending no mailer is needed, with it one is', () => {
  notificationsModule({ is_sending_real_email: false })
  assert.throws(() => notificationsModule({ is_sending_real_email: true }), /MAIL_URL/)
})
