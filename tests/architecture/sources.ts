/** The sources of this repository, or of a fixture that breaks one of its rules, as text and as syntax. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ParseResult, parseSync } from 'oxc-parser'

export const ROOT = resolve(import.meta.dirname, '..', '..')
/** A small tree that breaks one rule: `fixture('foreign-schema')`. */
export const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name)

export type Source = {
  /** from the root, with `/` */
  path: string
  text: string
  syntax: ParseResult
  /** 1 for the first */
  lineOf(offset: number): number
}

const CODE_FOLDERS = ['platform', 'modules', 'plugins', 'apps', 'tools', 'demo', 'tests', 'bench', 'ui', 'examples']
const LEFT_OUT = new Set(['node_modules', 'dist', 'fixtures'])

/** Paths below the given folders of a tree; without what is installed, built, or meant to be wrong. */
export const findFiles = (root: string, pattern: string, folders = CODE_FOLDERS): string[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/${pattern}`, { cwd: root, exclude: (name) => LEFT_OUT.has(name) }))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()

/** @throws when a file is not valid TypeScript */
export const readSources = (root: string, folders = CODE_FOLDERS): Source[] =>
  findFiles(root, '**/*.{ts,tsx}', folders).map((path) => readSource(root, path))

const readSource = (root: string, path: string): Source => {
  const text = readFileSync(join(root, path), 'utf8')
  const syntax = parseSync(path, text)
  const [error] = syntax.errors
  if (error) throw new SyntaxError(`${path}: ${error.message}`)
  return { path, text, syntax, lineOf: (offset) => text.slice(0, offset).split('\n').length }
}
