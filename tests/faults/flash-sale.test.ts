/** A thousand shoppers want a hundred units, through two processes on one database. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { addProduct, asAdmin, CHECKOUT, callApi } from '#tests/kit/api.ts'
import { auditWithin } from '#tests/kit/audit.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'

const { TEST_SERVER_URL } = process.env
const SHOPPERS = 1000
const UNITS = 100
const AT_ONCE = 64

describe('flash sale', { skip: !TEST_SERVER_URL && 'no PostgreSQL server was found' }, () => {
  let first: RunningShop
  let second: RunningShop
  before(async () => {
    first = await startShop({ name: 'first', server_url: TEST_SERVER_URL })
    second = await startShop({ name: 'second', beside: first })
  })
  after(async () => {
    await second?.stop()
    await first?.stop()
  })

  test('exactly a hundred of a thousand get one; the others are told that it is sold out', async () => {
    const variant_id = await addProduct(first, await asAdmin(first), UNITS)
    const answers: { status: number; code: string | undefined }[] = []
    let next = 0
    const shop = async () => {
      while (next < SHOPPERS) {
        const { url } = next++ % 2 ? first : second
        const body = { ...CHECKOUT, email: `${randomUUID()}@customer.example`, lines: [{ variant_id, quantity: 1 }] }
        const answer = await callApi<{ code?: string }>('POST', `${url}/api/checkout`, body, { 'idempotency-key': randomUUID() })
        answers.push({ status: answer.status, code: answer.body.code })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, shop))
    assert.equal(answers.filter(({ status }) => status === 201).length, UNITS)
    assert.deepEqual(
      answers.filter(({ status, code }) => status !== 201 && !(status === 409 && code === 'OUT_OF_STOCK')),
      [],
    )
    await auditWithin(first, 60)
  })
})
