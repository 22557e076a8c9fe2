/** One row for each event and what it says to the shop: a failure that nobody reads leaves an order pending for ever. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { News } from '#modules/payments/provider.ts'
import { endReservation, openDispute } from './double/shopper.ts'
import { SUBSCRIBED } from './read-webhook.ts'
import {
  by,
  captureLess,
  debit,
  disputed,
  giveBack,
  giveBackByHand,
  lastNews,
  type Paid,
  REFUND_ID,
  runOut,
  settled,
} from './steps-for-tests.ts'

const AMOUNT = { amount: 5000, currency: 'EUR' }
type Row = { type: string; when: string; act: (paid: Paid) => unknown; later?: boolean; says: Partial<News> }
const payment = (outcome: string, more: object = {}) => ({ kind: 'payment', outcome, amount: AMOUNT, ...more }) as Partial<News>
const refund = (state: string, refund_id: string | null = REFUND_ID) =>
  ({ kind: 'refund', state, refund_id, amount: { amount: 1200, currency: 'EUR' } }) as Partial<News>
const dispute = (state: string) => ({ kind: 'dispute', state, amount: AMOUNT, reason: 'fraudulent' }) as Partial<News>

const ROWS: Row[] = [
  { type: 'checkout.session.completed', when: 'a card paid', act: by('card'), says: payment('captured') },
  {
    type: 'checkout.session.completed',
    when: 'a card is reserved',
    act: by('card'),
    later: true,
    says: payment('pending', { redirect_url: null }),
  },
  { type: 'checkout.session.completed', when: 'a debit is on its way', act: debit(), says: payment('pending', { redirect_url: null }) },
  { type: 'checkout.session.async_payment_succeeded', when: 'a debit arrived', act: debit(true), says: payment('captured') },
  { type: 'checkout.session.async_payment_failed', when: 'a debit failed', act: debit(false), says: payment('declined') },
  { type: 'checkout.session.expired', when: 'nobody paid', act: runOut, says: payment('declined') },
  {
    type: 'checkout.session.expired',
    when: 'we called it off',
    act: ({ rig, payment_id }) => rig.provider.void({ payment_id, provider_ref: null }),
    says: payment('voided'),
  },
  { type: 'payment_intent.succeeded', when: 'a card paid', act: by('card'), says: payment('captured', { captured_amount: 5000 }) },
  {
    type: 'payment_intent.succeeded',
    when: 'less was captured',
    later: true,
    act: captureLess,
    says: payment('captured', { captured_amount: 900 }),
  },
  {
    type: 'payment_intent.amount_capturable_updated',
    when: 'a card is reserved',
    act: by('card'),
    later: true,
    says: payment('authorised'),
  },
  {
    type: 'payment_intent.canceled',
    when: 'a reservation ended',
    later: true,
    act: (paid) => {
      by('card')(paid)
      endReservation(paid.rig.books, paid.intent)
    },
    says: payment('voided'),
  },
  {
    type: 'payment_intent.canceled',
    when: 'the page ended after a declined card',
    act: (paid) => {
      by('declined')(paid)
      runOut(paid)
    },
    says: payment('declined'),
  },
  {
    type: 'payment_intent.payment_failed',
    when: 'a card was declined, and the page is open for another',
    act: by('no_funds'),
    says: payment('pending', { problem: 'The card does not have enough money for this payment. Please use another one.' }),
  },
  { type: 'payment_intent.processing', when: 'a debit is on its way', act: debit(), says: payment('pending') },
  { type: 'payment_intent.requires_action', when: 'the bank asks back', act: by('challenge'), says: payment('pending') },
  { type: 'refund.created', when: 'a refund is done', act: giveBack, says: refund('done') },
  { type: 'refund.created', when: 'a refund waits', act: (paid) => giveBack(paid, 'pending'), says: refund('pending') },
  { type: 'refund.updated', when: 'a refund arrived', act: settled('succeeded'), says: refund('done') },
  { type: 'refund.updated', when: 'a refund was called off', act: settled('canceled'), says: refund('failed') },
  { type: 'refund.failed', when: 'a refund came back', act: settled('failed'), says: refund('failed') },
  { type: 'charge.refund.updated', when: 'a refund came back', act: settled('failed'), says: refund('failed') },
  { type: 'charge.refunded', when: 'a refund is done', act: giveBack, says: refund('done') },
  {
    type: 'refund.created',
    when: 'somebody gave money back at Stripe by hand',
    act: giveBackByHand,
    says: refund('done', null),
  },
  {
    type: 'refund.created',
    when: 'what was not captured is let go of',
    later: true,
    act: captureLess,
    says: { kind: 'other' },
  },
  { type: 'charge.dispute.created', when: 'the bank takes a payment back', act: disputed(), says: dispute('open') },
  {
    type: 'charge.dispute.updated',
    when: 'the shop has answered the bank',
    act: (paid) => {
      disputed()(paid)
      for (const one of paid.rig.books.disputes.values()) paid.rig.books.tell('charge.dispute.updated', one)
    },
    says: dispute('open'),
  },
  { type: 'charge.dispute.funds_withdrawn', when: 'the money of a dispute is gone', act: disputed(), says: dispute('open') },
  { type: 'charge.dispute.closed', when: 'a dispute is lost', act: disputed('lost'), says: dispute('lost') },
  { type: 'charge.dispute.closed', when: 'a dispute is won', act: disputed('won'), says: dispute('won') },
  { type: 'charge.dispute.funds_reinstated', when: 'the money of a dispute is back', act: disputed('won'), says: dispute('won') },
  {
    type: 'charge.dispute.closed',
    when: 'a dispute was settled before it began, at our cost',
    act: disputed('prevented'),
    says: dispute('lost'),
  },
  {
    type: 'charge.dispute.created',
    when: 'a bank only asks, and the payment may still be given back',
    act: (paid) => {
      by('card')(paid)
      openDispute(paid.rig.books, paid.intent, undefined, true)
    },
    says: { kind: 'other' },
  },
  { type: 'payment_intent.created', when: 'somebody begins to pay', act: by('card'), says: { kind: 'other' } },
  { type: 'charge.succeeded', when: 'a card paid', act: by('card'), says: { kind: 'other' } },
]

for (const { type, when, act, later, says } of ROWS)
  test(`${type}, when ${when}`, async () => {
    const { news, payment_id } = await lastNews(type, act, later)
    assert.ok(news, 'the event was told')
    assert.partialDeepStrictEqual(news, says)
    if (news.kind !== 'other') assert.equal(news.payment_id, payment_id)
  })

test('every event that the merchant is told to subscribe to has a row here', () => {
  const rows = new Set(ROWS.map(({ type }) => type))
  assert.deepEqual(
    SUBSCRIBED.filter((type) => !rows.has(type)),
    [],
  )
})

test('the README names these events, and these alone', () => {
  const [, list = ''] =
    /and these events:([\s\S]*?)Copy its signing secret/.exec(readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')) ?? []
  assert.deepEqual([...list.matchAll(/`([a-z._]+)`/g)].map(([, type]) => type).toSorted(), SUBSCRIBED.toSorted())
})
