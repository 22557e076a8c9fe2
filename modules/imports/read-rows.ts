import { type CsvError, parse } from 'csv-parse'

/** A record of the file and the line it begins on, from 1. A record that cannot be read has no cells and says why. */
export type Row = { line: number; cells: string[]; problem?: string }

type Place = { offset: number; line: number }
type Read = { cells: string[]; end: number }

const SLICE = 64 * 1024
const MAX_BROKEN = 100
const CR = 13
const LF = 10

const WHY: Record<string, string> = {
  INVALID_OPENING_QUOTE: 'a quote stands inside a value that does not begin with one; put the value in quotes and double the quotes in it',
  CSV_INVALID_CLOSING_QUOTE: 'something follows a closing quote; double the quotes that belong to the value',
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
}

/**
 * Reads CSV (RFC 4180, and the line ends and delimiters of spreadsheets) slice by slice, so that the process stays free for others.
 * A broken record costs itself and no other: reading goes on with the next line.
 */
export async function* readRows(text: Buffer, delimiter: string): AsyncGenerator<Row> {
  let from: Place = { offset: 0, line: 1 }
  for (let broken = 0; ; broken++) {
    const reader = openReader(text, delimiter, from.offset)
    let start = skipEmptyLines(text, from)
    let read = await reader.next()
    for (; !read.done; read = await reader.next()) {
      yield { line: start.line, cells: read.value.cells }
      start = skipEmptyLines(text, placeAt(text, start, read.value.end))
    }
    const error = read.value
    if (!error) return
    yield { line: start.line, cells: [], problem: WHY[error.code] ?? error.message }
    from = nextLine(text, start)
    if (from.offset >= text.length) return
    if (broken === MAX_BROKEN) {
      yield { line: from.line, cells: [], problem: `more than ${MAX_BROKEN} lines are broken; the rest of the file was not read` }
      return
    }
  }
}

/** Yields records with the offset where each ends; returns the error that stopped it, if any. */
async function* openReader(text: Buffer, delimiter: string, from: number): AsyncGenerator<Read, CsvError | undefined> {
  const reads: Read[] = []
  let error: CsvError | undefined
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    on_record: (cells: string[], { bytes }) => {
      reads.push({ cells, end: from + bytes })
      return null // taken here, in order, so that an error later in the slice cannot lose it
    },
  })
  parser.on('error', (failure: CsvError) => {
    error = failure
  })
  parser.resume()
  for (let at = from; at < text.length && !error; at += SLICE) {
    await new Promise((resume) => parser.write(text.subarray(at, at + SLICE), resume))
    yield* reads.splice(0)
  }
  if (!error) await new Promise((resume) => parser.once('close', resume).end())
  yield* reads.splice(0)
  return error
}

const skipEmptyLines = (text: Buffer, { offset, line }: Place): Place => {
  while (text[offset] === CR || text[offset] === LF) {
    if (text[offset] === LF) line++
    offset++
  }
  return { offset, line }
}

/** Lines of a file; one that ends the last line begins no other. */
export const linesOf = (text: Buffer): number => {
  const { line } = placeAt(text, { offset: 0, line: 1 }, text.length)
  return text.at(-1) === LF ? line - 1 : line
}

/** Lines are counted here, because the parser counts a line end within quotes twice when it is CR LF. */
const placeAt = (text: Buffer, from: Place, offset: number): Place => {
  let { line } = from
  for (let at = text.indexOf(LF, from.offset); at >= 0 && at < offset; at = text.indexOf(LF, at + 1)) line++
  return { offset, line }
}

const nextLine = (text: Buffer, { offset, line }: Place): Place => {
  const end = text.indexOf(LF, offset)
  return { offset: end < 0 ? text.length : end + 1, line: line + 1 }
}
