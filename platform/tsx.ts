/**
 * Lets Node import `.tsx`: server pages and mail templates run from their sources like everything else.
 * Node strips types but knows no JSX, so esbuild turns a file into a module as it is imported; the result is kept by content hash
 * below node_modules/.cache, and where that is read-only it is simply made again.
 *
 * Import this file first, and pages after it: `import '#platform/tsx.ts'`, then `await import('./shop.ts')`.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const FOLDER = join(import.meta.dirname, '../node_modules/.cache/tsx')
const OPTIONS = {
  loader: 'tsx',
  format: 'esm',
  target: 'node22',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: 'inline',
  sourcesContent: false,
} as const
const SALT = JSON.stringify(OPTIONS) + process.versions.node

registerHooks({
  load(url, context, next) {
    const path = url.split('?')[0] ?? url
    if (!path.startsWith('file:') || !path.endsWith('.tsx')) return next(url, context)
    return { format: 'module', shortCircuit: true, source: compiled(fileURLToPath(path)) }
  },
})

/** The module that stands for a `.tsx` file, from the cache if its text has been seen before. */
const compiled = (file: string): string => {
  const text = readFileSync(file, 'utf8')
  const kept = join(FOLDER, `${createHash('sha256').update(SALT).update(file).update(text).digest('hex').slice(0, 32)}.js`)
  try {
    return readFileSync(kept, 'utf8')
  } catch {
    const { transformSync } = require('esbuild') as typeof import('esbuild') // loaded only when something has to be compiled
    const { code } = transformSync(text, { ...OPTIONS, sourcefile: file })
    keep(kept, code)
    return code
  }
}

/** Written beside and renamed, so that a process that starts at the same time never reads half a file. */
const keep = (path: string, code: string): void => {
  try {
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(`${path}.${process.pid}`, code)
    renameSync(`${path}.${process.pid}`, path)
  } catch {
    // A read-only installation has no cache; it works all the same.
  }
}
