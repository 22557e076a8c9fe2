/**
 * `npm run bench`: the shop beside what the machine can do, in one run, on the same data. Linux only: costs are read from /proc.
 * Everything it starts it stops, and its databases are dropped.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { categorySlugs, searchWords } from './catalogue.ts'
import { measureEvents } from './events.ts'
import { openBench, waitUntilHandled } from './measure.ts'
import { memoryMb, ROOT, type Running, start } from './processes.ts'
import { type Results, report } from './report.ts'
import type { Goods } from './requests.ts'
import { type Line, runReferences, runScenario, SCENARIOS } from './rounds.ts'
import { makePlace, type Place, type Shop, seed, startShop } from './shop-under-test.ts'
import { measureStarts } from './starts.ts'

const HELP = `Usage: npm run bench -- [options]

  --products 2000      size of the generated catalogue
  --only list,detail   these scenarios: ${SCENARIOS.map(({ name }) => name).join(', ')}
  --seconds 4          length of a run
  --rounds 3           runs of each
  --orders 5000        size of the flood of events; 0: no events
  --no-starts          leave out the cold starts
  --save NAME          write bench/results/DATE-NAME.md and .json
  --profile FOLDER     write CPU profiles of the shop's processes there; figures are then worth nothing
  --server URL         the PostgreSQL server (default: BENCH_SERVER_URL, else postgres://postgres@127.0.0.1:5432/postgres)`

const PORTS = { shop: 31_800, uncached: 31_801, bare: 31_802 }

const { values: asked } = parseArgs({
  allowNegative: true,
  options: {
    products: { type: 'string', default: '2000' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    orders: { type: 'string', default: '5000' },
    starts: { type: 'boolean', default: true },
    save: { type: 'string' },
    profile: { type: 'string' },
    server: { type: 'string', default: process.env.BENCH_SERVER_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres' },
    help: { type: 'boolean', short: 'h' },
  },
})
const say = (line: string) => console.error(line)

/** What the load asks for: real slugs and variants, spread over the catalogue. */
const goodsOf = async (sql: { query: (text: string) => Promise<{ rows: { slug: string; variant_id: string }[] }> }): Promise<Goods> => {
  const { rows } = await sql.query(
    `SELECT p.slug, v.variant_id FROM catalog.products p
     JOIN LATERAL (SELECT variant_id FROM catalog.variants WHERE product_id = p.product_id ORDER BY position LIMIT 1) v ON true
     ORDER BY md5(p.slug) LIMIT 20000`,
  )
  return {
    slugs: rows.map(({ slug }) => slug),
    variant_ids: rows.map(({ variant_id }) => variant_id),
    categories: categorySlugs,
    words: searchWords,
  }
}

type Measured = Pick<Results, 'lines' | 'rss_after_load_mb' | 'events'> & { postgres: string }

const measureShop = async (place: Place, started: Running[]): Promise<Measured> => {
  const keep = async <T extends Running>(opening: Promise<T>): Promise<T> => {
    const one = await opening
    started.push(one)
    return one
  }
  const env = { DATABASE_URL: place.database_url, PORT: String(PORTS.bare) }
  const shop = await keep(startShop(place, { port: PORTS.shop, profile_into: asked.profile }))
  const uncached = await keep(startShop(place, { port: PORTS.uncached, without_page_cache: true }))
  const bare = await keep(start({ file: 'bench/bare-limits.ts', env }))
  const bench = await openBench(place.database_url ?? '')
  try {
    const goods = await goodsOf(bench.sql)
    const target = ({ pid, port }: Shop) => ({ pid, port, is_shop: true })
    const targets = { shop: target(shop), uncached: target(uncached), bare: { pid: bare.pid, port: PORTS.bare, is_shop: false } }
    const plan = { bench, targets, goods, seconds: Number(asked.seconds), rounds: Number(asked.rounds), say }
    const chosen = SCENARIOS.filter(({ name }) => !asked.only || asked.only.split(',').includes(name))
    const lines: Line[] = await runReferences(plan)
    for (const scenario of chosen.filter(({ is_read }) => is_read)) lines.push(...(await runScenario(plan, scenario)))
    await uncached.stop() // two processes would share the events that follow
    for (const scenario of chosen.filter(({ is_read }) => !is_read)) lines.push(...(await runScenario(plan, scenario)))
    await waitUntilHandled(bench.sql)
    const rss_after_load_mb = memoryMb(shop.pid, 'Rss')
    const events = Number(asked.orders) > 0 ? await measureEvents(bench, targets.shop, { goods, orders: Number(asked.orders) }) : null
    const { rows } = await bench.sql.query<{ server_version: string }>('SHOW server_version')
    return { lines, rss_after_load_mb, events, postgres: rows[0]?.server_version.split(' ')[0] ?? '' }
  } finally {
    await bench.close()
  }
}

const machineOf = ({ lines, postgres }: Measured, load_before: number): Results['machine'] => {
  const runs = lines.flatMap((line) => line.runs)
  return {
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres,
    load_before,
    foreign_share: runs.reduce((total, run) => total + run.foreign_share, 0) / Math.max(1, runs.length),
  }
}

const save = (results: Results, name: string) => {
  const folder = join(ROOT, 'bench/results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${results.date}-${name.replace(/[^\w-]/g, '-')}`)
  writeFileSync(`${file}.md`, report(results))
  writeFileSync(
    `${file}.json`,
    `${JSON.stringify(results, (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value), 1)}\n`,
  )
}

const bench = async (): Promise<Results> => {
  const load_before = loadavg()[0] ?? 0
  const products = Number(asked.products)
  const place = await makePlace(asked.server)
  const started: Running[] = []
  try {
    say(`making a shop of ${products} products ...`)
    const import_seconds = await seed(place, products)
    const measured = await measureShop(place, started)
    const { lines, rss_after_load_mb, events } = measured
    for (const one of started) await one.stop()
    const starts = asked.starts ? await measureStarts(place, { port: PORTS.shop, products, times: 3 }) : null
    return {
      date: new Date().toISOString().slice(0, 10),
      revision: execFileSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8' }).trim(),
      machine: machineOf(measured, load_before),
      catalogue: { products, import_seconds },
      how: { seconds: Number(asked.seconds), rounds: Number(asked.rounds) },
      lines,
      rss_after_load_mb,
      events,
      starts,
    }
  } finally {
    for (const one of started) await one.stop()
    await place.clear()
  }
}

if (asked.help) console.log(HELP)
else if (process.platform !== 'linux') throw new Error('npm run bench reads what processes cost from /proc and runs on Linux only')
else {
  const results = await bench()
  console.log(report(results))
  if (asked.save) save(results, asked.save)
}
