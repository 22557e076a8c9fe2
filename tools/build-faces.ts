/**
 * Builds what goes to browsers, if its sources have changed since: the storefront's islands and styles by esbuild, the admin by Vite.
 * Pages themselves need no build. `node tools/build-faces.ts [name]` builds now, stale or not.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { buildStorefront } from './build-storefront.ts'

const ROOT = join(import.meta.dirname, '..')
const STAMP = 'sources.sha256'
const COMPRESSED = new Set(['.js', '.css', '.svg', '.json', '.html', '.map'])
const WORTH_IT = 500 // bytes; below, the headers weigh more than what is saved

type Face = { name: string; folder: string; sources: string[]; build(into: string): Promise<void> }

const FACES: Face[] = [
  {
    name: 'storefront',
    folder: 'apps/storefront',
    sources: ['apps/storefront/**/*', 'ui/**/*', 'tools/build-*.ts', 'package-lock.json'],
    build: buildStorefront,
  },
  {
    name: 'admin',
    folder: 'apps/admin',
    sources: [
      'apps/admin/**/*',
      'ui/**/*',
      'modules/*/{contract,shapes,address-facts,*-ops}.ts', // their routes and lists of words are in the bundle
      'plugins/*/contract.ts',
      'platform/{contract,*-contract,countries,money}.ts',
      'tools/build-faces.ts',
      'package-lock.json',
    ],
    build: async (into) => {
      const { build } = await import('vite')
      await build({ root: join(ROOT, 'apps/admin'), logLevel: 'warn', build: { outDir: into, emptyOutDir: true } })
    },
  },
]

/**
 * Brings `dist` of each face up to date. A build runs in a process of its own: its tools need much memory for a short time, and what a
 * running shop forbids itself, such as reading SVG, they may do.
 */
export const buildFaces = async (say: (line: string) => void, { only }: { /** name of one face */ only?: string } = {}): Promise<void> => {
  for (const face of FACES) {
    if (!existsSync(join(ROOT, face.folder)) || isFresh(face) || (only && only !== face.name)) continue
    say(`building the ${face.name} ...`)
    await promisify(execFile)(process.execPath, [import.meta.filename, face.name], { cwd: ROOT, maxBuffer: 10 * 1024 * 1024 })
  }
}

const distOf = ({ folder }: Face) => join(ROOT, folder, 'dist')
const isFresh = (face: Face) =>
  existsSync(join(distOf(face), STAMP)) && readFileSync(join(distOf(face), STAMP), 'utf8') === sourceHash(face)

/** A finished folder replaces the old one at once, so a shop that runs meanwhile never sees half. */
const build = async (face: Face): Promise<void> => {
  const dist = distOf(face)
  const fresh = `${dist}.${process.pid}`
  const hash = sourceHash(face)
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  try {
    await face.build(fresh)
    await compress(fresh)
    writeFileSync(join(fresh, STAMP), hash)
    swap(fresh, dist)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** A hash over the names and contents of everything a face is made from. */
const sourceHash = ({ name, folder }: Face): string => {
  const hash = createHash('sha256')
  for (const path of facePaths(name))
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(ROOT, path)))
      .update('\0')
  return hash.update(folder).digest('hex')
}

/** The files a face is made from, from the root: it is built again when one of them changes. */
export const facePaths = (name: string): string[] =>
  globSync(FACES.find((face) => face.name === name)?.sources ?? [], {
    cwd: ROOT,
    withFileTypes: true,
    exclude: (entry) => entry.name.startsWith('dist') || entry.name === 'node_modules',
  })
    .filter((file) => file.isFile() && !file.name.includes('.test.'))
    .map((file) => relative(ROOT, join(file.parentPath, file.name)).replaceAll('\\', '/'))
    .sort()

const swap = (fresh: string, dist: string) => {
  const old = `${dist}.old.${process.pid}`
  if (existsSync(dist)) renameSync(dist, old)
  try {
    renameSync(fresh, dist)
  } catch (error) {
    if (!existsSync(dist)) throw error // another process that starts at the same time was faster; its files are the same
  }
  rmSync(old, { recursive: true, force: true })
}

/** Compressed once here at the highest level, so that a request only sends bytes. */
const compress = async (folder: string): Promise<void> => {
  const files = globSync('**/*', { cwd: folder }).filter((name) => COMPRESSED.has(extname(name)))
  for (const name of files) {
    const path = join(folder, name)
    const plain = readFileSync(path)
    if (plain.length < WORTH_IT || name === 'manifest.json') continue
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
    writeFileSync(`${path}.br`, await promisify(brotliCompress)(plain, { params }))
    writeFileSync(`${path}.gz`, await promisify(gzip)(plain, { level: 9 }))
  }
}

if (import.meta.main) {
  const names = process.argv.slice(2)
  for (const face of FACES) if (names.length === 0 || names.includes(face.name)) await build(face)
}
