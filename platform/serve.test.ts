/** What a process keeps for its callers, and what it tells those that follow it. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Actor } from '#platform/contract.ts'
import { contract, op, Strict, t } from '#platform/contract.ts'
import { openHost } from '#platform/host.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { module, type Needs } from '#platform/module.ts'
import { remembered } from '#platform/remember.ts'
import { serve } from '#platform/serve.ts'
import { testDatabase } from '#platform/testing.ts'
import { callSigner } from '#platform/transport.ts'

const doors = contract({
  name: 'doors',
  title: 'Doors',
  ops: {
    open: op('POST /doors', { summary: 'open', policy: 'staff', input: Strict({}), output: t.Object({ ok: t.Boolean() }) }),
    count: op('GET /doors', {
      summary: 'count',
      policy: 'anyone',
      cache: ['doors'],
      input: Strict({}),
      output: t.Object({ n: t.Integer() }),
    }),
  },
})
let counted = 0
const doorsModule = module<typeof doors, Needs>(doors, {
  folder: `${import.meta.dirname}/none`,
  ops: { open: async () => ({ ok: true }), count: async () => ({ n: ++counted }) },
})
const people = new Map<string, Actor>()

const database = await testDatabase([doorsModule])
const call_key = new Uint8Array(32).fill(1)
const shared = { call_key, is_production: true, log: openLog('silent', 'test'), service: 'front' }
const host = await openHost({
  ...shared,
  local: [doorsModule],
  elsewhere: [],
  urls: {},
  database: database.connection,
  is_running: false,
  say: () => {},
})
after(async () => {
  await host.close()
  await database.drop()
})
/** When its listener stands the database says that all may have changed: until then, what is kept could be forgotten at any moment. */
let is_listening = false
host.db.onChange((tag) => {
  is_listening ||= tag === 'listening'
})
while (!is_listening) {
  await host.db.pool.query("SELECT pg_notify('souk_changed', 'listening')")
  await pause(10)
}

let listeners = 0
const onChange: typeof host.db.onChange = (listener) => {
  listeners++
  host.db.onChange(listener)
}
const open = async () => {
  const served = await serve({
    ...shared,
    host: { ...host, db: { ...host.db, onChange } },
    port: 0,
    address: '127.0.0.1',
    public_url: 'http://localhost',
    trust_proxy: false,
    readActor: async (token) => people.get(token) ?? { kind: 'anonymous' },
    mounts: [{ prefix: '', contracts: host.linked.local.map(({ module: one, invoke }) => ({ contract: one.contract, invoke })) }],
  })
  after(served.stop)
  const address = served.app.server.address()
  return { served, url: typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '' }
}

/** The lines of `/changes` from the first on. */
const follow = async (url: string) => {
  const token = await callSigner(call_key)({ actor: { kind: 'service', name: 'test' }, via: 'test', request_id: 'request-0001' }, 'front')
  const { body } = await fetch(`${url}/changes`, { headers: { authorization: `Souk ${token}` } })
  const texts = body?.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''
  return {
    next: async (): Promise<string | undefined> => {
      while (!pending.includes('\n')) {
        const { value, done } = (await texts?.read()) ?? { done: true }
        if (done) return undefined
        pending += value
      }
      const [line, ...rest] = pending.split('\n')
      pending = rest.join('\n')
      return line
    },
    leave: async () => texts?.cancel(),
  }
}

const here = await open()

test('what another service says has changed is forgotten at once: who is who, pages, and what is remembered of neighbours', async () => {
  people.set('sam', { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' })
  const knock = async () => {
    const headers = { authorization: 'Bearer sam', 'content-type': 'application/json' }
    return (await fetch(`${here.url}/doors`, { method: 'POST', headers, body: '{}' })).status
  }
  const count = async () => ((await (await fetch(`${here.url}/doors`)).json()) as { n: number }).n
  let asked = 0
  const remember = () => remembered(host.db, 'settings', async () => ++asked)
  assert.deepEqual([await knock(), await count(), await remember()], [200, 1, 1])
  people.clear()
  host.db.heard('sessions')
  host.db.heard('doors')
  host.db.heard('settings')
  assert.deepEqual([await knock(), await count(), await remember()], [401, 2, 2])
})

test('whoever follows a process hears each change once, and leaves nothing behind when it goes', async () => {
  const before = listeners
  const gone = await follow(here.url)
  assert.equal(await gone.next(), '*')
  await gone.leave()
  const [one, other] = [await follow(here.url), await follow(here.url)]
  host.db.heard('prices')
  for (const { next } of [one, other]) assert.deepEqual([await next(), await next()], ['*', 'prices'])
  assert.equal(listeners, before)
})

test('a process that serves two shops and closes one goes on telling those who follow the other', async () => {
  const there = await open()
  const [near, far] = [await follow(here.url), await follow(there.url)]
  await there.served.stop()
  assert.deepEqual([await far.next(), await far.next()], ['*', undefined])
  host.db.heard('prices')
  assert.deepEqual([await near.next(), await near.next()], ['*', 'prices'])
})
