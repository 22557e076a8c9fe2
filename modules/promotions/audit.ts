import type { Output } from '#platform/contract.ts'
import type { promotions } from './contract.ts'
import type { Promotions } from './needs.ts'

/** Counters that are not the sum of the redemptions they count: invariant M9. At most 1,000 are told. */
export const audit = async ({ db }: Promotions): Promise<Output<typeof promotions.ops.audit>> => {
  const { rows } = await db.sql<{ promotion_id: string; subject: string; used: number; counted: number }>`
    WITH sums AS (
      SELECT promotion_id, subject, count(*)::int AS counted FROM promotions.redeemed_discounts, unnest(subjects) AS subject
      GROUP BY promotion_id, subject
    )
    SELECT coalesce(k.promotion_id, sums.promotion_id) AS promotion_id, coalesce(k.subject, sums.subject) AS subject,
      coalesce(used, 0) AS used, coalesce(counted, 0) AS counted
    FROM promotions.counters k FULL JOIN sums ON sums.promotion_id = k.promotion_id AND sums.subject = k.subject
    WHERE coalesce(used, 0) <> coalesce(counted, 0) ORDER BY 1, 2 LIMIT 1000`
  return { wrong: rows }
}
