import type { File, Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { toDecimal } from '#platform/money.ts'
import type { ledger } from './contract.ts'
import type { Ledger } from './needs.ts'

/** As many as a spreadsheet takes well, and as we want to hold in memory: about 10 MB. */
const MOST_ENTRIES = 50_000

const COLUMNS = [
  'entry',
  'day',
  'transaction',
  'kind',
  'reference',
  'order',
  'account',
  'title',
  'detail',
  'debit',
  'credit',
  'currency',
  'hash',
]

type Row = {
  height: number
  day: string
  transaction_id: string
  kind: string
  reference: string | null
  order_id: string | null
  account: string
  title: string
  detail: string
  amount: number
  currency: string
  hash: string
}

/**
 * Entries of a period, both days included, oldest first, as CSV (RFC 4180). Debits and credits stand in columns of their own, so no amount
 * is negative. One statement.
 * @throws TOO_MANY_ENTRIES beyond 50,000
 */
export const exportEntries = async ({ db }: Ledger, { from, to }: Input<typeof ledger.ops.exportEntries>): Promise<File> => {
  const { rows } = await db.sql<Row>`
    SELECT e.height, e.day::text AS day, e.transaction_id, t.kind, t.reference, e.order_id, e.account, a.title, e.detail, e.amount, e.currency,
      encode(e.hash, 'hex') AS hash
    FROM ledger.entries e JOIN ledger.transactions t USING (transaction_id) JOIN ledger.accounts a USING (account)
    WHERE e.day BETWEEN ${from}::date AND ${to}::date ORDER BY e.height LIMIT ${MOST_ENTRIES + 1}`
  if (rows.length > MOST_ENTRIES)
    throw fail('TOO_MANY_ENTRIES', `There are more than ${MOST_ENTRIES} entries from ${from} to ${to}. Export fewer days at a time.`, {
      most: MOST_ENTRIES,
    })
  const lines = [COLUMNS, ...rows.map(cellsOf)].map((cells) => `${cells.map(cellOf).join(',')}\r\n`)
  return { content_type: 'text/csv; charset=utf-8', bytes: Buffer.from(lines.join('')), is_public: false, name: `ledger-${from}-${to}.csv` }
}

const cellsOf = (row: Row): string[] => {
  const size = toDecimal({ amount: Math.abs(row.amount), currency: row.currency })
  const [debit, credit] = row.amount > 0 ? [size, ''] : ['', size]
  const { height, day, transaction_id, kind, reference, order_id, account, title, detail, currency, hash } = row
  return [String(height), day, transaction_id, kind, reference ?? '', order_id ?? '', account, title, detail, debit, credit, currency, hash]
}

/** A cell that a spreadsheet would run as a formula is marked as text (OWASP, CSV Injection), and quotes keep the others whole. */
export const cellOf = (text: string): string => {
  const plain = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
