/** What every module's boxes keep, whatever the module is: events are moved, handled and finished. */
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import { retryStatement, unheardStatement } from './inbox-statements.ts'
import type { Check, Finding } from './module.ts'

/** Events move within a second; one that failed waits for its next try and says why. */
const STUCK_AFTER_SECONDS = 300
/** Leases last 15 s and are renewed while the work goes on. */
const LEASE_GRACE_SECONDS = 60
const MOST = 100

/** The rules of one module's outbox and inbox. Its name comes from the code, so it may stand in the text. */
export const boxChecks = (db: Db, clock: Clock, module: string): Record<string, Check<unknown>> => {
  const find = async (text: string, seconds: number): Promise<Finding[]> =>
    (await db.pool.query<Finding>(`${text} LIMIT ${MOST}`, [new Date(clock.now().getTime() - seconds * 1000)])).rows
  return {
    E1: {
      title: 'no event is left unheard',
      find: () =>
        find(
          `SELECT event_id::text AS id, type || ' could not be handled: ' || coalesce(last_error, 'no reason was given') AS text FROM ${module}.inbox WHERE state = 'dead'
           UNION ALL ${unheardStatement(module)}`,
          STUCK_AFTER_SECONDS,
        ),
      repair: {
        title: 'try the event again',
        run: async (_needs, id) => void (await db.pool.query(retryStatement(module), [id, clock.now(), null])),
      },
    },
    'E1 unsaid': {
      title: 'no event is left unsaid', // without a repair: the relay takes whatever lies there by itself, as soon as it can
      find: () =>
        find(
          `SELECT event_id::text AS id, type || ' has not been passed on.' AS text FROM ${module}.outbox WHERE emitted_at < $1 AND emitted_at < now() - interval '5 minutes'`,
          STUCK_AFTER_SECONDS,
        ),
    },
    J1: {
      title: 'no event stays in the hands of a worker that is gone',
      find: () =>
        find(
          `SELECT event_id::text AS id, type || ' was taken and neither finished nor given back.' AS text FROM ${module}.inbox WHERE state = 'waiting' AND leased_until < $1`,
          LEASE_GRACE_SECONDS,
        ),
    },
  }
}
