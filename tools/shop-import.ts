/** Brings an exported shop into an empty database: all of it or nothing, and not a row different. */
import type pg from 'pg'
import type { Store } from '#modules/media/store.ts'
import { type Migrating, migrateTo } from '#platform/migrations.ts'
import { FORMAT, type Manifest, openExport, type Summary } from './shop-export.ts'
import { digestOf, readTables, settle, type Table, withoutForeignKeys, writeRows, writeSequences } from './shop-tables.ts'
import { BadArchive, readTar, type TarEntry } from './tar.ts'

/** Why an export cannot be brought in; nothing was changed. */
export class CannotImport extends Error {
  override name = 'CannotImport'
}

export type ImportOptions = { pool: pg.Pool; modules: Migrating[]; store: Store; say(line: string): void }

/**
 * @throws CannotImport when the database is not empty, the export is of another version, or what arrived is not what was sent;
 * BadArchive when the file is cut off or damaged
 */
export const importShop = async (file: string, options: ImportOptions): Promise<Summary> => {
  const entries = readTar(openExport(file))
  const { value } = await entries.next()
  const manifest = value?.name === 'shop.json' ? parse<Manifest>(value) : undefined
  if (manifest?.format !== FORMAT) throw new CannotImport('This is not an export of a shop, or one of a newer version.')
  await refuseFilled(options.pool)
  await prepareSchema(options, manifest)
  const client = await options.pool.connect()
  try {
    await settle(client)
    await client.query('BEGIN')
    const summary = await load(client, { manifest, entries }, options)
    await client.query('COMMIT')
    return summary
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    await undoSchema(client, manifest).catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

const refuseFilled = async (pool: pg.Pool): Promise<void> => {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' LIMIT 1`,
  )
  if (rows[0]) throw new CannotImport(`The database is not empty (it has ${rows[0].name}). A shop is brought into an empty one only.`)
}

/** Runs exactly the migrations that the export has seen. */
const prepareSchema = async ({ pool, modules, say }: ImportOptions, { migrations }: Manifest): Promise<void> => {
  const key = ({ module, name, checksum }: Manifest['migrations'][number]) => `${module}/${name} ${checksum}`
  const wanted = new Set(migrations.map(key))
  const ran = new Set<string>()
  await migrateTo(pool, modules, {
    say: () => {},
    wanted: (migration) => {
      if (wanted.has(key(migration))) ran.add(key(migration))
      return wanted.has(key(migration))
    },
  })
  const unknown = migrations.find((migration) => !ran.has(key(migration)))
  if (!unknown) return say(`${migrations.length} migrations`)
  const client = await pool.connect()
  await undoSchema(client, { schemas: [...new Set(['platform', ...modules.map(({ name }) => name)])] })
  client.release()
  throw new CannotImport(
    `The export has seen ${unknown.module}/${unknown.name}, which is not part of this version of Souk. Use the version it was made with, or a newer one.`,
  )
}

/** The database was empty before. */
const undoSchema = async (client: pg.ClientBase, { schemas }: Pick<Manifest, 'schemas'>): Promise<void> => {
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('DROP SCHEMA IF EXISTS %I CASCADE', name) AS statement FROM unnest($1::text[]) AS name`,
    [schemas],
  )
  for (const { statement } of rows) await client.query(statement)
}

type Incoming = { manifest: Manifest; entries: AsyncIterable<TarEntry> }

const load = async (client: pg.ClientBase, { manifest, entries }: Incoming, { store, say }: ImportOptions): Promise<Summary> => {
  const tables = new Map((await readTables(client, manifest.schemas)).map((table) => [table.name, table]))
  const arrived: Summary['media'] = { files: 0, bytes: 0, missing: 0 }
  let summary: Summary | undefined
  await withoutForeignKeys(client, manifest.schemas, async () => {
    for await (const entry of entries) {
      const [kind, name = ''] = entry.name.split('/')
      if (kind === 'tables') await writeRows(client, known(tables, name), entry.bytes)
      else if (kind === 'media') await keepFile(store, name, { bytes: entry.bytes, arrived })
      else if (kind === 'summary.json') summary = parse<Summary>(entry)
    }
  })
  if (!summary) throw new BadArchive('The file is cut off: it ends in the middle.')
  await writeSequences(client, summary.sequences)
  await verify(client, { tables, summary, arrived })
  say(`${tables.size} tables and ${arrived.files} picture files, every row as it was`)
  return summary
}

const known = (tables: Map<string, Table>, name: string): Table => {
  const table = tables.get(name)
  if (!table) throw new CannotImport(`The export has a table ${name} that its migrations do not make.`)
  return table
}

const keepFile = async (store: Store, name: string, { bytes, arrived }: { bytes: Buffer; arrived: Summary['media'] }): Promise<void> => {
  await store.put(name, bytes)
  arrived.files++
  arrived.bytes += bytes.length
}

type Arrived = { tables: Map<string, Table>; summary: Summary; arrived: Summary['media'] }

const verify = async (client: pg.ClientBase, { tables, summary, arrived }: Arrived): Promise<void> => {
  for (const table of tables.values()) {
    const sent = summary.tables[table.name]
    const here = await digestOf(client, table)
    if (sent?.rows !== here.rows) throw new CannotImport(`${table.name} had ${sent?.rows} rows, ${here.rows} arrived.`)
    if (sent.digest !== here.digest) throw new CannotImport(`The rows of ${table.name} are not what they were.`)
  }
  if (arrived.files !== summary.media.files || arrived.bytes !== summary.media.bytes)
    throw new CannotImport(`${summary.media.files} picture files were sent, ${arrived.files} arrived.`)
}

const parse = <T>(entry: TarEntry): T => JSON.parse(entry.bytes.toString())
