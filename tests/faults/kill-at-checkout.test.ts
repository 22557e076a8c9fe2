/** The shop is killed at each seam of the checkout. What was acknowledged stays; what was not can be asked for again; nothing is left half. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { CRASH_POINTS } from '#platform/crash-point.ts'
import { addProduct, asAdmin, CHECKOUT, callApi } from '#tests/kit/api.ts'
import { auditWithin } from '#tests/kit/audit.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'

const { TEST_SERVER_URL, FULL } = process.env
const TIMES = FULL ? 5 : 1
const SETTLED_WITHIN_S = 60 // the reconciler asks about an attempt after 20 s of silence

describe('killed at the checkout', { skip: !TEST_SERVER_URL && 'no PostgreSQL server was found' }, () => {
  let shop: RunningShop
  let variant_id: string
  before(async () => {
    shop = await startShop({ name: 'one process', server_url: TEST_SERVER_URL })
    variant_id = await addProduct(shop, await asAdmin(shop), 1000)
  })
  after(() => shop?.stop())

  for (const point of CRASH_POINTS)
    test(`${point}: the same request again finishes what was begun, once`, async () => {
      for (let i = 0; i < TIMES; i++) {
        await shop.restart({ CRASH_AT: point })
        const email = `${randomUUID()}@customer.example`
        const body = { ...CHECKOUT, email, lines: [{ variant_id, quantity: 1 }] }
        const headers = { 'idempotency-key': randomUUID() }
        const url = `${shop.url}/api/checkout`
        await assert.rejects(callApi('POST', url, body, headers), 'the shop was to die before it answered')
        await shop.restart()
        const again = await callApi<{ order_id: string; payment_state: string }>('POST', url, body, headers)
        assert.equal(again.status, 201, JSON.stringify(again.body))
        const once_more = await callApi<{ order_id: string }>('POST', url, body, headers)
        assert.equal(once_more.body.order_id, again.body.order_id)
      }
    })

  test('afterwards all books agree: one order, one charge, one mail for each event', async () => {
    await auditWithin(shop, SETTLED_WITHIN_S)
  })
})
