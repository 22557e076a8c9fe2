import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Failure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { problemOf } from '#platform/input.ts'
import { testShop } from '#platform/testing.ts'
import { giftCards } from './contract.ts'
import { giftCardsModule } from './module.ts'

const shop = await testShop({ giftCards }, [giftCardsModule({ code_key: new Uint8Array(32).fill(7) })])
const ops = shop.clients.giftCards
const person = (role: 'staff' | 'customer') => ({ actor: { kind: 'user' as const, user_id: newId(), role, name: 'Ada' } })
const staff = person('staff')
const eur = (amount: number) => ({ amount, currency: 'EUR' })
const codeOf = (work: Promise<unknown>) => work.then(() => 'ok').catch((error: Failure) => error.code)
const DAY = 86_400

test('a card has a code of sixteen characters in groups, which is kept nowhere and found however it is typed', async () => {
  const { card, code } = await ops.issueCard({ card_id: newId(), amount: eur(5_000), email: 'bea@example.com', message: 'For you' }, staff)
  assert.match(code ?? '', /^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/)
  assert.equal(card.last4, code?.slice(-4))
  const { rows } = await shop.db.sql<{ text: string }>`
    SELECT i::text AS text FROM gift_cards.instruments i UNION ALL SELECT e::text FROM gift_cards.entries e
    UNION ALL SELECT o::text FROM gift_cards.outbox o`
  const bare = code?.replaceAll('-', '') ?? 'none'
  assert.ok(rows.every(({ text }) => !text.includes(bare) && !text.includes(code ?? 'none')))
  for (const typed of [code, ` ${code?.toLowerCase()} `, bare])
    assert.deepEqual((await ops.check({ code: typed ?? '' })).balance, eur(5_000))
})

test('the code is told to whoever made the card, for ten minutes, and to the part that writes the mail', async () => {
  const wish = { card_id: newId(), amount: eur(2_000), email: 'bea@example.com' }
  const first = await ops.issueCard(wish, staff)
  shop.clock.move(9 * 60)
  assert.deepEqual(await ops.issueCard(wish, staff), first)
  assert.equal((await ops.issueCard(wish, person('staff'))).code, null)
  shop.clock.move(60)
  assert.equal((await ops.issueCard(wish, staff)).code, null)
  assert.equal(await codeOf(ops.issueCard({ ...wish, amount: eur(3_000) }, staff)), 'KEY_REUSED')
  const { instrument_id } = first.card
  assert.equal((await ops.readCode({ instrument_id })).code, first.code)
  assert.equal((await ops.readInstrument({ instrument_id })).instrument.balance.amount, 2_000)
})

test('a card is worth something in a currency that exists', async () => {
  assert.equal(await codeOf(ops.issueCard({ card_id: newId(), amount: { amount: 5_000, currency: 'ZZZ' } }, staff)), 'INVALID_INPUT')
})

test('what is told carries what its contract promises', async () => {
  const { rows } = await shop.db.sql<{ type: keyof typeof giftCards.events; payload: unknown }>`SELECT type, payload FROM gift_cards.outbox`
  assert.ok(rows.some(({ type }) => type === 'gift_cards.card_to_send'))
  for (const { type, payload } of rows) assert.equal(problemOf(giftCards.events[type].payload, payload), undefined)
})

test('after twenty wrong codes an address has to wait for fifteen minutes, also when it asks them all at once; right codes do not count', async () => {
  const { code } = await ops.issueCard({ card_id: newId(), amount: eur(100) }, staff)
  const from = (address: string) => ({ address })
  for (let i = 0; i < 30; i++) assert.equal(await codeOf(ops.check({ code: code ?? '' }, from('10.0.0.1'))), 'ok')
  const codes = await Promise.all(
    Array.from({ length: 50 }, (_, i) => codeOf(ops.check({ code: `ABCD-EFGH-JKLM-${1_000 + i}` }, from('10.0.0.1')))),
  )
  assert.equal(codes.filter((one) => one === 'UNKNOWN_CARD').length, 20)
  assert.equal(codes.filter((one) => one === 'TOO_MANY_TRIES').length, 30)
  assert.equal(await codeOf(ops.check({ code: code ?? '' }, from('10.0.0.1'))), 'TOO_MANY_TRIES')
  const { balance } = await ops.readBalance({ instrument: { code: code ?? '' }, currency: 'EUR' }, from('10.0.0.2'))
  assert.equal(balance.amount, 100)
  const guess = { payment_id: newId(), instrument: { code: 'ABCD-EFGH-JKLM-NPQR' }, amount: eur(1) }
  assert.equal(await codeOf(ops.spend(guess, from('10.0.0.1'))), 'TOO_MANY_TRIES')
  shop.clock.move(15 * 60)
  assert.equal(await codeOf(ops.check({ code: code ?? '' }, from('10.0.0.1'))), 'ok')
})

test('a card that is over cannot be spent, and what was left leaves the books once', async () => {
  const expires_at = new Date(shop.clock.now().getTime() + DAY * 1000).toISOString()
  const { card, code } = await ops.issueCard({ card_id: newId(), amount: eur(700), expires_at }, staff)
  const instrument = { code: code ?? '' }
  const payment_id = newId()
  shop.clock.move(1)
  await ops.spend({ payment_id, instrument, amount: eur(300) })
  shop.clock.move(DAY)
  assert.equal(await codeOf(ops.spend({ payment_id: newId(), instrument, amount: eur(1) })), 'UNKNOWN_CARD')
  await Promise.all([shop.tick('gift_cards.expire_cards'), shop.tick('gift_cards.expire_cards')])
  const { entries } = await ops.readInstrument({ instrument_id: card.instrument_id })
  assert.deepEqual(
    entries.map(({ kind, amount }) => [kind, amount.amount]),
    [
      ['expire', -400],
      ['spend', -300],
      ['issue', 700],
    ],
  )
  await ops.giveBack({ refund_id: newId(), payment_id, amount: eur(300) })
  shop.clock.move(29 * DAY)
  await shop.tick('gift_cards.expire_cards')
  assert.equal((await ops.readBalance({ instrument, currency: 'EUR' })).balance.amount, 300, 'what came back can be used for 30 days')
  assert.deepEqual((await ops.audit({})).wrong, [])
  assert.equal(await codeOf(ops.issueCard({ card_id: newId(), amount: eur(1), expires_at }, staff)), 'INVALID_INPUT')
})

test('a disabled card cannot be spent, still gets refunds, and can be used again', async () => {
  const { card, code } = await ops.issueCard({ card_id: newId(), amount: eur(700) }, staff)
  const { instrument_id } = card
  const instrument = { code: code ?? '' }
  const payment_id = newId()
  await ops.spend({ payment_id, instrument, amount: eur(300) })
  assert.ok((await ops.disable({ instrument_id, is_disabled: true })).disabled_at)
  assert.equal(await codeOf(ops.spend({ payment_id: newId(), instrument, amount: eur(1) })), 'UNKNOWN_CARD')
  assert.equal((await ops.spend({ payment_id, instrument, amount: eur(300) })).balance.amount, 400, 'a payment that was made stays made')
  await ops.giveBack({ refund_id: newId(), payment_id, amount: eur(300) })
  assert.equal((await ops.disable({ instrument_id, is_disabled: false })).balance.amount, 700)
  assert.equal(await codeOf(ops.disable({ instrument_id: newId(), is_disabled: true })), 'NOT_FOUND')
})

test('an adjustment by staff has a reason and a name, happens once, and cannot take more than there is', async () => {
  const { card } = await ops.issueCard({ card_id: newId(), amount: eur(500) }, staff)
  const wish = { instrument_id: card.instrument_id, adjustment_id: newId(), amount: eur(-200), reason: 'Lost and half found' }
  shop.clock.move(1)
  assert.equal((await ops.adjust(wish, staff)).balance.amount, 300)
  assert.equal((await ops.adjust(wish, staff)).balance.amount, 300)
  assert.equal(await codeOf(ops.adjust({ ...wish, amount: eur(-100) }, staff)), 'KEY_REUSED')
  const other = { ...wish, adjustment_id: newId() }
  assert.equal(await codeOf(ops.adjust({ ...other, amount: eur(-301) }, staff)), 'BALANCE_TOO_LOW')
  assert.equal(await codeOf(ops.adjust({ ...other, amount: { amount: 1, currency: 'USD' } }, staff)), 'NOT_FOUND')
  assert.equal(await codeOf(ops.adjust({ ...other, amount: eur(0) }, staff)), 'INVALID_INPUT')
  const [entry] = (await ops.readInstrument({ instrument_id: card.instrument_id })).entries
  assert.deepEqual([entry?.who, entry?.reason, entry?.amount.amount], ['Ada', 'Lost and half found', -200])
})

test('what staff add to a card that is over can be used for 30 days; what they take away gives it no more time', async () => {
  const in_days = (days: number) => new Date(shop.clock.now().getTime() + days * DAY * 1000).toISOString()
  const expires_at = in_days(1)
  const { card, code } = await ops.issueCard({ card_id: newId(), amount: eur(500), expires_at }, staff)
  const { instrument_id } = card
  const adjust = (amount: number, adjustment_id = newId()) =>
    ops.adjust({ instrument_id, adjustment_id, amount: eur(amount), reason: 'Sorry' }, staff)
  assert.equal((await adjust(-100)).expires_at, expires_at)
  shop.clock.move(2 * DAY)
  await shop.tick('gift_cards.expire_cards')
  const adjustment_id = newId()
  const usable = in_days(30)
  assert.deepEqual([(await adjust(300, adjustment_id)).expires_at, (await adjust(300, adjustment_id)).balance.amount], [usable, 300])
  shop.clock.move(29 * DAY)
  await shop.tick('gift_cards.expire_cards')
  assert.equal((await ops.spend({ payment_id: newId(), instrument: { code: code ?? '' }, amount: eur(100) })).balance.amount, 200)
  assert.equal((await adjust(-50)).expires_at, usable)
  shop.clock.move(DAY)
  await shop.tick('gift_cards.expire_cards')
  assert.equal((await ops.readInstrument({ instrument_id })).instrument.balance.amount, 0)
  const { card: later } = await ops.issueCard({ card_id: newId(), amount: eur(500), expires_at: in_days(100) }, staff)
  const wish = { instrument_id: later.instrument_id, adjustment_id: newId(), amount: eur(1), reason: 'Sorry' }
  assert.equal((await ops.adjust(wish, staff)).expires_at, later.expires_at)
  assert.deepEqual((await ops.audit({})).wrong, [])
})

test('store credit is added up for a customer, once for each credit_id; without a customer it becomes a card', async () => {
  const customer = person('customer')
  const customer_id = customer.actor.user_id
  const wish = { credit_id: newId(), customer_id, amount: eur(900), reason: 'Return of order 12345678' }
  const [one, twin] = await Promise.all([ops.credit(wish), ops.credit(wish)])
  assert.deepEqual(twin, one)
  await ops.credit({ ...wish, credit_id: newId(), amount: eur(100) })
  await ops.credit({ ...wish, credit_id: newId(), amount: { amount: 50, currency: 'USD' } })
  const order_id = newId()
  await ops.credit({ ...wish, credit_id: newId(), amount: { amount: 1, currency: 'KWD' }, order_id })
  const { rows } = await shop.db.sql<{ order_id: string }>`
    SELECT payload ->> 'order_id' AS order_id FROM gift_cards.outbox WHERE payload -> 'amount' ->> 'currency' = 'KWD'`
  assert.deepEqual(rows, [{ order_id }], 'the books hear for which order it was')
  const mine = await ops.readStoreCredit({}, customer)
  assert.deepEqual(mine.balances, [eur(1_000), { amount: 1, currency: 'KWD' }, { amount: 50, currency: 'USD' }])
  assert.equal(mine.entries.length, 4)
  assert.deepEqual(await ops.readStoreCredit({}, person('customer')), { balances: [], entries: [] })
  assert.equal((await ops.spend({ payment_id: newId(), instrument: { customer_id }, amount: eur(400) })).balance.amount, 600)
  assert.equal(await codeOf(ops.spend({ payment_id: newId(), instrument: { customer_id: newId() }, amount: eur(1) })), 'BALANCE_TOO_LOW')
  const guest = { credit_id: newId(), email: 'guest@example.com', amount: eur(300), reason: 'Return' }
  const card = await ops.credit(guest)
  assert.deepEqual(await ops.credit(guest), card)
  assert.equal((await ops.check({ code: card.code ?? '' })).balance.amount, 300)
  assert.equal(await codeOf(ops.credit({ ...guest, amount: eur(301) })), 'KEY_REUSED')
})

test('a card for store credit is sent in the language that is named', async () => {
  const email = 'gast@example.com'
  await ops.credit({ credit_id: newId(), email, locale: 'de', amount: eur(300), reason: 'Return' })
  await ops.credit({ credit_id: newId(), email, amount: eur(300), reason: 'Return' })
  const { rows } = await shop.db.sql<{ locale: string | null }>`
    SELECT payload ->> 'locale' AS locale FROM gift_cards.outbox WHERE type = 'gift_cards.card_to_send' AND payload ->> 'email' = ${email} ORDER BY sequence`
  assert.deepEqual(
    rows.map(({ locale }) => locale),
    ['de', null],
  )
})

test('staff find a card by its code, its last four characters, or the e-mail it went to', async () => {
  const { card, code } = await ops.issueCard({ card_id: newId(), amount: eur(100), email: 'Find@example.com' }, staff)
  for (const query of [code ?? '', card.last4 ?? '', 'find@EXAMPLE.com']) {
    const { instruments } = await ops.listInstruments({ query, kind: 'card' })
    assert.ok(
      instruments.some(({ instrument_id }) => instrument_id === card.instrument_id),
      query,
    )
  }
  const page = await ops.listInstruments({ limit: 1 })
  assert.deepEqual([page.instruments.length, page.has_more], [1, true])
})
