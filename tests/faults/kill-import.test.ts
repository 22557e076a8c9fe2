import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { testServer } from '#platform/testing.ts'

const { FULL } = process.env
const PRODUCTS = FULL ? 20_000 : 4_000
const KILLS = FULL ? 6 : 2
const ROOT = join(import.meta.dirname, '../..')
const folder = await mkdtemp(join(tmpdir(), 'souk-kill-import-'))
const name = `souk_test_${randomBytes(6).toString('hex')}`
const url = new URL(testServer().connectionString ?? '')
url.pathname = `/${name}`
const admin = new pg.Client(testServer())
await admin.connect()
await admin.query(`CREATE DATABASE ${name}`)
after(async () => {
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
  await admin.end()
  await rm(folder, { recursive: true })
})

const file = join(folder, 'mugs.csv')
const WITHOUT_PRICE = 4 // of a hundred products
const rows = Array.from({ length: PRODUCTS }, (_, i) => `mug-${i},Mug ${i},Mugs,${i % 100 < WITHOUT_PRICE ? '' : '5.00'},shopify,${i % 50}`)
await writeFile(file, ['Handle,Title,Type,Variant Price,Variant Inventory Tracker,Variant Inventory Qty', ...rows].join('\n'))

const startImport = (): ChildProcess & { text: () => string } => {
  const env = { ...process.env, NODE_ENV: 'test', DATABASE_URL: url.href, DATA_DIR: folder, LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, ['tools/import-products.ts', file], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (piece) => {
    text += piece
  })
  return Object.assign(child, { text: () => text })
}

const ask = async <Row extends pg.QueryResultRow>(query: string): Promise<Row> => {
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const { rows } = await client.query<Row>(query)
  await client.end()
  return rows[0]!
}

test('an import whose process is killed again and again brings every product in, and tells every problem, once', async () => {
  const done = async () => {
    const { is_there } = await ask<{ is_there: boolean }>(`SELECT to_regclass('imports.runs') IS NOT NULL AS is_there`)
    return is_there ? (await ask<{ done: number }>('SELECT coalesce(max(products_done), 0) AS done FROM imports.runs')).done : 0
  }
  let before = 0
  for (let kill = 1; kill <= KILLS; kill++) {
    const child = startImport()
    while ((await done()) <= before) await new Promise((resume) => setTimeout(resume, 50))
    child.kill('SIGKILL')
    await once(child, 'exit')
    before = await done()
    assert.ok(before < PRODUCTS, 'it was over before it was killed; make the file longer')
  }
  const last = startImport()
  const [code] = await once(last, 'exit')
  assert.equal(code, 2, last.text()) // some were refused

  const run = await ask(
    'SELECT count(*)::int AS runs, min(state) AS state, sum(products_done)::int AS done, sum(created + unchanged)::int AS known, sum(refused)::int AS refused, jsonb_agg(problem_counts) AS problems FROM imports.runs',
  )
  const refused = (PRODUCTS * WITHOUT_PRICE) / 100
  const known = PRODUCTS - refused
  assert.deepEqual(run, { runs: 1, state: 'done', done: PRODUCTS, known, refused, problems: [{ NO_PRICE: refused }] })
  const { kept } = await ask<{ kept: number }>('SELECT count(DISTINCT line)::int AS kept FROM imports.problems')
  assert.equal(kept, refused)
  const { products } = await ask<{ products: number }>('SELECT count(*)::int AS products FROM catalog.products')
  assert.equal(products, known)
})
