import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '#platform/migrations.ts'
import type { Module } from '#platform/module.ts'
import { page, table } from './markdown.ts'

type ColumnRow = { schema: string; table: string; column: string; type: string; is_required: boolean; fallback: string | null }
type RuleRow = { schema: string; table: string; name: string; rule: string }

/** What belongs to no module. */
const PLATFORM = ['platform', join(import.meta.dirname, '../../platform/migrations')] as const

/** Tables as the migrations leave them, on a server where a database may be made for a moment; the remarks are those of the migrations. */
export const tablesPage = async (modules: Module[], server: string): Promise<string> => {
  const { columns, rules } = await readSchema(modules, server)
  const migrations = modules.map(({ contract, folder }) => [contract.name, join(folder, 'migrations')] as const)
  const remarks = new Map([...migrations, PLATFORM].flatMap(([schema, folder]) => [...remarksIn(schema, folder)]))
  const owned = columns.filter(({ table }) => table !== 'outbox' && table !== 'inbox')
  return page(
    'Tables',
    'the migrations',
    'Every module owns the schema of its name and touches no other. Each also has an `outbox` of what it has to say and an `inbox` of what it has heard (`platform/boxes.sql`).',
    ...[...Map.groupBy(owned, ({ schema }) => schema)].flatMap(([schema, ofSchema]) => [
      `## ${schema}`,
      ...[...Map.groupBy(ofSchema, (one) => one.table)].flatMap(([name, ofTable]) => [
        `### ${schema}.${name}`,
        table(
          ['column', 'type', 'required', 'remark'],
          ofTable.map(({ column, type, is_required, fallback }) => [
            column,
            type,
            is_required ? (fallback ? `or ${fallback}` : 'yes') : '',
            remarks.get(`${schema}.${name}.${column}`) ?? '',
          ]),
        ),
        rules
          .filter((rule) => rule.schema === schema && rule.table === name)
          .map((rule) => `- \`${rule.name}\`: ${rule.rule}`)
          .join('\n'),
      ]),
    ]),
  )
}

const readSchema = async (modules: Module[], server: string): Promise<{ columns: ColumnRow[]; rules: RuleRow[] }> => {
  const name = `souk_docs_${process.pid}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 1 })
  pool.on('error', () => {}) // a connection that is still closing when its database goes
  try {
    await migrate(
      pool,
      modules.map(({ contract, folder }) => ({ name: contract.name, folder })),
      () => {},
    )
    return { columns: (await pool.query<ColumnRow>(COLUMNS)).rows, rules: (await pool.query<RuleRow>(RULES)).rows }
  } finally {
    await pool.end()
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await admin.end()
  }
}

const OURS = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'public') AND n.nspname NOT LIKE 'pg\\_%'`

const COLUMNS = `
  SELECT n.nspname AS schema, c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
         a.attnotnull AS is_required, CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS fallback
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND ${OURS}
  ORDER BY n.nspname, c.relname, a.attnum`

/** Without the NOT NULL constraints that PostgreSQL 18 lists as well. */
const RULES = `
  SELECT n.nspname AS schema, c.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid, true) AS rule
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE k.contype IN ('p', 'u', 'c', 'f', 'x') AND ${OURS}
  ORDER BY n.nspname, c.relname, k.contype, k.conname`

/** What stands behind a column in the statement that makes it: `schema.table.column` -> remark. */
const remarksIn = (schema: string, folder: string): Map<string, string> => {
  const remarks = new Map<string, string>()
  if (!existsSync(folder)) return remarks
  for (const file of globSync('*.sql', { cwd: folder }).sort()) {
    let name = ''
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      name = /^\s*(?:CREATE|ALTER) TABLE (?:\w+\.)?(\w+)/.exec(line)?.[1] ?? name
      const [, column, remark] = /^\s*(?:ALTER TABLE \S+ )?(?:ADD COLUMN )?([a-z_]+)\s+[a-z].*?--\s*(.+)$/.exec(line) ?? []
      if (column && remark) remarks.set(`${schema}.${name}.${column}`, remark.trim())
    }
  }
  return remarks
}
