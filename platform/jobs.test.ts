import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinAudits } from './audit.ts'
import { fail, failCommon, isFailure } from './errors.ts'
import { echo, echoModule } from './fixtures/echo/module.ts'
import { newId } from './ids.ts'
import { joinJobs, openJobs } from './jobs.ts'
import { testShop } from './testing.ts'

const shop = await testShop({ echo }, [echoModule])
const here = openJobs(shop.db, ['echo'], () => {})

test('of more jobs than are listed, the newest are', async () => {
  await shop.db.sql`
    INSERT INTO echo.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, emitted_at, state, last_error)
    SELECT gen_random_uuid(), 'echo.said', 'echo', 'echo.said', 'room', n, '{}', '2026-03-01T09:00:00Z'::timestamptz + make_interval(secs => n), 'dead', 'no'
    FROM generate_series(1, 250) AS n`
  const { jobs } = await here.listJobs({})
  const seconds = jobs.map(({ emitted_at }) => (Date.parse(emitted_at) - Date.parse('2026-03-01T09:00:00Z')) / 1000)
  assert.deepEqual(
    seconds,
    Array.from({ length: 200 }, (_, i) => 250 - i),
  )
})

test('what one of several processes knows is its answer; where that one fails, nobody is told that there is no such thing', async () => {
  const event_id = newId()
  const input = { event_id, handler: 'echo.said' }
  const process = (answer: () => Promise<never> | Promise<{ event_id: string; is_waiting: boolean }>) => ({
    client: { ...here, retryJob: answer },
  })
  const knows = process(async () => ({ event_id, is_waiting: true }))
  const knowsNot = process(async () => {
    throw fail('NOT_FOUND', 'There is no such job waiting.')
  })
  const away = process(async () => {
    throw failCommon('UNAVAILABLE', 'A part of the shop cannot be reached just now.')
  })
  assert.deepEqual(await joinJobs([knowsNot, away, knows]).retryJob(input), { event_id, is_waiting: true })
  await assert.rejects(joinJobs([knowsNot, away]).retryJob(input), (error) => isFailure(error, 'UNAVAILABLE'))
  await assert.rejects(joinJobs([knowsNot, knowsNot]).retryJob(input), (error) => isFailure(error, 'NOT_FOUND'))
})

test('a repair that fails says why, and not that the rule has none', async () => {
  const service = (repairFinding: () => Promise<never>) => ({
    service: 'one',
    client: { runAudit: async () => ({ checks: [] }), readAudit: async () => ({ checks: [] }), repairFinding },
  })
  const input = { module: 'echo', rule: 'E1', id: newId() }
  const noSuch = service(async () => {
    throw fail('NOT_FOUND', 'The rule has no repair.')
  })
  const broken = service(async () => {
    throw failCommon('TIMED_OUT', 'The database took too long.')
  })
  await assert.rejects(joinAudits([noSuch, broken]).repairFinding(input), (error) => isFailure(error, 'TIMED_OUT'))
  await assert.rejects(joinAudits([noSuch]).repairFinding(input), (error) => isFailure(error, 'NOT_FOUND'))
})
