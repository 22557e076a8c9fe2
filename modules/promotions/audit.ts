import type { Output } from '#platform/contract.ts'
import type { promotions } from './contract.ts'
import type { Promotions } from './needs.ts'

/**
 * Counters that are not the sum of the redemptions they count, or should count under the limits there are now: invariant M9. At most 1,000 are
 * told.
 */
export const audit = async ({ db }: Promotions): Promise<Output<typeof promotions.ops.audit>> => {
  const { rows } = await db.sql<{ promotion_id: string; subject: string; used: number; counted: number }>`
    WITH uses AS (
      SELECT promotion_id, order_id, subject FROM promotions.redeemed_discounts, unnest(subjects) AS subject
      UNION
      SELECT promotion_id, order_id, limits.subject
      FROM promotions.redeemed_discounts d JOIN promotions.redemptions r USING (order_id) JOIN promotions.promotions p USING (promotion_id),
        LATERAL promotions.limits_of(p, d.code, r.customer_id, r.email_hash) AS limits
      WHERE promotions.is_limited(p) AND state IN ('held', 'kept') AND d.amount > 0 AND NOT is_overdrawn
    ), sums AS (
      SELECT promotion_id, subject, count(*)::int AS counted FROM uses GROUP BY promotion_id, subject
    )
    SELECT coalesce(k.promotion_id, sums.promotion_id) AS promotion_id, coalesce(k.subject, sums.subject) AS subject,
      coalesce(used, 0) AS used, coalesce(counted, 0) AS counted
    FROM promotions.counters k FULL JOIN sums ON sums.promotion_id = k.promotion_id AND sums.subject = k.subject
    WHERE coalesce(used, 0) <> coalesce(counted, 0) ORDER BY 1, 2 LIMIT 1000`
  return { wrong: rows }
}
