/** Events that wait, and those that nobody could handle: to be seen and tried again by staff. Every process answers for its own modules. */
import { systemClock } from './clock.ts'
import { type Client, contract, Id, Nullable, OneOf, type Output, op, Plain, Strict, Time, t } from './contract.ts'
import type { Db } from './db.ts'
import { fail } from './errors.ts'
import { retryStatement } from './inbox-statements.ts'
import { oneOfAll } from './one-of-all.ts'

const Job = t.Object({
  event_id: Id,
  type: t.String(),
  handler: t.String(),
  module: t.String({ description: 'whose inbox it lies in' }),
  aggregate_id: t.String(),
  attempts: t.Integer(),
  state: OneOf(['waiting', 'dead']),
  last_error: Nullable(t.String()),
  run_at: Time,
  emitted_at: Time,
})

export const jobs = contract({
  name: 'jobs',
  title: 'Jobs',
  ops: {
    listJobs: op('GET /jobs', {
      summary: 'Events that failed and wait for their next try, and dead letters; newest first',
      policy: 'staff',
      input: Strict({}),
      output: t.Object({ jobs: t.Array(Job) }),
    }),
    retryJob: op('POST /jobs/{event_id}/retry', {
      summary: 'Try an event again now',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ event_id: Id, handler: Plain(200) }),
      output: t.Object({ event_id: Id, is_waiting: t.Boolean() }),
      errors: { NOT_FOUND: 404 },
    }),
  },
})

type Jobs = Output<typeof jobs.ops.listJobs>
const MOST = 200

/** Jobs of this process's modules. The module names come from the code, so they may stand in the text. */
export const openJobs = (db: Db, modules: string[], look: () => void): Client<typeof jobs> => ({
  listJobs: async () => {
    const text = modules
      .map(
        (name) => `(SELECT event_id, type, handler, '${name}' AS module, aggregate_id, attempts, state, last_error, run_at, emitted_at
          FROM ${name}.inbox WHERE state = 'dead' OR (state = 'waiting' AND attempts > 0 AND last_error IS NOT NULL)
          ORDER BY emitted_at DESC LIMIT ${MOST})`,
      )
      .join(' UNION ALL ')
    const { rows } = await db.pool.query<Jobs['jobs'][number]>(`SELECT * FROM (${text}) job ORDER BY emitted_at DESC LIMIT ${MOST}`)
    return {
      jobs: rows.map((row) => ({ ...row, run_at: new Date(row.run_at).toISOString(), emitted_at: new Date(row.emitted_at).toISOString() })),
    }
  },
  retryJob: async ({ event_id, handler }) => {
    let found = 0
    for (const name of modules) {
      const { rowCount } = await db.pool.query(retryStatement(name), [event_id, systemClock.now(), handler])
      found += rowCount ?? 0
    }
    look()
    if (found === 0) throw fail('NOT_FOUND', 'There is no such job waiting.')
    return { event_id, is_waiting: true }
  },
})

/** The jobs of several processes as one list; a process that does not answer is left out. */
export const joinJobs = (all: { client: Client<typeof jobs> }[]): Client<typeof jobs> => ({
  listJobs: async (input, call) => {
    const lists = await Promise.all(all.map(({ client }) => client.listJobs(input, call).catch(() => ({ jobs: [] }))))
    return { jobs: lists.flatMap((list) => list.jobs).sort((a, b) => (a.emitted_at < b.emitted_at ? 1 : -1)) }
  },
  retryJob: (input, call) =>
    oneOfAll(
      all.map(({ client }) => client.retryJob(input, call)),
      fail('NOT_FOUND', 'There is no such job waiting.'),
    ),
})
