/** The shop as services, each with a database of its own: the same races, while one of the services is killed or stands still. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { QueryResultRow } from 'pg'
import { addProduct, asAdmin, callApi } from '#tests/kit/api.ts'
import { askDatabase } from '#tests/kit/ask-database.ts'
import { auditWithin } from '#tests/kit/audit.ts'
import { databasesOf, type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { canFindServices, signalService } from '#tests/kit/service-processes.ts'
import { lanes, type Purchase, purchase, send, sendUntilBought } from '#tests/kit/shopper.ts'
import { SECRET_KEY } from '#tests/kit/storm.ts'

const { TEST_SERVER_URL, FULL } = process.env
const skip = (!TEST_SERVER_URL && 'no PostgreSQL server was found') || (!canFindServices && 'needs Linux')
const ROUNDS = FULL ? 10 : 1
const SHOPPERS = FULL ? 1_000 : 200
const UNITS = FULL ? 100 : 20
const FROZEN_MS = 4_000
const SETTLED_WITHIN_S = 90

describe('services', { skip }, () => {
  let shop: RunningShop
  let admin: Record<string, string>
  let variant_id: string
  before(async () => {
    const env = { SECRET_KEY, TRUST_PROXY: '127.0.0.0/8,::1/128', DATABASE_POOL_SIZE: '5' } // six services, and a server may allow a hundred connections
    shop = await startShop({ name: 'services', is_split: true, server_url: TEST_SERVER_URL, env })
    admin = await asAdmin(shop)
    variant_id = await addProduct(shop, admin, 100_000)
  })
  after(() => shop?.stop())

  const staff = (method: string, path: string, body: object) => callApi<{ code?: string }>(method, `${shop.url}/api${path}`, body, admin)
  const inDatabaseOf = async <Row extends QueryResultRow>(service: string, text: string, values: unknown[] = []): Promise<Row[]> => {
    const connectionString = (await databasesOf(shop)).find((url) => url.endsWith(`_${service}`))
    return askDatabase<Row>(connectionString, text, values)
  }

  test(`${SHOPPERS} shoppers want ${UNITS} units while products is killed: whoever is patient gets one of them, or is told that it is sold out`, async () => {
    const wanted = await addProduct(shop, admin, UNITS)
    const answers = new Map<string, number>()
    const faults: string[] = []
    const killing = wait(1_000).then(() => signalService(shop, 'products', 'SIGKILL'))
    await lanes(SHOPPERS, 32, async () => {
      const wish = purchase(wanted)
      for (const end = performance.now() + 60_000; ; ) {
        const { status, body, retry_after } = await send(shop.url, wish)
        const key = status === 201 ? 'bought' : (body.code ?? String(status))
        if (status === 201 || status === 409) return void answers.set(key, (answers.get(key) ?? 0) + 1)
        if (status !== 503 || retry_after === null) faults.push(`${status} ${JSON.stringify(body)}`)
        assert.ok(performance.now() < end, JSON.stringify(body))
        await wait(100)
      }
    })
    await killing
    assert.deepEqual(faults, [])
    assert.deepEqual(Object.fromEntries(answers), { bought: UNITS, OUT_OF_STOCK: SHOPPERS - UNITS })
    await auditWithin(shop, SETTLED_WITHIN_S)
  })

  test('a code that three may use is used three times, and 33 of 100 refunds of a third each pass', async () => {
    const promotion_id = randomUUID()
    const code = `SPLIT${promotion_id.slice(0, 6).toUpperCase()}`
    const rule = { version: 1, conditions: [], action: { kind: 'percent', basis_points: 1_000 } }
    const draft = { title: 'Race', trigger: 'code', rule, tax_basis: 'before_tax', limit_total: 3 }
    assert.equal((await staff('POST', '/admin/promotions', { promotion_id, ...draft })).status, 201)
    await staff('POST', `/admin/promotions/${promotion_id}/codes`, { batch_id: randomUUID(), codes: [code] })
    let used = 0
    await lanes(50, 25, async () => {
      const { status, body } = await send(shop.url, purchase(variant_id, { codes: [code] }))
      if (status === 201) used++
      else assert.equal(status, 409, JSON.stringify(body))
    })
    assert.equal(used, 3)

    const { body } = await send(shop.url, purchase(variant_id, { quantity: 10 }))
    let given = 0
    await lanes(100, 50, async () => {
      const refund = { refund_id: randomUUID(), amount: { amount: 300, currency: 'EUR' }, reason: 'scratched' }
      const { status, body: answer } = await staff('POST', `/orders/${body.order_id}/refunds`, refund)
      if (status === 200) given++
      else assert.equal(answer.code, 'REFUND_EXCEEDS_CAPTURE', JSON.stringify(answer))
    })
    assert.equal(given, 33)
    await auditWithin(shop, SETTLED_WITHIN_S)
  })

  test('while shoppers buy, orders, payments and products are killed and frozen in turn: whoever is patient has bought once', async () => {
    const bought: Purchase[] = []
    const faults: string[] = []
    let is_over = false
    const buyers = Array.from({ length: 4 }, async () => {
      while (!is_over) {
        const wish = purchase(variant_id)
        bought.push(wish)
        await sendUntilBought(shop.url, wish, faults, 90)
      }
    })
    const buying = Promise.all(buyers)
    buying.catch(() => {}) // told below
    for (let round = 0; round < ROUNDS; round++)
      for (const service of ['orders', 'payments', 'products'] as const) {
        await wait(700)
        signalService(shop, service, 'SIGKILL')
        await wait(4_000)
        signalService(shop, service, 'SIGSTOP')
        await wait(FROZEN_MS)
        signalService(shop, service, 'SIGCONT')
      }
    is_over = true
    await buying
    assert.deepEqual(faults, [])
    await auditWithin(shop, SETTLED_WITHIN_S)
    const [orders] = await inDatabaseOf(
      'orders',
      `SELECT count(*)::int AS orders, count(DISTINCT email)::int AS emails, count(*) FILTER (WHERE payment_state <> 'paid')::int AS unpaid
       FROM orders.orders WHERE email = ANY($1)`,
      [bought.map(({ email }) => email)],
    )
    assert.deepEqual(orders, { orders: bought.length, emails: bought.length, unpaid: 0 })
  })
})
