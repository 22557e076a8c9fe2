import { withoutCardNumbers } from '#platform/card-numbers.ts'
import { fail } from '#platform/errors.ts'
import type { Payments } from './needs.ts'
import type { News } from './provider.ts'

type Dispute = Extract<News, { kind: 'dispute' }>

/**
 * Keeps what the shopper's bank does. An open dispute reserves its amount against refunds (all that is left, when it is over other money),
 * a lost one counts as given back, a won one frees it. Known by the provider's name for it; its first end is its end. One statement.
 * @throws NOT_FOUND
 */
export const settleDispute = async ({ db, clock }: Payments, provider: string, news: Dispute): Promise<void> => {
  const { payment_id, dispute_ref, amount, state, reason } = news
  const { rows } = await db.sql<{ is_known: boolean }>`
    WITH payment AS (SELECT p AS whole, p.* FROM payments.payments p WHERE payment_id = ${payment_id} AND provider = ${provider} FOR NO KEY UPDATE),
    kept AS (
      INSERT INTO payments.disputes AS d (provider, dispute_ref, payment_id, amount, currency, state, reason, opened_at, closed_at)
      SELECT ${provider}, ${dispute_ref}, payment_id, ${amount.amount}::bigint, ${amount.currency}, ${state}::text, ${withoutCardNumbers(reason)},
             ${clock.now()}::timestamptz, CASE WHEN ${state}::text <> 'open' THEN ${clock.now()}::timestamptz END
      FROM payment
      ON CONFLICT ON CONSTRAINT a_dispute_is_kept_once DO UPDATE SET state = excluded.state, closed_at = excluded.closed_at
        WHERE d.state = 'open' AND excluded.state <> 'open'
      RETURNING d AS dispute, d.*),
    held AS (
      SELECT payment.payment_id, captured_amount - refunded_amount - refunding_amount AS free,
             coalesce((SELECT sum(d.amount) FROM payments.disputes d
                       WHERE d.payment_id = payment.payment_id AND d.state IN ('open', 'lost') AND NOT (d.provider = ${provider} AND d.dispute_ref = ${dispute_ref})), 0)
             + CASE WHEN kept.state = 'won' THEN 0 WHEN kept.currency <> payment.currency THEN captured_amount ELSE kept.amount END AS disputed
      FROM payment, kept),
    counted AS (
      UPDATE payments.payments p SET disputed_amount = greatest(0, least(free, disputed)) FROM held WHERE p.payment_id = held.payment_id RETURNING p.payment_id),
    noted AS (
      INSERT INTO payments.messages (payment_id, at, direction, what, body)
      SELECT payment_id, ${clock.now()}::timestamptz, 'in', 'dispute', jsonb_build_object('dispute_ref', dispute_ref, 'state', state, 'amount', amount, 'reason', reason) FROM kept),
    told AS (
      INSERT INTO payments.outbox (type, aggregate_id, payload)
      SELECT 'payments.disputed', order_id::text, payments.as_event(whole, kept.amount) || jsonb_build_object('dispute', payments.dispute_as_json(dispute, whole))
      FROM kept, counted, payment)
    SELECT EXISTS (SELECT FROM payment) AS is_known`
  if (!rows[0]?.is_known) throw fail('NOT_FOUND', 'There is no such payment.')
}
