import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { promotions } from './contract.ts'
import type { Promotions } from './needs.ts'
import { codeOf } from './read-live.ts'
import type { Promotion } from './shapes.ts'

type Ops = typeof promotions.ops
const PAGE_SIZE = 20

/**
 * Newest first; `query` is looked for in titles, and finds the promotion whose code it is. `used`: what counts against the limits; without any,
 * the orders that stand.
 */
export const listPromotions = async (
  { db }: Promotions,
  { query, page = 1, limit = PAGE_SIZE }: Input<Ops['listPromotions']>,
): Promise<Output<Ops['listPromotions']>> => {
  const words = query?.trim() || null
  const { rows } = await db.sql<Promotion & { used: number; has_codes: boolean }>`
    SELECT p.promotion_id, version, title, titles, trigger, rule, tax_basis, priority, is_exclusive, exclusion_group, starts_at, ends_at,
      limit_total, limit_per_customer, limit_per_code, paused_at, created_at, updated_at,
      CASE WHEN promotions.is_limited(p) THEN used
        ELSE (SELECT coalesce(sum(orders), 0)::int FROM promotions.totals t WHERE t.promotion_id = p.promotion_id) END AS used,
      EXISTS (SELECT FROM promotions.codes c WHERE c.promotion_id = p.promotion_id) AS has_codes
    FROM promotions.promotions p JOIN promotions.counters k ON k.promotion_id = p.promotion_id AND k.subject = 'all'
    WHERE ${words}::text IS NULL OR position(lower(${words}::text) IN lower(title)) > 0
      OR p.promotion_id = (SELECT promotion_id FROM promotions.codes WHERE code = ${codeOf(words ?? '')})
    ORDER BY created_at DESC, p.promotion_id DESC LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return { promotions: rows.slice(0, limit), page, has_more: rows.length > limit }
}

/** @throws NOT_FOUND */
export const readOne = async ({ db }: Promotions, promotion_id: string): Promise<Promotion> => {
  const { rows } = await db.sql<Promotion>`
    SELECT promotion_id, version, title, titles, trigger, rule, tax_basis, priority, is_exclusive, exclusion_group, starts_at, ends_at,
      limit_total, limit_per_customer, limit_per_code, paused_at, created_at, updated_at
    FROM promotions.promotions WHERE promotion_id = ${promotion_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such promotion.', { promotion_id })
  return rows[0]
}

/**
 * A promotion and how it was used: `used` as in the list.
 * @throws NOT_FOUND
 */
export const readPromotion = async (
  needs: Promotions,
  { promotion_id }: Input<Ops['readPromotion']>,
): Promise<Output<Ops['readPromotion']>> => {
  const promotion = await readOne(needs, promotion_id)
  const { rows } = await needs.db.sql<{ used: number; overdrawn: number; totals: Output<Ops['readPromotion']>['usage']['totals'] }>`
    SELECT CASE WHEN promotions.is_limited(p) THEN used
        ELSE (SELECT coalesce(sum(orders), 0)::int FROM promotions.totals WHERE promotion_id = ${promotion_id}) END AS used,
      (SELECT count(*)::int FROM promotions.redeemed_discounts d JOIN promotions.redemptions r USING (order_id)
        WHERE d.promotion_id = ${promotion_id} AND is_overdrawn AND state = 'kept' AND cardinality(subjects) = 0) AS overdrawn,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'orders', orders, 'amount', amount) ORDER BY currency), '[]')
        FROM promotions.totals WHERE promotion_id = ${promotion_id}) AS totals
    FROM promotions.promotions p JOIN promotions.counters USING (promotion_id) WHERE promotion_id = ${promotion_id} AND subject = 'all'`
  return { promotion, usage: rows[0] ?? { used: 0, overdrawn: 0, totals: [] } }
}
