/** The shop is killed at each of its seams, and at any time. What was acknowledged stays; what was not can be asked for again; nothing is left half. */
import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { CRASH_POINTS, type CrashPoint } from '#platform/crash-point.ts'
import { addProduct, asAdmin, callApi } from '#tests/kit/api.ts'
import { askDatabase } from '#tests/kit/ask-database.ts'
import { auditWithin, quietWithin } from '#tests/kit/audit.ts'
import { type MailServer, openMailServer } from '#tests/kit/mail-server.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { type Purchase, purchase, send, sendUntilBought } from '#tests/kit/shopper.ts'
import { SECRET_KEY } from '#tests/kit/storm.ts'

const { TEST_SERVER_URL, FULL } = process.env
const TIMES = FULL ? 8 : 1
const RANDOM_KILLS = FULL ? 80 : 4
const SHOPPERS = 6
const SETTLED_WITHIN_S = 90 // the reconciler asks about an attempt after 20 s of silence

/** Those that an ordinary purchase passes, before it is answered or soon after. */
const AT_CHECKOUT = CRASH_POINTS.filter((point) => !/return$/.test(point) && !/holds$/.test(point))

describe('kills', { skip: !TEST_SERVER_URL && 'no PostgreSQL server was found' }, () => {
  const crash_file = join(tmpdir(), `souk-crash-${process.pid}`)
  let shop: RunningShop
  let mails: MailServer
  let variant_id: string
  let admin: Record<string, string>
  const bought: Purchase[] = []
  const faults: string[] = []
  before(async () => {
    mails = await openMailServer()
    const env = { SECRET_KEY, CRASH_AT: crash_file, ENABLE_REAL_EMAIL_SENDING: 'true', MAIL_URL: mails.url }
    shop = await startShop({ name: 'one process', server_url: TEST_SERVER_URL, env })
    admin = await asAdmin(shop)
    variant_id = await addProduct(shop, admin, 100_000)
  })
  after(async () => {
    rmSync(crash_file, { force: true })
    await shop?.stop()
    await mails?.close()
  })
  const sql = (text: string, values: unknown[] = []) => askDatabase(shop.database_url, text, values)
  const staff = async (method: string, path: string, body?: object) => {
    const answer = await callApi<{ state: string; version: number; return_id: string }>(method, `${shop.url}/api${path}`, body, admin)
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  /** Does the work with the point armed, sees the shop die, and starts it again. */
  const dieAt = async (point: CrashPoint, work: () => Promise<unknown>) => {
    const death = once(shop.child, 'exit')
    writeFileSync(crash_file, point)
    const failed = work().catch(() => {})
    await Promise.race([death, wait(20_000).then(() => assert.fail(`the shop was to die ${point}`))])
    await failed
    await shop.restart()
  }

  for (const point of AT_CHECKOUT)
    test(`${point}: the same request again finishes what was begun, once`, async () => {
      for (let i = 0; i < TIMES; i++) {
        const wish = purchase(variant_id, { codes: point === 'after the redemption' ? [await limitedCode()] : [] })
        bought.push(wish)
        await dieAt(point, () => send(shop.url, wish))
        const first = await sendUntilBought(shop.url, wish, faults)
        const again = await send(shop.url, wish)
        assert.equal(again.body.order_id, first.order_id)
      }
    })

  const limitedCode = async () => {
    const promotion_id = randomUUID()
    const code = `KILL${promotion_id.slice(0, 6).toUpperCase()}`
    const rule = { version: 1, conditions: [], action: { kind: 'percent', basis_points: 1_000 } }
    await staff('POST', '/admin/promotions', {
      promotion_id,
      title: 'Once',
      trigger: 'code',
      rule,
      tax_basis: 'before_tax',
      limit_total: 1,
    })
    await staff('POST', `/admin/promotions/${promotion_id}/codes`, { batch_id: randomUUID(), codes: [code] })
    return code
  }

  test('after expiring holds: the order that was not paid is cancelled, once', async () => {
    const wish = purchase(variant_id)
    const { payment: _payment, ...unpaid } = wish.body as { payment: object }
    const { body } = await send(shop.url, { ...wish, body: unpaid })
    await dieAt('after expiring holds', async () => {
      await sql(`UPDATE inventory.holds SET expires_at = now() WHERE order_id = $1`, [body.order_id])
      await sql(`UPDATE platform.timers SET next_run_at = now() WHERE name = 'inventory.expire_holds'`)
    })
    await auditWithin(shop, SETTLED_WITHIN_S)
    const { state } = await staff('GET', `/orders/${body.order_id}`)
    assert.equal(state, 'cancelled')
  })

  for (const point of CRASH_POINTS.filter((one) => /return$/.test(one)))
    test(`${point}: the money goes back once`, async () => {
      for (let i = 0; i < TIMES; i++) {
        const wish = purchase(variant_id, { quantity: 2 })
        bought.push(wish)
        const { order_id, token } = await sendUntilBought(shop.url, wish, faults)
        await staff('POST', `/orders/${order_id}/confirm`, {})
        await staff('POST', `/orders/${order_id}/fulfil`, {})
        await quietWithin(shop, SETTLED_WITHIN_S) // returns and the shelf have heard of it
        const { lines } = (await staff('GET', `/orders/${order_id}`)) as unknown as { lines: { line_id: string }[] }
        const { line_id = '' } = lines[0] ?? {}
        const return_id = randomUUID()
        await staff('POST', '/returns', { return_id, order_token: token, lines: [{ line_id, quantity: 2, reason: 'other' }] })
        await staff('POST', `/admin/returns/${return_id}/approve`, {})
        await staff('POST', `/admin/returns/${return_id}/receive`, { lines: [{ line_id, accepted_quantity: 2, restock_quantity: 2 }] })
        const settle = () => staff('POST', `/admin/returns/${return_id}/settle`, { as: 'refund' })
        await dieAt(point, settle)
        assert.equal((await settle()).state, 'settled')
        await quietWithin(shop, SETTLED_WITHIN_S)
        const [refunded] = await sql(`SELECT sum(refunded_amount)::int AS given FROM payments.payments WHERE order_id = $1`, [order_id])
        assert.equal(refunded?.given, 2_000)
      }
    })

  test(`${RANDOM_KILLS} kills at any time, while ${SHOPPERS} shoppers buy: whoever is patient has bought once`, async () => {
    let is_over = false
    const buyers = Array.from({ length: SHOPPERS }, async () => {
      while (!is_over) {
        const wish = purchase(variant_id)
        bought.push(wish)
        await sendUntilBought(shop.url, wish, faults)
      }
    })
    const buying = Promise.all(buyers)
    buying.catch(() => {}) // told below
    for (let kill = 0; kill < RANDOM_KILLS; kill++) {
      await wait(randomInt(100, 1_500))
      await shop.restart()
    }
    is_over = true
    await buying
  })

  test('afterwards all books agree: each purchase is one order, paid once, with one mail for each of its events', async () => {
    await sql(`UPDATE notifications.mails SET next_try_at = now() WHERE state = 'waiting'`)
    await auditWithin(shop, SETTLED_WITHIN_S)
    assert.deepEqual(faults, [])
    const orders = await sql(
      `SELECT o.email, count(*)::int AS orders, min(o.payment_state) AS payment_state,
         (SELECT count(*)::int FROM simulated_payments.charges c JOIN payments.payments p USING (payment_id) WHERE p.order_id = min(o.order_id::text)::uuid) AS charges
       FROM orders.orders o WHERE o.email = ANY($1) GROUP BY o.email`,
      [bought.map(({ email }) => email)],
    )
    assert.equal(orders.length, bought.length)
    assert.deepEqual(
      orders.filter(({ orders, payment_state, charges }) => orders !== 1 || !/paid|refunded/.test(payment_state) || charges !== 1),
      [],
    )

    const isSent = async () =>
      (await sql(`SELECT count(*)::int AS waiting FROM notifications.mails WHERE state = 'waiting'`))[0]?.waiting === 0
    for (const end = performance.now() + 60_000; !(await isSent()) && performance.now() < end; ) {
      await sql(`UPDATE notifications.mails SET next_try_at = now() WHERE state = 'waiting' AND lease IS NULL`)
      await wait(500)
    }
    const told = await sql(`SELECT message_id FROM notifications.mails`)
    const arrived = new Set(mails.received.map(({ message_id }) => message_id))
    assert.deepEqual(told.filter(({ message_id }) => !arrived.has(message_id)).length, 0)
    assert.equal(arrived.size, told.length)
    const received = mails.received.filter(({ subject }) => /received/i.test(subject))
    assert.equal(new Set(received.map(({ to }) => to)).size, new Set(received.map(({ message_id }) => message_id)).size)
  })
})
