/**
 * The worker: runs what lies in a module's inbox. At least once delivered, once effective, in order for each aggregate.
 * A row is leased while it is worked on; a worker that lost its lease cannot commit, because `done` checks it.
 */
import type { Clock } from './clock.ts'
import type { Occurred } from './contract.ts'
import type { Db, Sql } from './db.ts'
import type { Traffic } from './give-way.ts'
import { newId } from './ids.ts'
import { inboxStatements } from './inbox-statements.ts'
import type { Log } from './log.ts'
import type { Done } from './module.ts'
import { withScope } from './scope.ts'

/** How long a silent worker keeps a row. Renewed while it works; a killed worker's rows run elsewhere after this time at the latest. */
const LEASE_SECONDS = 15
export const RENEW_SECONDS = 5
/** So many handlers run at a time. */
const AT_ONCE = 8
/** While shoppers wait, this leaves them the connections to the database, and handlers of one module do not wait for each other's locks on them. */
const AT_ONCE_IN_A_RUSH = 1
/** A handler that takes events together takes up to so many. */
const TOGETHER = 50
/** Rows taken with one claim: few from slow handlers, so that other processes find work too, more while they are done within `QUICK_MS`. */
const MOST = 256
const QUICK_MS = 250
/** Seconds until the next try; after the last one the row is dead and waits for a person. */
const BACK_OFF = [1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600]

type Row = Occurred & {
  handler: string
  source: string
  attempts: number
  lease: string
  emitted_at: string
  has_next: boolean
}
export type Run = (handler: string, events: Occurred[], done: Done) => Promise<void>

export type Worker = {
  module: string
  /** starts what is due, as far as there is room; returns how many rows it took. `since`: when it could have run first */
  claim(now: Date, since: number): Promise<number>
  /** keeps the leases of what is running */
  renew(): Promise<void>
  /** gives back what was taken and has not begun */
  giveBack(): Promise<void>
  /** resolves when nothing runs */
  quiet(): Promise<void>
}

export type WorkerOptions = {
  db: Db
  traffic: Traffic
  module: string
  run: Run
  /** handlers with the same answer can take their events together; undefined: one at a time */
  groupOf(handler: string): unknown
  clock: Clock
  log: Log
  /** there may be more to claim than before, which could have run since then */
  onMore: (since: number) => void
}

export const openWorker = ({ db, traffic, module, run, groupOf, clock, log, onMore }: WorkerOptions): Worker => {
  const text = inboxStatements(module)
  const ready: Row[] = [] // leased, not begun
  const held = new Set<Row>() // leased, begun or not
  const jobs = new Set<Promise<void>>()
  const mark = openMarks(db, module, text.done, clock)
  let size = AT_ONCE
  let claimed_at = 0
  let waits_since = 0
  let was_full = false
  let asked_while_busy = false

  const work = async (rows: Row[]): Promise<void> => {
    let is_done = false
    const done: Done = async (sql) => {
      await mark.within(sql, rows)
      is_done = true
    }
    const [first] = rows
    if (!first) return
    try {
      const call = { actor: { kind: 'service', name: module } as const, via: module, request_id: first.event_id }
      const scope = { call, in_transaction: false, counter: { statements: 0 } }
      await withScope(scope, () => run(first.handler, rows.map(eventOf), done))
      if (!is_done) await mark.soon(rows)
    } catch (error) {
      if (rows.length > 1) {
        for (const row of rows) await work([row]) // one of them cannot be handled; the others can
        return
      }
      const { event_id, type, handler, attempts } = first
      log.warn({ err: error, event_id, type, handler, attempts }, 'an event could not be handled')
      await postpone(db, text.postpone, first, error, clock.now()).catch(() => {}) // the database is away: the lease runs out by itself
    }
  }

  const start = () => {
    while (jobs.size < (traffic.isBusy() ? AT_ONCE_IN_A_RUSH : AT_ONCE) && ready.length > 0) {
      const rows = takeTogether(ready, groupOf)
      const job = work(rows).finally(() => {
        jobs.delete(job)
        for (const row of rows) held.delete(row)
        if (ready.length === 0 && jobs.size === 0) size = sizeAfter(size, performance.now() - claimed_at)
        start()
        if (was_full ? ready.length < AT_ONCE : asked_while_busy || rows.some((row) => row.has_next)) onMore(waits_since)
      })
      jobs.add(job)
    }
  }

  return {
    module,
    claim: async (now, since) => {
      waits_since = since
      asked_while_busy = jobs.size > 0
      if (ready.length >= AT_ONCE) return 0
      claimed_at = performance.now()
      const values = [now, newId(), LEASE_SECONDS, size]
      const { rows } = await db.boxes.query<Row>({ name: `claim ${module}`, text: text.claim, values })
      was_full = rows.length === size
      const inOrder = rows.map((row) => ({ ...row, sequence: Number(row.sequence) })).sort((a, b) => a.sequence - b.sequence)
      for (const row of inOrder) held.add(row)
      ready.push(...inOrder)
      start()
      return rows.length
    },
    renew: async () => {
      if (held.size === 0) return
      await db.boxes.query({ name: `renew ${module}`, text: text.renew, values: [...namesOf([...held]), clock.now(), LEASE_SECONDS] })
    },
    giveBack: async () => {
      const rows = ready.splice(0)
      if (rows.length === 0) return
      for (const row of rows) held.delete(row)
      await db.boxes.query(text.giveBack, namesOf(rows)).catch(() => {}) // the database is away: the leases run out by themselves
    },
    quiet: async () => {
      while (jobs.size > 0) await Promise.all(jobs)
    },
  }
}

const sizeAfter = (size: number, took_ms: number) =>
  took_ms < QUICK_MS ? Math.min(size * 2, MOST) : Math.max(Math.floor(size / 2), AT_ONCE)

/** The next row, and with it all that its handler can take along. Rows of one aggregate never lie here at the same time. */
const takeTogether = (ready: Row[], groupOf: (handler: string) => unknown): Row[] => {
  const first = ready.shift()
  if (!first) return []
  const group = groupOf(first.handler)
  const rows = [first]
  if (group === undefined) return rows
  for (let i = 0; i < ready.length && rows.length < TOGETHER; ) {
    const row = ready[i]
    if (row && groupOf(row.handler) === group) rows.push(...ready.splice(i, 1))
    else i++
  }
  return rows
}

const eventOf = ({ event_id, type, aggregate_id, sequence, payload, emitted_at }: Row): Occurred => ({
  event_id,
  type,
  aggregate_id,
  sequence,
  payload,
  occurred_at: new Date(emitted_at).toISOString(),
})

const namesOf = (rows: Row[]) => [rows.map((row) => row.event_id), rows.map((row) => row.handler), rows.map((row) => row.lease)]

/** Marks rows as handled: within a handler's transaction, or for those that had none, many with one statement. */
const openMarks = (db: Db, module: string, text: string, clock: Clock) => {
  let waiting: { rows: Row[]; resolve(): void; reject(error: unknown): void }[] = []
  let is_marking = false

  const markWaiting = async () => {
    is_marking = true
    while (waiting.length > 0) {
      const marks = waiting
      waiting = []
      const values = [...namesOf(marks.flatMap(({ rows }) => rows)), clock.now()]
      await db.boxes.query({ name: `done ${module}`, text, values }).then(
        () => marks.map(({ resolve }) => resolve()), // a lease that was lost meanwhile: its next worker repeats what may be repeated
        (error) => marks.map(({ reject }) => reject(error)),
      )
    }
    is_marking = false
  }

  return {
    within: async (sql: Sql, rows: Row[]) => {
      const { count } = await sql.text(text, [...namesOf(rows), clock.now()])
      if (count < rows.length) throw new Error('the lease of this event was lost; another worker has it')
    },
    soon: (rows: Row[]) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ rows, resolve, reject })
        if (!is_marking) void markWaiting()
      }),
  }
}

const postpone = async (db: Db, text: string, { event_id, handler, lease, attempts }: Row, error: unknown, now: Date) => {
  const wait = BACK_OFF[attempts - 1]
  const problem = String(error instanceof Error ? error.message : error).slice(0, 2_000)
  await db.boxes.query(text, [event_id, handler, lease, problem, wait === undefined, now, wait ?? 0])
}
