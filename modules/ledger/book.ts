import type { Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { Booking } from './posting-rules.ts'

/** The event that is booked, and when it happened and when that is written down. */
export type Occasion = { event_id: string; occurred_at: string; now: Date }

/**
 * Books what happened, in one statement; a source that is booked already, and one whose cause was never booked, books nothing.
 * The day is that of the event in UTC, so that a ledger that was behind has its entries on the right days. Height, hash and sums are
 * the schema's: a transaction whose sides differ does not commit (`a_transaction_sums_to_zero`).
 */
export const book = async (
  sql: Sql,
  { source, kind, order_id, reference, currency, postings, only_after }: Booking,
  occasion: Occasion,
) => {
  if (postings.length === 0) return // a document over nothing
  await sql`
    WITH booked AS (
      INSERT INTO ledger.transactions (transaction_id, source, event_id, kind, order_id, reference, day, occurred_at, booked_at, entry_count)
      SELECT ${newId(occasion.now)}::uuid, ${source}::text, ${occasion.event_id}::uuid, ${kind}::text, ${order_id}::uuid, ${reference}::text,
        (${occasion.occurred_at}::timestamptz AT TIME ZONE 'UTC')::date, ${occasion.occurred_at}::timestamptz, ${occasion.now}::timestamptz,
        ${postings.length}::int
      WHERE ${only_after ?? null}::text IS NULL OR EXISTS (SELECT FROM ledger.transactions WHERE source = ${only_after ?? null}::text)
      ON CONFLICT DO NOTHING RETURNING transaction_id, day
    )
    INSERT INTO ledger.entries (transaction_id, day, account, detail, amount, currency)
    SELECT transaction_id, day, account, detail, amount, ${currency}::text
    FROM booked, unnest(${postings.map(({ account }) => account)}::text[], ${postings.map(({ detail }) => detail)}::text[],
      ${postings.map(({ amount }) => amount)}::bigint[]) WITH ORDINALITY AS posting (account, detail, amount, n)
    ORDER BY n`
}
