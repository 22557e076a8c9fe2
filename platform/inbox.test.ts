import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Occurred } from '#platform/contract.ts'
import { type Db, openDb } from '#platform/db.ts'
import { type Events, openEvents } from '#platform/events.ts'
import { openTraffic } from '#platform/give-way.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { type Module, module, type Needs, together } from '#platform/module.ts'
import { testShop } from '#platform/testing.ts'
import { echo, echoModule } from './fixtures/echo/module.ts'
import { inboxStatements } from './inbox-statements.ts'

type Said = Occurred<(typeof echo.events)['echo.said']>
type Echo = Needs<{ echo: typeof echo }>

/** How many events each call of the handler was given, and which numbers it refuses. */
const state = { sizes: [] as number[], refused: new Set<number>(), before_done: async () => {} }
const hearAll = together<Echo, (typeof echo.events)['echo.said']>(async ({ db }, events: Said[], done) => {
  state.sizes.push(events.length)
  await db.transaction(async (sql) => {
    for (const { event_id, payload } of events) {
      if (state.refused.has(payload.n)) throw new Error(`${payload.n} is refused`)
      await sql`INSERT INTO echo.heard (event_id, n) VALUES (${event_id}, ${payload.n})`
    }
    await state.before_done()
    await done(sql)
  })
})
const listener = module<typeof echo, Echo>(echo, {
  folder: echoModule.folder,
  needs: { echo },
  ops: { say: async (_needs, { n }) => ({ n }), callInside: async () => ({}) },
  on: { 'echo.said': hearAll, 'echo.shouted': hearAll },
})

const shop = await testShop({ echo }, [listener])
const log = openLog('silent', 'test')
const say = async (rooms: string[], numbers: number[]) => {
  await shop.db.sql`
    INSERT INTO echo.outbox (type, aggregate_id, payload)
    SELECT CASE WHEN n % 2 = 0 THEN 'echo.said' ELSE 'echo.shouted' END, room_id, jsonb_build_object('room_id', room_id, 'n', n)
    FROM unnest(${numbers}::int[]) AS n, unnest(${rooms}::text[]) AS room_id ORDER BY n`
}
const heard = async () => (await shop.db.sql<{ n: number }>`SELECT n FROM echo.heard ORDER BY n`).rows.map((row) => row.n)
const forget = async () => {
  state.sizes = []
  state.refused.clear()
  await shop.db.sql`DELETE FROM echo.heard`
  await shop.db.sql`DELETE FROM echo.inbox`
}
const rooms = (count: number) => Array.from({ length: count }, () => newId())
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

/** What another process would be: its own connections, its own relay and worker, at work by itself. */
const process = async (db: Db, one: Module = listener): Promise<Events> => {
  const needs = { db, clock: shop.clock, log, is_production: true, echo: shop.clients.echo }
  const passing = { targets: () => [], send: async () => {} }
  return openEvents({
    db,
    local: [{ module: one, needs }],
    passing,
    traffic: openTraffic(),
    clock: shop.clock,
    log,
    is_production: true,
    is_running: true,
  })
}

test('a handler that takes events together gets them together, of whatever types it stands for', async () => {
  for (const n of upTo(8)) await say(rooms(1), [n])
  await shop.settle()
  assert.deepEqual(await heard(), upTo(8))
  assert.deepEqual(state.sizes, [8])
  await forget()
})

test('an event that cannot be handled holds up none of those it came with', async () => {
  for (const n of upTo(8)) await say(rooms(1), [n])
  state.refused.add(5)
  await shop.settle()
  assert.deepEqual(await heard(), [1, 2, 3, 4, 6, 7, 8])
  state.refused.clear()
  shop.clock.move(2)
  await shop.settle()
  assert.deepEqual(await heard(), upTo(8))
  await forget()
})

test('events of one aggregate are never taken together: a later one waits until the earlier is done', async () => {
  await say(rooms(1), upTo(6))
  await shop.settle()
  assert.deepEqual(state.sizes, [1, 1, 1, 1, 1, 1])
  await forget()
})

test('a worker that lost one lease of those it took together writes nothing of that one, and the others once', async () => {
  for (const n of upTo(4)) await say(rooms(1), [n])
  state.before_done = async () => {
    state.before_done = async () => {}
    await shop.db.sql`UPDATE echo.inbox SET lease = gen_random_uuid() WHERE payload ->> 'n' = '3'`
  }
  await shop.settle()
  assert.deepEqual(await heard(), [1, 2, 4])
  shop.clock.move(16)
  await shop.settle()
  assert.deepEqual(await heard(), upTo(4))
  await forget()
})

test('two processes at once handle every event once, each room in its order', async () => {
  const all = rooms(60)
  await say(all, upTo(10))
  const dbs = [openDb(shop.connection), openDb(shop.connection)]
  const order: string[] = []
  const noting = module<typeof echo, Echo>(echo, {
    folder: echoModule.folder,
    needs: { echo },
    ops: { say: async (_needs, { n }) => ({ n }), callInside: async () => ({}) },
    on: Object.fromEntries(
      ['echo.said', 'echo.shouted'].map((type) => [
        type,
        together<Echo, (typeof echo.events)['echo.said']>(async (needs, events, done) => {
          await hearAll.many?.(needs, events, done)
          for (const { payload } of events) order.push(`${payload.room_id} ${payload.n}`)
        }),
      ]),
    ),
  })
  const both = await Promise.all(dbs.map((db) => process(db, noting)))
  const late = performance.now() + 20_000
  while ((await heard()).length < 600 && performance.now() < late) await new Promise((resume) => setTimeout(resume, 20))
  await Promise.all(both.map((one) => one.stop()))
  assert.equal(order.length, 600)
  assert.equal(new Set(order).size, 600)
  for (const room of all)
    assert.deepEqual(
      order.filter((said) => said.startsWith(room)),
      upTo(10).map((n) => `${room} ${n}`),
    )
  await Promise.all(dbs.map((db) => db.close()))
  await forget()
})

test('a process that stops gives back what it had taken and not begun', async () => {
  for (const n of upTo(400)) await say(rooms(1), [n])
  const db = openDb(shop.connection)
  let release = () => {}
  const slow = new Promise<void>((resume) => {
    release = resume
  })
  let calls = 0
  const hear = () => (++calls > 100 ? slow : Promise.resolve()) // quick at first, so that more is taken with each claim
  const one = module<typeof echo, Echo>(echo, {
    folder: echoModule.folder,
    needs: { echo },
    ops: { say: async (_needs, { n }) => ({ n }), callInside: async () => ({}) },
    on: { 'echo.said': hear, 'echo.shouted': hear },
  })
  const events = await process(db, one)
  const leased = async () =>
    (await shop.db.sql<{ n: number }>`SELECT count(*) AS n FROM echo.inbox WHERE lease IS NOT NULL AND state = 'waiting'`).rows[0]?.n ?? 0
  const late = performance.now() + 10_000
  while (calls < 108 && performance.now() < late) await new Promise((resume) => setTimeout(resume, 10))
  assert.ok((await leased()) > 8)
  const stopped = events.stop()
  release()
  await stopped
  assert.equal(await leased(), 0)
  assert.ok(calls <= 108, `${calls} were begun`)
  await db.close()
  await forget()
})

test('claiming costs no more when thousands wait and nobody has counted them', async () => {
  await shop.db.sql`ALTER TABLE echo.inbox SET (autovacuum_enabled = off)`
  await shop.db.sql`VACUUM ANALYZE echo.inbox` // while it is empty: the worst that statistics can say
  await say(rooms(4_000), [1])
  await shop.db.sql`
    INSERT INTO echo.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, emitted_at, run_at)
    SELECT event_id, type, 'echo', type, aggregate_id, sequence, payload, emitted_at, ${shop.clock.now()} FROM echo.outbox`
  await shop.db.sql`DELETE FROM echo.outbox`
  const values = [shop.clock.now(), newId(), 15, 50]
  const { rows } = await shop.db.boxes.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT json) ${inboxStatements('echo').claim}`,
    values,
  )
  const { 'Shared Hit Blocks': hit = 0, 'Shared Read Blocks': read = 0, 'Actual Rows': claimed } = rows[0]?.['QUERY PLAN'][0].Plan ?? {}
  assert.equal(claimed, 50)
  assert.ok(hit + read < 50 * 60, `${hit + read} blocks were read to claim 50 rows`)
  await forget()
})
