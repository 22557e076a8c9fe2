/** The double behaves as Stripe's reference says its API does; tried with bare requests and with Stripe's own client. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Stripe } from 'stripe'
import { clockAt } from '#platform/clock.ts'
import { openDouble } from './double.ts'
import { readForm } from './form.ts'
import { pay } from './shopper.ts'
import { post } from './webhooks.ts'

const open = async () => {
  const clock = clockAt('2026-03-01T09:00:00Z')
  const double = await openDouble({ secret_key: 'sk_test_1', webhook_secret: 'whsec_1', clock })
  after(double.close)
  const request = async (method: string, path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const answer = await fetch(double.url + path, {
      method,
      headers: { authorization: 'Bearer sk_test_1', 'content-type': 'application/x-www-form-urlencoded', ...headers },
      ...(method === 'POST' ? { body: new URLSearchParams(form) } : {}),
    })
    return { status: answer.status, headers: answer.headers, body: await answer.json() }
  }
  const page = (changes: Record<string, string> = {}) => ({
    mode: 'payment',
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'eur',
    'line_items[0][price_data][unit_amount]': '5000',
    'line_items[0][price_data][product_data][name]': 'Order 1',
    success_url: 'https://shop.example/back',
    cancel_url: 'https://shop.example/back',
    ...changes,
  })
  const { port } = new URL(double.url)
  const client = new Stripe('sk_test_1', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
  return { clock, double, request, page, client }
}

const SESSIONS = '/v1/checkout/sessions'
const key = (name: string) => ({ 'idempotency-key': name })

test('the same key and request get the same answer, marked as repeated; another request gets idempotency_error', async () => {
  const { request, page } = await open()
  const first = await request('POST', SESSIONS, page(), key('a'))
  const second = await request('POST', SESSIONS, page(), key('a'))
  assert.deepEqual(second.body, first.body)
  assert.deepEqual([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')], [null, 'true'])
  const other = await request('POST', SESSIONS, page({ submit_type: 'pay' }), key('a'))
  assert.deepEqual([other.status, other.body.error.type], [400, 'idempotency_error'])
})

test('while the first request with a key is at work, the second is a conflict', async () => {
  const { request, page, double } = await open()
  double.faults.plan('slow')
  const [first, second] = await Promise.all([request('POST', SESSIONS, page(), key('a')), request('POST', SESSIONS, page(), key('a'))])
  const [slow, refused] = first?.status === 200 ? [first, second] : [second, first]
  assert.deepEqual([slow?.status, refused?.status, refused?.body.error.code], [200, 409, 'idempotency_key_in_use'])
})

test('a 500 is kept for its key, a refused parameter and a rate limit are not, and after a day the key is forgotten', async () => {
  const { request, page, double, clock } = await open()
  double.faults.plan('error_500')
  assert.equal((await request('POST', SESSIONS, page(), key('a'))).status, 500)
  assert.equal((await request('POST', SESSIONS, page(), key('a'))).status, 500)
  assert.equal((await request('POST', SESSIONS, page({ mode: 'x' }), key('b'))).status, 400)
  assert.equal((await request('POST', SESSIONS, page(), key('b'))).status, 200)
  double.faults.plan('rate_limited')
  assert.equal((await request('POST', SESSIONS, page(), key('c'))).status, 429)
  assert.equal((await request('POST', SESSIONS, page(), key('c'))).status, 200)
  clock.move(86_401)
  assert.equal((await request('POST', SESSIONS, page(), key('a'))).status, 200)
})

test('what the API refuses is refused with its own status, type and code', async () => {
  const { request, page, client } = await open()
  const refused = async (form: Record<string, string>) => {
    const { status, body } = await request('POST', SESSIONS, form)
    return [status, body.error.type, body.error.code, body.error.param].filter(Boolean).join(' ')
  }
  assert.equal(await refused(page({ colour: 'red' })), '400 invalid_request_error parameter_unknown colour')
  assert.equal(await refused(page({ 'line_items[0][price_data][unit_amount]': '49' })), '400 invalid_request_error amount_too_small')
  assert.equal(await refused(page({ success_url: '/back' })), '400 invalid_request_error url_invalid success_url')
  assert.equal(await refused(page({ expires_at: '1772357399' })), '400 invalid_request_error expires_at')
  assert.equal(await refused(page({ customer_email: 'nobody' })), '400 invalid_request_error email_invalid customer_email')
  await assert.rejects(client.checkout.sessions.retrieve('cs_test_none'), {
    type: 'StripeInvalidRequestError',
    code: 'resource_missing',
    statusCode: 404,
  })
  await assert.rejects(client.paymentIntents.cancel('pi_none'), { code: 'resource_missing' })
  assert.equal((await request('GET', '/v1/nothing')).status, 404)
  assert.equal((await request('GET', SESSIONS, {}, { authorization: 'Bearer sk_test_2' })).status, 401)
  assert.equal((await request('GET', SESSIONS, {}, { authorization: `Basic ${btoa('sk_test_1:')}` })).status, 200)
})

test('a list is newest first, in pages, and within the times that were asked for', async () => {
  const { request, page, client, clock } = await open()
  const ids: string[] = []
  for (let i = 0; i < 25; i++) {
    ids.unshift((await request('POST', SESSIONS, page())).body.id)
    clock.move(10)
  }
  const all = await client.checkout.sessions.list({ limit: 10 }).autoPagingToArray({ limit: 100 })
  assert.deepEqual(
    all.map(({ id }) => id),
    ids,
  )
  const begun = Date.parse('2026-03-01T09:00:00Z') / 1000
  const some = await client.checkout.sessions.list({ created: { gte: begun + 50, lte: begun + 70 } })
  assert.equal(some.data.length, 3)
})

test('a page is paid, closed or ended once, and the money in the ledger is what was paid', async () => {
  const { client, double, request, page, clock } = await open()
  const [one, two, three] = await Promise.all([1, 2, 3].map(async () => String((await request('POST', SESSIONS, page())).body.id)))
  pay(double.books, one ?? '', 'card')
  assert.throws(() => pay(double.books, one ?? '', 'card'))
  await assert.rejects(client.checkout.sessions.expire(one ?? ''), /status of `complete`/)
  assert.equal((await client.checkout.sessions.expire(two ?? '')).status, 'expired')
  clock.move(86_400)
  assert.equal((await client.checkout.sessions.retrieve(three ?? '')).status, 'expired')
  assert.equal(
    [...double.books.charges.values()].reduce((sum, charge) => sum + charge.amount_captured, 0),
    5000,
  )
})

test('the page at its address is pressed by a person, with the bank asking back, and leads back to the shop', async () => {
  const { request, page } = await open()
  const { url } = (await request('POST', SESSIONS, page())).body
  const press = (way: string) => fetch(url, { method: 'POST', body: new URLSearchParams({ way }), redirect: 'manual' })
  assert.match(await (await fetch(url)).text(), /Order 1: 5000 EUR.*Pay by card/s)
  assert.match((await press('declined')).headers.get('location') ?? '', /\/c\/pay\//)
  assert.match(await (await fetch(url)).text(), /Your card was declined/)
  await press('challenge')
  assert.match(await (await fetch(url)).text(), /Confirm with the bank/)
  assert.equal((await press('prove')).headers.get('location'), 'https://shop.example/back')
  assert.match(await (await fetch(url)).text(), /This page is closed/)
})

test('an event is sent until it is taken, later each time, signed anew so that Stripe’s library takes it', async () => {
  const { double, request, page, clock } = await open()
  pay(double.books, (await request('POST', SESSIONS, page())).body.id, 'card')
  const heard: string[] = []
  let is_up = false
  double.webhooks.to(async (bytes, headers) => {
    if (!is_up) throw new Error('the shop is down')
    const event = Stripe.webhooks.constructEvent(
      Buffer.from(bytes),
      headers['stripe-signature'] ?? '',
      'whsec_1',
      300,
      undefined,
      clock.now().getTime(),
    )
    heard.push(event.id)
    return 200
  })
  const count = double.webhooks.events.length
  assert.equal(await double.webhooks.deliver(), count)
  assert.equal(await double.webhooks.deliver(), count) // at once again, then later each time
  assert.equal(await double.webhooks.deliver(), 0)
  clock.move(3_600)
  is_up = true
  await double.webhooks.deliver({ times: 2, order: (due) => due.toReversed() })
  assert.deepEqual([heard.length, new Set(heard).size], [count * 2, count])
  assert.equal(await double.webhooks.deliver(), 0)
})

test('an event is posted to the shop’s address with its signature', async () => {
  const { double, request, page } = await open()
  pay(double.books, (await request('POST', SESSIONS, page())).body.id, 'card')
  assert.equal(await post(`${double.url}/v1/nothing`)(Buffer.from('{}'), {}), 401)
})

test('brackets in a form are read as objects, however deep', () => {
  assert.deepEqual(readForm('a[b][0][c]=1&a[b][1]=x&d=%26'), { a: { b: { 0: { c: '1' }, 1: 'x' } }, d: '&' })
})
