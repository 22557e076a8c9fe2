/** Two processes on one database, and many who want the same thing in the same moment. After each race the books are audited. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { QueryResultRow } from 'pg'
import { addProduct, asAdmin, callApi } from '#tests/kit/api.ts'
import { askDatabase } from '#tests/kit/ask-database.ts'
import { auditWithin } from '#tests/kit/audit.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { type Bought, lanes, purchase, send } from '#tests/kit/shopper.ts'
import { openStorm, SECRET_KEY } from '#tests/kit/storm.ts'

const { TEST_SERVER_URL, FULL } = process.env
const CHECKOUTS = FULL ? 2_000 : 200
const ROUNDS = FULL ? 100 : 12
const EUR = (amount: number) => ({ amount, currency: 'EUR' })

describe('races', { skip: !TEST_SERVER_URL && 'no PostgreSQL server was found' }, () => {
  let first: RunningShop
  let second: RunningShop
  let admin: Record<string, string>
  let variant_id: string
  before(async () => {
    const env = { SECRET_KEY, TRUST_PROXY: '127.0.0.0/8,::1/128' } // every shopper has an address, so that the limits against guessing stay on
    first = await startShop({ name: 'first', server_url: TEST_SERVER_URL, env })
    second = await startShop({ name: 'second', beside: first, env })
    admin = await asAdmin(first)
    variant_id = await addProduct(first, admin, 100_000)
  })
  after(async () => {
    await second?.stop()
    await first?.stop()
  })
  const shopOf = (i: number) => (i % 2 ? first : second).url
  const asStaff = (i: number, method: string, path: string, body?: object) =>
    callApi<{ code?: string; state?: string; version?: number; used?: number }>(method, `${shopOf(i)}/api${path}`, body, admin)
  const order = async (order_id: string) => {
    const { body } = await callApi<{
      state: string
      payment_state: string
      fulfilment_state: string
      version: number
      refunded: { amount: number }
      timeline: { what: string }[]
    }>('GET', `${first.url}/api/orders/${order_id}`, undefined, admin)
    return body
  }
  const ask = <Row extends QueryResultRow>(text: string, values: unknown[] = []) => askDatabase<Row>(first.database_url, text, values)

  test('of a hundred shoppers who type a code that three may use, three get it; a cancelled order gives its use back once', async () => {
    const promotion_id = randomUUID()
    const code = `RACE${promotion_id.slice(0, 6).toUpperCase()}`
    const rule = { version: 1, conditions: [], action: { kind: 'percent', basis_points: 1_000 } }
    const draft = { title: 'Race', trigger: 'code', rule, tax_basis: 'before_tax', limit_total: 3 }
    assert.equal((await asStaff(1, 'POST', '/admin/promotions', { promotion_id, ...draft })).status, 201)
    const batch = { batch_id: randomUUID(), codes: [code] }
    assert.equal((await asStaff(1, 'POST', `/admin/promotions/${promotion_id}/codes`, batch)).status, 201)

    const bought: Bought[] = []
    const refused = new Map<string, number>()
    await lanes(100, 100, async (i) => {
      const { status, body } = await send(shopOf(i), purchase(variant_id, { codes: [code] }))
      if (status === 201) bought.push(body)
      else refused.set(`${status} ${body.code}`, (refused.get(`${status} ${body.code}`) ?? 0) + 1)
    })
    assert.equal(bought.length, 3, JSON.stringify([...refused]))
    assert.deepEqual(
      [...refused.keys()].filter((answer) => !/^409 (PROMOTION_USED_UP|CODE_REFUSED)$/.test(answer)),
      [],
    )

    const { order_id = '' } = bought[0] ?? {}
    await lanes(20, 20, async (i) => void (await asStaff(i, 'POST', `/orders/${order_id}/cancel`, {})))
    await auditWithin(first, 60)
    const again = await Promise.all(Array.from({ length: 20 }, (_, i) => send(shopOf(i), purchase(variant_id, { codes: [code] }))))
    assert.equal(again.filter(({ status }) => status === 201).length, 1)
    await auditWithin(first, 60)
  })

  test('a hundred shoppers with one gift card of 50.00 spend no more than that between them', async () => {
    const made = await callApi<{ code: string }>(
      'POST',
      `${first.url}/api/admin/gift-cards`,
      { card_id: randomUUID(), amount: EUR(5_000) },
      admin,
    )
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const emails: string[] = []
    await lanes(100, 100, async (i) => {
      const wish = purchase(variant_id, { gift_card_codes: [made.body.code] })
      emails.push(wish.email)
      const { status, body } = await send(shopOf(i), wish)
      assert.ok(status === 201 || (status === 409 && body.code === 'PRICE_CHANGED') || status === 422, `${status} ${JSON.stringify(body)}`)
    })
    await auditWithin(first, 60)
    const [spent] = await ask<{ taken: number; balance: number }>(
      `SELECT (SELECT sum(amount - given_back)::int FROM gift_cards.spendings) AS taken, (SELECT balance::int FROM gift_cards.instruments) AS balance`,
    )
    assert.equal((spent?.taken ?? 0) + (spent?.balance ?? 0), 5_000)
    assert.ok((spent?.balance ?? 5_000) < 1_500, 'whoever came in time has paid with it')
  })

  test('a hundred refunds at once that come to three times the capture give back no more than was captured', async () => {
    const { body } = await send(first.url, purchase(variant_id, { quantity: 10 }))
    const answers = new Map<string, number>()
    let given = 0
    await lanes(100, 100, async (i) => {
      const refund = { refund_id: randomUUID(), amount: EUR(300), reason: 'scratched' }
      const { status, body: answer } = await asStaff(i, 'POST', `/orders/${body.order_id}/refunds`, refund)
      const key = `${status} ${answer.code ?? ''}`
      answers.set(key, (answers.get(key) ?? 0) + 1)
      if (status === 200) given += 300
      await asStaff(i + 1, 'POST', `/orders/${body.order_id}/refunds`, refund) // pressed twice
    })
    assert.equal(given, 9_900, JSON.stringify([...answers])) // 33 of 300, and 100 are left
    assert.deepEqual([...answers.keys()].sort(), ['200 ', '409 REFUND_EXCEEDS_CAPTURE'])
    await auditWithin(first, 60)
    assert.equal((await order(body.order_id)).refunded.amount, 9_900)
  })

  test('an order that is confirmed, rejected, cancelled, shipped and refunded at once has one fate, and the others are told', async () => {
    const fates = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round++) {
      const { body } = await send(shopOf(round), purchase(variant_id))
      const { order_id } = body
      const { version } = await order(order_id)
      if (round % 2) await asStaff(round, 'POST', `/orders/${order_id}/confirm`, { version })
      const seen = (await order(order_id)).version
      const moves = [
        ...['confirm', 'reject', 'cancel', 'fulfil'].map((move) => ({ move, body: { version: seen } })),
        ...['confirm', 'reject', 'cancel', 'fulfil'].map((move) => ({ move, body: {} })),
        { move: 'refunds', body: { refund_id: randomUUID(), amount: EUR(1_000), reason: 'goodwill' } },
        { move: 'refunds', body: { refund_id: randomUUID(), amount: EUR(1_000), reason: 'goodwill' } },
      ]
      const answers = await Promise.all(moves.map(({ move, body }, i) => asStaff(i, 'POST', `/orders/${order_id}/${move}`, body)))
      for (const { status, body } of answers)
        assert.ok(status === 200 || (status === 409 && body.code), `${status} ${JSON.stringify(body)}`)
      const { state, timeline } = await order(order_id)
      fates.set(state, (fates.get(state) ?? 0) + 1)
      const ends = timeline.filter(({ what }) => ['rejected', 'cancelled', 'fulfilled'].includes(what))
      assert.ok(ends.length <= 1, JSON.stringify(timeline))
    }
    assert.ok(fates.size > 1, `always the same: ${[...fates]}`)
    await auditWithin(first, 60)
  })

  test(`${CHECKOUTS} checkouts, of which a fifth never hear the provider's answer, with pressing twice, webhooks three times over and the reconciler at once, are charged once each`, async () => {
    const storm = openStorm(first, [first.url, second.url])
    const orders = new Set<string>()
    await lanes(CHECKOUTS, 16, async (i) => {
      const wish = purchase(variant_id, { method: i % 5 === 0 ? 'test-lost-answer' : 'test-card' })
      const [one, other] = await Promise.all([send(first.url, wish), send(second.url, wish)])
      const { order_id, token } = one.body
      assert.deepEqual([one.status, other.status, other.body.order_id], [201, 201, order_id], JSON.stringify([one.body, other.body]))
      orders.add(order_id)
      // back on the shop's page the shopper sees that nothing is sure yet, and pays once more
      const [, again] = await Promise.all([
        callApi('GET', `${shopOf(i)}/api/track/${token}`),
        callApi<{ code?: string }>('POST', `${shopOf(i)}/api/payments`, { order_id, amount: 1_000, method: 'test-card' }),
      ])
      assert.ok([201, 409, 422].includes(again.status), `${again.status} ${JSON.stringify(again.body)}`)
    })
    const { told, statuses } = await storm.stop()
    assert.equal(orders.size, CHECKOUTS)
    assert.ok(told >= CHECKOUTS * 0.9, `only ${told} were told by webhook`)
    assert.deepEqual(
      statuses.filter((status) => status !== 200),
      [],
    )
    await auditWithin(first, 90)
    const [ledger] = await ask<{ orders: number; most: number; paid: number }>(
      `SELECT count(*)::int AS orders, max(charges)::int AS most, count(*) FILTER (WHERE payment_state = 'paid')::int AS paid FROM (
         SELECT o.order_id, o.payment_state, (SELECT count(*) FROM simulated_payments.charges c JOIN payments.payments p USING (payment_id)
           WHERE p.order_id = o.order_id AND c.captured_amount > c.refunded_amount) AS charges
         FROM orders.orders o WHERE o.order_id = ANY($1)) each_order`,
      [[...orders]],
    )
    assert.deepEqual(ledger, { orders: CHECKOUTS, most: 1, paid: CHECKOUTS })
  })
})
