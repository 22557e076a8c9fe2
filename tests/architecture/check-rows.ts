/**
 * Holds the row type that a statement declares against the columns the server describes. The comparison is the compiler's own: each
 * declared type gets one constraint a column, in a copy of the sources, and whatever does not compile there is a fault.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Column } from './describe-statement.ts'
import { ROOT } from './sources.ts'
import type { Statement } from './statements.ts'

export type Described = Statement & { columns: Column[] }

/** What our reading (platform/db.ts, else pg-types 2) makes of each PostgreSQL type. JSON may be anything that JSON can be. */
const READ_AS: Record<string, string> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  numeric: 'string',
  text: 'string',
  varchar: 'string',
  bpchar: 'string',
  name: 'string',
  uuid: 'string',
  tsvector: 'string',
  timestamptz: 'string',
  date: 'string',
  bytea: 'Buffer',
  json: 'SqlJson',
  jsonb: 'SqlJson',
  void: 'unknown',
  _text: 'string[]',
  _varchar: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
  _int8: 'string[]',
  _bool: 'boolean[]',
}

/** `SqlReads`: either type contains the other, so that a column of text may be declared as one of a few words. */
const CONSTRAINTS = `
type SqlJson = 'json'
type SqlBare<Declared> = Exclude<Declared, null | undefined>
type SqlReads<Declared, Read> =
  [Read] extends [SqlJson] ? (SqlBare<Declared> extends Date | Buffer ? false : true)
  : [SqlBare<Declared>] extends [Read] ? true : [Read] extends [SqlBare<Declared>] ? true : false
type SqlTrue<_Answer extends true> = unknown
type SqlOnly<_Rest extends never> = unknown
type SqlHolds<_Null extends Declared, Declared> = unknown
type SqlRow<Row, _Checks> = Row
`

/** Faults, one a statement and column, and nothing when every declaration holds. */
export const checkRows = (root: string, statements: Described[]): string[] => {
  const undeclared = statements.filter(({ row, columns }) => !row && columns.some(({ type }) => type !== 'void'))
  const unknown = statements.flatMap((statement) =>
    statement.columns
      .filter(({ type }) => !(type in READ_AS))
      .map(({ name, type }) => `${at(statement)} ${name} has the type ${type}, which this check cannot read yet`),
  )
  const declared = statements.filter(({ row, columns }) => row && columns.every(({ type }) => type in READ_AS))
  return [
    ...undeclared.map((statement) => `${at(statement)} returns ${statement.columns.map(({ name }) => name)}, but declares no row type`),
    ...unknown,
    ...compile(
      root,
      Map.groupBy(declared, ({ path }) => path),
    ),
  ]
}

const at = ({ path, line }: Statement) => `${path}:${line}`

type Check = { type: string; fault: string }

const checksOf = (row: string, { columns }: Described): Check[] => [
  ...columns.flatMap(({ name, type, is_nullable }) => {
    const declared = `(${row})['${name}']`
    return [
      {
        type: `SqlTrue<SqlReads<${declared}, ${READ_AS[type]}>>`,
        fault: `${name} is ${type}, read as ${READ_AS[type]}, and not declared so`,
      },
      ...(is_nullable ? [{ type: `SqlHolds<null, ${declared}>`, fault: `${name} may be null, and is not declared so` }] : []),
    ]
  }),
  {
    type: `SqlOnly<Exclude<keyof (${row}), ${columns.map(({ name }) => `'${name}'`).join(' | ') || 'never'}>>`,
    fault: 'a field is declared that the statement does not return',
  },
]

type Placed = { start: number; end: number; fault: string }

/** The source with the constraints written around each row type, and where each of them landed. */
const constrain = (text: string, statements: Described[]): { text: string; placed: Placed[] } => {
  const placed: Placed[] = []
  let written = ''
  let read = 0
  for (const statement of statements) {
    if (!statement.row) continue
    const row = text.slice(statement.row.start, statement.row.end)
    written += `${text.slice(read, statement.row.start)}SqlRow<${row}, [`
    for (const { type, fault } of checksOf(row, statement)) {
      placed.push({ start: written.length, end: written.length + type.length, fault: `${at(statement)} ${fault}` })
      written += `${type}, `
    }
    written += ']>'
    read = statement.row.end
  }
  return { text: written + text.slice(read), placed }
}

const compile = (root: string, byPath: Map<string, Described[]>): string[] => {
  if (byPath.size === 0) return []
  const copy = mkdtempSync(join(tmpdir(), 'souk-rows-'))
  try {
    copySources(root, copy)
    const files = new Map([...byPath].map(([path, statements]) => [path, constrain(readFileSync(join(root, path), 'utf8'), statements)]))
    for (const [path, { text }] of files) writeFileSync(join(copy, path), text)
    return readErrors(runCompiler(copy, [...files.keys()]), files)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** The platform, and what fixtures do not have, come from this repository. */
const copySources = (root: string, copy: string) => {
  const isNeeded = (file: string) => !/(\.test\.ts|\.sql|\.avif|[\\/]dist)$/.test(file)
  for (const [from, folder] of [
    [ROOT, 'platform'],
    [ROOT, 'demo'],
    [ROOT, 'tests/kit'],
    [root, 'modules'],
    [root, 'plugins'],
  ] as const) {
    const source = join(from, folder)
    if (existsSync(source)) cpSync(source, join(copy, folder), { recursive: true, filter: isNeeded })
  }
  copyFileSync(join(ROOT, 'package.json'), join(copy, 'package.json'))
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction')
  writeFileSync(join(copy, 'constraints.d.ts'), CONSTRAINTS)
}

const runCompiler = (copy: string, files: string[]): string => {
  const config = { extends: join(ROOT, 'tsconfig.json'), include: [], exclude: [], files: ['constraints.d.ts', ...files] }
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(config))
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const { stdout, stderr, error } = spawnSync(process.execPath, [compiler, '-p', copy, '--pretty', 'false'], {
    cwd: copy,
    encoding: 'utf8',
  })
  if (error) throw error
  if (stderr) throw new Error(stderr)
  return stdout
}

/** What the compiler says, in words about rows where it is about one of our constraints. */
const readErrors = (output: string, files: Map<string, { text: string; placed: Placed[] }>): string[] => {
  const faults = [...output.matchAll(/^(\S[^\n]*?)\((\d+),(\d+)\): error (TS\d+: .*)$/gm)].map(([, path = '', line, column, message]) => {
    const file = files.get(path.replaceAll('\\', '/'))
    if (!file) return `${path}:${line} ${message}`
    const before = file.text.split('\n').slice(0, Number(line) - 1)
    const offset = before.reduce((sum, text) => sum + text.length + 1, 0) + Number(column) - 1
    const check = file.placed.find(({ start, end }) => start <= offset && offset < end)
    return check ? `${check.fault} (${message})` : `${path} cannot be checked: ${message}`
  })
  if (output.trim() && faults.length === 0) throw new Error(`the compiler says what this check cannot read:\n${output}`)
  return [...new Set(faults)]
}
