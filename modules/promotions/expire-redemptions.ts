import type { Promotions } from './needs.ts'

const BATCH = 200

/**
 * Gives the uses back of orders that were not placed in time. Batch by batch; two sweeps at once share the work, because each skips what the
 * other has locked, and a redemption that is being kept in this moment is skipped as well.
 */
export const expireRedemptions = async (needs: Promotions): Promise<void> => {
  for (;;) {
    const { ended, is_current } = await expireSome(needs)
    if (is_current && ended < BATCH) return
    // If a limit was set while this statement waited, none is ended: what they count now is in the next snapshot.
  }
}

const expireSome = async ({ db, clock }: Promotions): Promise<{ ended: number; is_current: boolean }> => {
  const { rows } = await db.sql<{ ended: number; is_current: boolean }>`
    WITH due AS (
      SELECT order_id FROM promotions.redemptions WHERE state = 'held' AND expires_at <= ${clock.now()}
      ORDER BY expires_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ), recounts AS MATERIALIZED (
      SELECT promotion_id, recounted FROM promotions.counters
      WHERE subject = 'all' AND promotion_id IN (SELECT promotion_id FROM promotions.redeemed_discounts JOIN due USING (order_id))
    ), turn AS (
      SELECT promotion_id, counters.recounted = recounts.recounted AS is_current FROM promotions.counters JOIN recounts USING (promotion_id)
      WHERE subject = 'all' ORDER BY promotion_id FOR NO KEY UPDATE OF counters
    ), ended AS (
      UPDATE promotions.redemptions r SET state = 'expired', version = r.version + 1, expires_at = NULL, changed_at = ${clock.now()}
      FROM due WHERE r.order_id = due.order_id AND NOT EXISTS (SELECT FROM turn WHERE NOT is_current) RETURNING r.order_id
    ), dropped AS (
      DELETE FROM promotions.redeemed_discounts d USING ended WHERE d.order_id = ended.order_id RETURNING promotion_id, subjects
    ), counted AS (
      SELECT promotion_id, subject, count(*)::int AS uses FROM dropped, unnest(subjects) AS subject GROUP BY promotion_id, subject
    ), locked AS (
      SELECT promotion_id, subject, used, uses FROM counted JOIN promotions.counters USING (promotion_id, subject)
      ORDER BY subject <> 'all', promotion_id, subject FOR NO KEY UPDATE OF counters
    ), freed AS (
      UPDATE promotions.counters k SET used = locked.used - uses FROM locked
      WHERE k.promotion_id = locked.promotion_id AND k.subject = locked.subject
    )
    SELECT (SELECT count(*)::int FROM ended) AS ended, NOT EXISTS (SELECT FROM turn WHERE NOT is_current) AS is_current`
  return rows[0] ?? { ended: 0, is_current: true }
}
