/** A face that is built is built again when anything it was made from changes. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { facePaths } from '#tools/build-faces.ts'
import { readImports } from './import-graph.ts'
import { ROOT, readSources } from './sources.ts'

const aliases: Record<string, string> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).imports
const sources = readSources(ROOT)
const imports = Map.groupBy(readImports(sources, aliases), ({ from }) => from)

/** What is in the bundle of these files or decides what is in it: themselves, what they import, what that imports. Types leave nothing behind. */
const madeFrom = (entries: string[]): string[] => {
  const seen = new Set<string>()
  const follow = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    for (const { to, is_type } of imports.get(path) ?? []) if (to && !is_type) follow(to)
  }
  entries.forEach(follow)
  return [...seen].sort()
}

const FACES: Record<string, string[]> = {
  admin: ['apps/admin/main.tsx', 'apps/admin/vite.config.ts'],
  storefront: ['storefront.ts', 'product.ts', 'order.tsx', 'checkout.tsx'].map((name) => `apps/storefront/islands/${name}`),
}

for (const [name, entries] of Object.entries(FACES))
  test(`the ${name} is built anew when any file it imports changes, also one of a module or of the platform`, () => {
    const made = madeFrom(entries)
    assert.ok(entries.every((entry) => sources.some(({ path }) => path === entry)))
    assert.ok(made.length > entries.length)
    const built = new Set(facePaths(name))
    assert.deepEqual(
      made.filter((path) => !built.has(path)),
      [],
    )
  })
