/**
 * The worker: runs what lies in a module's inbox. At least once delivered, once effective, in order for each aggregate.
 * A row is leased while it is worked on; a worker that lost its lease cannot commit, because `done` checks it.
 */
import type { Clock } from './clock.ts'
import type { Occurred } from './contract.ts'
import type { Db } from './db.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import type { Done } from './module.ts'
import { withScope } from './scope.ts'

/** How long a silent worker keeps a row. Renewed while it works; a killed worker's rows run elsewhere after this time at the latest. */
const LEASE_SECONDS = 15
export const RENEW_SECONDS = 5
const AT_ONCE = 8
/** Seconds until the next try; after the last one the row is dead and waits for a person. */
const BACK_OFF = [1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600]

type Row = Occurred & { handler: string; source: string; attempts: number; lease: string; request_id: string | null; emitted_at: string }
export type Run = (handler: string, event: Occurred, done: Done) => Promise<void>

export type Worker = {
  module: string
  /** starts what is due, as far as there is room; returns how many it started */
  claim(now: Date): Promise<number>
  /** keeps the leases of what is running */
  renew(): Promise<void>
  /** resolves when nothing runs */
  quiet(): Promise<void>
}

export const openWorker = ({ db, module, run, clock, log, onDone }: WorkerOptions): Worker => {
  const running = new Map<string, Promise<void>>()
  const claimText = claimStatement(module)

  const work = async (row: Row) => {
    const key = [row.event_id, row.handler, row.lease]
    let is_done = false
    const done: Done = async (sql) => {
      const { count } = await sql.text(
        `UPDATE ${module}.inbox SET state = 'done', handled_at = $4, lease = NULL, leased_until = NULL
         WHERE event_id = $1 AND handler = $2 AND lease = $3 AND state = 'waiting'`,
        [...key, clock.now()],
      )
      if (count === 0) throw new Error('the lease of this event was lost; another worker has it')
      is_done = true
    }
    try {
      const { handler, source: _source, attempts: _attempts, lease: _lease, request_id, emitted_at, ...event } = row
      const call = { actor: { kind: 'service', name: module } as const, via: module, request_id: request_id ?? event.event_id }
      const scope = { call, in_transaction: false, counter: { statements: 0 } }
      await withScope(scope, () => run(handler, { ...event, occurred_at: emitted_at }, done))
      if (!is_done) await done(db.sql)
    } catch (error) {
      log.warn(
        { err: error, event_id: row.event_id, type: row.type, handler: row.handler, attempts: row.attempts },
        'an event could not be handled',
      )
      await postpone(db, module, key, row.attempts, error, clock.now()).catch(() => {}) // the database is away: the lease runs out by itself
    }
  }

  return {
    module,
    claim: async (now) => {
      const room = AT_ONCE - running.size
      if (room <= 0) return 0
      const lease = newId()
      const values = [now, lease, LEASE_SECONDS, room]
      const { rows } = await db.pool.query<Row>({ name: `claim ${module}`, text: claimText, values })
      for (const row of rows) {
        const id = `${row.event_id} ${row.handler}`
        const job = work({ ...row, sequence: Number(row.sequence), emitted_at: new Date(row.emitted_at).toISOString() }).finally(() => {
          running.delete(id)
          onDone()
        })
        running.set(id, job)
      }
      return rows.length
    },
    renew: async () => {
      if (running.size === 0) return
      const keys = [...running.keys()].map((id) => id.split(' ')[0])
      await db.pool.query(
        `UPDATE ${module}.inbox SET leased_until = $1::timestamptz + make_interval(secs => $2) WHERE event_id = ANY($3::uuid[]) AND state = 'waiting' AND lease IS NOT NULL`,
        [clock.now(), LEASE_SECONDS, keys],
      )
    },
    quiet: async () => {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}

export type WorkerOptions = { db: Db; module: string; run: Run; clock: Clock; log: Log; onDone: () => void }

/**
 * Leases due rows, longest due first, so that of a long queue only the head need be read: of each aggregate only the first that waits, whatever its type, so that a module hears of an order's
 * payment after its placing. What is passed on to other processes waits for itself only. A dead row does not hold up the ones after it.
 */
const claimStatement = (module: string): string => `
  WITH due AS (
    SELECT event_id, handler FROM ${module}.inbox i
    WHERE state = 'waiting' AND run_at <= $1 AND (leased_until IS NULL OR leased_until < $1)
      AND NOT EXISTS (
        SELECT 1 FROM ${module}.inbox earlier
        WHERE earlier.source = i.source AND earlier.aggregate_id = i.aggregate_id AND earlier.state = 'waiting' AND earlier.sequence < i.sequence
          AND CASE WHEN i.handler LIKE '-> %' THEN earlier.handler = i.handler ELSE earlier.handler NOT LIKE '-> %' END)
    ORDER BY run_at, sequence LIMIT $4 FOR UPDATE SKIP LOCKED)
  UPDATE ${module}.inbox i
  SET lease = $2, leased_until = $1::timestamptz + make_interval(secs => $3), attempts = attempts + 1
  FROM due WHERE i.event_id = due.event_id AND i.handler = due.handler
  RETURNING i.event_id, i.handler, i.source, i.type, i.aggregate_id, i.sequence, i.payload, i.request_id, i.emitted_at, i.attempts, i.lease`

const postpone = async (db: Db, module: string, key: string[], attempts: number, error: unknown, now: Date) => {
  const wait = BACK_OFF[attempts - 1]
  await db.pool.query(
    `UPDATE ${module}.inbox SET lease = NULL, leased_until = NULL, last_error = $4, handled_at = CASE WHEN $5 THEN $6::timestamptz END,
            state = CASE WHEN $5 THEN 'dead' ELSE 'waiting' END, run_at = $6::timestamptz + make_interval(secs => $7)
     WHERE event_id = $1 AND handler = $2 AND lease = $3 AND state = 'waiting'`,
    [...key, String(error instanceof Error ? error.message : error).slice(0, 2_000), wait === undefined, now, wait ?? 0],
  )
}
