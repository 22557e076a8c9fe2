/** The shape of the shop is its imports: modules meet at contracts, the platform knows none of them, nothing goes in circles. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findCycles, findHoles, readImports } from './import-graph.ts'
import { breaches, RULES } from './import-rules.ts'
import { fixture, ROOT, readSources } from './sources.ts'

const aliases: Record<string, string> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).imports
const sources = readSources(ROOT)
const imports = readImports(sources, aliases)
const wrong = readImports(readSources(fixture('imports')), aliases)

test('every source is in the import graph, and every import of ours leads to a file', () => {
  const graphed = new Set(sources.map(({ path }) => path))
  assert.deepEqual(
    allTypeScript().filter((path) => !graphed.has(path)),
    [],
  )
  assert.ok(imports.length > sources.length, `${sources.length} files, but only ${imports.length} imports`)
  assert.deepEqual(findHoles(ROOT, imports), [])
  assert.equal(findHoles(fixture('imports'), wrong).length, 1)
})

/** Found without the list of folders that the graph is made from, so that a new folder cannot stay outside of it. */
const allTypeScript = (): string[] =>
  readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$|data$)/.test(entry.name))
    .flatMap(({ name }) => readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' }).map((path) => join(name, path)))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\/(node_modules|dist|fixtures)\//.test(path))

test('no import breaks a rule', () => assert.deepEqual(breaches(imports), []))

test('each rule is seen to be broken by its fixture', () => {
  const caught = breaches(wrong)
  for (const { name } of RULES)
    assert.ok(
      caught.some((line) => line.endsWith(name)),
      `nothing in the fixture breaks "${name}"`,
    )
  assert.deepEqual(
    caught.filter((line) => line.includes('/right.ts')),
    [],
  )
})

test('imports do not go in circles', () => {
  assert.deepEqual(findCycles(imports), [])
  assert.deepEqual(findCycles(wrong), ['modules/shelf/about.ts -> modules/shelf/round.ts -> modules/shelf/about.ts'])
})
