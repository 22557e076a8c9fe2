import { openCheck } from './check-draft.ts'
import type { Draft, Entry, View } from './draft.ts'
import { fatal, refused } from './draft.ts'
import type { ProductFile } from './open-file.ts'
import { readRows } from './read-rows.ts'

/** `pictures`: stored pictures by the path the file names them with. */
export type Reading = { file: ProductFile; view: View; pictures: Map<string, string> }

/** All products of a file, checked, in an order that is the same each time; what cannot be a product comes as a draft without one. */
export async function* readDrafts({ file, view, pictures }: Reading): AsyncGenerator<Draft> {
  const broken: Draft[] = []
  const check = openCheck(pictures)
  for await (const draft of file.adapter.products(readEntries(file, broken), view)) {
    yield* broken.splice(0)
    yield check(draft)
  }
  yield* broken.splice(0)
}

/** What the file calls its pictures, line by line; no products are made of the lines. */
export async function* readSources(file: ProductFile): AsyncGenerator<string[]> {
  for await (const entry of readEntries(file, [])) yield file.adapter.sourcesOf(entry)
}

async function* readEntries({ text, delimiter, columns }: ProductFile, broken: Draft[]): AsyncGenerator<Entry> {
  const placeOf = openPlaces(columns)
  let is_header = true
  for await (const { line, cells, problem } of readRows(text, delimiter)) {
    if (is_header) {
      is_header = false
      continue
    }
    const surplus = cells.slice(columns.length).some((cell) => cell.trim() !== '')
    const why =
      problem ?? (surplus ? `${cells.length} values, but the header names ${columns.length} columns; is a quote missing?` : undefined)
    if (why) broken.push(refused(fatal(line, 'BROKEN_LINE', `This line cannot be read: ${why}.`)))
    else yield entryOf(line, cells, placeOf)
  }
}

/** Finds a column by the name an adapter gives it, whatever its case; asked for every value of a file, so what was found is kept. */
const openPlaces = (columns: string[]) => {
  const found = new Map<string, number>()
  return (column: string): number => {
    let place = found.get(column)
    if (place === undefined) {
      place = columns.lastIndexOf(column.toLowerCase())
      found.set(column, place)
    }
    return place
  }
}

const entryOf = (line: number, cells: string[], placeOf: (column: string) => number): Entry => ({
  line,
  get: (...columns) => {
    for (const column of columns) {
      const value = cells[placeOf(column)]?.trim()
      if (value) return value
    }
    return ''
  },
})
