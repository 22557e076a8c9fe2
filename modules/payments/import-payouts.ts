import type { Input, Output } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { problemOf } from '#platform/input.ts'
import type { payments } from './contract.ts'
import type { Payments } from './needs.ts'
import { readPayoutCsv } from './payout-csv.ts'
import { PayoutRow } from './shapes.ts'

/** What can be one of our payment_ids; anything else is only looked up as the provider's name for a payment. */
const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/**
 * Keeps the rows of a provider's payouts, each once; rows that are known are left as they are, and one that says something else than before, or
 * than another of the same name, is refused with all others. Each payout is told with the sums of its new rows in each currency
 * (`payments.payout_booked`), for the ledger; `batch` names those rows, so that what a later import adds is told apart. One statement; each payment is
 * found by an index, by the provider's name for it or by ours.
 * @throws BAD_ROW { row } ROW_CHANGED { row_ref }
 */
export const importPayouts = async (
  { db, clock }: Payments,
  input: Input<typeof payments.ops.importPayouts>,
): Promise<Output<typeof payments.ops.importPayouts>> => {
  const given = [...(input.rows ?? []), ...(input.csv ? readPayoutCsv(input.csv) : [])]
  const rows = checked(given)
  const { rows: results } = await db.sql<{ imported: number; payouts: number; changed: string | null }>`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${json(rows)}::jsonb)
        AS r (payout_ref text, row_ref text, kind text, payment_ref text, gross bigint, fee bigint, net bigint, currency text, paid_at timestamptz)),
    changed AS (
      SELECT r.row_ref FROM given g JOIN payments.payout_rows r ON r.provider = ${input.provider} AND r.payout_ref = g.payout_ref AND r.row_ref = g.row_ref
      WHERE (r.gross, r.fee, r.currency, r.kind) IS DISTINCT FROM (g.gross, g.fee, g.currency, g.kind) LIMIT 1),
    kept AS (
      INSERT INTO payments.payout_rows (provider, payout_ref, row_ref, kind, payment_ref, payment_id, gross, fee, net, currency, paid_at, imported_at)
      SELECT ${input.provider}, g.payout_ref, g.row_ref, g.kind, g.payment_ref,
             coalesce(
               (SELECT p.payment_id FROM payments.payments p WHERE p.provider = ${input.provider} AND p.provider_ref = g.payment_ref LIMIT 1),
               (SELECT p.payment_id FROM payments.payments p
                WHERE p.provider = ${input.provider} AND p.payment_id = CASE WHEN g.payment_ref ~* ${UUID} THEN g.payment_ref::uuid END)),
             g.gross, g.fee, g.net, g.currency, g.paid_at, ${clock.now()}::timestamptz
      FROM given g WHERE NOT EXISTS (SELECT FROM changed)
      ON CONFLICT ON CONSTRAINT a_payout_row_is_kept_once DO NOTHING RETURNING *),
    payouts AS (
      SELECT provider, payout_ref, currency, max(paid_at) AS paid_at, sum(gross)::bigint AS gross, sum(fee)::bigint AS fee, sum(net)::bigint AS net, count(*) AS rows,
             left(encode(sha256(convert_to(string_agg(row_ref, chr(10) ORDER BY row_ref), 'UTF8')), 'hex'), 16) AS batch
      FROM kept GROUP BY provider, payout_ref, currency),
    told AS (
      INSERT INTO payments.outbox (type, aggregate_id, payload)
      SELECT 'payments.payout_booked', payout_ref, to_jsonb(payouts) FROM payouts ORDER BY payout_ref, currency)
    SELECT (SELECT count(*) FROM kept) AS imported, (SELECT count(DISTINCT payout_ref) FROM payouts) AS payouts, (SELECT row_ref FROM changed) AS changed`
  const { imported, payouts, changed } = results[0] ?? { imported: 0, payouts: 0, changed: null }
  if (changed !== null)
    throw fail('ROW_CHANGED', `Row ${changed} was imported before with other amounts. Nothing was imported.`, {
      field: 'rows',
      row_ref: changed,
    })
  return { imported, known: given.length - imported, payouts }
}

type Whole = PayoutRow & { payment_ref: string | null }

/** Each once: the same row again is a repeat, and another under its name is not dropped but refused. @throws BAD_ROW */
const checked = (rows: unknown[]): Whole[] => {
  const known = new Map<string, { whole: Whole; row: number }>()
  for (const [i, given] of rows.entries()) {
    const row = i + 1
    const whole = wholeOf(given, row)
    const name = JSON.stringify([whole.payout_ref, whole.row_ref])
    const first = known.get(name)
    if (first && contentOf(first.whole) !== contentOf(whole))
      throw bad(
        row,
        `payout ${whole.payout_ref} has another row ${whole.row_ref}, row ${first.row}. Give each a row_ref of its own, such as ${whole.row_ref}-${whole.kind}.`,
      )
    if (!first) known.set(name, { whole, row })
  }
  return [...known.values()].map(({ whole }) => whole)
}

const wholeOf = (given: unknown, row: number): Whole => {
  const problem = problemOf(PayoutRow, given)
  if (problem) throw bad(row, problem)
  const whole: Whole = { payment_ref: null, ...Object(given) }
  if (whole.net !== whole.gross - whole.fee) throw bad(row, 'net must be gross - fee.')
  return whole
}

const contentOf = ({ kind, payment_ref, gross, fee, currency, paid_at }: Whole): string =>
  JSON.stringify([kind, payment_ref, gross, fee, currency, Date.parse(paid_at)])

const bad = (row: number, what: string) => fail('BAD_ROW', `Row ${row}: ${what}`, { field: 'rows', row })
