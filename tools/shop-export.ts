/**
 * A whole shop in one file: a gzipped tar with `shop.json` (what it is), `tables/<schema.table>/<n>.ndjson` (a row a line), `media/<file>`,
 * and at the end `summary.json` (numbers and hashes, to be held against what arrives). Nothing is held in memory but one piece.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import { filesOf } from '#modules/media/file-names.ts'
import type { Store } from '#modules/media/store.ts'
import type { Ran } from '#platform/migrations.ts'
import { type Digest, digestOf, readRows, readSequences, readTables, type Sequence, settle, type Table } from './shop-tables.ts'
import { type TarEntry, writeTar } from './tar.ts'

export const FORMAT = 1
export type Manifest = { format: number; made_at: string; postgres: string; migrations: Ran[]; schemas: string[]; tables: Table[] }
export type Summary = {
  tables: { [name: string]: Digest }
  sequences: Sequence[]
  media: { files: number; bytes: number; missing: number }
}

export type ExportOptions = { client: pg.ClientBase; store: Store; made_at: Date; say(line: string): void }

/**
 * Writes the shop behind `client` to `file`, as it was at one moment; others go on reading and writing meanwhile.
 * The file appears under its name only when it is whole, readable by its owner alone: it holds personal data.
 */
export const exportShop = async (file: string, options: ExportOptions): Promise<Summary> => {
  const { client, made_at } = options
  const unfinished = `${file}.part`
  const summary: Summary = { tables: {}, sequences: [], media: { files: 0, bytes: 0, missing: 0 } }
  try {
    await settle(client)
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const tar = Readable.from(writeTar(entriesOf(options, summary), made_at))
    await pipeline(tar, createGzip({ level: 4 }), createWriteStream(unfinished, { mode: 0o600 }))
    await client.query('COMMIT')
    await rename(unfinished, file)
    return summary
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

export const openExport = (file: string): AsyncIterable<Buffer> => createReadStream(file).pipe(createGunzip())

async function* entriesOf({ client, store, made_at, say }: ExportOptions, summary: Summary): AsyncGenerator<TarEntry> {
  const manifest = await describe(client, made_at)
  yield { name: 'shop.json', bytes: toJson(manifest) }
  for (const table of manifest.tables) {
    const digest = await digestOf(client, table)
    summary.tables[table.name] = digest
    if (digest.rows > 0) say(`${table.name}: ${digest.rows}`)
    let piece = 0
    for await (const bytes of readRows(client, table))
      yield { name: `tables/${table.name}/${String(++piece).padStart(6, '0')}.ndjson`, bytes }
  }
  summary.sequences = await readSequences(client, manifest.schemas)
  if (manifest.schemas.includes('media')) yield* mediaOf(client, store, summary)
  say(`pictures: ${summary.media.files} files${summary.media.missing > 0 ? `, ${summary.media.missing} are missing` : ''}`)
  yield { name: 'summary.json', bytes: toJson(summary) }
}

const describe = async (client: pg.ClientBase, made_at: Date): Promise<Manifest> => {
  const { rows: migrations } = await client.query<Ran>('SELECT module, name, checksum FROM platform.migrations ORDER BY module, name')
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
  const schemas = [...new Set(['platform', ...migrations.map(({ module }) => module)])]
  const tables = await readTables(client, schemas)
  return { format: FORMAT, made_at: made_at.toISOString(), postgres: rows[0]?.server_version ?? '', migrations, schemas, tables }
}

async function* mediaOf(client: pg.ClientBase, store: Store, { media }: Summary): AsyncGenerator<TarEntry> {
  const { rows } = await client.query<{ name: string; widths: number[] }>('SELECT name, widths FROM media.pictures ORDER BY name')
  for (const file of rows.flatMap(filesOf)) {
    const bytes = await store.get(file)
    if (!bytes) media.missing++
    else {
      media.files++
      media.bytes += bytes.length
      yield { name: `media/${file}`, bytes: Buffer.from(bytes) }
    }
  }
}

const toJson = (value: object): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`)
