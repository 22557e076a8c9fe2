import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinAudits, openAudit } from './audit.ts'
import { audit } from './audit-contract.ts'
import { contract } from './contract.ts'
import { isFailure } from './errors.ts'
import { echo, echoModule, state } from './fixtures/echo/module.ts'
import { newId } from './ids.ts'
import { openJobs } from './jobs.ts'
import { module } from './module.ts'
import { testShop } from './testing.ts'
import { openTrail } from './trail.ts'

const books = contract({ name: 'books', title: 'Books', ops: {} })
const broken = new Set(['a', 'b'])
const booksModule = module<typeof books, unknown>(books, {
  folder: `${import.meta.dirname}/fixtures`,
  ops: {},
  checks: {
    B1: {
      title: 'no book is broken',
      find: async () => [...broken].map((id) => ({ id, text: `Book ${id} is broken.` })),
      repair: { title: 'mend the book', run: async (_needs, id) => void broken.delete(id) },
    },
    B2: {
      title: 'the shelf stands',
      find: async () => {
        throw new Error('the shelf is away')
      },
    },
  },
  trail: async () => [
    { at: '2026-03-01T10:00:00.000Z', kind: 'edit', title: 'read', text: '', request_id: null, facts: {}, action: null },
    { at: '2026-03-01T09:00:00.000Z', kind: 'edit', title: 'bought', text: '', request_id: null, facts: {}, action: null },
  ],
})
const shop = await testShop({}, [booksModule])
const rooms = await testShop({ echo }, [echoModule], { start: '2026-03-01T08:00:00Z' })
const local = [{ module: booksModule, needs: {} }]
const auditor = openAudit({ db: shop.db, local, clock: shop.clock })

test('what breaks a rule is named, and a rule that cannot be checked is not taken as kept', async () => {
  const { checks } = await auditor.runAudit({})
  assert.deepEqual(
    checks.map(({ rule, findings, problem }) => [rule, findings.map(({ id }) => id), problem]),
    [
      ['B1', ['a', 'b'], null],
      ['B2', [], 'the shelf is away'],
      ['E1', [], null],
      ['E1 unsaid', [], null],
      ['J1', [], null],
    ],
  )
  assert.deepEqual((await auditor.readAudit({})).checks, checks)
})

test('a repair mends one finding and checks again; a rule without one cannot be repaired', async () => {
  const { checks } = await auditor.repairFinding({ module: 'books', rule: 'B1', id: 'a' })
  assert.deepEqual(checks[0]?.findings, [{ id: 'b', text: 'Book b is broken.' }])
  assert.deepEqual((await auditor.readAudit({})).checks[0]?.findings.length, 1)
  await assert.rejects(auditor.repairFinding({ module: 'books', rule: 'B2', id: 'x' }), (error) => isFailure(error, 'NOT_FOUND'))
})

test('a service that cannot be asked is a problem of the whole audit', async () => {
  const away = { runAudit: () => Promise.reject(new Error('no answer')) } as unknown as Parameters<typeof joinAudits>[0][number]['client']
  const { checks } = await joinAudits([
    { service: 'shop', client: auditor },
    { service: 'payments', client: away },
  ]).runAudit({})
  assert.deepEqual(checks.map(({ module, problem }) => [module, problem !== null]).at(-1), ['payments', true])
  assert.equal(audit.ops.repairFinding.policy, 'admin')
})

test('what waits behind an event that failed is in order; what is due and waits behind none is not', async () => {
  const echoes = openAudit({ db: rooms.db, local: [{ module: echoModule, needs: {} }], clock: rooms.clock })
  const unheard = async () => (await echoes.runAudit({})).checks.find(({ rule }) => rule === 'E1')?.findings.map(({ text }) => text)
  const room_id = newId()
  state.failures = 5
  for (const n of [1, 2]) await rooms.clients.echo.say({ room_id, n })
  for (const wait of [1, 5, 15, 60]) {
    await rooms.settle()
    rooms.clock.move(wait)
  }
  await rooms.settle()
  assert.equal(state.failures, 0)
  rooms.clock.move(250) // the second is due for 331 s; the first failed five times, and its next try comes 300 s after the last
  assert.deepEqual(await unheard(), [])
  await rooms.db.sql`UPDATE echo.inbox SET last_error = NULL WHERE aggregate_id = ${room_id}`
  assert.deepEqual(await unheard(), ['echo.said is due and nobody handles it.'])
  rooms.clock.move(300)
  await rooms.settle()
  assert.deepEqual(await unheard(), [])
})

test('an event that was given up is tried again by the repair of its rule and by its job; one that is done is not', async () => {
  const echoes = openAudit({ db: rooms.db, local: [{ module: echoModule, needs: {} }], clock: rooms.clock })
  const { retryJob } = openJobs(rooms.db, ['echo'], () => {})
  const room_id = newId()
  state.failures = 1
  await rooms.clients.echo.say({ room_id, n: 1 })
  await rooms.settle()
  const giveUp = () => rooms.db.sql`UPDATE echo.inbox SET state = 'dead', attempts = 10 WHERE aggregate_id = ${room_id}`
  const read = async () =>
    (
      await rooms.db.sql<{ event_id: string; state: string; attempts: number }>`
      SELECT event_id, state, attempts FROM echo.inbox WHERE aggregate_id = ${room_id}`
    ).rows
  await giveUp()
  const event_id = (await read())[0]?.event_id ?? ''
  const { checks } = await echoes.repairFinding({ module: 'echo', rule: 'E1', id: event_id })
  assert.deepEqual(checks[0]?.findings, [])
  assert.deepEqual(await read(), [{ event_id, state: 'waiting', attempts: 0 }])
  await giveUp()
  await assert.rejects(retryJob({ event_id, handler: 'echo.said' }), (error) => isFailure(error, 'NOT_FOUND'))
  assert.deepEqual(await retryJob({ event_id, handler: 'echo.shouted' }), { event_id, is_waiting: true })
  assert.deepEqual(await read(), [{ event_id, state: 'waiting', attempts: 0 }])
  await rooms.db.sql`UPDATE echo.inbox SET run_at = ${rooms.clock.now()} WHERE event_id = ${event_id}`
  await rooms.settle()
  await echoes.repairFinding({ module: 'echo', rule: 'E1', id: event_id })
  await assert.rejects(retryJob({ event_id, handler: 'echo.shouted' }), (error) => isFailure(error, 'NOT_FOUND'))
  assert.deepEqual(await read(), [{ event_id, state: 'done', attempts: 1 }])
})

test('a trail tells what modules know and what they heard, in time, and names a module that cannot say', async () => {
  const room_id = newId()
  await rooms.clients.echo.say({ room_id, n: 1 })
  await rooms.settle()
  const read = (trail?: typeof booksModule.trail) =>
    openTrail({ db: rooms.db, local: [{ module: { contract: echo, ...(trail ? { trail } : {}) }, needs: {} }] }).readTrail({
      aggregate_id: room_id,
    })
  const told = await read(booksModule.trail)
  assert.deepEqual(
    told.steps.map(({ kind, title }) => [kind, title]),
    [
      ['job', 'echo heard echo.shouted'],
      ['edit', 'bought'],
      ['edit', 'read'],
    ],
  )
  const { steps, missing } = await read(() => Promise.reject(new Error('away')))
  assert.deepEqual([steps.length, missing], [1, ['echo']])
})

test('of more events than a trail tells, it tells the last', async () => {
  const aggregate_id = newId()
  await rooms.db.sql`
    INSERT INTO echo.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, emitted_at, state, handled_at)
    SELECT gen_random_uuid(), 'echo.said', 'echo', 'echo.said', ${aggregate_id}, n, '{}', at, 'done', at
    FROM generate_series(1, 510) AS n, LATERAL (SELECT '2026-03-01T09:00:00Z'::timestamptz + make_interval(secs => n) AS at) AS said`
  const { steps } = await openTrail({ db: rooms.db, local: [{ module: { contract: echo }, needs: {} }] }).readTrail({ aggregate_id })
  assert.deepEqual([steps.length, steps[0]?.at, steps.at(-1)?.at], [500, '2026-03-01T09:00:11.000Z', '2026-03-01T09:08:30.000Z'])
})

test('what an audit found about an order, or about something that its steps name, stands in its trail with the repair', async () => {
  const [order_id, payment_id] = [newId(), newId()]
  broken.add(order_id).add(payment_id)
  await auditor.runAudit({})
  const paid = { at: '2026-03-01T10:00:00.000Z', kind: 'provider' as const, title: 'charge', text: '', request_id: null, action: null }
  const trail = async () => [{ ...paid, facts: { payment_id } }]
  const { steps } = await openTrail({ db: shop.db, local: [{ module: { ...booksModule, trail }, needs: {} }] }).readTrail({
    aggregate_id: order_id,
  })
  const found = steps.filter(({ kind }) => kind === 'audit')
  assert.deepEqual(
    found.map(({ title, text }) => [title, text]),
    [order_id, payment_id].map((id) => ['audit: not so that no book is broken', `Book ${id} is broken.`]),
  )
  const input = { module: 'books', rule: 'B1', id: order_id }
  assert.deepEqual(found[0]?.action, { label: 'Mend the book', method: 'POST', path: '/admin/audit/repair', input })
})
