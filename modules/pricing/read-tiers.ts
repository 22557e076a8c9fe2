import type { Tiers } from './contract.ts'
import type { Pricing } from './needs.ts'
import { tiersOf } from './price-of.ts'
import { readCandidates } from './read-candidates.ts'

/**
 * From which quantities on these variants are cheaper for everyone just now, in every currency; those that always cost the same are left
 * out. One statement, and one more for each currency that has tiers.
 */
export const readTiers = async (needs: Pricing, { variant_ids }: { variant_ids: string[] }): Promise<Tiers> => {
  const { rows } = await needs.db.sql<{ currency: string; variant_ids: string[] }>`
    SELECT e.currency, array_agg(DISTINCT e.variant_id) AS variant_ids
    FROM pricing.list_prices e JOIN pricing.price_lists l USING (list_id)
    WHERE e.variant_id = ANY(${variant_ids}::uuid[]) AND e.min_quantity > 1 AND l.is_active AND l.customer_group IS NULL
      AND coalesce(l.starts_at <= ${needs.clock.now()}, true) AND coalesce(l.ends_at > ${needs.clock.now()}, true)
    GROUP BY e.currency ORDER BY e.currency`
  const variants: Tiers['variants'] = []
  for (const { currency, variant_ids: tiered } of rows) {
    const candidates = await readCandidates(needs, { variant_ids: tiered, currency, customer_group: null })
    for (const [variant_id, known] of candidates) {
      const tiers = tiersOf(known, currency)
      if (tiers.length > 0) variants.push({ variant_id, currency, tiers })
    }
  }
  return { variants }
}
