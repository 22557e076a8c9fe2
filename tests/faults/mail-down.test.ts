/** No mail server answers. Nobody who buys notices, and every mail arrives once when it is back. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { addProduct, asAdmin } from '#tests/kit/api.ts'
import { askDatabase } from '#tests/kit/ask-database.ts'
import { auditWithin } from '#tests/kit/audit.ts'
import { type MailServer, openMailServer } from '#tests/kit/mail-server.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { lanes, purchase, send } from '#tests/kit/shopper.ts'

const { TEST_SERVER_URL, FULL } = process.env
const ORDERS = FULL ? 200 : 20

describe('a mail server that is down', { skip: !TEST_SERVER_URL && 'no PostgreSQL server was found' }, () => {
  let shop: RunningShop
  let mails: MailServer
  before(async () => {
    mails = await openMailServer()
    await mails.close()
    const env = { ENABLE_REAL_EMAIL_SENDING: 'true', MAIL_URL: mails.url }
    shop = await startShop({ name: 'without mails', server_url: TEST_SERVER_URL, env })
  })
  after(async () => {
    await shop?.stop()
    await mails?.close()
  })
  const sql = (text: string) => askDatabase(shop.database_url, text)

  test(`${ORDERS} orders are taken all the same, and each of their mails arrives once when it is up again`, async () => {
    const variant_id = await addProduct(shop, await asAdmin(shop), 1_000)
    await lanes(ORDERS, 8, async () => {
      const { status, body } = await send(shop.url, purchase(variant_id))
      assert.equal(status, 201, JSON.stringify(body))
    })
    await auditWithin(shop, 60)
    const isTried = async () => (await sql(`SELECT mail_id FROM notifications.mails WHERE tries = 0 OR lease IS NOT NULL`)).length === 0
    for (const end = performance.now() + 30_000; !(await isTried()) && performance.now() < end; ) await wait(250)
    assert.ok(await isTried())

    mails = await openMailServer(Number(new URL(mails.url).port))
    await sql(`UPDATE notifications.mails SET next_try_at = now() WHERE state = 'waiting'`)
    const waiting = () => sql(`SELECT problem FROM notifications.mails WHERE state <> 'sent'`)
    for (const end = performance.now() + 30_000; (await waiting()).length > 0 && performance.now() < end; ) await wait(250)
    assert.deepEqual(await waiting(), [])
    const told = await sql(`SELECT message_id FROM notifications.mails`)
    assert.ok(told.length >= ORDERS)
    assert.deepEqual(mails.received.map(({ message_id }) => message_id).sort(), told.map(({ message_id }) => message_id).sort())
  })
})
