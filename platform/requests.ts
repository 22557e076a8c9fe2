/**
 * Requests for the flight recorder: who asked for what about an order, and how it ended, refusals too. Noted in memory when the answer is there
 * and written a moment later, many with one statement, so that nobody waits for it and shoppers come first.
 */
import type { Clock } from './clock.ts'
import type { Actor, Call } from './contract.ts'
import type { Db } from './db.ts'
import { Failure } from './errors.ts'
import type { Traffic } from './give-way.ts'
import type { Log } from './log.ts'

/** A call of an operation that has ended: with an output, or with an error. */
export type Ended = { module: string; op: string; call: Call; input: unknown; output?: unknown; error?: unknown; took_ms: number }
export type Note = (ended: Ended) => void

export type Requests = {
  note: Note
  /** writes what was noted until now */
  flush(): Promise<void>
}

/** What is kept of it. */
export type Asked = {
  module: string
  op: string
  request_id: string
  who: string
  user_id: string | null
  via: string | null
  outcome: string
  took_ms: number
}
type Row = Asked & { aggregate_id: string; at: Date }

const WRITE_AFTER_MS = 500
/** More than this waits only where the database is away; the oldest go. */
const MOST = 5_000
const KEEP_DAYS = 90
/** Operations that only ask although they are a POST are named for it. */
const ASKS = /^(read|list|quote|find|track|count|search)/

type Options = { db: Db; clock: Clock; log: Log; traffic: Traffic; modules: ReadonlySet<string> }

/** `modules`: the names of all modules of the shop; what they ask of each other is no request. */
export const openRequests = ({ db, clock, log, traffic, modules }: Options): Requests => {
  let waiting: Row[] = []
  let timer: NodeJS.Timeout | undefined
  let current = Promise.resolve()
  const write = async () => {
    const rows = waiting
    waiting = []
    if (rows.length === 0) return
    try {
      await writeRows(db, rows)
    } catch (error) {
      waiting = [...rows, ...waiting].slice(-MOST)
      log.debug({ err: error }, 'what requests asked for waits for the database')
      start()
    }
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    current = current.then(write)
    return current
  }
  const start = () => {
    timer ??= setTimeout(() => void traffic.lull(performance.now()).then(flush), WRITE_AFTER_MS).unref()
  }
  return {
    note: ({ module, op, call, input, output, error, took_ms }) => {
      if (ASKS.test(op) || (call.via && modules.has(call.via))) return
      const ids = new Set([...ordersIn(input), ...ordersIn(output)])
      if (ids.size === 0) return
      const outcome = error === undefined ? 'done' : error instanceof Failure ? error.code : 'UNEXPECTED'
      const about = { module, op: `${module}.${op}`, request_id: call.request_id, via: call.via ?? null, outcome, ...whoOf(call.actor) }
      const at = new Date(clock.now().getTime() - took_ms)
      for (const aggregate_id of ids) waiting.push({ ...about, aggregate_id, at, took_ms: Math.round(took_ms) })
      start()
    },
    flush,
  }
}

/** What the flight recorder is about: the order that an input or output names, or the orders, where it is about several. */
const ordersIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const { order_id, order, orders } = value as { order_id?: unknown; order?: unknown; orders?: unknown }
  const nested = Array.isArray(orders) ? orders : [order]
  return [order_id, ...nested.map((one) => (one as { order_id?: unknown } | null | undefined)?.order_id)].filter(
    (id) => typeof id === 'string',
  )
}

const whoOf = (actor: Actor): { who: string; user_id: string | null } => {
  if (actor.kind === 'user') return { who: actor.role === 'customer' ? 'customer' : actor.name, user_id: actor.user_id }
  return { who: actor.kind === 'service' ? actor.name : 'guest', user_id: null }
}

/** On the connections whose commits do not wait for the disk: a note is worth no wait. */
const writeRows = (db: Db, rows: Row[]) =>
  db.boxes.query({
    name: 'note requests',
    text: `
      INSERT INTO platform.requests (aggregate_id, module, op, request_id, who, user_id, via, outcome, at, took_ms)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[], $10::int[])`,
    values: [
      rows.map(({ aggregate_id }) => aggregate_id),
      rows.map(({ module }) => module),
      rows.map(({ op }) => op),
      rows.map(({ request_id }) => request_id),
      rows.map(({ who }) => who),
      rows.map(({ user_id }) => user_id),
      rows.map(({ via }) => via),
      rows.map(({ outcome }) => outcome),
      rows.map(({ at }) => at),
      rows.map(({ took_ms }) => took_ms),
    ],
  })

/** What has served its time goes, at most 5,000 at a time. */
export const forgetRequests = async ({ db, clock }: { db: Db; clock: Clock }): Promise<void> => {
  await db.sql`
    DELETE FROM platform.requests WHERE request_number IN (
      SELECT request_number FROM platform.requests WHERE at < ${clock.now()}::timestamptz - make_interval(days => ${KEEP_DAYS}) ORDER BY at LIMIT 5000)`
}
