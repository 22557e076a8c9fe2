import type { Output } from '#platform/contract.ts'
import type { payments } from './contract.ts'
import { listReservations } from './list-reservations.ts'
import type { Payments } from './needs.ts'

type Troubles = Output<typeof payments.ops.listTroubles>

/**
 * What a person has to look at, the oldest hundred of each. A refund that failed is none of it once as much of its payment, or more, was begun to
 * be given back after it had failed. One statement, and those of the reservations.
 */
export const listTroubles = async (needs: Payments): Promise<Troubles> => {
  const { db, providers } = needs
  const by_hand = providers.filter((provider) => provider.is_by_hand).map((provider) => provider.name)
  const reservations = await listReservations(needs)
  const { rows } = await db.sql<Omit<Troubles, keyof typeof reservations>>`
    SELECT
      coalesce((SELECT jsonb_agg(one) FROM (SELECT payments.as_json(p) AS one FROM payments.payments p WHERE mismatch IS NOT NULL ORDER BY created_at LIMIT 100) l), '[]') AS mismatches,
      coalesce((SELECT jsonb_agg(one) FROM (
        SELECT payments.dispute_as_json(d, p) AS one FROM payments.disputes d JOIN payments.payments p USING (payment_id)
        WHERE d.state = 'open' ORDER BY d.opened_at LIMIT 100) l), '[]') AS disputes,
      coalesce((SELECT jsonb_agg(one) FROM (
        SELECT payments.part_as_json(r, p) - 'provider_ref' AS one FROM payments.refunds r JOIN payments.payments p USING (payment_id)
        WHERE r.state = 'failed' AND NOT EXISTS (
          SELECT FROM payments.refunds later WHERE later.payment_id = r.payment_id AND later.amount >= r.amount AND later.state <> 'failed' AND later.created_at >= r.settled_at)
        ORDER BY r.created_at LIMIT 100) l), '[]') AS failed_refunds,
      coalesce((SELECT jsonb_agg(one) FROM (
        SELECT payments.part_as_json(r, p) - 'provider_ref' AS one FROM payments.refunds r JOIN payments.payments p USING (payment_id)
        WHERE r.state = 'pending' AND p.provider = ANY(${by_hand}::text[]) ORDER BY r.created_at LIMIT 100) l), '[]') AS to_pay_out`
  return { ...(rows[0] ?? { mismatches: [], disputes: [], failed_refunds: [], to_pay_out: [] }), ...reservations }
}
