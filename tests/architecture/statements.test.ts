/** SQL is text to the compiler; these tests are what reads it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkStatements } from './check-statements.ts'
import { fixture, ROOT } from './sources.ts'

test('the migrated schema accepts every statement, which returns the rows it declares', async (context) => {
  const { count, faults } = await checkStatements(ROOT)
  assert.deepEqual(faults, [])
  context.diagnostic(`${count} statements`)
  assert.ok(count > 100, `only ${count} statements were found`)
})

const WRONG: [line: number, what: string][] = [
  [8, 'is refused: syntax error'],
  [9, 'is refused: column "colour" of relation "books" does not exist'],
  [10, 'shelf is int4, read as number, and not declared so'],
  [11, 'a field is declared that the statement does not return'],
  [12, 'title is text, read as string, and not declared so'],
  [13, 'shelf may be null, and is not declared so'],
  [14, 'seen_at is timestamptz, read as string, and not declared so'],
  [15, 'facts is jsonb'],
  [16, 'seen_at is int4, read as number, and not declared so'],
  [17, 'returns title, but declares no row type'],
  [18, 'title is text'],
  [19, 'where has the type point'],
  [21, 'the tag ask is not known'],
]

test('a statement that the schema refuses, or a row declared otherwise, is caught', async () => {
  const { count, faults } = await checkStatements(fixture('statements'), ['modules'])
  for (const [line, what] of WRONG) {
    const found = faults.filter((fault) => fault.startsWith(`modules/shelf/wrong.ts:${line} `))
    assert.ok(
      found.some((fault) => fault.includes(what)),
      `line ${line} was not caught: ${what}\n${faults.join('\n')}`,
    )
  }
  const lines = new Set(WRONG.map(([line]) => `modules/shelf/wrong.ts:${line}`))
  assert.deepEqual(
    faults.filter((fault) => !lines.has(fault.split(' ')[0] ?? '')),
    [],
  )
  assert.equal(count, 15)
})
