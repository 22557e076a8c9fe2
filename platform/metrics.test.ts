import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Db, openDb } from './db.ts'
import { openTraffic } from './give-way.ts'
import { openHttp } from './http.ts'
import { openLog } from './log.ts'
import { countRequests } from './metrics.ts'
import { openPageCache } from './page-cache.ts'
import { testDatabase } from './testing.ts'

const { connection, drop } = await testDatabase([])
const db = openDb({ ...connection, pool_size: 2 })
after(async () => {
  await db.close()
  await drop()
})

const TOKEN = 'a-token-for-whoever-watches'
const open = (token: string | undefined, used: Db = db) => {
  const app = openHttp({
    service: 'here',
    log: openLog('silent', 'test'),
    is_production: true,
    public_url: () => 'https://shop.example',
    authenticate: async () => ({ kind: 'anonymous' }),
    call_key: new Uint8Array(32),
    traffic: openTraffic(),
    trust_proxy: false,
  })
  countRequests(app, { service: 'here', cache: openPageCache(), db: used, token })
  after(() => app.close())
  return async (remoteAddress: string, headers: Record<string, string> = {}) =>
    (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode
}

test('the numbers are for this machine and its own network', async () => {
  const ask = open(undefined)
  for (const near of [
    '127.0.0.1',
    '127.8.0.1',
    '10.1.2.3',
    '172.16.0.9',
    '172.31.255.1',
    '192.168.1.1',
    '::1',
    'fd00::1',
    '::ffff:10.1.2.3',
  ])
    assert.equal(await ask(near), 200, near)
  for (const far of ['8.8.8.8', '172.32.0.1', '192.169.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8', '11.0.0.1'])
    assert.equal(await ask(far), 403, far)
})

test('what a proxy hands on comes from outside, however near the proxy is', async () => {
  const ask = open(undefined)
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    assert.equal(await ask('127.0.0.1', { [header]: '127.0.0.1' }), 403, header)
})

test('from anywhere else they are told for the token alone, and there is none unless it is set', async () => {
  const ask = open(TOKEN)
  assert.equal(await ask('8.8.8.8', { authorization: `Bearer ${TOKEN}` }), 200)
  for (const wrong of ['Bearer x', `Basic ${TOKEN}`, 'Bearer ', `Bearer ${TOKEN}x`])
    assert.equal(await ask('8.8.8.8', { authorization: wrong }), 403, wrong)
  assert.equal(await open(undefined)('8.8.8.8', { authorization: 'Bearer undefined' }), 403)
  assert.equal(await open('')('8.8.8.8', { authorization: 'Bearer ' }), 403)
})

test('however often they are asked for, the database is asked once a minute at most', async () => {
  let asked = 0
  const sql = (...args: Parameters<Db['sql']>) => {
    asked++
    return db.sql(...args)
  }
  const counted: Db = { ...db, sql: sql as Db['sql'] }
  const ask = open(undefined, counted)
  await Promise.all(Array.from({ length: 20 }, () => ask('127.0.0.1')))
  await ask('127.0.0.1')
  assert.equal(asked, 1)
})
