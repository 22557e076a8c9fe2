import '#platform/tsx.ts'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { notifications } from './contract.ts'
import { openLiveFeed } from './live-feed.ts'
import de from './mail-words.de.json' with { type: 'json' }
import en from './mail-words.en.json' with { type: 'json' }
import { notificationsModule } from './module.ts'
import { happen, orderForTests } from './order-for-tests.ts'
import { settingsForTests } from './settings-for-tests.ts'

const { LIGHT, DARK } = await import('./mail-layout.tsx')
const { writeOrderMail } = await import('./order-mail.tsx')
/** Orders that were paid after they said that they were placed. */
const paid = new Set<string>()
const shop = await testShop({ notifications }, [
  notificationsModule({ is_sending_real_email: false }),
  fakeModule(settings, { readOwn: async () => settingsForTests }),
  fakeModule(orders, {
    readPaymentStates: async ({ order_ids }) => ({
      orders: order_ids
        .filter((id) => paid.has(id))
        .map((order_id) => ({ order_id, payment_state: 'paid' as const, credited_amount: 0, reserved_amount: 0 })),
    }),
  }),
  fakeModule(giftCards, {}),
])
const post = shop.clients.notifications
const NEWS = ['placed', 'paid', 'confirmed', 'rejected', 'shipped', 'cancelled', 'refunded', 'link_wanted']

const mailsTo = async (to: string) => {
  const { mails } = await post.listMails({ query: to, limit: 100 })
  return Promise.all(mails.map(({ mail_id }) => post.readMail({ mail_id })))
}

test('whatever happens to an order, its customer gets one mail about it', async () => {
  const order = orderForTests({ email: 'each@customer.example' })
  for (const news of NEWS) await happen(shop.db, news, order)
  for (const what of ['rest_cancelled', 'edited', 'note']) await happen(shop.db, 'updated', order, { what })
  await shop.settle()
  const mails = await mailsTo('each@customer.example')
  assert.deepEqual(mails.map(({ template }) => template).sort(), [
    'order_cancelled',
    'order_confirmed',
    'order_link',
    'order_paid',
    'order_received',
    'order_refunded',
    'order_rejected',
    'order_rest_cancelled',
    'order_shipped',
  ])
  assert.equal(new Set(mails.map(({ subject }) => subject)).size, 9)
  for (const { state, tries } of mails) assert.deepEqual([state, tries], ['kept', 0], 'real sending is off')
})

test('the first mail tells how far the payment is when it is written, not when the order was placed', async () => {
  const [at_once, later] = [orderForTests({ email: 'swift@customer.example' }), orderForTests({ email: 'later@customer.example' })]
  paid.add(at_once.order_id)
  for (const order of [at_once, later]) await happen(shop.db, 'placed', order)
  await shop.settle()
  assert.match((await mailsTo('swift@customer.example'))[0]?.text ?? '', /Your payment has arrived/)
  assert.match((await mailsTo('later@customer.example'))[0]?.text ?? '', /We do not have your payment yet/)
})

test('of money that is not taken yet, a mail says whether a provider holds it or it is paid at the door; a closed order frees it', () => {
  const reserved = { amount: 17_940, currency: 'EUR' }
  const promised = { payment_state: 'authorised' as const }
  const text = (news: 'placed' | 'rejected', change: object, capture: 'when_confirmed' | 'by_hand' = 'when_confirmed') =>
    writeOrderMail(news, orderForTests({ ...promised, ...change }), { ...settingsForTests, capture, locales: ['en', 'de'] }).text
  assert.match(text('placed', { reserved }), /reserved and will be taken when we accept the order/)
  assert.match(text('placed', { reserved }, 'by_hand'), /reserved and not taken yet/)
  assert.match(text('placed', {}), /You pay when you receive your order/)
  assert.match(text('placed', { locale: 'de' }), /Sie bezahlen, wenn Sie Ihre Bestellung erhalten/)
  assert.match(text('rejected', { reserved }), /was reserved for it is not taken/)
  assert.doesNotMatch(text('rejected', {}), /reserved/)
})

test('of what is fetched, mails say when it is ready and where, and never that it is on its way', () => {
  const nothing = { amount: 0, currency: 'EUR' }
  const pickup = { name: 'Workshop', line1: 'Weg 7', postal_code: '04179', city: 'Leipzig', country: 'DE', hours: 'Tue-Sat 10-18' }
  const { tax } = orderForTests().lines[0]!
  const shipping = { method_id: newId(), title: 'Fetch it', is_pickup: true, pickup, amount: nothing, discount: nothing, tax, why: [] }
  const bilingual = { ...settingsForTests, locales: ['en', 'de'] }
  const write = (news: 'confirmed' | 'shipped', facts: object) => writeOrderMail(news, orderForTests({ shipping, ...facts }), bilingual)
  const ready = write('shipped', { fulfilment_state: 'fulfilled' })
  assert.match(ready.subject, /is ready for pick-up/)
  assert.match(ready.text, /Fetch it at:\nWorkshop\nWeg 7\n04179 Leipzig\nTue-Sat 10-18/)
  assert.match(write('shipped', {}).subject, /A part .* is ready for pick-up/)
  assert.match(write('shipped', { fulfilment_state: 'fulfilled', locale: 'de' }).text, /Abholen bei:\nWorkshop/)
  assert.match(write('confirmed', {}).text, /when you can fetch them/)
  for (const { text } of [ready, write('shipped', {}), write('confirmed', {})]) {
    assert.doesNotMatch(text, /Lindenallee|on its way|left our house/i)
  }
})

test('a mail leads to the pages of its own language', () => {
  const bilingual = { ...settingsForTests, locales: ['en', 'de'] }
  const linked = (locale: string) =>
    /https:\/\/shop\.example\S*orders/.exec(writeOrderMail('placed', orderForTests({ locale }), bilingual).text)?.[0]
  assert.deepEqual(['en', 'de', 'fr'].map(linked), [
    'https://shop.example/orders',
    'https://shop.example/de/orders',
    'https://shop.example/orders',
  ])
})

test('an event that is delivered again makes no second mail', async () => {
  const order = orderForTests({ email: 'once@customer.example' })
  const event_id = await happen(shop.db, 'placed', order)
  await shop.settle()
  for (let i = 0; i < 3; i++) {
    await shop.db.sql`DELETE FROM notifications.inbox WHERE event_id = ${event_id}`
    await happen(shop.db, 'placed', order, { event_id })
    await shop.settle()
  }
  const mails = await mailsTo('once@customer.example')
  assert.equal(mails.length, 1)
  assert.equal(mails[0]?.message_id, `<${event_id}.order_received@shop.example>`)
})

test('both parts of a mail hold number, lines, total, address and the way to the order', async () => {
  await happen(shop.db, 'placed', orderForTests({ email: 'facts@customer.example' }))
  await shop.settle()
  const [mail] = await mailsTo('facts@customer.example')
  assert.equal(mail?.subject, 'We have your order 48120937')
  for (const part of [mail?.html ?? '', mail?.text ?? '']) {
    const facts = ['48120937', 'Linen throw', 'Moss', '€24.50', '€49.00', '€179.40', 'Ada Byron', '10115 Berlin', 'Germany']
    const more = ['https://shop.example/orders/tok-0123456789abcdef', 'We do not have your payment yet', 'hello@shop.example']
    for (const fact of [...facts, ...more]) assert.ok(part.includes(fact), fact)
  }
  assert.match(mail?.html ?? '', /^<!doctype html>/)
  assert.doesNotMatch(mail?.html ?? '', /<script|<link|<img|src=|undefined|\[object|NaN/)
  assert.doesNotMatch(mail?.text ?? '', /<|undefined|\[object|NaN/)
})

test('a mail speaks the language of its order, else the first of the shop’s', async () => {
  await happen(shop.db, 'confirmed', orderForTests({ email: 'de@customer.example', locale: 'de-AT' }))
  await happen(shop.db, 'confirmed', orderForTests({ email: 'fr@customer.example', locale: 'fr' }))
  await shop.settle()
  const [german] = await mailsTo('de@customer.example')
  assert.equal(german?.subject, 'Ihre Bestellung 48120937 ist bestätigt')
  assert.match(german?.html ?? '', /<html lang="de-AT">/)
  assert.match(german?.text ?? '', /Deutschland/)
  const [french] = await mailsTo('fr@customer.example')
  assert.equal(french?.subject, 'Your order 48120937 is confirmed')
})

test('every text exists in every language, with the same places to fill', () => {
  const flat = (texts: object, path = ''): [string, string][] =>
    Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`)))
  const places = (texts: object) => flat(texts).map(([key, text]) => [key, (text.match(/\{\{\w+\}\}/g) ?? []).sort()])
  assert.deepEqual(places(de), places(en))
})

test('what people typed stays text', async () => {
  const note = '<img src=x onerror=alert(1)>\nsecond line'
  const timeline = [
    { at: '2026-03-01T09:00:00.000Z', what: 'placed', who: 'customer', note: 'not for mails' },
    { at: '2026-03-01T09:00:00.000Z', what: 'rejected', who: 'Sam', note },
  ]
  const address = { name: '<b>Ada</b> & "Co"', line1: '</td></tr></table>', postal_code: '1', city: 'X', country: 'DE' }
  const order = orderForTests({ email: 'typed@customer.example', note, timeline, shipping_address: address })
  await happen(shop.db, 'rejected', order)
  await shop.settle()
  const [mail] = await mailsTo('typed@customer.example')
  assert.ok(mail?.html.includes('&lt;img src=x onerror=alert(1)>'))
  assert.ok(!mail?.html.includes('<img') && !mail?.html.includes('<b>Ada') && !mail?.html.includes('not for mails'))
  assert.ok(mail?.text.includes(note))
})

test('the note of an earlier step is not repeated', async () => {
  const timeline = [{ at: '2026-03-01T09:00:00.000Z', what: 'confirmed', who: 'Sam', note: 'A candle as a gift.' }]
  const order = orderForTests({ email: 'note@customer.example', note: 'A candle as a gift.', timeline })
  await happen(shop.db, 'confirmed', order)
  await happen(shop.db, 'shipped', order)
  await shop.settle()
  for (const { template, text } of await mailsTo('note@customer.example')) {
    assert.equal(text.includes('A candle as a gift.'), template === 'order_confirmed')
  }
})

test('a mail about a parcel lists what is in it and how to follow it', async () => {
  const order = orderForTests({ email: 'parcel@customer.example' })
  const line_id = order.lines[1]?.line_id ?? ''
  const parcel = { fulfilment_id: newId(), lines: [{ line_id, quantity: 1 }], shipped_at: '2026-03-01T09:00:00.000Z' }
  const tracking = { carrier: 'DHL', tracking_number: '00340434', tracking_url: 'https://dhl.example/00340434' }
  const shipped = { ...order, fulfilment_state: 'partly_fulfilled' as const, fulfilments: [{ ...parcel, ...tracking }] }
  await happen(shop.db, 'shipped', shipped, { fulfilment_id: parcel.fulfilment_id })
  await shop.settle()
  const [mail] = await mailsTo('parcel@customer.example')
  assert.equal(mail?.subject, `A part of your order ${order.number} is on its way`)
  for (const said of ['Paper lantern', '€24.50', 'DHL · 00340434', tracking.tracking_url]) {
    assert.ok(mail?.text.includes(said), said)
    assert.ok(mail?.html.includes(said), said)
  }
  assert.ok(!mail?.text.includes('Linen throw') && !mail?.text.includes('179.40'))
})

test('what can still be taken back, and what staff note, makes no mail but shows on open pages', async () => {
  const order = orderForTests({ email: 'quiet@customer.example' })
  await happen(shop.db, 'updated', order, { what: 'confirmed' })
  await happen(shop.db, 'fulfilled', order)
  await shop.settle()
  assert.deepEqual(await mailsTo('quiet@customer.example'), [])
  await openLiveFeed().after(shop.db, 0) // numbers what was announced
  const { rows } = await shop.db.sql<{ what: string }>`
    SELECT data ->> 'what' AS what FROM (
      SELECT order_id, data FROM notifications.live_events UNION ALL SELECT order_id, data FROM notifications.live_announcements) told
    WHERE order_id = ${order.order_id} ORDER BY 1`
  assert.deepEqual(
    rows.map(({ what }) => what),
    ['confirmed', 'fulfilled'],
  )
})

test('a header cannot hold a line break: not from the API, not from another part of the shop, not in the table', async () => {
  const attack = 'Hello\r\nBcc: all@customer.example'
  const refused = { code: 'INVALID_INPUT' }
  await assert.rejects(post.sendTestEmail({ to: 'a@customer.example', subject: attack, message: 'x' }), refused)
  await assert.rejects(post.sendTestEmail({ to: `a@customer.example\r\nBcc: b@customer.example`, subject: 'x', message: 'x' }), refused)
  await happen(shop.db, 'paid', orderForTests({ email: `x@customer.example\nBcc: all@customer.example` }))
  await shop.settle()
  assert.deepEqual(await mailsTo('all@customer.example'), [])
  await assert.rejects(shop.db.sql`UPDATE notifications.mails SET subject = ${attack}`, { constraint: 'a_header_is_one_line' })
})

test('a test mail takes the same way as every other', async () => {
  const sent = await post.sendTestEmail({ to: 'test@customer.example', subject: 'Does this arrive?', message: 'One\nTwo <b>' })
  assert.equal(sent.state, 'kept')
  const mail = await post.readMail({ mail_id: sent.mail_id })
  assert.deepEqual([mail.subject, mail.template, mail.message_id], ['Does this arrive?', 'test', sent.message_id])
  assert.ok(mail.html.includes('Two &lt;b>') && mail.text.includes('One\nTwo <b>'))
  await assert.rejects(post.sendTestEmail({ to: 'x@y.example', subject: 'x', message: 'x' }, { actor: { kind: 'anonymous' } }), {
    code: 'SIGN_IN_REQUIRED',
  })
})

test('the mailbox shows the newest first, by state, by recipient or subject, page by page', async () => {
  for (let i = 0; i < 3; i++) {
    shop.clock.move(1)
    await post.sendTestEmail({ to: `box${i}@customer.example`, subject: 'Box 100%', message: 'x' })
  }
  const list = async (input: object) => {
    const { mails, has_more } = await post.listMails({ query: 'BOX', limit: 2, ...input })
    return [...mails.map(({ to }) => to.slice(0, 4)), has_more]
  }
  assert.deepEqual(await list({}), ['box2', 'box1', true])
  assert.deepEqual(await list({ page: 2 }), ['box0', false])
  assert.deepEqual(await list({ query: '100%' }), ['box2', 'box1', true])
  assert.deepEqual(await list({ state: 'bounced' }), [false])
  await assert.rejects(post.readMail({ mail_id: '00000000-0000-7000-8000-000000000000' }), { code: 'NOT_FOUND' })
  const customer = {
    actor: { kind: 'user' as const, user_id: '00000000-0000-7000-8000-000000000001', role: 'customer' as const, name: 'A' },
  }
  await assert.rejects(post.listMails({}, customer), { code: 'NOT_ALLOWED' })
})

test('mails wear the colours of the shop', () => {
  const [light = '', dark = ''] = readFileSync('ui/tokens.css', 'utf8').split('prefers-color-scheme: dark')
  const names = { page: 'surface', card: 'raised', ink: 'ink', muted: 'muted', line: 'line', accent: 'accent', on_accent: 'on-accent' }
  const tokenOf = (css: string, token: string) => new RegExp(`--${token}: (#[0-9a-f]{6})`).exec(css)?.[1]
  for (const [name, token] of Object.entries(names)) {
    assert.equal(Object(LIGHT)[name], tokenOf(light, token), `${name} by day`)
    assert.equal(Object(DARK)[name], tokenOf(dark, name === 'page' ? 'paper' : token), `${name} by night`)
  }
})
