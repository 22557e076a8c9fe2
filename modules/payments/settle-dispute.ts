import { withoutCardNumbers } from '#platform/card-numbers.ts'
import { fail } from '#platform/errors.ts'
import type { Payments } from './needs.ts'
import type { News } from './provider.ts'

type Dispute = Extract<News, { kind: 'dispute' }>

/**
 * Keeps what the shopper's bank does. An open dispute holds its amount against refunds (all of the payment, when it is over other money), a lost
 * one counts as given back, a won one frees it. Known by the provider's name for it; its first end is its end. The payment's row says what all
 * its disputes hold (`held_amount`), reckoned from that row under its lock: the disputes that this statement sees may be older. Told with what the bank
 * takes, in the payment's currency, and how much of that the payment does not have any more, the same each time. One statement.
 * @throws NOT_FOUND
 */
export const settleDispute = async ({ db, clock }: Payments, provider: string, news: Dispute): Promise<void> => {
  const { payment_id, dispute_ref, amount, state, reason } = news
  const { rows } = await db.sql<{ is_known: boolean }>`
    WITH payment AS (
      SELECT p AS whole, p.*, captured_amount - refunded_amount - refunding_amount AS free,
             CASE WHEN currency = ${amount.currency}::text THEN ${amount.amount}::bigint ELSE captured_amount END AS taken
      FROM payments.payments p WHERE payment_id = ${payment_id} AND provider = ${provider} FOR NO KEY UPDATE),
    kept AS (
      INSERT INTO payments.disputes AS d (provider, dispute_ref, payment_id, amount, currency, state, reason, opened_at, closed_at, held_amount, beyond_amount)
      SELECT ${provider}, ${dispute_ref}, payment_id, ${amount.amount}::bigint, ${amount.currency}, ${state}::text, ${withoutCardNumbers(reason)},
             ${clock.now()}::timestamptz, CASE WHEN ${state}::text <> 'open' THEN ${clock.now()}::timestamptz END,
             taken, taken - greatest(0, least(taken, free - held_amount))
      FROM payment
      ON CONFLICT ON CONSTRAINT a_dispute_is_kept_once DO UPDATE SET state = excluded.state, closed_at = excluded.closed_at
        WHERE d.state = 'open' AND excluded.state <> 'open'
      RETURNING d AS dispute, d.*, xmax = 0 AS is_new),
    sums AS (
      SELECT payment.*, payment.held_amount + CASE
               WHEN is_new AND kept.state <> 'won' THEN kept.held_amount WHEN NOT is_new AND kept.state = 'won' THEN -kept.held_amount ELSE 0 END AS held
      FROM payment, kept),
    counted AS (
      UPDATE payments.payments p
      SET held_amount = held, disputed_amount = least(free, held), state = sums.state, captured_amount = sums.captured_amount,
          refunded_amount = sums.refunded_amount, refunding_amount = sums.refunding_amount
      FROM sums WHERE p.payment_id = sums.payment_id RETURNING p.payment_id),
    noted AS (
      INSERT INTO payments.messages (payment_id, at, direction, what, body)
      SELECT payment_id, ${clock.now()}::timestamptz, 'in', 'dispute', jsonb_build_object('dispute_ref', dispute_ref, 'state', state, 'amount', amount, 'reason', reason) FROM kept),
    told AS (
      INSERT INTO payments.outbox (type, aggregate_id, payload)
      SELECT 'payments.disputed', order_id::text,
             payments.as_event(whole, kept.held_amount) || jsonb_build_object('dispute', payments.dispute_as_json(dispute, whole), 'beyond', beyond_amount)
      FROM kept, counted, payment)
    SELECT EXISTS (SELECT FROM payment) AS is_known`
  if (!rows[0]?.is_known) throw fail('NOT_FOUND', 'There is no such payment.')
}
