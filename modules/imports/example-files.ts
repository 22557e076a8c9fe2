/** For tests: product files written by hand, and what is read from them. */
import type { ImportRun } from './contract.ts'
import type { Draft } from './draft.ts'
import { openFile } from './open-file.ts'
import { readDrafts } from './read-drafts.ts'

const VIEW = { locale: 'en', currency: 'EUR', today: '2026-03-01' }

/** Rows given as `column -> value`; the header has the columns of all rows. */
export const csvOf = (rows: { [column: string]: string }[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.map(quoted).join(','))
    .join('\r\n')
}

export const draftsOf = async (rows: { [column: string]: string }[], pictures = new Map<string, string>()): Promise<Draft[]> => {
  const file = await openFile(Buffer.from(csvOf(rows)))
  return Array.fromAsync(readDrafts({ file, view: VIEW, pictures }))
}

/** `12 NO_PRICE` for each problem, fatal ones with an exclamation mark */
export const briefly = (problems: ImportRun['problems']): string[] =>
  problems.map(({ line, code, is_fatal }) => `${line} ${code}${is_fatal ? '!' : ''}`)
