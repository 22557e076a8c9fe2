import { withoutCardNumbers } from '#platform/card-numbers.ts'
import { fail } from '#platform/errors.ts'
import type { Payments } from './needs.ts'
import type { News } from './provider.ts'

type Dispute = Extract<News, { kind: 'dispute' }>

/**
 * Keeps what the shopper's bank does. An open dispute reserves its amount against refunds (all that is left, when it is over other money),
 * a lost one counts as given back, a won one frees it. Known by the provider's name for it; its first end is its end. Told with what the
 * bank takes, in the payment's currency, and how much of that the payment does not have any more. One statement.
 * @throws NOT_FOUND
 */
export const settleDispute = async ({ db, clock }: Payments, provider: string, news: Dispute): Promise<void> => {
  const { payment_id, dispute_ref, amount, state, reason } = news
  const { rows } = await db.sql<{ is_known: boolean }>`
    WITH payment AS (
      SELECT p AS whole, p.*, captured_amount - refunded_amount - refunding_amount AS free,
             CASE WHEN currency = ${amount.currency}::text THEN ${amount.amount}::bigint ELSE captured_amount END AS taken
      FROM payments.payments p WHERE payment_id = ${payment_id} AND provider = ${provider} FOR NO KEY UPDATE),
    others AS (
      SELECT coalesce(sum(d.amount), 0)::bigint AS disputed FROM payments.disputes d
      WHERE d.payment_id = ${payment_id} AND d.state IN ('open', 'lost') AND NOT (d.provider = ${provider} AND d.dispute_ref = ${dispute_ref})),
    kept AS (
      INSERT INTO payments.disputes AS d (provider, dispute_ref, payment_id, amount, currency, state, reason, opened_at, closed_at, beyond_amount)
      SELECT ${provider}, ${dispute_ref}, payment_id, ${amount.amount}::bigint, ${amount.currency}, ${state}::text, ${withoutCardNumbers(reason)},
             ${clock.now()}::timestamptz, CASE WHEN ${state}::text <> 'open' THEN ${clock.now()}::timestamptz END,
             taken - greatest(0, least(taken, free - disputed))
      FROM payment, others
      ON CONFLICT ON CONSTRAINT a_dispute_is_kept_once DO UPDATE SET state = excluded.state, closed_at = excluded.closed_at
        WHERE d.state = 'open' AND excluded.state <> 'open'
      RETURNING d AS dispute, d.*),
    counted AS (
      UPDATE payments.payments p SET disputed_amount = greatest(0, least(free, disputed + CASE WHEN kept.state = 'won' THEN 0 ELSE taken END))
      FROM payment, others, kept WHERE p.payment_id = payment.payment_id RETURNING p.payment_id),
    noted AS (
      INSERT INTO payments.messages (payment_id, at, direction, what, body)
      SELECT payment_id, ${clock.now()}::timestamptz, 'in', 'dispute', jsonb_build_object('dispute_ref', dispute_ref, 'state', state, 'amount', amount, 'reason', reason) FROM kept),
    told AS (
      INSERT INTO payments.outbox (type, aggregate_id, payload)
      SELECT 'payments.disputed', order_id::text,
             payments.as_event(whole, taken) || jsonb_build_object('dispute', payments.dispute_as_json(dispute, whole), 'beyond', beyond_amount)
      FROM kept, counted, payment)
    SELECT EXISTS (SELECT FROM payment) AS is_known`
  if (!rows[0]?.is_known) throw fail('NOT_FOUND', 'There is no such payment.')
}
