import '#platform/tsx.ts'
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { pino } from 'pino'
import { payments } from '#modules/payments/contract.ts'
import { openTraffic } from '#platform/give-way.ts'
import { openHttp } from '#platform/http.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { simulatedPayments } from '#plugins/simulated-payments/contract.ts'
import { simulatedPaymentsModule } from '#plugins/simulated-payments/module.ts'

const { simulatedPay } = await import('./simulated-pay.tsx') // after `tsx.ts`
let told = 0
const shop = await testShop({ simulatedPayments }, [
  simulatedPaymentsModule({ webhook_key: new Uint8Array(32) }),
  fakeModule(payments, { receiveWebhook: async () => ({ is_received: told++ >= 0 }) }),
])
const simulated = shop.clients.simulatedPayments
const app = openHttp({
  ...{ service: 'shop', log: pino({ level: 'silent' }), is_production: false, public_url: () => 'http://shop.example' },
  ...{
    call_key: new Uint8Array(32),
    trust_proxy: false,
    traffic: openTraffic(),
    authenticate: async () => ({ kind: 'anonymous' as const }),
  },
})
await app.register(simulatedPay({ simulated }))
await app.ready()
after(() => app.close())

const charged = async () => {
  const payment_id = newId()
  const return_url = `http://shop.example/checkout/return?payment=${payment_id}`
  const { redirect_url } = await simulated.charge({
    payment_id,
    amount: { amount: 1_990, currency: 'EUR' },
    method: 'test-page',
    return_url,
  })
  assert.equal(redirect_url, `http://shop.example/simulated-pay/${payment_id}`)
  const path = `/simulated-pay/${payment_id}`
  const outcome = async () => (await simulated.find({ payment_id })).charge?.outcome
  const press = (what: string) =>
    app.inject({
      ...{ method: 'POST', url: path, payload: `do=${what}` },
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    })
  return { path, return_url, outcome, press }
}

test('the page shows the amount in the browser’s language, without anything its own policy would stop', async () => {
  const { path } = await charged()
  const german = await app.inject({ url: path, headers: { 'accept-language': 'de-DE,de;q=0.9' } })
  assert.match(german.body, /19,90\s€/)
  assert.match(german.body, /lang="de".*Simulierte Zahlung.*Bezahlen/s)
  assert.match((await app.inject({ url: path })).body, /lang="en".*€19\.90.*Pay/s)
  assert.match(String(german.headers['content-security-policy']), /default-src 'none'.*form-action 'self' http:\/\/shop\.example;/)
  assert.doesNotMatch(german.body, /<script|\sstyle=/)
  assert.equal((await app.inject({ url: `/simulated-pay/${newId()}` })).statusCode, 404)
  assert.equal((await app.inject({ url: '/simulated-pay/nothing' })).statusCode, 404)
})

for (const [what, outcome] of [
  ['pay', 'captured'],
  ['decline', 'declined'],
  ['cancel', 'pending'],
] as const)
  test(`“${what}” leads back to the shop, and the payment is ${outcome}`, async () => {
    const { press, return_url, outcome: now } = await charged()
    const answer = await press(what)
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, return_url])
    assert.equal(await now(), outcome)
  })

test('a lost connection takes the money, answers with an error, and the shop is told later', async () => {
  const { press, outcome } = await charged()
  assert.equal((await press('lose')).statusCode, 504)
  assert.equal(await outcome(), 'captured')
  told = 0
  shop.clock.move(10)
  await shop.tick('simulated_payments.tell_shop')
  assert.equal(told, 2) // those of the tests above, not this one
  shop.clock.move(20)
  await shop.tick('simulated_payments.tell_shop')
  assert.equal(told, 3)
})

test('what is finished stays as it is, whatever is pressed then', async () => {
  const { press, outcome } = await charged()
  await press('decline')
  assert.equal((await press('pay')).statusCode, 303)
  assert.equal(await outcome(), 'declined')
})
