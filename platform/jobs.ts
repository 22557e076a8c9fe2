/** Events that wait, and those that nobody could handle: to be seen and tried again by staff. Every process answers for its own modules. */
import { systemClock } from './clock.ts'
import type { Client } from './contract.ts'
import type { Db } from './db.ts'
import { fail } from './errors.ts'
import { retryStatement } from './inbox-statements.ts'
import type { Job, jobs } from './jobs-contract.ts'
import { oneOfAll } from './one-of-all.ts'

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
    const { rows } = await db.pool.query<Job>(`SELECT * FROM (${text}) job ORDER BY emitted_at DESC LIMIT ${MOST}`)
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
