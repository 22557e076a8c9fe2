/** The calls that clients of the reference systems make: on each service's own port, and below `/api` of the one process. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { asAdmin, callApi } from '#tests/kit/api.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { until } from './people.ts'

for (const is_split of [false, true])
  describe(is_split ? 'services, each on its port' : 'one process, below /api', () => {
    let shop: RunningShop
    before(async () => {
      shop = await startShop({ name: 'reference calls', is_split, env: { LOAD_DEMO: 'no' } })
    })
    after(() => shop?.stop())

    test('register, log in, and ask who one is (R2)', async () => {
      const person = { username: 'ada', email: `ada-${randomBytes(4).toString('hex')}@customer.example`, password: 'SecurePass123' }
      const users = shop.at('users')
      const registered = await callApi<{ token: string; user: { email: string } }>('POST', `${users}/register`, person)
      assert.equal(registered.status, 201)
      assert.equal(registered.body.user.email, person.email)
      const login = await callApi<{ token: string }>('POST', `${users}/login`, { email: person.email, password: person.password })
      assert.equal(login.status, 200)
      const bearer = { authorization: `Bearer ${login.body.token}` }
      const me = await callApi<{ user: { email: string; username: string } }>('GET', `${users}/me`, undefined, bearer)
      assert.equal(me.body.user.username, 'ada')
      assert.equal((await callApi('POST', `${users}/logout`, {}, bearer)).status, 200)
      await until('the token ends on every node', async () => (await callApi('GET', `${users}/me`, undefined, bearer)).status === 401)
    })

    test('load demo products, order them, pay, and the mails are there (R13, R22, R30, R31)', async () => {
      const loaded = await callApi<{ products: number; created: number }>('POST', `${shop.at('products')}/init-data`, {})
      assert.ok(loaded.body.created >= 60, JSON.stringify(loaded.body))
      const again = await callApi<{ created: number }>('POST', `${shop.at('products')}/init-data`, {})
      assert.equal(again.body.created, 0)
      const { body: list } = await callApi<{ products: { product_id: string; variant_count: number; in_stock: boolean }[] }>(
        'GET',
        `${shop.at('products')}/products?limit=100`,
      )
      const product_id = list.products.find((product) => product.variant_count === 1 && product.in_stock)?.product_id
      const user_email = `eve-${randomBytes(4).toString('hex')}@customer.example`
      const order = await callApi<{ order_id: string; total: { amount: number } }>('POST', `${shop.at('orders')}/orders`, {
        user_email,
        items: [{ product_id, quantity: 2 }],
      })
      assert.equal(order.status, 201, JSON.stringify(order.body))
      const { order_id, total } = order.body
      const payment = await callApi<{ state: string }>('POST', `${shop.at('payments')}/payments`, {
        order_id,
        amount: total.amount,
        method: 'test-card',
      })
      assert.equal(payment.body.state, 'captured')
      const admin = await asAdmin(shop)
      await until('a mail about the payment', async () => {
        const { body } = await callApi<{ mails: { subject: string }[] }>(
          'GET',
          `${shop.at('notifications')}/admin/mails?query=${user_email}`,
          undefined,
          admin,
        )
        return body.mails.some((mail) => /payment/.test(mail.subject))
      })
    })

    test('send a test mail (R32); without signing in nobody may', async () => {
      const mail = { to: 'someone@customer.example', subject: 'Does it work?', message: 'It does.' }
      const url = `${shop.at('notifications')}/test-email`
      assert.equal((await callApi('POST', url, mail)).status, 401)
      const sent = await callApi<{ message_id: string }>('POST', url, mail, await asAdmin(shop))
      assert.equal(sent.status, 202)
      assert.match(sent.body.message_id, /^<.+@.+>$/)
    })

    test('every process tells its health, its readiness and its metrics (R42)', async () => {
      const roots = is_split
        ? (['products', 'users', 'orders', 'payments', 'notifications', 'front'] as const).map((name) => [name, shop.at(name)] as const)
        : [['shop', shop.url] as const]
      for (const [service, url] of roots) {
        const health = await callApi<{ status: string; service: string; timestamp: string }>('GET', `${url}/health`)
        assert.deepEqual([health.body.status, health.body.service], ['ok', service])
        assert.ok(Date.parse(health.body.timestamp) > 0)
        assert.equal((await callApi('GET', `${url}/ready`)).status, 200)
        assert.match(await (await fetch(`${url}/metrics`)).text(), /souk_request_seconds_count/)
      }
    })
  })
