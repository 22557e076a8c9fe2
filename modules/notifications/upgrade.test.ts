import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDb } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { migrate, migrateTo } from '#platform/migrations.ts'
import { testDatabase } from '#platform/testing.ts'

const modules = [{ name: 'notifications', folder: import.meta.dirname }]
const { connection, drop } = await testDatabase([])
const db = openDb({ ...connection, pool_size: 2 })
after(async () => {
  await db.close()
  await drop()
})

test('a mailbox that is older than the rule forgets the codes of gift cards, and knows whose they were where it can', async () => {
  await migrateTo(db.pool, modules, { say: () => {}, wanted: ({ name }) => name < '0004' })
  const [event_id, instrument_id, first, again, old, other] = [newId(), newId(), newId(), newId(), newId(), newId()]
  await db.pool.query(
    `INSERT INTO notifications.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, emitted_at)
     VALUES ($1, 'gift_cards.card_to_send', 'gift_cards', 'gift_cards.card_to_send', $2::text, 1, jsonb_build_object('instrument_id', $2::text), now())`,
    [event_id, instrument_id],
  )
  const mails = [
    [first, event_id, 'gift_card'],
    [again, first, 'gift_card'],
    [old, newId(), 'gift_card'],
    [other, newId(), 'test'],
  ]
  for (const [mail_id, about, template] of mails)
    await db.pool.query(
      `INSERT INTO notifications.mails
         (mail_id, event_id, template, "to", message_id, from_name, from_address, subject, html, text, state, next_try_at, give_up_at, created_at)
       VALUES ($1::uuid, $2::uuid, $3, 'ada@customer.example', '<' || $2::text || '@shop.example>', 'Shop', 'shop@shop.example', 'For you', '<p>22XL-7QFV-ABCD-EFGH</p>', 'Its code: 22XL-7QFV-ABCD-EFGH',
         'sent', now(), now(), now())`,
      [mail_id, about, template],
    )
  await migrate(db.pool, modules, () => {})
  const { rows } = await db.pool.query('SELECT mail_id, secret_of, html, text FROM notifications.mails')
  const masked = { html: '<p>••••-••••-••••-EFGH</p>', text: 'Its code: ••••-••••-••••-EFGH' }
  const byId = new Map(rows.map(({ mail_id, ...rest }) => [mail_id, rest]))
  assert.deepEqual(byId.get(first), { secret_of: instrument_id, ...masked })
  assert.deepEqual(byId.get(again), { secret_of: instrument_id, ...masked })
  assert.deepEqual(byId.get(old), { secret_of: null, ...masked })
  assert.equal(byId.get(other)?.text, 'Its code: 22XL-7QFV-ABCD-EFGH')
})
