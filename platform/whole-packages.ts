/**
 * Packages of hundreds of small files are loaded as a few: finding, reading and linking typebox's 683 modules took a quarter of a start.
 * Made by esbuild at the first start of a version and kept below node_modules/.cache, like pages; where that is read-only, the packages
 * are loaded as they are. To be imported before anything that imports them.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** All entries of a package that anything here imports: those of one package share what they know, such as registered formats. */
export const PACKAGES: Record<string, string[]> = {
  typebox: ['typebox', 'typebox/compile', 'typebox/format', 'typebox/value'],
  jose: ['jose'],
}
const CACHE = join(import.meta.dirname, '../node_modules/.cache/whole-packages')
const require = createRequire(import.meta.url)

const nameOf = (entry: string): string => entry.replaceAll('/', '-')

/** The folder of the package, found from one of its entries. */
const homeOf = (name: string): string => {
  let folder = dirname(fileURLToPath(import.meta.resolve(name)))
  while (!existsSync(join(folder, 'package.json')) || JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name !== name)
    folder = dirname(folder)
  return folder
}

const wholeOf = (name: string, entries: string[]): [string, string][] => {
  const { version } = JSON.parse(readFileSync(join(homeOf(name), 'package.json'), 'utf8'))
  const folder = join(CACHE, `${name}-${version}-node-${process.versions.node}`)
  if (!existsSync(folder)) make(folder, entries)
  return entries.map((entry) => [entry, pathToFileURL(join(folder, `${nameOf(entry)}.mjs`)).href])
}

/** Written beside and renamed, so that a process that starts at the same time never reads half of it. */
const make = (folder: string, entries: string[]): void => {
  const { buildSync } = require('esbuild') as typeof import('esbuild') // loaded only when something has to be made
  const { outputFiles } = buildSync({
    entryPoints: Object.fromEntries(entries.map((entry) => [nameOf(entry), fileURLToPath(import.meta.resolve(entry))])),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'silent',
  })
  const beside = `${folder}.${process.pid}`
  mkdirSync(beside, { recursive: true })
  for (const { path, contents } of outputFiles) writeFileSync(path.replace(folder, beside), contents)
  try {
    renameSync(beside, folder)
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error // otherwise another process was quicker
  }
}

const whole = new Map(
  Object.entries(PACKAGES).flatMap(([name, entries]) => {
    try {
      return wholeOf(name, entries)
    } catch {
      return [] // a read-only installation loads it as it is
    }
  }),
)

registerHooks({
  resolve(specifier, context, next) {
    const url = whole.get(specifier)
    return url ? { url, format: 'module', shortCircuit: true } : next(specifier, context)
  },
})
