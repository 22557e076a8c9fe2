/** Documents that are made from the sources cannot lie, and those written by hand name only what is there. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Contract } from '#platform/contract.ts'
import { COMMON_ERRORS } from '#platform/errors.ts'
import { allContracts } from '#tools/docs/all-modules.ts'
import { findThrown } from '#tools/docs/error-examples.ts'
import { statesPage } from '#tools/docs/states-page.ts'
import { contractPages, stalePages } from '#tools/generate-docs.ts'
import { findFiles, ROOT } from './sources.ts'

const contracts = allContracts()
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

test('a contract that changes makes the reference stale until it is written anew', () => {
  assert.deepEqual(stalePages(contractPages(contracts)), [])
  const [first, ...others] = contracts
  assert.ok(first)
  const changed = structuredClone(first)
  Object.values(changed.ops)[0]!.errors.MOON_IS_FULL = 409
  assert.deepEqual(stalePages(contractPages([changed, ...others])), [
    'docs/reference/operations.md',
    'docs/reference/errors.md',
    'docs/reference/openapi.json',
  ])
  assert.deepEqual(stalePages({ 'nowhere.md': 'text' }), ['docs/reference/nowhere.md'])
})

test('the states are drawn as the code has them', () => {
  assert.deepEqual(stalePages({ 'states.md': statesPage() }), [])
})

test('the error page and the contracts name the same codes', () => {
  const documented = [...read('docs/reference/errors.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code)
  const declared = new Set(contracts.flatMap(({ ops }) => Object.values(ops).flatMap(({ errors }) => Object.keys(errors))))
  assert.deepEqual(documented.sort(), [...declared, ...Object.keys(COMMON_ERRORS)].sort())
})

const foldersOf = ({ name }: Contract) => ['modules', 'plugins'].map((parent) => `${parent}/${name.replaceAll('_', '-')}/`)

test('every code that is thrown is declared, and every declared code is thrown', () => {
  const thrown = findThrown(ROOT)
  const codes = new Set(thrown.map(({ code }) => code))
  for (const contract of contracts) {
    const declared = new Set(Object.values(contract.ops).flatMap(({ errors }) => Object.keys(errors)))
    const own = thrown.filter(({ path }) => foldersOf(contract).some((folder) => path.startsWith(folder)))
    assert.deepEqual(
      own.filter(({ code }) => !declared.has(code) && !(code in COMMON_ERRORS)),
      [],
    )
    assert.deepEqual(
      [...declared].filter((code) => !codes.has(code)),
      [],
      `${contract.name} declares what nobody throws`,
    )
  }
})

/** Paths in running text: `modules/x/y.ts` or [text](path). Addresses, commands and patterns are none. */
const pathsIn = (text: string): string[] => [
  ...[...text.matchAll(/`((?:apps|modules|platform|plugins|tools|tests|docs|demo|ui|bench|deploy|examples)\/[\w./-]*)`/g)].map(
    ([, path = '']) => path,
  ),
  ...[...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path),
]

const missingPaths = (file: string, text: string): string[] =>
  pathsIn(text).filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, file, '..', path)))

test('every path in the documents exists', () => {
  const files = globSync(['*.md', 'docs/**/*.md', 'modules/*/README.md', 'plugins/*/README.md'], { cwd: ROOT })
  assert.ok(files.length > 10)
  for (const file of files) assert.deepEqual(missingPaths(file, read(file)), [], file)
  assert.deepEqual(missingPaths('README.md', 'see `modules/nothing/contract.ts` and [this](docs/none.md), not `modules/`'), [
    'modules/nothing/contract.ts',
    'docs/none.md',
  ])
})

/** Decisions that a source speaks of and that are not there; one that is not named is not there either. */
const missingDecisions = (text: string): string[] =>
  [...text.matchAll(/docs\/decisions(?:\/[\w-]+\.md)?/g)]
    .map(([path]) => path)
    .filter((path) => !existsSync(join(ROOT, path)) || !path.endsWith('.md'))

test('every decision that a source speaks of exists', () => {
  const files = findFiles(ROOT, '**/*.{ts,tsx,sql}').filter((path) => path !== 'tests/architecture/docs.test.ts')
  assert.ok(files.some((path) => path.endsWith('.sql')))
  for (const file of files) assert.deepEqual(missingDecisions(read(file)), [], file)
  assert.deepEqual(
    missingDecisions('see docs/decisions/0007-hold-stock-for-thirty-minutes.md, docs/decisions/0030-none.md, docs/decisions on load'),
    ['docs/decisions/0030-none.md', 'docs/decisions'],
  )
})

test('every module says where its neighbours are listed, and lists them nowhere else', () => {
  const pointer =
    'Which modules call it, which it calls, and what it says and hears: [modules](../../docs/reference/modules.md), [events](../../docs/reference/events.md).'
  for (const file of [...globSync('modules/*/README.md', { cwd: ROOT }), 'tools/module-template/README.md']) {
    const text = read(file)
    assert.ok(text.split('\n').includes(pointer), `${file} lacks: ${pointer}`)
    assert.doesNotMatch(text, /^(##.*calls it|(\W*)(Called by|Calls|Hears|Listens to)\b)/m, file)
  }
})

test('every dependency has its reason, and every reason its dependency', () => {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json'))
  const given = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies })
  const reasoned = [...read('docs/decisions/0008-dependencies.md').matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name)
  const isFor = (reason: string, name: string) => (reason.endsWith('/*') ? name.startsWith(reason.slice(0, -1)) : name === reason)
  const without = given.filter((name) => !reasoned.some((reason) => isFor(reason, name)))
  const gone = reasoned.filter((reason) => !given.some((name) => isFor(reason, name)))
  assert.deepEqual({ without, gone }, { without: [], gone: [] })
})

test('a decision says what would change it, on one page, and its number is its own', () => {
  const files = globSync('docs/decisions/*.md', { cwd: ROOT })
  for (const file of files) {
    assert.match(read(file), /^(## |\*\*)What would change our mind/m, file)
    assert.ok(read(file).split('\n').length <= 80, `${file} is longer than a page`)
  }
  const numbers = files.map((file) => /(\d{4})-/.exec(file)?.[1])
  assert.equal(new Set(numbers).size, files.length, 'two decisions have the same number')
})
