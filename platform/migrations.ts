/** Plain SQL files, run once each, in order, under a lock, and never changed afterwards. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

export type Migrating = { name: string; folder: string }
type Migration = { module: string; name: string; text: string; checksum: string }

/** The database and the code do not agree about the schema. Nothing was changed; starting anyway could lose data. */
export class SchemaMismatch extends Error {
  override name = 'SchemaMismatch'
}

const BOOKKEEPING = `
  CREATE SCHEMA IF NOT EXISTS platform;
  CREATE TABLE IF NOT EXISTS platform.migrations (
    module   text NOT NULL,
    name     text NOT NULL,
    checksum text NOT NULL,
    ran_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (module, name)
  )`
const OLDEST_SERVER = 150_000
const LOCK = 7_368_787 // any number that nobody else locks in this database

/**
 * Brings the schemas of these modules up to date and prints what ran.
 * @throws SchemaMismatch when a file that ran has changed, when the database knows migrations this code does not, or the server is too old
 */
export const migrate = (pool: pg.Pool, modules: Migrating[], say: (line: string) => void): Promise<void> =>
  migrateTo(pool, modules, { say, wanted: () => true })

export type Ran = { module: string; name: string; checksum: string }

/** Runs the wanted ones only: an export is brought into the schema it was made with, and migrated further afterwards. */
export const migrateTo = async (
  pool: pg.Pool,
  modules: Migrating[],
  { say, wanted }: { say: (line: string) => void; wanted(migration: Ran): boolean },
): Promise<void> => {
  const client = await pool.connect()
  try {
    await client.query('SET statement_timeout = 0; SET lock_timeout = 0')
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await refuseOldServer(client)
    await client.query(BOOKKEEPING)
    for (const migration of (await missing(client, collect(modules))).filter(wanted)) {
      await run(client, migration)
      say(`migrated ${migration.module}/${migration.name}`)
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock_all(); RESET statement_timeout; RESET lock_timeout').catch(() => {})
    client.release()
  }
}

/** A digest of all migrations of these modules: databases with the same digest have the same schema. */
export const schemaDigest = (modules: Migrating[]): string =>
  createHash('sha1')
    .update(
      collect(modules)
        .map(({ module, name, checksum }) => `${module}/${name} ${checksum}`)
        .join(),
    )
    .digest('hex')
    .slice(0, 12)

const refuseOldServer = async (client: pg.PoolClient) => {
  const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
    `SELECT current_setting('server_version_num') AS server_version_num, current_setting('server_version') AS server_version`,
  )
  if (Number(rows[0]?.server_version_num) < OLDEST_SERVER)
    throw new SchemaMismatch(`PostgreSQL ${rows[0]?.server_version} is too old; Souk needs 15 or newer.`)
}

const collect = (modules: Migrating[]): Migration[] => [
  ...filesOf('platform', join(import.meta.dirname, 'migrations')),
  ...modules.flatMap(({ name, folder }) => [
    read(name, '0000_boxes.sql', join(import.meta.dirname, 'boxes.sql')),
    read(name, '0000_boxes_by_index.sql', join(import.meta.dirname, 'boxes-by-index.sql')),
    read(name, '0000_boxes_by_aggregate.sql', join(import.meta.dirname, 'boxes-by-aggregate.sql')),
    ...filesOf(name, join(folder, 'migrations')),
  ]),
]

const filesOf = (module: string, folder: string): Migration[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.sql'))
        .sort()
        .map((name) => read(module, name, join(folder, name)))
    : []

const read = (module: string, name: string, file: string): Migration => {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n') // a checkout on Windows is the same migration
  return { module, name, text, checksum: createHash('sha256').update(text).digest('hex').slice(0, 32) }
}

/** The migrations that have yet to run, after making sure that those which ran are the ones we know. */
const missing = async (client: pg.PoolClient, known: Migration[]): Promise<Migration[]> => {
  const { rows } = await client.query<{ module: string; name: string; checksum: string }>(
    'SELECT module, name, checksum FROM platform.migrations',
  )
  const ran = new Map(rows.map((row) => [`${row.module}/${row.name}`, row.checksum]))
  const modules = new Set(known.map((migration) => migration.module))
  for (const { module, name } of rows)
    if (modules.has(module) && !known.some((migration) => migration.module === module && migration.name === name))
      throw new SchemaMismatch(
        `The database has seen ${module}/${name}, which this version of Souk does not know. Start the newer version.`,
      )
  for (const { module, name, checksum } of known)
    if (ran.has(`${module}/${name}`) && ran.get(`${module}/${name}`) !== checksum)
      throw new SchemaMismatch(`${module}/${name} has changed since it ran. Put the file back and write a new migration instead.`)
  return known.filter(({ module, name }) => !ran.has(`${module}/${name}`))
}

const run = async (client: pg.PoolClient, { module, name, text, checksum }: Migration) => {
  try {
    await client.query('BEGIN')
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${module}; SET LOCAL search_path = ${module}, public`)
    await client.query(text)
    await client.query('INSERT INTO platform.migrations (module, name, checksum) VALUES ($1, $2, $3)', [module, name, checksum])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw new Error(`${module}/${name} failed: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}
