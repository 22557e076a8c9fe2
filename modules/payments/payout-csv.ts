/** Reads a payout report as CSV (RFC 4180): a head line with our column names, in any order; amounts in minor units, whole numbers. */
import { fail } from '#platform/errors.ts'
import type { PayoutRow } from './contract.ts'

const COLUMNS = ['payout_ref', 'row_ref', 'kind', 'payment_ref', 'gross', 'fee', 'net', 'currency', 'paid_at'] as const
const MOST_ROWS = 5_000

/** @throws BAD_ROW { row } with the number of the line */
export const readPayoutCsv = (csv: string): unknown[] => {
  const [head = [], ...lines] = readLines(csv)
  const places = COLUMNS.map((name) => head.indexOf(name))
  const missing = COLUMNS.filter((name, i) => places[i] === -1 && name !== 'payment_ref')
  if (missing.length > 0) throw bad(1, `The first line must name the columns ${COLUMNS.join(', ')}; ${missing.join(', ')} is missing.`)
  if (lines.length > MOST_ROWS) throw bad(MOST_ROWS + 2, `At most ${MOST_ROWS} rows can be imported at once.`)
  return lines.map((cells, i) => rowOf(Object.fromEntries(COLUMNS.map((name, n) => [name, cells[places[n] ?? -1]?.trim() ?? ''])), i + 2))
}

const bad = (row: number, what: string) => fail('BAD_ROW', `Line ${row}: ${what}`, { field: 'csv', row })

const rowOf = (cells: Record<string, string>, row: number) => {
  const { payment_ref, gross, fee, net, ...rest } = cells
  const [whole_gross, whole_fee, whole_net] = [gross, fee, net].map((text) => {
    if (!/^-?\d{1,15}$/.test(text ?? '')) throw bad(row, `Amounts are whole numbers of minor units, not "${text}".`)
    return Number(text)
  })
  return { ...rest, ...(payment_ref && { payment_ref }), gross: whole_gross, fee: whole_fee, net: whole_net } satisfies Partial<
    Record<keyof PayoutRow, unknown>
  >
}

const readLines = (csv: string): string[][] => {
  const lines: string[][] = []
  let cells: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy
  const text = csv.replace(/^\uFEFF/, '').trimEnd()
  while (cell.lastIndex < text.length || cells.length > 0) {
    const match = cell.exec(text)
    if (!match) throw bad(lines.length + 1, 'A quote is not closed.')
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',') continue
    lines.push(cells)
    cells = []
  }
  return lines
}
