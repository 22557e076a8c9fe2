import type { Output } from '#platform/contract.ts'
import type { Entry, ListEntries, ledger } from './contract.ts'
import type { Ledger } from './needs.ts'

const PAGE_SIZE = 50

/** Entries, newest first, by order, account and days; both days are included. One statement. */
export const listEntries = async (
  { db }: Ledger,
  { order_id, account, from, to, before, limit = PAGE_SIZE }: ListEntries,
): Promise<Output<typeof ledger.ops.listEntries>> => {
  const { rows } = await db.sql<Entry>`
    SELECT e.height, e.transaction_id, t.kind, t.reference, e.order_id, e.day::text AS day, e.account, e.detail, e.amount, e.currency,
      encode(e.hash, 'hex') AS hash
    FROM ledger.entries e JOIN ledger.transactions t USING (transaction_id)
    WHERE (${order_id ?? null}::uuid IS NULL OR e.order_id = ${order_id ?? null}::uuid)
      AND (${account ?? null}::text IS NULL OR e.account = ${account ?? null}::text)
      AND (${from ?? null}::date IS NULL OR e.day >= ${from ?? null}::date)
      AND (${to ?? null}::date IS NULL OR e.day <= ${to ?? null}::date)
      AND (${before ?? null}::bigint IS NULL OR e.height < ${before ?? null}::bigint)
    ORDER BY e.height DESC LIMIT ${limit + 1}`
  const entries = rows.slice(0, limit)
  return { entries, next: rows.length > limit ? (entries.at(-1)?.height ?? null) : null }
}
