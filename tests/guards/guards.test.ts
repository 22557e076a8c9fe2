/** Every guard is taken away once, and the test that proves it has to go red: otherwise nobody knows whether it guards. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { testServer } from '#platform/testing.ts'
import type { Guard } from './guard.ts'
import { GUARDS } from './guards.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PRELOAD = pathToFileURL(join(import.meta.dirname, 'without-guard.mjs')).href
const { FULL } = process.env
const has_hooks = Number(process.versions.node.split('.')[0]) >= 24
/** A race shows itself often, not always. */
const TRIES = 3

test('each guard stands in its file, once, and its test is there', () => {
  const isOnce = ({ file, from }: Guard) => readFileSync(join(ROOT, file), 'utf8').split(from).length === 2
  const missing = GUARDS.filter((guard) => !isOnce(guard) || !existsSync(join(ROOT, guard.test)))
  assert.deepEqual(
    missing.map(({ file, guard }) => `${file}: ${guard}`),
    [],
  )
})

type Outcome = { passed: number; failed: number; output: string }

const runWithout = ({ file, from, to, test }: Guard): Promise<Outcome> =>
  new Promise((resume) => {
    const { NODE_TEST_CONTEXT: _ours, ...environment } = process.env
    const env = {
      ...environment,
      WITHOUT_GUARD: JSON.stringify({ file, from, to }),
      NODE_OPTIONS: `${environment.NODE_OPTIONS ?? ''} --import ${PRELOAD}`,
    }
    const child = spawn(process.execPath, ['--test', '--test-reporter=tap', '--test-timeout=60000', test], { cwd: ROOT, env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.once('close', () => {
      const count = (word: string) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0)
      resume({ passed: count('pass'), failed: count('fail') + count('cancelled'), output })
    })
  })

describe('without its guard', { skip: (!FULL && 'takes minutes: FULL=1') || (!has_hooks && 'needs Node 24') }, () => {
  const only = process.env.GUARD
  let templates: string[] = []
  before(async () => {
    templates = await listTemplates()
  })
  after(() => dropTemplates(templates)) // each missing constraint is a schema of its own

  for (const guard of GUARDS.filter((one) => !only || `${one.id} ${one.guard}`.includes(only)))
    test(`${guard.id} ${guard.guard}: ${guard.test} goes red`, async () => {
      for (let tries = 1; ; tries++) {
        const { passed, failed, output } = await runWithout(guard)
        assert.ok(passed + failed > 0, output.slice(-2_000))
        assert.ok(passed > 0, `everything is red, so the change broke more than the guard:\n${output.slice(0, 3_000)}`)
        if (failed > 0) return
        assert.ok(tries < TRIES, 'all tests are green without it')
      }
    })
})

const ask = async (text: string): Promise<string[]> => {
  const client = new pg.Client(testServer())
  await client.connect()
  const { rows } = await client.query<{ name: string }>(text)
  await client.end()
  return rows.map(({ name }) => name)
}
const listTemplates = () => ask(`SELECT datname AS name FROM pg_database WHERE datname LIKE 'souk\\_template\\_%'`)
const dropTemplates = async (known: string[]) => {
  for (const name of await listTemplates()) if (!known.includes(name)) await ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}
