import type { Input } from '#platform/contract.ts'
import type { ledger, Verified } from './contract.ts'
import type { Ledger } from './needs.ts'

const ENTRIES_AT_ONCE = 100_000

/**
 * Computes the hashes of the books anew, from the first entry or after a given one, and says where the first one is wrong: an entry or its
 * transaction was changed, is missing, or was put in between. What came after a wrong one is not looked at. Two statements.
 */
export const verifyChain = async ({ db, clock }: Ledger, { after = 0 }: Input<typeof ledger.ops.verifyChain>): Promise<Verified> => {
  const { rows: heads } = await db.sql<{ height: number; hash: string }>`SELECT height, encode(hash, 'hex') AS hash FROM ledger.head`
  const head = heads[0]
  if (!head) throw new Error('the ledger has no head; its migrations have not run')
  const { rows } = await db.sql<{ checked: number; last: number | null; last_hash: string | null; wrong: number | null }>`
    WITH part AS (
      SELECT e.height, e.hash, sha256(coalesce(lag(e.hash) OVER chain, CASE WHEN ${after}::bigint = 0 THEN sha256('souk ledger')
        ELSE (SELECT hash FROM ledger.entries WHERE height = ${after}::bigint) END) || ledger.content_of(e, t)) AS computed,
        ${after}::bigint + row_number() OVER chain AS expected_height
      FROM ledger.entries e LEFT JOIN ledger.transactions t USING (transaction_id)
      WHERE e.height > ${after}::bigint AND e.height <= ${Math.min(head.height, after + ENTRIES_AT_ONCE)}::bigint WINDOW chain AS (ORDER BY e.height)
    )
    SELECT count(*) AS checked, max(height) AS last, encode((array_agg(hash ORDER BY height DESC))[1], 'hex') AS last_hash,
      min(expected_height) FILTER (WHERE hash IS DISTINCT FROM computed OR height <> expected_height) AS wrong
    FROM part`
  const { checked = 0, last = null, last_hash = null, wrong = null } = rows[0] ?? {}
  const reached = after + checked
  const is_end = checked < ENTRIES_AT_ONCE || reached >= head.height
  const is_cut = is_end && wrong === null && (reached !== head.height || (checked > 0 && last_hash !== head.hash))
  return {
    checked,
    first_wrong: firstWrong(wrong, is_cut ? reached + 1 : null),
    next: is_end || wrong !== null ? null : last,
    ...head,
    checked_at: clock.now().toISOString(),
  }
}

const firstWrong = (wrong: number | null, missing: number | null): Verified['first_wrong'] => {
  if (wrong !== null)
    return { height: wrong, text: `Entry ${wrong} is not what was booked: it or its transaction was changed or taken out.` }
  if (missing !== null) return { height: missing, text: `The books end before entry ${missing}, which was booked.` }
  return null
}
