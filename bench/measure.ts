/** One run of one scenario against one target: what the load saw, and what it cost the server and its database. */
import pg from 'pg'
import type { Loaded, Order } from './load.ts'
import { childrenOf, cpuSeconds, machineBusySeconds, type Running, start } from './processes.ts'
import type { Goods } from './requests.ts'

export type Target = { port: number; pid: number /** false: it has no `/metrics` */; is_shop: boolean }
export type Run = {
  per_second: number
  p50_ms: number
  p95_ms: number
  p99_ms: number
  errors: number
  first_error: string | null
  answer_kb: number
  /** CPU of the server process and of its PostgreSQL backends for one request */
  server_ms: number
  database_ms: number
  /** of the machine's CPU, used by others than the server, its backends and the load */
  foreign_share: number
  statements: number | null
  hit_ratio: number | null
  /** of work that is done after the answers; CPU above holds it */
  aftermath: Aftermath | null
}
/** What was not done yet when the last answer was given, and how long that took. CPU per request until then, without it. */
export type Aftermath = {
  events_waiting: number
  invoices_unprinted: number
  seconds: number
  requests: number
  burst_seconds: number
  burst_server_ms: number
  burst_database_ms: number
}

export type Bench = {
  sql: pg.Client
  load(order: Order): Promise<Loaded>
  /** CPU seconds of all backends of the measured database so far */
  backends(): Promise<Map<number, number>>
  close(): Promise<void>
  load_pid: number
}

const CORES = navigator.hardwareConcurrency

export const openBench = async (database_url: string): Promise<Bench> => {
  const sql = new pg.Client({ connectionString: database_url, application_name: 'bench' })
  await sql.connect()
  const generator: Running = await start({ file: 'bench/load.ts' })
  return {
    sql,
    load_pid: generator.pid,
    load: (order) =>
      new Promise((done, refuse) => {
        generator.child.once('message', (message: { loaded?: Loaded; failed?: string }) =>
          message.loaded ? done(message.loaded) : refuse(new Error(`${order.work.name}: ${message.failed}`)),
        )
        generator.child.send(order)
      }),
    backends: async () => {
      const { rows } = await sql.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'bench'`,
      )
      return new Map(rows.map(({ pid }) => [pid, cpuSeconds(pid)]))
    },
    close: async () => {
      await generator.stop()
      await sql.end()
    },
  }
}

type Counted = { requests: number; statements: number; hits: number; misses: number }

/** What the shop counts itself, over all operations. */
const countedBy = async ({ port, is_shop }: Target): Promise<Counted> => {
  if (!is_shop) return { requests: 0, statements: 0, hits: 0, misses: 0 }
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.]+)$`, 'gm'))].reduce((total, [, value]) => total + Number(value), 0)
  return {
    requests: sum('souk_request_seconds_count'),
    statements: sum('souk_request_statements_total'),
    hits: sum('souk_cache_hits_total'),
    misses: sum('souk_cache_misses_total'),
  }
}

const quantile = (sorted: number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

export type Measured = {
  name: string
  goods: Goods
  run: string
  connections: number
  seconds: number
  most?: number
  until_quiet?: boolean
}

export const measure = async (bench: Bench, target: Target, { name, goods, run, until_quiet, ...how }: Measured): Promise<Run> => {
  const counted = await countedBy(target)
  const cpu = await spent(bench, target)
  const loaded = await bench.load({ ...how, port: target.port, work: { name, goods, run } })
  const burst = await spent(bench, target)
  const left = until_quiet ? await waitingIn(bench.sql) : null
  if (until_quiet) await waitUntilHandled(bench.sql)
  const after = await spent(bench, target)
  const now = await countedBy(target)
  const sorted = loaded.latencies_ms.toSorted((a, b) => a - b)
  const per = (amount: number) => amount / Math.max(1, loaded.requests)
  const foreign = after.machine - cpu.machine - (after.server - cpu.server) - (after.database - cpu.database) - (after.load - cpu.load)
  const looked = now.hits - counted.hits + now.misses - counted.misses
  return {
    per_second: loaded.requests / loaded.seconds,
    p50_ms: quantile(sorted, 0.5),
    p95_ms: quantile(sorted, 0.95),
    p99_ms: quantile(sorted, 0.99),
    errors: loaded.errors,
    first_error: loaded.first_error,
    answer_kb: per(loaded.bytes) / 1024,
    server_ms: per((after.server - cpu.server) * 1000),
    database_ms: per((after.database - cpu.database) * 1000),
    foreign_share: Math.max(0, foreign / ((after.at - cpu.at) * CORES)),
    statements: target.is_shop ? per(now.statements - counted.statements) : null,
    hit_ratio: target.is_shop && looked > 0 ? (now.hits - counted.hits) / looked : null,
    aftermath: left && {
      ...left,
      seconds: after.at - burst.at,
      requests: loaded.requests,
      burst_seconds: loaded.seconds,
      burst_server_ms: per((burst.server - cpu.server) * 1000),
      burst_database_ms: per((burst.database - cpu.database) * 1000),
    },
  }
}

/** CPU seconds so far, and the time */
export const spent = async ({ backends, load_pid }: Bench, { pid }: Target) => ({
  at: performance.now() / 1000,
  machine: machineBusySeconds(),
  server: [pid, ...childrenOf(pid)].reduce((total, one) => total + cpuSeconds(one), 0),
  database: [...(await backends()).values()].reduce((total, seconds) => total + seconds, 0),
  load: cpuSeconds(load_pid),
})

/** Everything that waits to be moved, handled, or told by the pretended payment provider. */
const waitingText = async (sql: pg.Client): Promise<string> => {
  const { rows } = await sql.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relname = 'inbox'`,
  )
  return rows
    .map(({ name }) => `SELECT 1 FROM ${name}.outbox UNION ALL SELECT 1 FROM ${name}.inbox WHERE state = 'waiting'`)
    .concat('SELECT 1 FROM simulated_payments.news')
    .join(' UNION ALL ')
}

const waitingIn = async (sql: pg.Client): Promise<Pick<Aftermath, 'events_waiting' | 'invoices_unprinted'>> => {
  const { rows } = await sql.query<{ events: string; unprinted: string }>(
    `SELECT (SELECT count(*) FROM (${await waitingText(sql)}) waiting) AS events, (SELECT count(*) FROM documents.to_print) AS unprinted`,
  )
  return { events_waiting: Number(rows[0]?.events), invoices_unprinted: Number(rows[0]?.unprinted) }
}

/** Until every event has reached all that listen to it and been handled. */
export const waitUntilHandled = async (sql: pg.Client): Promise<void> => {
  const text = await waitingText(sql)
  const late = performance.now() + 300_000
  while ((await sql.query(`SELECT EXISTS (${text}) AS is_busy`)).rows[0]?.is_busy) {
    if (performance.now() > late) throw new Error('the events were not handled in 5 minutes')
    await new Promise((resume) => setTimeout(resume, 50))
  }
}
