/** The database goes away in the worst moments: after it has done what it was asked and before it says so, and again and again under load. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Embedded, startEmbedded } from '#platform/embedded.ts'
import { addProduct, asAdmin } from '#tests/kit/api.ts'
import { askDatabase } from '#tests/kit/ask-database.ts'
import { auditWithin } from '#tests/kit/audit.ts'
import { type CuttingProxy, openCuttingProxy } from '#tests/kit/cutting-proxy.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { type Purchase, purchase, sendUntilBought } from '#tests/kit/shopper.ts'

const { TEST_SERVER_URL, FULL } = process.env
const CUTS = 50
const RESTARTS_FOR_S = FULL ? 120 : 20
const RESTART_EVERY_S = 5
const SHOPPERS = 4
const SETTLED_WITHIN_S = 90

/** Each of these writes something that must not be lost and must not happen twice. */
const WRITES = [
  /INTO orders\.orders/,
  /INTO inventory\.holds/,
  /INTO payments\.payments/,
  /UPDATE payments\.payments/,
  /UPDATE orders\.orders/,
  /^COMMIT$/,
]

const ordersOf = async (connectionString: string, bought: Purchase[]) => {
  const [found] = await askDatabase<{ orders: number; emails: number; unpaid: number }>(
    connectionString,
    `SELECT count(*)::int AS orders, count(DISTINCT email)::int AS emails, count(*) FILTER (WHERE payment_state <> 'paid')::int AS unpaid
     FROM orders.orders WHERE email = ANY($1)`,
    [bought.map(({ email }) => email)],
  )
  return found
}

describe('answers of the database that are cut off', { skip: !TEST_SERVER_URL && 'no PostgreSQL server was found' }, () => {
  let proxy: CuttingProxy
  let shop: RunningShop
  before(async () => {
    const server = new URL(TEST_SERVER_URL ?? '')
    proxy = await openCuttingProxy({ host: server.hostname, port: Number(server.port) || 5432 })
    server.host = `127.0.0.1:${proxy.port}`
    shop = await startShop({ name: 'behind a proxy', server_url: server.href })
  })
  after(async () => {
    await shop?.stop()
    await proxy?.close()
  })

  test(`${CUTS} purchases, each with an answer cut off, are ${CUTS} orders that are paid once`, async () => {
    const variant_id = await addProduct(shop, await asAdmin(shop), 1_000)
    const faults: string[] = []
    const bought: Purchase[] = []
    for (let i = 0; i < CUTS; i++) {
      const wish = purchase(variant_id)
      bought.push(wish)
      proxy.cutNext(WRITES[i % WRITES.length] ?? /^COMMIT$/)
      await sendUntilBought(shop.url, wish, faults)
      for (const end = performance.now() + 5_000; proxy.cuts <= i && performance.now() < end; ) await wait(20)
      assert.equal(proxy.cuts, i + 1, `${WRITES[i % WRITES.length]} was not cut`)
    }
    assert.deepEqual(faults, [])
    await auditWithin(shop, SETTLED_WITHIN_S)
    assert.deepEqual(await ordersOf(shop.database_url ?? '', bought), { orders: CUTS, emails: CUTS, unpaid: 0 })
  })
})

describe('a database that is restarted under load', () => {
  const folder = mkdtempSync(join(tmpdir(), 'souk-restarts-'))
  let server: Embedded
  let shop: RunningShop
  let address: string
  before(async () => {
    server = await startEmbedded({ folder, say: () => {} })
    const { user, port, host, password } = server.connection('postgres')
    const login = password ? `${user}:${encodeURIComponent(password)}` : user
    address = host.startsWith('/')
      ? `postgres://${login}@localhost/postgres?host=${encodeURIComponent(host)}&port=${port}`
      : `postgres://${login}@${host}:${port}/postgres`
    shop = await startShop({ name: 'on a restless server', server_url: address })
  })
  after(async () => {
    await shop?.stop()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A server process that is killed takes all others with it: PostgreSQL ends every connection, recovers from its log, and opens again. */
  const crash = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: address })
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      if (rows[0]) process.kill(rows[0].pid, 'SIGKILL')
    } catch {
      await wait(200)
      return crash() // it is still recovering from the last time
    } finally {
      await client.end().catch(() => {})
    }
  }

  test(`for ${RESTARTS_FOR_S} s, every ${RESTART_EVERY_S} s: nothing acknowledged is lost, and what cannot be done says 503`, async () => {
    const variant_id = await addProduct(shop, await asAdmin(shop), 100_000)
    const faults: string[] = []
    const bought: Purchase[] = []
    const acknowledged = new Set<string>()
    let is_over = false
    const buyers = Array.from({ length: SHOPPERS }, async () => {
      while (!is_over) {
        const wish = purchase(variant_id)
        bought.push(wish)
        acknowledged.add((await sendUntilBought(shop.url, wish, faults)).order_id)
      }
    })
    const buying = Promise.all(buyers)
    buying.catch(() => {}) // told below
    for (let s = 0; s < RESTARTS_FOR_S; s += RESTART_EVERY_S) {
      await wait(RESTART_EVERY_S * 1_000)
      await crash()
    }
    is_over = true
    await buying
    assert.deepEqual(faults, [])
    await auditWithin(shop, SETTLED_WITHIN_S)
    assert.equal(acknowledged.size, bought.length)
    assert.deepEqual(await ordersOf(shop.database_url ?? '', bought), { orders: bought.length, emails: bought.length, unpaid: 0 })
  })
})
