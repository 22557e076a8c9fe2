import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import PostalMime from 'postal-mime'
import type { OutgoingMail } from '#modules/notifications/mailer.ts'
import type { Fault } from './faulty-server.ts'
import { smtp } from './smtp.ts'
import { startFaultyServer } from './start-faulty-server.ts'

const MAIL: OutgoingMail = {
  message_id: '<0190a0b0-0000-7000-8000-000000000001.order_received@shop.example>',
  from: { name: 'Lantern & Loom, Ltd', address: 'shop@shop.example' },
  to: 'ada@customer.example',
  subject: 'Ihre Bestellung ist bestätigt 🏮',
  html: '<p>Grüße</p>',
  text: 'Grüße\n.\nein Punkt allein\n',
}
const QUICK = { connection: 1_000, silence: 700, whole: 2_000 }

const open = async (context: TestContext, fault: Fault, login = '') => {
  const server = await startFaultyServer(fault)
  const mailer = smtp(server.url.replace('//', `//${login}`), QUICK)
  context.after(async () => {
    mailer.close()
    await server.stop()
  })
  return { server, mailer }
}

test('a mail arrives as it was written: sender, recipient, subject, both parts, and our Message-ID', async (context) => {
  const { server, mailer } = await open(context, 'none')
  const { response } = await mailer.send(MAIL)
  assert.match(response, /^250 /)
  const [delivered] = server.mails
  const mail = await PostalMime.parse(delivered?.raw ?? '')
  assert.equal(delivered?.to, 'ada@customer.example')
  assert.deepEqual(mail.from, { name: 'Lantern & Loom, Ltd', address: 'shop@shop.example' })
  assert.deepEqual(mail.to, [{ name: '', address: 'ada@customer.example' }])
  assert.equal(mail.subject, MAIL.subject)
  assert.equal(mail.messageId, MAIL.message_id)
  assert.equal(mail.html?.trim(), MAIL.html)
  assert.equal(mail.text?.trim(), MAIL.text.trim())
  assert.equal(mail.headers.find(({ key }) => key === 'auto-submitted')?.value, 'auto-generated')
})

test('451 means later, and a later try is taken', async (context) => {
  const { server, mailer } = await open(context, 'later_twice')
  for (let i = 0; i < 2; i++) await assert.rejects(mailer.send(MAIL), (error: Error) => !('details' in error) && /451/.test(error.message))
  await mailer.send(MAIL)
  assert.equal(server.mails.length, 1)
})

test('550 means never', async (context) => {
  const { mailer } = await open(context, 'refuse')
  await assert.rejects(mailer.send(MAIL), { code: 'MAIL_REFUSED', message: /550 No such user/ })
})

test('a login that is refused is about the shop, not about the mail: later', async (context) => {
  const { mailer } = await open(context, 'refuse_us', 'shop:wrong@')
  await assert.rejects(mailer.send(MAIL), { code: 'EAUTH' })
})

test('a line cut after the mail was read means later', async (context) => {
  const { server, mailer } = await open(context, 'drop_after_data')
  await assert.rejects(mailer.send(MAIL), (error: Error) => !('details' in error))
  await mailer.send(MAIL)
  assert.deepEqual(
    server.mails.map(({ message_id, is_taken }) => [message_id, is_taken]),
    [
      [MAIL.message_id, false],
      [MAIL.message_id, true],
    ],
  )
})

test('a server that falls silent is given up on in time', async (context) => {
  const { mailer } = await open(context, 'hang')
  const begun = performance.now()
  await assert.rejects(mailer.send(MAIL), (error: Error) => !('details' in error))
  assert.ok(performance.now() - begun < 2_500)
})

test('no server means later', async () => {
  const mailer = smtp('smtp://127.0.0.1:1', QUICK)
  await assert.rejects(mailer.send(MAIL), { code: 'ESOCKET' })
  mailer.close()
})

test('a line break in a header never reaches the server', async (context) => {
  const { server, mailer } = await open(context, 'none')
  for (const attack of [
    { subject: 'Hello\r\nBcc: all@customer.example' },
    { to: 'ada@customer.example\nBcc: all@customer.example' },
    { from: { name: 'Shop\r\nX: y', address: 'shop@shop.example' } },
    { message_id: '<a@b>\r\nX: y' },
  ]) {
    await assert.rejects(mailer.send({ ...MAIL, ...attack }), { code: 'MAIL_REFUSED' })
  }
  assert.equal(server.mails.length, 0)
})

test('a recipient is one address, whatever it looks like', async (context) => {
  const { server, mailer } = await open(context, 'none')
  await mailer.send({ ...MAIL, to: 'ada@customer.example, all@customer.example' }).catch(() => {})
  for (const { raw } of server.mails) assert.doesNotMatch(raw, /^RCPT|bcc:/im)
  assert.ok(server.mails.every(({ to }) => to !== 'all@customer.example'))
  assert.ok(server.mails.length <= 1)
})

test('an address that is no mail server is refused at the start', () => {
  for (const url of ['http://mail.example', 'mail.example:25', 'smtp://', '']) assert.throws(() => smtp(url), TypeError)
})
