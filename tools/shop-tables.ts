/**
 * The tables of a shop as rows of JSON text, out of one database and into another, whatever the versions of the servers (15 to 18).
 * PostgreSQL writes and reads the JSON (`row_to_json`, `json_populate_recordset`); here it only passes through as text.
 * Names of schemas, tables and columns come from PostgreSQL's own catalogue, quoted by `format('%I')`.
 */
import type pg from 'pg'

export type Table = { name: string; columns: string }
export type Digest = { rows: number; digest: string }
export type Sequence = { name: string; last_value: string; is_called: boolean }

const CHUNK_BYTES = 1024 * 1024
const MAX_ROWS = 5_000

/** How PostgreSQL writes times, bytes and numbers does not depend on how a server is set up. */
export const settle = async (client: pg.ClientBase): Promise<void> => {
  await client.query(`
    SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
    SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 1`)
}

/** All tables of these schemas with the columns that are stored (not computed), in a fixed order. Migrations are told by the manifest. */
export const readTables = async (client: pg.ClientBase, schemas: string[]): Promise<Table[]> => {
  const { rows } = await client.query<Table>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE n.nspname = ANY($1) AND c.relkind = 'r' AND (n.nspname, c.relname) <> ('platform', 'migrations')
     GROUP BY n.nspname, c.relname ORDER BY n.nspname, c.relname`,
    [schemas],
  )
  return rows
}

/** The rows of a table, one JSON object a line, in pieces of about a megabyte. */
export async function* readRows(client: pg.ClientBase, { name }: Table): AsyncGenerator<Buffer> {
  await client.query(`DECLARE export NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM ${name} t`)
  for (let count = 1; ; ) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${count} FROM export`)
    if (rows.length === 0) break
    const piece = Buffer.from(rows.map(({ line }) => `${line}\n`).join(''))
    yield piece
    count = Math.max(1, Math.min(MAX_ROWS, Math.floor((CHUNK_BYTES / piece.length) * rows.length))) // as wide as these rows were
  }
  await client.query('CLOSE export')
}

export const writeRows = async (client: pg.ClientBase, { name, columns }: Table, piece: Buffer): Promise<void> => {
  const lines = piece.toString().trimEnd().replaceAll('\n', ',')
  await client.query(
    `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM json_populate_recordset(NULL::${name}, $1::json)`,
    [`[${lines}]`],
  )
}

/** Number and content of the rows, whatever their order: the sum of a hash of each. */
export const digestOf = async (client: pg.ClientBase, { name }: Table): Promise<Digest> => {
  const { rows } = await client.query<Digest>(
    `SELECT count(*)::int AS rows, coalesce(sum(('x' || left(md5(row_to_json(t)::text), 15))::bit(60)::bigint), 0)::text AS digest FROM ${name} t`,
  )
  return rows[0] ?? { rows: 0, digest: '0' }
}

export const readSequences = async (client: pg.ClientBase, schemas: string[]): Promise<Sequence[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name FROM pg_sequences WHERE schemaname = ANY($1) ORDER BY 1`,
    [schemas],
  )
  const sequences: Sequence[] = []
  for (const { name } of rows) {
    const read = await client.query<Omit<Sequence, 'name'>>(`SELECT last_value::text, is_called FROM ${name}`)
    sequences.push({ name, ...read.rows[0]! })
  }
  return sequences
}

export const writeSequences = async (client: pg.ClientBase, sequences: Sequence[]): Promise<void> => {
  for (const { name, last_value, is_called } of sequences)
    await client.query('SELECT setval($1::regclass, $2, $3)', [name, last_value, is_called])
}

/** Runs `work` without foreign keys and with empty tables; the keys come back afterwards, and PostgreSQL checks every row against them. */
export const withoutForeignKeys = async (client: pg.ClientBase, schemas: string[], work: () => Promise<void>): Promise<void> => {
  const { rows } = await client.query<{ drop: string; add: string }>(
    `SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, c.relname, f.conname) AS drop,
       format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, f.conname, pg_get_constraintdef(f.oid)) AS add
     FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE f.contype = 'f' AND n.nspname = ANY($1)`,
    [schemas],
  )
  for (const key of rows) await client.query(key.drop)
  for (const { name } of await readTables(client, schemas)) await client.query(`DELETE FROM ${name}`) // what migrations put there
  await work()
  await client.query('SET CONSTRAINTS ALL IMMEDIATE') // a table cannot be altered while a rule waits for COMMIT to be asked
  for (const key of rows) await client.query(key.add)
}
