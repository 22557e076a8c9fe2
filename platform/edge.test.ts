/** What the edge refuses before anything of a module runs, and how it says so. */
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { Bytes, contract, op, Stream, type StreamEvent, Strict, t } from '#platform/contract.ts'
import { failCommon } from '#platform/errors.ts'
import { openHost } from '#platform/host.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { module, type Needs } from '#platform/module.ts'
import { serve } from '#platform/serve.ts'
import { testDatabase } from '#platform/testing.ts'

const beside = { content_type: t.String(), headers: t.Record(t.String(), t.String()) }
const edge = contract({
  name: 'edge',
  title: 'Edge',
  ops: {
    say: op('POST /say', {
      summary: 'say',
      policy: 'anyone',
      input: Strict({ text: t.String(), more: t.Optional(t.Unknown()) }),
      output: t.Object({ ok: t.Boolean() }),
    }),
    read: op('GET /things/{thing_id}', {
      summary: 'read',
      policy: 'anyone',
      input: Strict({ thing_id: t.String({ maxLength: 500 }) }),
      output: t.Object({ ok: t.Boolean() }),
    }),
    live: op('GET /live', { summary: 'live', policy: 'anyone', answer: 'stream', input: Strict({}), output: Stream }),
    keep: op('POST /keep', {
      summary: 'keep',
      policy: 'staff',
      body: 'bytes',
      input: Strict({ bytes: Bytes, ...beside }),
      output: t.Object({ ok: t.Boolean() }),
    }),
    hear: op('POST /hear', {
      summary: 'hear',
      policy: 'anyone',
      body: 'bytes',
      input: Strict({ bytes: t.Unsafe<Uint8Array>({ ...Bytes, maxLength: 1_000 }), ...beside }),
      output: t.Object({ ok: t.Boolean() }),
    }),
  },
})
const ok = async () => ({ ok: true })
async function* nothing(): AsyncGenerator<StreamEvent> {}
const edgeModule = module<typeof edge, Needs>(edge, {
  folder: `${import.meta.dirname}/none`,
  ops: { say: ok, read: ok, live: async () => nothing(), keep: ok, hear: ok },
})

const database = await testDatabase([edgeModule])
const shared = { call_key: new Uint8Array(32).fill(1), is_production: true, log: openLog('silent', 'test'), service: 'here' }
const host = await openHost({
  ...shared,
  local: [edgeModule],
  elsewhere: [],
  urls: {},
  database: database.connection,
  is_running: false,
  say: () => {},
})
const served = await serve({
  ...shared,
  host,
  port: 0,
  address: '127.0.0.1',
  public_url: 'http://localhost',
  trust_proxy: false,
  readActor: async (token) => {
    if (token.length > 1_000) throw failCommon('INVALID_INPUT', 'session_token is too long')
    return token === 'sam' ? { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } : { kind: 'anonymous' }
  },
  mounts: [{ prefix: '', contracts: host.linked.local.map(({ module: one, invoke }) => ({ contract: one.contract, invoke })) }],
  faces: async (app) => void app.get('/astray', (_request, reply) => reply.redirect('/日本')),
})
after(async () => {
  await served.stop()
  await host.close()
  await database.drop()
})
const address = served.app.server.address()
const port = typeof address === 'object' ? (address?.port ?? 0) : 0
const url = `http://127.0.0.1:${port}`

const post = async (path: string, body: string, headers: Record<string, string> = {}): Promise<[number, string | undefined]> => {
  const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  const problem = (await response.json()) as { code?: string }
  return [response.status, problem.code]
}

test('a body of boxes within boxes is a request that cannot be read, not a fault of ours', async () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  const boxes = (levels: number) => '{"a":'.repeat(levels) + '1'.concat('}'.repeat(levels))
  for (const levels of [60, 5_000, 200_000]) {
    assert.deepEqual(await post('/say', `{"text":${deep(levels)}}`), [400, 'MALFORMED_REQUEST'])
    assert.deepEqual(await post('/say', `{"text":"x","more":${deep(levels)}}`), [400, 'MALFORMED_REQUEST'])
  }
  assert.deepEqual(await post('/say', `{"text":"x","more":${boxes(5_000)}}`), [400, 'MALFORMED_REQUEST'])
  assert.deepEqual(await post('/say', `{"text":"x","more":${deep(40)}}`), [200, undefined])
})

test('what cannot be written into a header is a fault of ours, told without a word of it', async () => {
  const response = await fetch(`${url}/astray`, { redirect: 'manual' })
  assert.equal(response.status, 500)
  assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8')
  const problem = (await response.json()) as { code: string; detail: string }
  assert.deepEqual([problem.code, problem.detail], ['INTERNAL', 'Something went wrong on our side. It has been noted.'])
})

/** Announces a body and sends no byte of it. */
const announce = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resume, refuse) => {
    const asked = request(url + path, { method: 'POST', headers: { 'content-length': String(60 * 1024 * 1024), ...headers } })
    asked.on('error', refuse)
    asked.on('response', (response) => {
      resume(response.statusCode)
      asked.destroy()
    })
    asked.flushHeaders()
  })

test('who may not do it is told before the body is read', { timeout: 5_000 }, async () => {
  assert.equal(await announce('/keep', { 'content-type': 'image/png' }), 401)
})

test('an operation takes no more bytes than its contract says', { timeout: 5_000 }, async () => {
  const send = (size: number) => fetch(`${url}/hear`, { method: 'POST', body: new Uint8Array(size) })
  assert.equal((await send(1_000)).status, 200)
  assert.equal((await send(1_001)).status, 413)
  assert.equal(await announce('/hear', {}), 413)
})

/** Sends these bytes and reads whatever comes until the line is closed. */
const sendRaw = (bytes: string): Promise<string> =>
  new Promise((resume, refuse) => {
    let answer = ''
    const line = connect(port, '127.0.0.1', () => line.write(bytes))
    line.on('data', (chunk) => {
      answer += chunk
    })
    line.on('close', () => resume(answer))
    line.on('error', refuse)
  })

const isProblem = (answer: string, status: number) => {
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  assert.match(head, new RegExp(`^HTTP/1.1 ${status} `))
  assert.match(head, /content-type: application\/problem\+json/i)
  for (const header of ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'x-request-id', 'cache-control'])
    assert.match(head, new RegExp(`^${header}: `, 'im'))
  const problem = JSON.parse(body)
  assert.deepEqual([problem.status, problem.code], [status, 'MALFORMED_REQUEST'])
  assert.equal(problem.request_id, /x-request-id: (.*)/i.exec(head)?.[1]?.trim())
}

test('what no route ever sees is refused in the same words and with the same headers as everything else', { timeout: 10_000 }, async () => {
  const get = (path: string, headers = '') => sendRaw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`)
  isProblem(await get('/things/%ff'), 400)
  isProblem(await get('/%'), 400)
  isProblem(await get(`/things/${'x'.repeat(400)}`), 400)
  isProblem(await get('/things/1', `X-Long: ${'x'.repeat(20_000)}\r\n`), 431)
  isProblem(await sendRaw('NONSENSE\r\n\r\n'), 400)
})

test('what is too long to be a token is nobody’s', async () => {
  const keep = (headers: Record<string, string>) => post('/keep', 'x', headers)
  assert.deepEqual(await keep({ authorization: 'Bearer sam' }), [200, undefined])
  for (const token of ['x'.repeat(1_001), 'x'.repeat(1_500)]) {
    assert.deepEqual(await keep({ authorization: `Bearer ${token}` }), [401, 'SIGN_IN_REQUIRED'])
    assert.deepEqual(await keep({ cookie: `sid_plain=${token}` }), [401, 'SIGN_IN_REQUIRED'])
    assert.equal((await fetch(`${url}/things/1`, { headers: { cookie: `sid_plain=${token}` } })).status, 200)
  }
})

test('only GET opens a live connection', { timeout: 5_000 }, async () => {
  assert.equal((await fetch(`${url}/live`, { method: 'HEAD' })).status, 404)
  assert.equal((await fetch(`${url}/things/1`, { method: 'HEAD' })).status, 200)
  assert.match(await (await fetch(`${url}/live`)).text(), /^: open/)
})

test('the largest file has time to arrive over a slow line, and headers have little', () => {
  const [largest, bytes_per_second] = [64 * 1024 * 1024, 2_000_000 / 8]
  const { requestTimeout, headersTimeout } = served.app.server
  assert.ok(requestTimeout / 1_000 >= largest / bytes_per_second, `${requestTimeout} ms`)
  assert.ok(headersTimeout <= 5_000, `${headersTimeout} ms`)
})
