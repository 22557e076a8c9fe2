/** Deny by default: every operation and every route says who may use it, and the HTTP edge holds them to it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { type Actor, type Contract, type Op, op, type Policy, Strict } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { openTraffic } from '#platform/give-way.ts'
import { openHttp } from '#platform/http.ts'
import { newId } from '#platform/ids.ts'
import { module } from '#platform/module.ts'
import { openPageCache } from '#platform/page-cache.ts'
import { mount } from '#platform/routes.ts'
import { callSigner, checkPolicy, inProcess } from '#platform/transport.ts'
import { allContracts } from '#tools/docs/all-modules.ts'
import { OTHER_ROUTES, WHO_MAY } from './policies.ts'
import { EVERYONE, openWholeShop, type Who } from './whole-shop.ts'

const { served, routes, headers } = await openWholeShop() // before the first test: what is opened later is closed when the first ones have ended
const contracts = allContracts()
const operations = contracts.flatMap((contract) =>
  Object.entries(contract.ops).map(([name, op]) => ({ id: `${contract.name}.${name}`, op })),
)

/** What each policy answers to each caller: allowed, or the code and status of the refusal. */
const ANSWERS: Record<Policy, Record<Who, string>> = {
  anyone: { anonymous: 'allowed', customer: 'allowed', staff: 'allowed', admin: 'allowed', service: 'allowed' },
  development: { anonymous: 'allowed', customer: 'allowed', staff: 'allowed', admin: 'allowed', service: 'allowed' },
  customer: { anonymous: '401 SIGN_IN_REQUIRED', customer: 'allowed', staff: 'allowed', admin: 'allowed', service: 'allowed' },
  staff: { anonymous: '401 SIGN_IN_REQUIRED', customer: '403 NOT_ALLOWED', staff: 'allowed', admin: 'allowed', service: 'allowed' },
  admin: { anonymous: '401 SIGN_IN_REQUIRED', customer: '403 NOT_ALLOWED', staff: '403 NOT_ALLOWED', admin: 'allowed', service: 'allowed' },
  service: {
    anonymous: '404 NO_SUCH_ROUTE',
    customer: '404 NO_SUCH_ROUTE',
    staff: '404 NO_SUCH_ROUTE',
    admin: '404 NO_SUCH_ROUTE',
    service: 'allowed',
  },
}

const ask = async (app: FastifyInstance, prefix: string, op: Op, headers: Record<string, string>): Promise<string> => {
  const has_body = op.method !== 'GET' && op.method !== 'DELETE'
  const response = await app.inject({
    method: op.method,
    url: prefix + op.path.replace(/\{\w+\}/g, newId()),
    headers: { ...headers, ...(has_body ? { 'content-type': op.body === 'json' ? 'application/json' : 'application/octet-stream' } : {}) },
    ...(has_body ? { payload: op.body === 'json' ? '{}' : 'bytes' } : {}),
  })
  const { code } = response.json()
  return code === 'UNDECLARED_ERROR' || code === 'INVALID_INPUT' ? 'allowed' : `${response.statusCode} ${code}`
}

test('the table of who may call what and the contracts say the same', () => {
  assert.deepEqual(
    operations.map(({ id, op }) => `${id}: ${op.policy}`).sort(),
    Object.entries(WHO_MAY)
      .flatMap(([policy, ids]) => ids.map((id) => `${id}: ${policy}`))
      .sort(),
  )
})

/** Use cases that only say that they were reached: what is tried here is who gets that far. */
const reachable = (contract: Contract) => {
  const reached = async () => {
    throw fail('REACHED', 'The caller was let in.')
  }
  const ops = Object.fromEntries(Object.keys(contract.ops).map((name) => [name, reached]))
  const stub = module(contract, { folder: import.meta.dirname, ops })
  return { contract, invoke: inProcess({ module: stub, needs: {}, is_production: false, afterChange: () => {} }) }
}

test('every operation lets in whom its policy names and refuses everybody else', async () => {
  const call_key = new Uint8Array(32)
  const actorOf = (token: string): Actor =>
    token === 'customer' || token === 'staff' || token === 'admin'
      ? { kind: 'user', user_id: newId(), role: token, name: token }
      : { kind: 'anonymous' }
  const app = openHttp({
    traffic: openTraffic(),
    service: 'shop',
    log: pino({ level: 'silent' }),
    is_production: false,
    public_url: () => 'http://localhost:3000',
    authenticate: async (token) => actorOf(token),
    call_key,
    trust_proxy: false,
  })
  await mount(app, '', contracts.map(reachable), openPageCache())
  const service = await callSigner(call_key)({ actor: { kind: 'service', name: 'test' }, via: 'test', request_id: newId() }, 'shop')
  const headersOf = (who: Who): Record<string, string> =>
    who === 'anonymous' ? {} : { authorization: who === 'service' ? `Souk ${service}` : `Bearer ${who}` }
  const wrong: string[] = []
  for (const { id, op } of operations)
    for (const who of EVERYONE) {
      const answer = await ask(app, '', op, headersOf(who))
      if (answer !== ANSWERS[op.policy][who]) wrong.push(`${id} answers ${who} with ${answer}`)
    }
  await app.close()
  assert.deepEqual(wrong, [])
})

test('the open shop refuses the same people, and has no route for the shop itself', async () => {
  const wrong: string[] = []
  for (const { id, op } of operations)
    for (const who of EVERYONE) {
      const expected = op.policy === 'service' ? '404 NO_SUCH_ROUTE' : ANSWERS[op.policy][who]
      if (expected === 'allowed') continue // what is allowed would happen; the test above has seen it
      const answer = await ask(served.app, '/api', op, headers[who])
      if (answer !== expected) wrong.push(`${id} answers ${who} with ${answer}`)
    }
  assert.deepEqual(wrong, [])
})

test('routes for services and pages for people who are signed in are not open to others', async () => {
  const ask = async (method: 'GET' | 'POST', url: string) => (await served.app.inject({ method, url })).statusCode
  assert.deepEqual([await ask('GET', '/changes'), await ask('POST', '/events')], [404, 404])
  for (const url of ['/account', '/account/orders', '/de/account'])
    assert.match(String((await served.app.inject(url)).headers.location), /\/login\?/, url)
})

test('a token that was not signed here opens nothing', async () => {
  const call = { actor: { kind: 'service', name: 'test' } as const, via: 'test', request_id: newId() }
  const forged = await callSigner(new Uint8Array(32))(call, 'shop')
  for (const authorization of [`Souk ${forged}`, 'Bearer forged']) {
    const { statusCode } = await served.app.inject({ url: '/api/me', headers: { authorization } })
    assert.equal(statusCode, 401)
  }
})

test('every route is an operation of a contract or stands in the table of other routes', () => {
  const ours = operations
    .filter(({ op }) => op.policy !== 'service')
    .map(({ op }) => `${op.method} /api${op.path.replace(/\{(\w+)\}/g, ':$1')}`)
  const known = [...ours, ...OTHER_ROUTES.flatMap((group) => group.routes)]
  assert.ok(routes.length > ours.length, 'the routes of the shop could not be read')
  const found = routes.filter((route) => !route.startsWith('HEAD ')).map((route) => route.replace(/^(\w+) \/(en|de)(\/|$)/, '$1 /'))
  assert.deepEqual([...new Set(found)].sort(), known.sort())
})

test('an operation without a policy does not compile, and where types were forced it does not run', () => {
  // @ts-expect-error without a policy this does not compile
  const without = op('GET /secrets', { summary: 'Everything', input: Strict({}), output: Strict({}) })
  for (const role of ['customer', 'staff', 'admin'] as const) {
    const call = { actor: { kind: 'user', user_id: newId(), role, name: role } as const, request_id: newId() }
    assert.throws(() => checkPolicy(without, call, false), { code: 'NOT_ALLOWED' })
  }
})
