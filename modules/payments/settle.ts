import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { Payment } from './contract.ts'
import type { Payments } from './needs.ts'
import type { Outcome } from './provider.ts'

/**
 * The one path on which a payment changes state: for the provider's answer, its webhooks, and the reconciler, in any order and number.
 * State only moves forward (started, unknown -> captured | declined; a decline that turns out captured is captured), and an outcome
 * over another amount or currency than the attempt's is never taken for the payment. No answer makes a started attempt `unknown`.
 * @throws NOT_FOUND
 */
export const settle = async ({ db, clock, log }: Payments, payment_id: string, answer: Outcome | undefined): Promise<Payment> => {
  const state = answer?.outcome === 'captured' || answer?.outcome === 'declined' ? answer.outcome : 'unknown'
  const amount = answer?.amount ?? null
  const { rows } = await db.sql<{ payment: Payment; is_other_amount: boolean }>`
    WITH asked AS (
      SELECT payment_id, ${amount?.amount}::bigint IS NOT NULL AND (amount <> ${amount?.amount}::bigint OR currency <> ${amount?.currency}::text) AS is_other_amount
      FROM payments.payments WHERE payment_id = ${payment_id}),
    settled AS (
      UPDATE payments.payments p
      SET state = ${state}::text, provider_ref = coalesce(${answer?.provider_ref}::text, provider_ref), problem = ${answer?.problem}::text,
          redirect_url = ${answer?.redirect_url}::text, looked_at = ${clock.now()},
          settled_at = CASE WHEN ${state}::text = 'unknown' THEN NULL ELSE ${clock.now()}::timestamptz END
      FROM asked
      WHERE p.payment_id = asked.payment_id AND NOT asked.is_other_amount
        AND (p.state IN ('started', 'unknown') OR (p.state = 'declined' AND ${state}::text = 'captured'))
      RETURNING p.*),
    said AS (
      INSERT INTO payments.outbox (type, aggregate_id, payload)
      SELECT 'payments.' || state, order_id::text, jsonb_build_object('payment_id', payment_id, 'order_id', order_id, 'method', method,
             'amount', jsonb_build_object('amount', amount, 'currency', currency))
      FROM settled)
    SELECT payments.as_json(p) AS payment, asked.is_other_amount
    FROM asked JOIN (SELECT * FROM settled UNION ALL
      SELECT * FROM payments.payments WHERE payment_id = ${payment_id} AND NOT EXISTS (SELECT 1 FROM settled)) p USING (payment_id)`
  const row = rows[0]
  if (!row) throw fail('NOT_FOUND', 'There is no such payment.')
  if (row.is_other_amount)
    log.error({ payment_id, answer: json(amount) }, 'the provider speaks of another amount; the payment was left as it is')
  return row.payment
}
