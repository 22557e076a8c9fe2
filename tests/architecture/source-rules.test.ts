/** What may not stand in a file, whatever the file does. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { foreignSchemas, sourceFaults, sourceRules } from './source-rules.ts'
import { findFiles, fixture, ROOT, readSources } from './sources.ts'

const schemaOf = (path: string) => path.split('/')[1]?.replaceAll('-', '_') ?? ''
const SCHEMAS = new Set(['platform', ...findFiles(ROOT, '*/module.ts', ['modules', 'plugins']).map(schemaOf)])

test('no source breaks a rule', () => assert.deepEqual(sourceFaults(readSources(ROOT), sourceRules(SCHEMAS)), []))

test('each rule is seen to be broken by its fixture, and only where it is', () => {
  const caught = sourceFaults(readSources(fixture('sources')), sourceRules(new Set([...SCHEMAS, 'books', 'shelf'])))
  assert.deepEqual(
    caught.map((line) => line.split(': ')[0]),
    [
      'modules/books/long.ts:301 301 lines',
      'modules/books/wrong.ts:7 books names the schema shelf',
      'modules/books/wrong.ts:9 query() takes text; write sql`...`',
      'modules/books/wrong.ts:10 sql.text() is for the platform; write sql`...`',
      'modules/books/wrong.ts:11 Date.now(); ask clock.now()',
      'modules/books/wrong.ts:12 new Date(); ask clock.now()',
      'modules/books/wrong.ts:13 wanted as number',
      'modules/books/wrong.ts:2 ../shelf/contract.ts',
    ],
  )
  for (const { name } of sourceRules(SCHEMAS))
    assert.ok(
      caught.some((line) => line.endsWith(name)),
      `nothing in the fixture breaks "${name}"`,
    )
})

test('a migration names only the tables of its own module', () => {
  for (const path of findFiles(ROOT, '*/migrations/*.sql', ['modules', 'plugins']))
    assert.deepEqual(foreignSchemas(readFileSync(join(ROOT, path), 'utf8'), schemaOf(path), SCHEMAS), [], path)
  assert.deepEqual(foreignSchemas("CREATE TABLE a (b uuid REFERENCES catalog.products) -- orders.x\n, 'cart.y'", 'inventory', SCHEMAS), [
    'catalog',
  ])
})
