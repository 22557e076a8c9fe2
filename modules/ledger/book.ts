import type { Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { Booking } from './posting-rules.ts'

/** What is booked for which event, and when that happened. */
export type Booked = Booking & { event_id: string; occurred_at: string }

/**
 * Books what happened, all of it in two statements; a source that is booked already, and one whose cause was never booked, books nothing.
 * The day is that of the event in UTC, so that a ledger that was behind has its entries on the right days. The end of the chain is locked
 * first, until the caller's transaction ends: whoever books next reads its hash when it is settled. Sums are the schema's: a transaction
 * whose sides differ does not commit (`a_transaction_sums_to_zero`).
 */
export const book = async (sql: Sql, bookings: Booked[], now: Date) => {
  const some = bookings.filter(({ postings }) => postings.length > 0) // a document over nothing
  if (some.length === 0) return
  const ids = some.map(() => newId(now))
  const postings = some.flatMap((booking, i) => booking.postings.map((posting) => ({ ...posting, transaction_id: ids[i] })))
  await sql`SELECT FROM ledger.head FOR NO KEY UPDATE`
  await sql`
    WITH booked AS (
      INSERT INTO ledger.transactions AS whole (transaction_id, source, event_id, kind, order_id, reference, day, occurred_at, booked_at, entry_count)
      SELECT transaction_id, source, event_id, kind, order_id, reference, (occurred_at AT TIME ZONE 'UTC')::date, occurred_at,
        ${now}::timestamptz, entry_count
      FROM unnest(${ids}::uuid[], ${some.map(({ source }) => source)}::text[], ${some.map(({ event_id }) => event_id)}::uuid[],
        ${some.map(({ kind }) => kind)}::text[], ${some.map(({ order_id }) => order_id)}::uuid[],
        ${some.map(({ reference }) => reference)}::text[], ${some.map(({ occurred_at }) => occurred_at)}::timestamptz[],
        ${some.map((booking) => booking.postings.length)}::int[], ${some.map(({ only_after }) => only_after ?? null)}::text[])
        WITH ORDINALITY AS asked (transaction_id, source, event_id, kind, order_id, reference, occurred_at, entry_count, only_after, nth)
      WHERE only_after IS NULL OR EXISTS (SELECT FROM ledger.transactions cause WHERE cause.source = asked.only_after)
      ORDER BY nth ON CONFLICT DO NOTHING RETURNING transaction_id, order_id, day, whole
    ), numbered AS (
      SELECT head.height + row_number() OVER (ORDER BY nth) AS height, booked.*, account, detail, amount, currency, head.hash AS previous
      FROM ledger.head, booked JOIN unnest(${postings.map((posting) => posting.transaction_id)}::uuid[],
        ${postings.map(({ account }) => account)}::text[], ${postings.map(({ detail }) => detail)}::text[],
        ${postings.map(({ amount }) => amount)}::bigint[],
        ${some.flatMap(({ currency, postings: { length } }) => Array<string>(length).fill(currency))}::text[])
        WITH ORDINALITY AS posting (transaction_id, account, detail, amount, currency, nth) USING (transaction_id)
    ), sealed AS (
      INSERT INTO ledger.entries (height, transaction_id, order_id, day, account, detail, amount, currency, hash)
      SELECT height, transaction_id, order_id, day, account, detail, amount, currency, ledger.chained(previous, ledger.content_of(
        ROW (height, transaction_id, order_id, day, account, detail, amount, currency, NULL)::ledger.entries, whole)) OVER (ORDER BY height)
      FROM numbered RETURNING height, hash
    )
    UPDATE ledger.head SET height = last.height, hash = last.hash FROM (SELECT height, hash FROM sealed ORDER BY height DESC LIMIT 1) last`
}
