import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import sharp from 'sharp'
import { catalog } from '#modules/catalog/contract.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customersModule } from '#modules/customers/module.ts'
import { imports } from '#modules/imports/contract.ts'
import { importsModule } from '#modules/imports/module.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { media } from '#modules/media/contract.ts'
import { mediaModule } from '#modules/media/module.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { searchModule } from '#modules/search/module.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { type Migrating, migrate } from '#platform/migrations.ts'
import { testServer, testShop } from '#platform/testing.ts'
import { folderStore } from '#plugins/folder-store/folder-store.ts'
import { exportShop, openExport } from './shop-export.ts'
import { CannotImport, importShop } from './shop-import.ts'
import { BadArchive, readTar, type TarEntry, writeTar } from './tar.ts'

const folder = await mkdtemp(join(tmpdir(), 'souk-export-'))
after(() => rm(folder, { recursive: true }))
const store = folderStore(join(folder, 'media'))
const modules = [
  catalogModule,
  pricingModule,
  inventoryModule,
  mediaModule({ store }),
  searchModule,
  importsModule({ demo: async () => ({ categories: [], products: [], pictures: [], hero: null }) }),
  customersModule({ secret: new Uint8Array(32) }),
  settingsModule({ public_url: 'http://localhost' }),
]
const migrating: Migrating[] = modules.map(({ contract, folder }) => ({ name: contract.name, folder }))
const shop = await testShop({ catalog, imports, media }, modules)
const say = () => {}

const bytes = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#a40' } })
  .png()
  .toBuffer()
const { name: picture } = await shop.clients.media.uploadPicture({ bytes, content_type: '', headers: {} })
const parent = await shop.clients.catalog.saveCategory({
  translations: { en: { title: 'Täßchen "quoted" \\ & Co', text: 'a\nb\tc\u2028d' } },
})
const child = await shop.clients.catalog.saveCategory({
  parent_id: parent.category_id,
  translations: { en: { title: 'Cups', text: '😀' } },
})
await shop.clients.catalog.putProducts({
  products: Array.from({ length: 300 }, (_, i) => ({
    slug: `cup-${i}`,
    status: 'active' as const,
    translations: { en: { title: `Cup ${i}`, description: "it's\n{json}: [1,2]\\n" } },
    category_ids: [child.category_id],
    options: [],
    variants: [{ sku: `C-${i}`, options: {}, prices: [{ currency: 'EUR', amount: 9_007_199_254_740_991 - i }], on_hand: i }],
    pictures: [{ name: picture, alt: '' }],
  })),
})
await shop.settle()
const file = Buffer.from('Handle,Title,Variant Price\nx,X,1')
await shop.clients.imports.startImport({ bytes: file, content_type: '', headers: {} }) // bytes in a table, and an event under way

const exported = join(folder, 'shop.tar.gz')
const source = new pg.Client(shop.connection)
await source.connect()
const sent = await exportShop(exported, { client: source, store, made_at: new Date('2026-03-01T09:00:00Z'), say })
await source.end()

/** A pool on a new, empty database. */
const emptyDatabase = async (): Promise<pg.Pool> => {
  const name = `souk_test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client(testServer())
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  const url = new URL(testServer().connectionString ?? '')
  url.pathname = `/${name}`
  await admin.end()
  const pool = new pg.Pool({ connectionString: url.href, max: 2 })
  made.push({ name, pool })
  return pool
}
const made: { name: string; pool: pg.Pool }[] = []
after(async () => {
  const admin = new pg.Client(testServer())
  await admin.connect()
  for (const { pool } of made) await pool.end()
  for (const { name, pool } of made) {
    pool.on('error', () => {})
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
  }
  await admin.end()
})
const bringIn = async (path: string, pool: pg.Pool, more: { modules?: Migrating[] } = {}) =>
  importShop(path, { pool, modules: more.modules ?? migrating, store: folderStore(await mkdtemp(join(folder, 'media-'))), say })
const tablesOf = async (pool: pg.Pool) => {
  const { rows } = await pool.query(
    "SELECT count(*)::int AS n FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
  )
  return rows[0].n
}
const entries = async (): Promise<TarEntry[]> => Array.fromAsync(readTar(openExport(exported)))
/** The export with some entries changed. */
const tampered = async (change: (entry: TarEntry) => TarEntry | undefined): Promise<string> => {
  const path = join(folder, `${randomBytes(4).toString('hex')}.tar.gz`)
  const changed = (await entries()).flatMap((entry) => change(entry) ?? [])
  const tar = await Array.fromAsync(writeTar(Readable.from(changed), new Date(0)))
  await writeFile(path, gzipSync(Buffer.concat(tar)))
  return path
}

test('a shop arrives in an empty database with every row, sequence and picture as it was', async () => {
  const pool = await emptyDatabase()
  const arrived = await mkdtemp(join(folder, 'media-'))
  await importShop(exported, { pool, modules: migrating, store: folderStore(arrived), say })
  assert.equal(sent.tables['catalog.products']?.rows, 300)
  const { rows } = await pool.query('SELECT translations, slug FROM catalog.categories ORDER BY path')
  assert.deepEqual(rows[0].translations, { en: { title: 'Täßchen "quoted" \\ & Co', text: 'a\nb\tc\u2028d' } })
  const price = await pool.query(`SELECT prices->'EUR'->>'amount' AS amount FROM catalog.variants WHERE sku = 'C-7'`)
  assert.equal(price.rows[0].amount, '9007199254740984')
  const chunk = await pool.query('SELECT bytes FROM imports.chunks')
  assert.deepEqual(chunk.rows[0].bytes, file)
  for (const name of [`${picture}.webp`, `${picture}-240.avif`])
    assert.deepEqual(await folderStore(arrived).get(name), await store.get(name))

  const next = async (query: { query(text: string): Promise<pg.QueryResult> }) =>
    (await query.query("SELECT nextval('catalog.outbox_sequence_seq')::int AS n")).rows[0].n
  assert.equal(await next(pool), await next(shop.db.pool))
  const keys = await pool.query("SELECT count(*)::int AS n FROM pg_constraint WHERE contype = 'f'")
  const keysBefore = await shop.db.pool.query("SELECT count(*)::int AS n FROM pg_constraint WHERE contype = 'f'")
  assert.equal(keys.rows[0].n, keysBefore.rows[0].n)
})

test('any tar can read an export, and nobody but its owner may', async () => {
  const names = (await entries()).map(({ name }) => name)
  assert.deepEqual([names[0], names.at(-1)], ['shop.json', 'summary.json'])
  assert.ok(names.includes('tables/catalog.products/000001.ndjson') && names.includes(`media/${picture}.webp`))
  assert.equal((await stat(exported)).mode & 0o777, 0o600)
  assert.equal(
    gzipSync(Buffer.alloc(0))
      .subarray(0, 2)
      .equals((await readFile(exported)).subarray(0, 2)),
    true,
  )
})

test('a database that is not empty is refused and stays as it is', async () => {
  const pool = await emptyDatabase()
  await pool.query('CREATE TABLE mine (x integer)')
  await assert.rejects(bringIn(exported, pool), (error) => error instanceof CannotImport && /public.mine/.test(error.message))
  assert.equal(await tablesOf(pool), 1)
})

test('a file that is cut off is refused and leaves the database empty', async () => {
  const whole = await readFile(exported)
  for (const part of [0.3, 0.7, 0.99]) {
    const path = join(folder, 'cut.tar.gz')
    await writeFile(path, whole.subarray(0, Math.floor(whole.length * part)))
    const pool = await emptyDatabase()
    await assert.rejects(bringIn(path, pool))
    assert.equal(await tablesOf(pool), 0, `cut at ${part}`)
  }
  const pool = await emptyDatabase()
  await assert.rejects(bringIn(await tampered((entry) => (entry.name === 'summary.json' ? undefined : entry)), pool), BadArchive)
  assert.equal(await tablesOf(pool), 0)
})

test('a row that was changed, lost or orphaned on the way is noticed, and nothing stays', async () => {
  const rows = (change: (text: string) => string) =>
    tampered((entry) =>
      entry.name.startsWith('tables/catalog.variants/') ? { ...entry, bytes: Buffer.from(change(entry.bytes.toString())) } : entry,
    )
  const attempts: [string, RegExp][] = [
    [await rows((text) => text.replace('C-12"', 'C-XX"')), /rows of catalog.variants are not what they were/],
    [await rows((text) => text.slice(text.indexOf('\n') + 1)), /catalog.variants had 300 rows, 29\d arrived/],
    [
      await tampered((entry) => (entry.name.startsWith('tables/catalog.products/') ? undefined : entry)),
      /catalog.products had 300 rows, 0 arrived|violates foreign key/,
    ],
    [await tampered((entry) => (entry.name.endsWith('-240.avif') ? undefined : entry)), /picture files were sent/],
  ]
  for (const [path, reason] of attempts) {
    const pool = await emptyDatabase()
    await assert.rejects(bringIn(path, pool), reason)
    assert.equal(await tablesOf(pool), 0)
  }
})

test('an export of an older version comes in as it was and is migrated further by the next start', async () => {
  const newer = await mkdtemp(join(folder, 'settings-'))
  await cp(join(settingsModule({ public_url: '' }).folder, 'migrations'), join(newer, 'migrations'), { recursive: true })
  await writeFile(join(newer, 'migrations/9999_later.sql'), 'CREATE TABLE settings.later (x integer);')
  const later = migrating.map((module) => (module.name === 'settings' ? { ...module, folder: newer } : module))
  const pool = await emptyDatabase()
  await bringIn(exported, pool, { modules: later })
  const ran: string[] = []
  await migrate(pool, later, (line) => ran.push(line))
  assert.deepEqual(ran, ['migrated settings/9999_later.sql'])
})

test('an export of a newer version, or something else altogether, is refused', async () => {
  const pool = await emptyDatabase()
  const older = migrating.filter(({ name }) => name !== 'search')
  await assert.rejects(
    bringIn(exported, pool, { modules: older }),
    (error) => error instanceof CannotImport && /search\/.* not part of this version/.test(error.message),
  )
  assert.equal(await tablesOf(pool), 0)
  const other = join(folder, 'other.tar.gz')
  await writeFile(
    other,
    gzipSync(Buffer.concat(await Array.fromAsync(writeTar(Readable.from([{ name: 'x', bytes: Buffer.from('{}') }]), new Date(0))))),
  )
  await assert.rejects(bringIn(other, pool), CannotImport)
  await writeFile(other, gzipSync(Buffer.from('hello '.repeat(1000))))
  await assert.rejects(bringIn(other, pool), BadArchive)
})
