/** Rules about one file at a time. Each takes a source and tells its faults; the fixture `sources` breaks every one of them. */
import { Visitor } from 'oxc-parser'
import type { Source } from './sources.ts'
import { findStatements } from './statements.ts'

export type SourceRule = { name: string; concerns: RegExp; faults(source: Source): { offset: number; what: string }[] }

const LONGEST_FILE = 300
const IN_SHOP = /^(modules|plugins)\/(?!.*(\.test|-for-tests)\.tsx?$)/

/** Names that PostgreSQL itself brings, besides a module's own schema. */
const OPEN_SCHEMAS = new Set(['pg_catalog', 'information_schema', 'excluded', 'public'])

const schemaOf = (path: string): string => path.split('/')[1]?.replaceAll('-', '_') ?? ''

/** Faults of the form `name.` where name is another module's schema. */
export const foreignSchemas = (sql: string, own: string, schemas: ReadonlySet<string>): string[] => {
  const bare = sql.replace(/--.*$|'(?:[^']|'')*'/gm, (quoted) => ' '.repeat(quoted.length))
  const named = [...bare.matchAll(/\b([a-z_]+)\s*\.\s*[a-z_]+/g)].map(([, name = '']) => name)
  return [...new Set(named)].filter((name) => name !== own && schemas.has(name) && !OPEN_SCHEMAS.has(name))
}

/** SQL text outside the tag: its statement is neither checked nor safe. */
const rawSql: SourceRule = {
  name: 'SQL goes through the tag',
  concerns: IN_SHOP,
  faults: ({ syntax }) => {
    const found: { offset: number; what: string }[] = []
    new Visitor({
      CallExpression: ({ callee, start }) => {
        const name = callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : ''
        const owner = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' ? callee.object.name : ''
        if (name === 'query') found.push({ offset: start, what: 'query() takes text; write sql`...`' })
        if (name === 'text' && owner === 'sql') found.push({ offset: start, what: 'sql.text() is for the platform; write sql`...`' })
        if (callee.type === 'Identifier' && callee.name === 'sql')
          found.push({ offset: start, what: 'sql() takes no text; write sql`...`' })
      },
      ImportDeclaration: ({ source, start }) => {
        if (source.value === 'pg') found.push({ offset: start, what: 'pg is for the platform; use db.sql' })
      },
    }).visit(syntax.program)
    return found
  },
}

const ownTime: SourceRule = {
  name: 'time comes from the clock',
  concerns: /^modules\/(?!.*(\.test|-for-tests)\.tsx?$)/,
  faults: ({ syntax }) => {
    const found: { offset: number; what: string }[] = []
    new Visitor({
      CallExpression: ({ callee, start }) => {
        if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.property.type !== 'Identifier') return
        if (callee.object.name === 'Date' && callee.property.name === 'now')
          found.push({ offset: start, what: 'Date.now(); ask clock.now()' })
      },
      NewExpression: ({ callee, arguments: given, start }) => {
        if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0)
          found.push({ offset: start, what: 'new Date(); ask clock.now()' })
      },
    }).visit(syntax.program)
    return found
  },
}

/** `as const` names what is there; every other `as` claims what the compiler could not see. */
const noClaims: SourceRule = {
  name: 'types are shown, not claimed',
  concerns: IN_SHOP,
  faults: ({ syntax, text }) => {
    const found: { offset: number; what: string }[] = []
    new Visitor({
      TSAsExpression: ({ start, end, typeAnnotation }) => {
        if (text.slice(typeAnnotation.start, typeAnnotation.end) !== 'const') found.push({ offset: start, what: text.slice(start, end) })
      },
      TSAnyKeyword: ({ start }) => found.push({ offset: start, what: 'any' }),
    }).visit(syntax.program)
    return found
  },
}

/** Drawings are pictures in another notation, and as long as they are. */
const short: SourceRule = {
  name: `a file has at most ${LONGEST_FILE} lines`,
  concerns: /^(?!demo\/art\/).*\.tsx?$/,
  faults: ({ text }) => {
    const lines = text.trimEnd().split('\n').length
    return lines > LONGEST_FILE ? [{ offset: text.trimEnd().length, what: `${lines} lines` }] : []
  },
}

const noClimbing: SourceRule = {
  name: 'no import climbs',
  concerns: /\.tsx?$/,
  faults: ({ syntax }) => {
    const { staticImports, staticExports } = syntax.module
    const names = [
      ...staticImports.map(({ moduleRequest }) => moduleRequest),
      ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest ?? [])),
    ]
    return names.filter(({ value }) => value.startsWith('..')).map(({ value, start }) => ({ offset: start, what: value }))
  },
}

const ownTables = (schemas: ReadonlySet<string>): SourceRule => ({
  name: 'a module names only its own tables',
  concerns: IN_SHOP,
  faults: (source) => {
    const own = schemaOf(source.path)
    return findStatements(source).statements.flatMap(({ text, tag_end }) =>
      foreignSchemas(text, own, schemas).map((schema) => ({ offset: tag_end, what: `${own} names the schema ${schema}` })),
    )
  },
})

export const sourceRules = (schemas: ReadonlySet<string>): SourceRule[] => [
  ownTables(schemas),
  rawSql,
  ownTime,
  noClaims,
  short,
  noClimbing,
]

export const sourceFaults = (sources: Source[], rules: SourceRule[]): string[] =>
  sources.flatMap((source) =>
    rules
      .filter(({ concerns }) => concerns.test(source.path))
      .flatMap(({ name, faults }) => faults(source).map(({ offset, what }) => `${source.path}:${source.lineOf(offset)} ${what}: ${name}`)),
  )
