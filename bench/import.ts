/**
 * `node tools/run.mjs bench/import.ts`: how long `npm run import` takes from the command until everything is searchable, and what it costs.
 * The file is made here. It is imported twice: first everything is new, then nothing has changed. Linux only, as `npm run bench` is.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { importFile } from './import-file.ts'
import { childrenOf, cpuSeconds, machineBusySeconds, runToEnd } from './processes.ts'
import { makePlace, type Place } from './shop-under-test.ts'

const HELP = `Usage: node tools/run.mjs bench/import.ts [options]

  --products 20000   products in the file that is made
  --file FILE        import this one instead
  --rounds 3         shops to import into, each a new one
  --embedded         into the embedded database
  --profile FOLDER   write CPU profiles there; figures are then worth little
  --server URL       the PostgreSQL server (default: BENCH_SERVER_URL, else postgres://postgres@127.0.0.1:5432/postgres)`

const { values: asked } = parseArgs({
  options: {
    products: { type: 'string', default: '20000' },
    file: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    embedded: { type: 'boolean', default: false },
    profile: { type: 'string' },
    server: { type: 'string', default: process.env.BENCH_SERVER_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres' },
    help: { type: 'boolean', short: 'h' },
  },
})
const LOOK_MS = 50

/** Seconds on the clock, and CPU seconds: of the import's process, of the database's processes that work for it, of everybody else. */
type Cost = { seconds: number; shop: number; database: number; others: number }

const backendsOf = async (sql: pg.Client): Promise<number[]> => {
  const { rows } = await sql.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'bench'`,
  )
  return rows.map(({ pid }) => pid)
}

/** What a process has used is gone with it, so it is looked at all the time. The embedded database is a child of the import. */
const watch = (place: Place) => {
  const shop = new Map<number, number>()
  const database = new Map<number, number>()
  let is_over = false
  const look = (used: Map<number, number>, pids: number[]) => {
    for (const pid of pids) used.set(pid, Math.max(used.get(pid) ?? 0, cpuSeconds(pid)))
  }
  const watching = (async () => {
    const sql = new pg.Client({ connectionString: place.database_url ?? '', application_name: 'bench' })
    if (place.database_url) await sql.connect()
    while (!is_over) {
      const [first, ...below] = childrenOf(process.pid)
      if (first) look(shop, [first])
      look(database, place.database_url ? await backendsOf(sql) : below)
      await new Promise((resume) => setTimeout(resume, LOOK_MS))
    }
    if (place.database_url) await sql.end()
  })()
  const total = (used: Map<number, number>) => used.values().reduce((sum, seconds) => sum + seconds, 0)
  return async () => {
    is_over = true
    await watching
    return { shop: total(shop), database: total(database) }
  }
}

const runImport = async (place: Place, file: string): Promise<Cost> => {
  const [begun, busy] = [performance.now(), machineBusySeconds()]
  const stop = watch(place)
  const node_flags = asked.profile ? ['--cpu-prof', `--cpu-prof-dir=${resolve(asked.profile)}`] : []
  await runToEnd({ file: 'tools/import-products.ts', args: [file], env: place.env, node_flags })
  const seconds = (performance.now() - begun) / 1000
  const used = await stop()
  return { seconds, ...used, others: machineBusySeconds() - busy - used.shop - used.database }
}

const say = (what: string, { seconds, shop, database, others }: Cost) =>
  console.log(
    `${what}: ${seconds.toFixed(1)} s; CPU ${(shop + database).toFixed(1)} s (${shop.toFixed(1)} import, ${database.toFixed(1)} database), others ${others.toFixed(1)} s`,
  )

const round = async (file: string, empty: string): Promise<void> => {
  const place = await makePlace(asked.embedded ? undefined : asked.server)
  try {
    await runToEnd({ file: 'tools/import-products.ts', args: [empty, '--dry-run'], env: place.env }) // makes the shop
    say('everything new   ', await runImport(place, file))
    say('nothing has changed', await runImport(place, file))
  } finally {
    await place.clear()
  }
}

if (asked.help) console.log(HELP)
else if (process.platform !== 'linux') throw new Error('what processes cost is read from /proc, on Linux only')
else {
  const folder = mkdtempSync(join(tmpdir(), 'souk-bench-file-'))
  const [file, empty] = [asked.file ? resolve(asked.file) : join(folder, 'products.csv'), join(folder, 'one.csv')]
  writeFileSync(empty, importFile(1))
  if (!asked.file) writeFileSync(file, importFile(Number(asked.products)))
  console.log(`${asked.file ?? `${asked.products} products`}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`)
  try {
    for (let n = 0; n < Number(asked.rounds); n++) await round(file, empty)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
