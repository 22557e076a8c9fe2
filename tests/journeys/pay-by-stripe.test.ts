/** A purchase paid on Stripe's page, in a whole shop over HTTP, in one process and as services: there, back, the webhook, and the money back. Stripe is its double. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { systemClock } from '#platform/clock.ts'
import { openDouble } from '#plugins/stripe/double/double.ts'
import { post } from '#plugins/stripe/double/webhooks.ts'
import { addProduct, asAdmin, CHECKOUT, callApi } from '#tests/kit/api.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { until } from './people.ts'

const KEYS = { secret_key: 'sk_test_journeyKey99', webhook_secret: 'whsec_journeySecret99' }
const { TEST_SERVER_URL: server_url } = process.env

type Placed = { order_id: string; token: string; redirect_url: string; payment_state: string }

const openShop = async (is_split: boolean) => {
  const double = await openDouble({ ...KEYS, clock: systemClock })
  const env = {
    LOAD_DEMO: 'no',
    STRIPE_SECRET_KEY: KEYS.secret_key,
    STRIPE_WEBHOOK_SECRET: KEYS.webhook_secret,
    STRIPE_API_BASE: double.url,
  }
  const shop: RunningShop = await startShop({ name: 'with Stripe', is_split, server_url, env })
  const admin = await asAdmin(shop)
  double.webhooks.to(post(`${shop.url}/api/webhooks/stripe`))
  const buy = async (): Promise<Placed> => {
    const variant_id = await addProduct(shop, admin, 5)
    const order = { ...CHECKOUT, email: 'ada@customer.example', lines: [{ variant_id, quantity: 2 }], payment: { method: 'stripe' } }
    let placed: Placed | undefined
    await until('what was just added can be bought', async () => {
      const { status, body } = await callApi<Placed>('POST', `${shop.url}/api/checkout`, order)
      if (status === 201) placed = body
      return placed !== undefined
    })
    assert.ok(placed)
    return placed
  }
  const press = async (page: string, way: string) => {
    const answer = await fetch(page, { method: 'POST', body: new URLSearchParams({ way }), redirect: 'manual' })
    return answer.headers.get('location') ?? ''
  }
  const stateOf = async ({ order_id }: Placed) =>
    (await callApi<{ payment_state: string }>('GET', `${shop.url}/api/orders/${order_id}`, undefined, admin)).body.payment_state
  const close = async () => {
    await shop.stop()
    await double.close()
  }
  return { double, shop, admin, buy, press, stateOf, close }
}

for (const is_split of [false, true])
  describe(is_split ? 'as services' : 'in one process', () => {
    let open: Awaited<ReturnType<typeof openShop>>
    before(async () => {
      open = await openShop(is_split)
    })
    after(() => open?.close())

    test('the shopper is led to Stripe’s page, pays there, and the order is paid when Stripe says so', async () => {
      const { double, buy, press, stateOf } = open
      const placed = await buy()
      assert.ok(placed.redirect_url.startsWith(double.url))
      assert.notEqual(await stateOf(placed), 'paid')
      const back = await press(placed.redirect_url, 'card')
      assert.match(back, /^http:\/\/localhost:\d+\/checkout\/return\?payment=[0-9a-f-]{36}$/)
      assert.ok((await double.webhooks.deliver({ times: 3 })) > 0)
      await until('the order is paid', async () => (await stateOf(placed)) === 'paid')
      assert.deepEqual(
        double.webhooks.events.filter((event) => !event.is_taken).map(({ type }) => type),
        [],
      )
    })

    test('the way back says what Stripe says when it is asked, to the browser that was sent to pay and to nobody else', async () => {
      const { shop, buy, press } = open
      const { token, redirect_url } = await buy()
      const mine = { cookie: `souk_paying=${token}` }
      const page = (address: string, headers = {}) => fetch(address, { headers, redirect: 'manual' })
      const waiting = await (await page(`${shop.url}/orders/${token}`)).text()
      assert.ok(waiting.includes(`href="${redirect_url}"`), 'a payment that was broken off can be continued from the order')
      const back = await press(redirect_url, 'card')
      const { pathname, search } = new URL(back)
      assert.equal((await page(shop.url + pathname + search)).status, 404)
      const known = await page(`${shop.url}${pathname}${search}&state=declined`, mine)
      assert.deepEqual([known.status, known.headers.get('location')], [303, `/orders/${token}`])
      assert.match(await (await page(`${shop.url}/orders/${token}`)).text(), /We have your order/, 'no webhook came')
    })

    test('an order that is rejected is paid back at Stripe, once', async () => {
      const { double, shop, admin, buy, press, stateOf } = open
      const placed = await buy()
      await press(placed.redirect_url, 'card')
      await double.webhooks.deliver()
      await until('the order is paid', async () => (await stateOf(placed)) === 'paid')
      const before = double.books.refunds.size
      const { status } = await callApi('POST', `${shop.url}/api/orders/${placed.order_id}/reject`, {}, admin)
      assert.equal(status, 200)
      await until('the money is back', async () => double.books.refunds.size > before)
      await double.webhooks.deliver({ times: 2 })
      await until('the order knows', async () => (await stateOf(placed)) === 'refunded')
      assert.deepEqual([double.books.refunds.size - before, [...double.books.refunds.values()].at(-1)?.amount], [1, 2000])
    })

    test('a forged webhook is refused over HTTP and changes nothing', async () => {
      const { double, shop } = open
      const { body = '' } = double.webhooks.events.at(-1) ?? {}
      const to = post(`${shop.url}/api/webhooks/stripe`)
      assert.equal(await to(Buffer.from(body), double.webhooks.headersOf(body, undefined, 'whsec_of_somebody_else')), 400)
      assert.equal(await to(Buffer.from(`${body} `), double.webhooks.headersOf(body)), 400)
      assert.equal(await to(Buffer.from(body), { 'content-type': 'application/json' }), 400)
      assert.equal(await to(Buffer.from(body), double.webhooks.headersOf(body)), 200)
    })

    test('pages let a form lead to Stripe and nowhere else, and no secret was written down', async () => {
      const { double, shop } = open
      const policy = (await fetch(shop.url)).headers.get('content-security-policy') ?? ''
      assert.ok(policy.includes(`form-action 'self' ${double.url};`), policy)
      for (const secret of Object.values(KEYS)) assert.ok(!shop.output().includes(secret))
    })
  })
