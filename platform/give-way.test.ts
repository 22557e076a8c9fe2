import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { contract, op, Strict, t } from './contract.ts'
import { LONGEST_MS, openTraffic, type Traffic } from './give-way.ts'
import { openHttp } from './http.ts'
import { openLog } from './log.ts'
import { openPageCache } from './page-cache.ts'
import { endStreams, mount } from './routes.ts'
import { callSigner, type Invoke } from './transport.ts'

const crowd = (size: number) => {
  const traffic = openTraffic()
  return { traffic, leave: Array.from({ length: size }, () => traffic.enter()) }
}
/** Whether what is due since then may run now, or waits. */
const isLet = async (traffic: ReturnType<typeof openTraffic>, since = performance.now()) =>
  Promise.race([traffic.lull(since).then(() => true), setTimeout(5, false)])

test('one shopper and a few more are in nobody’s way', async () => {
  assert.equal(await isLet(crowd(0).traffic), true)
  assert.equal(await isLet(crowd(3).traffic), true)
})

test('while a crowd waits, what runs by itself waits too, until the crowd is gone', async () => {
  const { traffic, leave } = crowd(4)
  assert.equal(await isLet(traffic), false)
  const let_through = traffic.lull(performance.now())
  for (const one of leave) one()
  await let_through
  assert.equal(traffic.isBusy(), false)
})

test('between two requests of a crowd nothing slips in, and who leaves twice left once', async () => {
  const { traffic, leave } = crowd(4)
  leave[0]?.()
  leave[0]?.()
  assert.equal(traffic.isBusy(), true)
  traffic.enter()
  await setTimeout(60)
  assert.equal(traffic.isBusy(), true)
})

test('nothing is put off longer than it may, however long the crowd stays', async () => {
  const { traffic } = crowd(100)
  assert.equal(await isLet(traffic, performance.now() - LONGEST_MS + 3_000), false)
  assert.equal(await isLet(traffic, performance.now() - LONGEST_MS - 1), true)
})

const slow = contract({
  name: 'slow',
  title: 'Slow',
  ops: {
    wait: op('GET /wait', { summary: 'Waits', policy: 'anyone', input: Strict({}), output: t.Object({}) }),
    follow: op('GET /follow', { summary: 'Never ends', policy: 'anyone', input: Strict({}), output: t.Object({}), answer: 'stream' }),
  },
})

test('who waits for an answer counts until it is there; a live page and what another process does by itself do not', async () => {
  let waiting = 0
  const traffic: Traffic = {
    ...openTraffic(),
    enter: () => {
      waiting++
      return () => void waiting--
    },
  }
  const call_key = new Uint8Array(32)
  const settings = { service: 'shop', is_production: true, public_url: () => 'http://localhost', trust_proxy: false as const, call_key }
  const app = openHttp({ ...settings, traffic, log: openLog('silent', 'test'), authenticate: async () => ({ kind: 'anonymous' }) })
  const answers = Promise.withResolvers<object>()
  const stream = async function* (signal: AbortSignal | undefined) {
    yield { id: '1', event: 'connected', data: {} }
    await new Promise((resolve) => signal?.addEventListener('abort', resolve))
  }
  let asked = 0
  const invoke: Invoke = async (name, _input, call) => {
    asked++
    return name === 'follow' ? stream(call?.signal) : answers.promise
  }
  await mount(app, '', [{ contract: slow, invoke }], openPageCache())
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const own = { actor: { kind: 'service', name: 'orders' } as const, via: 'orders', request_id: 'a-request' }
  const gone = new AbortController()
  try {
    const signed = { authorization: `Souk ${await callSigner(call_key)(own, 'shop')}` }
    await (await fetch(`${url}/follow`, { signal: gone.signal })).body?.getReader().read()
    assert.equal(waiting, 0)
    const answered = [fetch(`${url}/wait`), fetch(`${url}/wait`, { headers: signed })]
    while (asked < 3) await setTimeout(5)
    assert.equal(waiting, 1)
    answers.resolve({})
    for (const answer of await Promise.all(answered)) assert.equal(answer.status, 200)
    while (waiting > 0) await setTimeout(5)
  } finally {
    answers.resolve({})
    gone.abort()
    endStreams(app)
    await app.close()
  }
})
