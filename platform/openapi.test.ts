import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { Bytes, contract, op, Plain, Strict, t } from './contract.ts'
import { failCommon } from './errors.ts'
import { openTraffic } from './give-way.ts'
import { openHttp } from './http.ts'
import { module } from './module.ts'
import { openApi } from './openapi.ts'
import { openPageCache } from './page-cache.ts'
import { mount } from './routes.ts'
import { inProcess } from './transport.ts'

const output = t.Object({ is_done: t.Boolean() })
const things = contract({
  name: 'things',
  title: 'Things',
  ops: {
    read: op('GET /things', { summary: 'Read', policy: 'anyone', input: Strict({}), output }),
    add: op('POST /things', { summary: 'Add', policy: 'customer', input: Strict({}), output, errors: { SOLD_OUT: 409, TOO_OFTEN: 403 } }),
    draw: op('PUT /things', {
      ...{ summary: 'Draw', policy: 'staff', body: 'bytes', output },
      input: Strict({ bytes: Bytes, content_type: Plain(100), headers: t.Record(t.String(), t.String()) }),
    }),
    fill: op('POST /fill', { summary: 'Fill', policy: 'development', input: Strict({}), output }),
  },
})

type Described = { responses: Record<string, { description: string }> }
const { paths } = openApi([things], { prefix: '', version: '1' }) as { paths: Record<string, Record<string, Described>> }
const described = ({ method, path }: { method: string; path: string }) => paths[path]?.[method.toLowerCase()]?.responses ?? {}

const ALWAYS = {
  '400': 'MALFORMED_REQUEST',
  '401': 'SIGN_IN_REQUIRED',
  '422': 'INVALID_INPUT',
  '500': 'CALL_INSIDE_TRANSACTION, UNDECLARED_ERROR, INTERNAL',
  '503': 'UNAVAILABLE, TIMED_OUT',
}

test('an operation is described with every status that it answers with, and no other', () => {
  const codes = (name: keyof typeof things.ops) =>
    Object.fromEntries(Object.entries(described(things.ops[name])).map(([status, { description }]) => [status, description]))
  assert.deepEqual(codes('read'), { '200': 'Done', ...ALWAYS })
  const changed = { '200': 'Done', ...ALWAYS, '413': 'BODY_TOO_LARGE' }
  const sent = { ...changed, '415': 'UNSUPPORTED_MEDIA_TYPE' }
  assert.deepEqual(codes('add'), { ...sent, '403': 'TOO_OFTEN, CROSS_SITE_REQUEST', '409': 'SOLD_OUT' })
  assert.deepEqual(codes('draw'), { ...changed, '403': 'NOT_ALLOWED, CROSS_SITE_REQUEST' })
  assert.deepEqual(codes('fill'), { ...sent, '403': 'CROSS_SITE_REQUEST', '404': 'NO_SUCH_ROUTE' })
})

test('what the edge refuses, whoever asks, is described', async () => {
  const app = openHttp({
    ...{ traffic: openTraffic(), service: 'shop', log: pino({ level: 'silent' }), is_production: true, trust_proxy: false },
    public_url: () => 'http://localhost:3000',
    authenticate: async (token) => {
      if (token === 'forged') throw failCommon('SIGN_IN_REQUIRED', 'Log in again.')
      return { kind: 'user', user_id: token, role: 'customer', name: token }
    },
    call_key: new Uint8Array(32),
  })
  const done = async () => ({ is_done: true })
  const stub = module(things, { folder: import.meta.dirname, ops: { read: done, add: done, draw: done, fill: done } })
  const invoke = inProcess({ module: stub, needs: {}, is_production: true, afterChange: () => {} })
  await mount(app, '', [{ contract: things, invoke }], openPageCache())
  const json = { 'content-type': 'application/json' }
  const wishes: { headers: Record<string, string>; payload: string }[] = [
    { headers: { ...json, authorization: 'Bearer forged' }, payload: '{}' },
    { headers: { ...json, authorization: 'Bearer ada' }, payload: '{}' },
    { headers: { ...json, authorization: 'Bearer ada', 'idempotency-key': 'k'.repeat(201) }, payload: '{}' },
    { headers: { ...json, authorization: 'Bearer ada', 'sec-fetch-site': 'cross-site' }, payload: '{}' },
    { headers: { ...json, authorization: 'Bearer ada' }, payload: '{' },
    { headers: { 'content-type': 'text/csv', authorization: 'Bearer ada' }, payload: 'a' },
    { headers: { ...json, authorization: 'Bearer ada' }, payload: JSON.stringify({ x: 'x'.repeat(2 ** 21) }) },
  ]
  const undescribed: string[] = []
  for (const one of Object.values(things.ops))
    for (const { headers, payload } of wishes) {
      const has_body = one.method !== 'GET'
      const answer = await app.inject({ method: one.method, url: one.path, headers, ...(has_body ? { payload } : {}) })
      const { code } = answer.json()
      const known = described(one)[String(answer.statusCode)]?.description ?? ''
      if (code && !known.split(', ').includes(code)) undescribed.push(`${one.method} ${one.path}: ${answer.statusCode} ${code}`)
    }
  await app.close()
  assert.deepEqual(undescribed, [])
})
