/** Every SQL statement in the sources: a literal behind the tag `sql`, with the row type it declares. */
import { Visitor } from 'oxc-parser'
import type { Source } from './sources.ts'

export type Statement = {
  path: string
  line: number
  /** as the server gets it, with `$1` for each value */
  text: string
  /** where the declared row type stands in the source; undefined where none is declared */
  row: { start: number; end: number } | undefined
  /** the end of the tag, where a row type would stand */
  tag_end: number
}

/** Tags that are no SQL. A template behind any other tag is a fault, so that no statement escapes under another name. */
const OTHER_TAGS = new Set(['String.raw', 'css', 'html'])

export const findStatements = (source: Source): { statements: Statement[]; faults: string[] } => {
  const statements: Statement[] = []
  const faults: string[] = []
  new Visitor({
    TaggedTemplateExpression: ({ tag, typeArguments, quasi, start }) => {
      const name = source.text.slice(tag.start, tag.end)
      const where = `${source.path}:${source.lineOf(start)}`
      if (!/(^|\.)sql$/.test(name)) {
        if (!OTHER_TAGS.has(name)) faults.push(`${where} the tag ${name} is not known: call it sql, so that its statement is checked`)
        return
      }
      const row = typeArguments?.params[0]
      statements.push({
        path: source.path,
        line: source.lineOf(start),
        text: quasi.quasis.map((part) => part.value.cooked ?? '').reduce((all, part, i) => `${all}$${i}${part}`),
        row: row && { start: row.start, end: row.end },
        tag_end: tag.end,
      })
    },
  }).visit(source.syntax.program)
  return { statements, faults }
}
