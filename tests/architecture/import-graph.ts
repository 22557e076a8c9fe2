/**
 * Who imports whom, read from the syntax: values, types, re-exports, `import()` and types written as `import('...')`.
 * Our own, because dependency-cruiser 18.7 reads no TypeScript once TypeScript 7 is installed (`depcruise --info`).
 */
import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { Visitor } from 'oxc-parser'
import { ROOT, type Source } from './sources.ts'

export type Import = {
  from: string
  line: number
  /** as written: `./x.ts`, `#modules/y/contract.ts`, `pg` */
  name: string
  /** the file it names, from the root; undefined for a package */
  to: string | undefined
  is_type: boolean
}

export const readImports = (sources: Source[], aliases: Record<string, string>): Import[] =>
  sources.flatMap((source) =>
    namesIn(source).map(({ name, start, is_type }) => ({
      from: source.path,
      line: source.lineOf(start),
      name,
      to: resolveName(source.path, name, aliases),
      is_type,
    })),
  )

type Named = { name: string; start: number; is_type: boolean }

const namesIn = ({ syntax, text }: Source): Named[] => {
  const { staticImports, staticExports, dynamicImports } = syntax.module
  const found: Named[] = [
    ...staticImports.map(({ moduleRequest, start, entries }) => ({
      name: moduleRequest.value,
      start,
      is_type: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...staticExports.flatMap(({ entries, start }) =>
      entries.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ name: moduleRequest.value, start, is_type: isType }] : [])),
    ),
    ...dynamicImports.map(({ moduleRequest, start }) => ({
      name: text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
      start,
      is_type: false,
    })),
  ]
  new Visitor({
    TSImportType: ({ source, start }) => found.push({ name: source.value, start, is_type: true }),
  }).visit(syntax.program)
  return found
}

/** `#modules/x/contract.ts` -> `modules/x/contract.ts`, by the `imports` of package.json, which end in `/*`. */
const resolveName = (from: string, name: string, aliases: Record<string, string>): string | undefined => {
  if (name.startsWith('.')) return posix.join(posix.dirname(from), name)
  const alias = Object.keys(aliases).find((key) => name.startsWith(key.slice(0, -1)))
  return alias ? posix.join(aliases[alias]?.slice(0, -1) ?? '', name.slice(alias.length - 1)) : undefined
}

/** Imports of ours that lead nowhere: a graph with holes proves nothing. */
export const findHoles = (root: string, imports: Import[]): string[] =>
  imports
    .filter(({ to, name }) => (to ? !existsSync(join(root, to)) && !existsSync(join(ROOT, to)) : name.startsWith('#')))
    .map(({ from, line, name }) => `${from}:${line} imports ${name}, which does not exist`)

/** Circles of imports, each told once, as the files it passes through. Types count: a circle of types is a circle of meanings. */
export const findCycles = (imports: Import[]): string[] => {
  const targets = Map.groupBy(
    imports.filter(({ to }) => to),
    ({ from }) => from,
  )
  const settled = new Set<string>()
  const cycles: string[] = []
  const follow = (file: string, path: string[]) => {
    const seen = path.indexOf(file)
    if (seen >= 0) cycles.push([...path.slice(seen), file].join(' -> '))
    if (seen >= 0 || settled.has(file)) return
    for (const { to } of targets.get(file) ?? []) follow(to ?? '', [...path, file])
    settled.add(file)
  }
  for (const file of targets.keys()) follow(file, [])
  return cycles
}
