import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { createRefund } from './double/intents.ts'
import { pay } from './double/shopper.ts'
import { openRig } from './rig-for-tests.ts'
import { by, captureLess, giveBack, giveBackByHand, lastNews, REFUND_ID } from './steps-for-tests.ts'

test('a payment that somebody else made with the same account is no news', async () => {
  const { news } = await lastNews('payment_intent.succeeded', (paid) => {
    paid.rig.pageOf(paid.payment_id).intent_metadata = { payment_id: 'order 7 of another shop' }
    by('card')(paid)
  })
  assert.equal(news?.kind, 'other')
})

test('money given back for a payment that is not ours is no news, in whatever currency', async () => {
  const { rig } = await lastNews('refund.created', (paid) => {
    paid.rig.pageOf(paid.payment_id).intent_metadata = {}
    by('card')(paid)
    for (const row of [...paid.rig.books.intents.values(), ...paid.rig.books.charges.values()]) row.currency = 'isk'
    createRefund(paid.rig.books, { payment_intent: paid.intent, amount: '1250' }) // half a króna: no amount of ours
  })
  assert.deepEqual(new Set((await rig.newsOf(/refund/)).map(({ news }) => news.kind)), new Set(['other']))
})

test('an event of the other mode is refused: a test payment is no money, and live news must not reach a test shop', async () => {
  for (const [secret_key, key_given] of [
    ['sk_test_a', 'sk_live_b'],
    ['sk_live_a', 'sk_test_b'],
  ] as const) {
    const { books, double, provider, lines } = await openRig({ secret_key, key_given })
    const page = {
      id: 'cs_1',
      created: 0,
      expires_at: 9e9,
      amount: 5000,
      currency: 'eur',
      name: '',
      client_reference_id: null,
      customer_email: null,
      metadata: {},
    }
    books.pages.set('cs_1', {
      ...page,
      status: 'open',
      intent: null,
      intent_metadata: {},
      description: null,
      is_manual: false,
      success_url: '',
      cancel_url: null,
    })
    pay(books, 'cs_1', 'card')
    const event = double.webhooks.events.at(-1)
    assert.ok(event)
    assert.equal(await provider.readWebhook(Buffer.from(event.body), double.webhooks.headersOf(event.body)), undefined)
    assert.match(lines.join(''), /Stripe sent a (live|test) event to a (test|live) key/)
  }
})

test('news is taken up to five minutes after it was signed, and not a second longer', async () => {
  const { rig } = await lastNews('payment_intent.succeeded', by('card'))
  const event = rig.double.webhooks.events.find(({ type }) => type === 'payment_intent.succeeded')
  assert.ok(event)
  const headers = rig.double.webhooks.headersOf(event.body)
  rig.clock.move(300)
  assert.equal((await rig.provider.readWebhook(Buffer.from(event.body), headers))?.kind, 'payment')
  rig.clock.move(1)
  assert.equal(await rig.provider.readWebhook(Buffer.from(event.body), headers), undefined)
})

test('news signed with another secret, without a body or without a signature is refused', async () => {
  const { rig } = await lastNews('payment_intent.succeeded', by('card'))
  const { body = '' } = rig.double.webhooks.events[0] ?? {}
  const forged = rig.double.webhooks.headersOf(body, undefined, 'whsec_of_somebody_else')
  assert.equal(await rig.provider.readWebhook(Buffer.from(body), forged), undefined)
  assert.equal(await rig.provider.readWebhook(new Uint8Array(), rig.double.webhooks.headersOf(body)), undefined)
  assert.equal(await rig.provider.readWebhook(Buffer.from(body), { 'stripe-signature': '' }), undefined)
  assert.equal(await rig.provider.readWebhook(Buffer.from(body), { 'stripe-signature': 't=1,v0=00' }), undefined)
})

test('where Stripe must be asked whose refund it is and does not answer, the news is not taken, so that it comes again', async () => {
  const { rig } = await lastNews('refund.created', giveBackByHand)
  const event = rig.double.webhooks.events.find(({ type }) => type === 'refund.created')
  assert.ok(event)
  rig.faults.plan('error_500', 2)
  await assert.rejects(rig.provider.readWebhook(Buffer.from(event.body), rig.double.webhooks.headersOf(event.body)), /^Error: Stripe: /)
})

test('the events of a payment in any order and number end in what the look-up says', async () => {
  const { rig, payment_id } = await lastNews('payment_intent.succeeded', (paid) => {
    by('declined')(paid)
    by('challenge')(paid)
    by('prove')(paid)
  })
  const news = await rig.newsOf()
  const finals = news.flatMap((one) => (one.news.kind === 'payment' && one.news.outcome !== 'pending' ? [one.news.outcome] : []))
  assert.deepEqual(new Set(finals), new Set(['captured']))
  assert.equal((await rig.provider.find({ payment_id, provider_ref: null }))?.outcome, 'captured')
  assert.equal(new Set(news.map((one) => one.news.webhook_id)).size, news.length)
})

test('a refund asked for at Stripe by hand and one of ours are both in the books, once', async () => {
  const { rig, payment_id } = await lastNews('refund.created', async (paid) => {
    await giveBack(paid)
    createRefund(paid.rig.books, { payment_intent: paid.intent, amount: '300' })
  })
  const [row] = await rig.provider.readBooks([
    { payment_id, provider_ref: null },
    { payment_id: newId(), provider_ref: null },
  ])
  assert.deepEqual([row?.captured_amount, row?.refunded_amount], [5000, 1500])
})

test('what was let go of after a smaller capture is no refund in the books', async () => {
  const { rig, payment_id } = await lastNews(
    'refund.created',
    async (paid) => {
      await captureLess(paid)
      await paid.rig.provider.refund({
        payment_id: paid.payment_id,
        provider_ref: null,
        refund_id: REFUND_ID,
        amount: { amount: 400, currency: 'EUR' },
      })
    },
    true,
  )
  const [row] = await rig.provider.readBooks([{ payment_id, provider_ref: null }])
  assert.deepEqual([row?.captured_amount, row?.refunded_amount], [900, 400])
})
