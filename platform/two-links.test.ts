import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { contract, File, Id, op, Strict, t } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { fail, isFailure } from '#platform/errors.ts'
import { openHost } from '#platform/host.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { module, type Needs } from '#platform/module.ts'
import type { openNats } from '#platform/nats.ts'
import { serve } from '#platform/serve.ts'
import { testDatabase } from '#platform/testing.ts'
import { callSigner, clientOf, overHttp } from '#platform/transport.ts'
import { echoModule } from './fixtures/echo/module.ts'

const key = new Uint8Array(32).fill(1)
const log = openLog('silent', 'test')
const shared = { call_key: key, is_production: false, log, say: () => {} }

const things = contract({
  name: 'things',
  title: 'Things',
  ops: {
    read: op('GET /things/{thing_id}', {
      summary: 'read',
      policy: 'anyone',
      input: Strict({ thing_id: Id, limit: t.Optional(t.Integer({ minimum: 1, maximum: 9 })), deep: t.Optional(t.Boolean()) }),
      output: t.Object({ thing_id: Id, limit: t.Integer(), deep: t.Boolean(), who: t.String(), via: t.String(), request_id: t.String() }),
      errors: { NOT_FOUND: 404 },
    }),
    own: op('POST /things', {
      summary: 'own',
      policy: 'service',
      input: Strict({ n: t.Integer({ minimum: 1, maximum: 99 }) }),
      output: t.Object({ n: t.Integer() }),
    }),
    staff: op('POST /things/staff', { summary: 'staff', policy: 'staff', input: Strict({}), output: t.Object({ ok: t.Boolean() }) }),
    print: op('GET /things/print', {
      summary: 'a file',
      policy: 'anyone',
      answer: 'file',
      input: Strict({ name: t.Optional(t.String()), is_public: t.Boolean() }),
      output: File,
    }),
    count: op('POST /things/count', {
      summary: 'count',
      policy: 'anyone',
      input: Strict({ n: t.Number(), word: t.Optional(t.String()), at: t.Optional(t.String()) }),
      output: t.Object({ n: t.Integer() }),
    }),
    fragile: op('GET /fragile', {
      summary: 'fails twice',
      policy: 'anyone',
      input: Strict({}),
      output: t.Object({ tries: t.Integer() }),
      errors: { BUSY: 503 },
    }),
  },
})
let tries = 0
const thingsModule = module<typeof things, Needs>(things, {
  folder: `${import.meta.dirname}/none`,
  ops: {
    read: async (_needs, { thing_id, limit = 5, deep = false }, call) => {
      if (limit === 9) throw fail('NOT_FOUND', 'There is no such thing.', { thing_id })
      const who = call.actor.kind === 'user' ? call.actor.name : call.actor.kind
      return { thing_id, limit, deep, who, via: call.via ?? '', request_id: call.request_id }
    },
    own: async (_needs, { n }) => ({ n }),
    staff: async () => ({ ok: true }),
    print: async (_needs, { name, is_public }) => ({
      ...{ content_type: 'text/csv', bytes: new Uint8Array([1, 2]), is_public },
      ...(name && { name }),
    }),
    count: async ({ db }, { n, word = '', at = '2026-03-01T09:00:00Z' }) => {
      await db.sql`SELECT ${n}::int AS n, ${word}::text AS word, ${json({ word })}::jsonb AS facts, ${at}::timestamptz AS at`
      return { n }
    },
    fragile: async () => {
      tries++
      if (tries < 3) throw fail('BUSY', 'not yet')
      return { tries }
    },
  },
})

const database = await testDatabase([thingsModule, echoModule])
const open = async (
  service: string,
  is_heard_elsewhere: boolean,
  urls: Record<string, string>,
  broker?: Awaited<ReturnType<typeof openNats>>,
) => {
  const own = await testDatabase([thingsModule, echoModule])
  const host = await openHost({
    ...shared,
    local: is_heard_elsewhere ? [thingsModule] : [thingsModule, echoModule],
    elsewhere: is_heard_elsewhere ? [{ module: echoModule, service: 'other' }] : [],
    urls,
    database: own.connection,
    service,
    broker,
    is_running: true,
  })
  const served = await serve({
    ...shared,
    host,
    service,
    port: 0,
    address: '127.0.0.1',
    public_url: 'http://localhost',
    trust_proxy: false,
    readActor: async (token) => (token === 'sam' ? { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } : { kind: 'anonymous' }),
    mounts: [{ prefix: '', contracts: host.linked.local.map(({ module: one, invoke }) => ({ contract: one.contract, invoke })) }],
  })
  after(async () => {
    await served.stop()
    await host.close()
    await own.drop()
  })
  const address = served.app.server.address()
  const url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : ''
  return { host, url }
}
after(database.drop)

const { host, url } = await open('here', false, {})
const remote = { url, sign: (call: Parameters<ReturnType<typeof callSigner>>[0]) => callSigner(key)(call, 'here') }
const near = host.client(things, 'test')
const far = clientOf(things, overHttp(things, remote), 'test')
const user = { kind: 'user', user_id: newId(), role: 'customer', name: 'Ada' } as const

for (const [link, client] of Object.entries({ 'in this process': near, 'over HTTP': far })) {
  test(`${link}: inputs, the person, the caller and the request id arrive`, async () => {
    const thing_id = newId()
    const answer = await client.read({ thing_id, limit: 3, deep: true }, { actor: user, request_id: 'request-0001' })
    assert.deepEqual(answer, { thing_id, limit: 3, deep: true, who: 'Ada', via: 'test', request_id: 'request-0001' })
  })

  test(`${link}: a failure has the same code, words and facts`, async () => {
    const thing_id = newId()
    await assert.rejects(
      client.read({ thing_id, limit: 9 }),
      (error) => isFailure(error, 'NOT_FOUND') && error.status === 404 && error.details.thing_id === thing_id,
    )
    await assert.rejects(client.own({ n: 100 }), (error) => isFailure(error, 'INVALID_INPUT') && error.details.field === 'n')
  })

  test(`${link}: a file arrives with its type, its name if it has one, and who may keep it`, async () => {
    for (const file of [
      { is_public: true },
      { is_public: false, name: 'invoice-INV-2026-0001.pdf' },
      { is_public: false, name: 'entries.csv' },
    ])
      assert.deepEqual(await client.print(file), { content_type: 'text/csv', bytes: new Uint8Array([1, 2]), ...file })
  })

  test(`${link}: who is not staff is refused`, async () => {
    await assert.rejects(client.staff({}, { actor: user }), (error) => isFailure(error, 'NOT_ALLOWED') && error.status === 403)
  })
}

test('over HTTP: a call that is safe to repeat is repeated when the other side is busy', async () => {
  tries = 0
  assert.deepEqual(await far.fragile({}), { tries: 3 })
})

test('numbers are never made from other things: the boundary table of M10', async () => {
  const wrong = [-1, 0, 1.5, '5', true, null, [5], 100, 2 ** 31, 2 ** 53 + 1, '1e309', {}]
  const token = await callSigner(key)({ actor: { kind: 'service', name: 'test' }, via: 'test', request_id: 'request-0002' }, 'here')
  const post = (body: string) =>
    fetch(`${url}/things`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Souk ${token}` }, body })
  for (const n of wrong) assert.equal((await post(JSON.stringify({ n }))).status, 422, JSON.stringify(n))
  assert.equal((await post('{"n":1e309}')).status, 422)
  assert.equal((await post('{"n":5}')).status, 200)
  for (const limit of ['0', '10', '1.5', '0x5', '1e1', '', '5 ', 'true', '05'])
    assert.equal((await fetch(`${url}/things/${newId()}?limit=${encodeURIComponent(limit)}`)).status, 422, limit)
})

test('what is for the shop itself is not there for the outside, and a call signed with another key is refused', async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${url}/things`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"n":5}' })
  assert.equal((await post({})).status, 404)
  assert.equal((await post({ authorization: 'Bearer sam' })).status, 404)
  const forged = await callSigner(new Uint8Array(32).fill(9))(
    { actor: { kind: 'service', name: 'x' }, via: 'x', request_id: 'request-0003' },
    'here',
  )
  assert.equal((await post({ authorization: `Souk ${forged}` })).status, 401)
  const elsewhere = await callSigner(key)(
    { actor: { kind: 'service', name: 'x' }, via: 'x', request_id: 'request-0004' },
    'another service',
  )
  assert.equal((await post({ authorization: `Souk ${elsewhere}` })).status, 401)
})

test('a change that another site’s page asks for is refused', async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${url}/things/staff`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'sid_plain=sam', ...headers },
      body: '{}',
    })
  assert.equal((await post({ 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await post({ 'sec-fetch-site': 'same-site' })).status, 403)
  assert.equal((await post({ origin: 'https://evil.example' })).status, 403)
  assert.equal((await post({ 'sec-fetch-site': 'same-origin' })).status, 200)
})

test('bodies that cannot be read are told as problems with a code', async () => {
  const send = async (body: string, type = 'application/json') => {
    const response = await fetch(`${url}/things/staff`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: 'Bearer sam' },
      body,
    })
    const problem = (await response.json()) as { code: string; request_id: string }
    assert.ok(problem.request_id)
    return [response.status, problem.code]
  }
  assert.deepEqual(await send('{'), [400, 'MALFORMED_REQUEST'])
  assert.deepEqual(await send('[]'), [422, 'INVALID_INPUT'])
  assert.deepEqual(await send('{"__proto__":{"x":1}}'), [400, 'MALFORMED_REQUEST'])
  assert.deepEqual(await send('x=1', 'application/x-www-form-urlencoded'), [415, 'UNSUPPORTED_MEDIA_TYPE'])
  assert.deepEqual(await send(`{"x":"${'a'.repeat(2 ** 21)}"}`), [413, 'BODY_TOO_LARGE'])
})

test('an Idempotency-Key that cannot be kept is refused, because the change it guards would happen twice', async () => {
  const post = async (key: string) => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer sam', 'idempotency-key': key }
    const response = await fetch(`${url}/things/staff`, { method: 'POST', headers, body: '{}' })
    const { code, field } = (await response.json()) as { code?: string; field?: string }
    return [response.status, code, field]
  }
  for (const key of ['', 'k'.repeat(201)]) assert.deepEqual(await post(key), [422, 'INVALID_INPUT', 'Idempotency-Key'])
  for (const key of ['k', 'k'.repeat(200)]) assert.deepEqual(await post(key), [200, undefined, undefined])
})

test('what a contract lets through and PostgreSQL cannot keep is told as wrong input, not as our mistake', async () => {
  const post = async (body: object) => {
    const response = await fetch(`${url}/things/count`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify(body),
    })
    return [response.status, ((await response.json()) as { code?: string }).code]
  }
  assert.deepEqual(await post({ n: 5 }), [200, undefined])
  const wrong = [
    { n: 2 ** 31 },
    { n: 1, word: 'a\u0000b' },
    { n: 1, at: '2027-02-28T23:59:59+23:59' },
    { n: 1, at: '294277-01-01T00:00:00Z' },
  ]
  for (const one of wrong) assert.deepEqual(await post(one), [422, 'INVALID_INPUT'], JSON.stringify(one))
})
