import assert from 'node:assert/strict'
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'souk-new-module-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const { NODE_TEST_CONTEXT: _inner, ...env } = process.env // its tests are run as their own, not as ours
const node = (...args: string[]): SpawnSyncReturns<string> => spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' })
const make = (name: string) => node(join(ROOT, 'tools/new-module.ts'), name, '--into', join(folder, 'modules'))

test('a new module compiles, its tests pass, and nothing of the template shows', () => {
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  for (const name of ['platform', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name), 'junction')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), include: ['modules'] }))

  const made = make('loyalty-points')
  assert.equal(made.status, 0, made.stderr)
  assert.match(made.stdout, /import \{ loyaltyPointsModule \} from '#modules\/loyalty-points\/module.ts'/)
  for (const file of [
    'README.md',
    'contract.ts',
    'needs.ts',
    'module.ts',
    'add-entry.ts',
    'entries.test.ts',
    'migrations/0001_entries.sql',
  ]) {
    const text = readFileSync(join(folder, 'modules/loyalty-points', file), 'utf8')
    assert.doesNotMatch(text, /sample.?things/i)
  }

  const compiled = node(join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder)
  assert.equal(compiled.stdout, '')
  const tested = node('--test', 'modules/loyalty-points/entries.test.ts')
  assert.match(tested.stdout, /^ℹ pass 3$/m, tested.stdout)
})

test('a name that is none, or is taken, is refused and nothing is written', () => {
  for (const name of ['Loyalty Points', '../cards', 'platform']) {
    const { status, stderr } = make(name)
    assert.equal(status, 1)
    assert.match(stderr, /is no name for a module/)
  }
  assert.equal(make('loyalty-points').status, 1)
  assert.equal(existsSync(join(folder, 'cards')), false)
})
