import '#platform/tsx.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { notifications } from './contract.ts'
import { openLiveFeed } from './live-feed.ts'
import { readMail } from './mailbox.ts'
import type { OutgoingMail } from './mailer.ts'
import { notificationsModule } from './module.ts'
import { noOrders } from './order-for-tests.ts'
import { settingsForTests } from './settings-for-tests.ts'

const CODE = 'ABCD-EFGH-JKMN-PQRS'
const MASKED = '••••-••••-••••-PQRS'
let readCode: () => Promise<string> = async () => CODE
const sent: OutgoingMail[] = []
const mailer = {
  send: async (mail: OutgoingMail) => {
    sent.push(mail)
    return { response: '250 OK' }
  },
}
const shop = await testShop({ giftCards, notifications, orders, settings }, [
  notificationsModule({ is_sending_real_email: true, mailer }),
  fakeModule(settings, { readOwn: async () => settingsForTests }),
  fakeModule(giftCards, { readCode: async ({ instrument_id }) => ({ instrument_id, code: await readCode() }) }),
  fakeModule(orders, noOrders),
])
const post = shop.clients.notifications
const needs = { ...shop.clients, db: shop.db, clock: shop.clock, log: openLog('silent', 'test'), mailer, is_sending_real_email: true }
const inProduction = (mail_id: string) => readMail({ ...needs, is_production: true, live: openLiveFeed() }, { mail_id })

const queueCard = async (email: string): Promise<string> => {
  const card = {
    instrument_id: newId(),
    email,
    locale: 'en',
    amount: { amount: 5_000, currency: 'EUR' },
    expires_at: null,
    message: 'Cheers',
  }
  await shop.db.pool.query(`INSERT INTO gift_cards.outbox (type, aggregate_id, payload) VALUES ('gift_cards.card_to_send', $1, $2)`, [
    card.instrument_id,
    json(card),
  ])
  await shop.settle()
  const { mails } = await post.listMails({ query: email })
  assert.ok(mails[0])
  return mails[0].mail_id
}
const send = () => shop.tick('notifications.send_mails')

test('the code of a gift card leaves with its mail and is kept nowhere, also when it is sent again', async () => {
  const mail_id = await queueCard('gift@customer.example')
  await send()
  await post.resendMail({ mail_id })
  await send()
  assert.equal(sent.length, 2)
  for (const { html, text } of sent)
    for (const part of [html, text]) assert.ok(part.includes(CODE) && part.includes('Cheers') && !part.includes('•'), part)
  const { rows } = await shop.db.pool.query<{ kept: string }>('SELECT m::text AS kept FROM notifications.mails m')
  assert.equal(rows.length, 2)
  for (const { kept } of rows) assert.ok(kept.includes(MASKED) && !kept.includes('ABCD'), kept)
})

test('staff read all of the mail but the code; only outside production the mailbox shows it', async () => {
  const mail_id = await queueCard('look@customer.example')
  const mail = await inProduction(mail_id)
  for (const part of [mail.html, mail.text]) assert.ok(part.includes(MASKED) && part.includes('Cheers') && !part.includes('ABCD'))
  assert.ok((await post.readMail({ mail_id })).text.includes(CODE))
  readCode = async () => Promise.reject(fail('NOT_FOUND', 'gone'))
  assert.ok((await post.readMail({ mail_id })).text.includes(MASKED))
  readCode = async () => CODE
  await send()
})

test('a mail whose code cannot be had waits rather than leave without it', async () => {
  const mail_id = await queueCard('wait@customer.example')
  sent.length = 0
  readCode = async () => 'ZZZZ-ZZZZ-ZZZZ-ZZZZ' // of another key
  await send()
  assert.equal((await post.readMail({ mail_id })).state, 'waiting')
  readCode = async () => Promise.reject(fail('UNAVAILABLE', 'not now'))
  await post.resendMail({ mail_id })
  await send()
  assert.equal((await post.readMail({ mail_id })).state, 'waiting')
  readCode = async () => CODE
  await post.resendMail({ mail_id })
  await send()
  assert.equal((await post.readMail({ mail_id })).state, 'sent')
  assert.ok(sent.length === 1 && sent[0]?.text.includes(CODE))
})

test('a mail of before, of which nobody knows the card, is not sent again without its code', async () => {
  const mail_id = await queueCard('before@customer.example')
  await send()
  await shop.db.pool.query('UPDATE notifications.mails SET secret_of = NULL WHERE mail_id = $1', [mail_id])
  const copy = await post.resendMail({ mail_id })
  sent.length = 0
  await send()
  assert.equal(sent.length, 0)
  const { state, problem } = await post.readMail({ mail_id: copy.mail_id })
  assert.equal(state, 'bounced')
  assert.match(problem ?? '', /code/)
})
