import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDb } from './db.ts'
import { openTraffic } from './give-way.ts'
import { openHttp } from './http.ts'
import { openLog } from './log.ts'
import { testDatabase } from './testing.ts'

const { connection, drop } = await testDatabase([])
const db = openDb({ ...connection, pool_size: 2 })
after(async () => {
  await db.close()
  await drop()
})

/** An error as the database tells it: with the row that failed. */
const failing = async (): Promise<Error> => {
  await db.pool.query(
    'CREATE TABLE IF NOT EXISTS people (email text NOT NULL, password_hash text CONSTRAINT a_hash_is_long CHECK (length(password_hash) > 99))',
  )
  return db.pool.query("INSERT INTO people VALUES ('canary@customer.example', 'canary-hash')").then(
    () => assert.fail('this row is refused'),
    (error: Error & { detail?: string; where?: string }) => {
      assert.match(error.detail ?? '', /Failing row contains \(canary@customer\.example/)
      error.where = 'PL/pgSQL function with canary'
      return error
    },
  )
}

const lines: string[] = []
const log = openLog('info', 'test', { write: (line) => void lines.push(line) })
const logged = (): string => lines.splice(0).join('')

test('an error of the database is logged without the row it is about, wherever it stands', async () => {
  const error = await failing()
  const kinds: unknown[] = [
    { err: error },
    { err: new Error('outside', { cause: error }) },
    { err: Object.assign(new Error('around'), { inner: error }) },
    { err: new AggregateError([error, error], 'many') },
    { error },
    { err: { message: 'like an error', detail: 'canary' } },
    error,
  ]
  for (const kind of kinds) {
    log.error(kind, 'it failed')
    log.child({ request_id: 'x' }).error(kind, 'it failed')
    const text = logged()
    assert.doesNotMatch(text, /canary/, text)
    if (kind === kinds[0]) assert.match(text, /a_hash_is_long/) // what is wrong is still told
  }
})

test('so it is for what a request meets', async () => {
  const app = openHttp({
    service: 'here',
    log,
    is_production: true,
    public_url: () => 'http://localhost',
    authenticate: async () => ({ kind: 'anonymous' }),
    call_key: new Uint8Array(32),
    traffic: openTraffic(),
    trust_proxy: false,
  })
  after(() => app.close())
  app.get('/', async () => {
    throw await failing()
  })
  assert.equal((await app.inject('/')).statusCode, 500)
  const text = logged()
  assert.match(text, /unexpected error/)
  assert.match(text, /a_hash_is_long/)
  assert.doesNotMatch(text, /canary/)
})
