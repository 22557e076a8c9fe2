import type { Input, Output } from '#platform/contract.ts'
import type { payments } from './contract.ts'
import type { Payments } from './needs.ts'

type Differences = Output<typeof payments.ops.listPayoutDifferences>

/** Most providers pay out within a week. */
const USUAL_DAYS = 7

/** Where payouts and payments do not agree, the oldest hundred of each kind. Amounts are compared before fees. Three statements. */
export const listPayoutDifferences = async (
  { db, clock }: Payments,
  { provider, days = USUAL_DAYS }: Input<typeof payments.ops.listPayoutDifferences>,
): Promise<Differences> => {
  const { rows: not_ours } = await db.sql<{ row: Differences['not_ours'][number] }>`
    SELECT jsonb_build_object('payout_ref', payout_ref, 'row_ref', row_ref, 'payment_ref', payment_ref,
           'gross', jsonb_build_object('amount', gross, 'currency', currency)) AS row
    FROM payments.payout_rows WHERE provider = ${provider} AND kind IN ('charge', 'refund', 'dispute') AND payment_id IS NULL ORDER BY paid_at, row_ref LIMIT 100`
  const { rows: not_paid_out } = await db.sql<{ row: Differences['not_paid_out'][number] }>`
    SELECT jsonb_build_object('payment_id', p.payment_id, 'order_id', p.order_id, 'settled_at', p.settled_at,
           'amount', jsonb_build_object('amount', p.captured_amount, 'currency', p.currency)) AS row
    FROM payments.payments p
    WHERE p.provider = ${provider} AND p.state IN ('captured', 'refunded') AND p.settled_at < ${clock.now()}::timestamptz - make_interval(days => ${days})
      AND NOT EXISTS (SELECT FROM payments.payout_rows r WHERE r.payment_id = p.payment_id AND r.kind = 'charge')
    ORDER BY p.settled_at LIMIT 100`
  const { rows: other_amounts } = await db.sql<{ row: Differences['other_amounts'][number] }>`
    SELECT jsonb_build_object('payment_id', p.payment_id, 'order_id', p.order_id, 'ours', jsonb_build_object('amount', p.captured_amount, 'currency', p.currency),
           'theirs', jsonb_build_object('amount', paid.gross, 'currency', paid.currency)) AS row
    FROM (SELECT r.payment_id, r.currency, sum(r.gross)::bigint AS gross, min(r.paid_at) AS paid_at FROM payments.payout_rows r
          WHERE r.provider = ${provider} AND r.kind = 'charge' AND r.payment_id IS NOT NULL GROUP BY r.payment_id, r.currency) paid
    JOIN payments.payments p USING (payment_id)
    WHERE paid.gross <> p.captured_amount OR paid.currency <> p.currency ORDER BY paid.paid_at LIMIT 100`
  return {
    not_ours: not_ours.map((one) => one.row),
    not_paid_out: not_paid_out.map((one) => one.row),
    other_amounts: other_amounts.map((one) => one.row),
  }
}
