import { withoutCardNumbers } from '#platform/card-numbers.ts'
import { isViolation, json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { Payment } from './contract.ts'
import type { Payments } from './needs.ts'
import type { Outcome } from './provider.ts'
import { STEPS } from './states.ts'

/** `what`: how it was heard, for the trail. `from`: whose news it is; a provider only speaks of its own payments. No answer: `unknown`. */
export type Heard = { what: string; from?: string; answer: Outcome | undefined; error?: string | undefined }

/** Minor units that were taken. */
export const capturedBy = ({ outcome, amount, captured_amount }: Outcome): number =>
  outcome === 'captured' ? (captured_amount ?? amount.amount) : 0

const problemOf = (answer: Outcome | undefined): string | null => (answer?.problem == null ? null : withoutCardNumbers(answer.problem))

/** What the trail keeps of an answer. */
export const messageOf = (answer: Outcome) => {
  const { outcome, amount, provider_ref } = answer
  return { outcome, amount, captured_amount: capturedBy(answer), provider_ref, problem: problemOf(answer) }
}

/**
 * The one path on which a payment changes state: for the provider's answer, its webhooks, and the reconciler, in any order and number.
 * State only moves as `states.ts` says. Another amount or currency than the attempt's is never taken for the payment: it becomes
 * `mismatch`, or keeps its state and is flagged. Money that comes while another payment of the same tender is under way is `surplus`:
 * written down, and sent back by the event that says so. Everything heard goes into the trail. One statement.
 * @throws NOT_FOUND
 */
export const settle = async (needs: Payments, payment_id: string, heard: Heard): Promise<Payment> => {
  for (let tries = 1; ; tries++) {
    try {
      return await trySettle(needs, payment_id, heard)
    } catch (error) {
      // Two attempts of one tender came alive in the same moment. The second look sees the first, and makes this one surplus.
      if (tries > 3 || !isViolation(error, 'one_live_payment_per_order_and_tender')) throw error
    }
  }
}

const trySettle = async ({ db, clock, log }: Payments, payment_id: string, { what, from, answer, error }: Heard): Promise<Payment> => {
  const captured = answer ? capturedBy(answer) : 0
  const said = answer && { outcome: answer.outcome, amount: answer.amount, captured_amount: captured }
  const problem = problemOf(answer)
  const body = answer ? messageOf(answer) : { error: error ?? 'no answer' }
  const { rows } = await db.sql<{ payment: Payment; is_other: boolean }>`
    WITH was AS (SELECT p AS payment, p.* FROM payments.payments p
             WHERE payment_id = ${payment_id} AND provider = coalesce(${from ?? null}::text, provider) FOR NO KEY UPDATE),
    judged AS (
      SELECT was.*, ${answer?.amount.amount ?? null}::bigint IS NOT NULL AND (amount <> ${answer?.amount.amount ?? 0}::bigint
               OR currency <> ${answer?.amount.currency ?? ''}::text OR ${captured}::bigint > amount
               OR (${captured}::bigint BETWEEN 1 AND amount - 1 AND NOT is_capture_later)) AS is_other
      FROM was),
    stepped AS (
      SELECT *, CASE WHEN is_other THEN 'mismatch' ELSE ${answer?.outcome ?? 'unknown'}::text END AS next FROM judged),
    decided AS (
      SELECT payment_id, state, next, is_other, state || '>' || next = ANY(${STEPS}::text[]) AS is_moved,
             is_surplus OR (state IN ('declined', 'voided') AND EXISTS (
               SELECT FROM payments.payments other WHERE other.order_id = stepped.order_id AND other.tender = stepped.tender
                 AND other.payment_id <> stepped.payment_id AND NOT other.is_surplus
                 AND other.state IN ('started', 'unknown', 'pending', 'authorised', 'captured', 'mismatch'))) AS comes_beside
      FROM stepped),
    settled AS (
      UPDATE payments.payments p
      SET state = CASE WHEN is_moved THEN next ELSE d.state END,
          captured_amount = CASE WHEN is_moved AND next = 'captured' THEN ${captured}::bigint ELSE p.captured_amount END,
          is_surplus = p.is_surplus OR (is_moved AND comes_beside),
          mismatch = CASE WHEN is_other THEN ${json(said ?? null)}::jsonb ELSE p.mismatch END,
          provider_ref = coalesce(nullif(${answer?.provider_ref ?? null}::text, ''), p.provider_ref), problem = ${problem}::text,
          redirect_url = CASE WHEN next = 'pending' THEN ${answer?.redirect_url ?? null}::text END,
          fingerprint = coalesce(${answer?.fingerprint ?? null}::text, p.fingerprint), looked_at = ${clock.now()},
          settled_at = CASE WHEN next IN ('unknown', 'pending') THEN NULL WHEN is_moved THEN ${clock.now()}::timestamptz ELSE p.settled_at END
      FROM decided d WHERE p.payment_id = d.payment_id AND (is_moved OR (is_other AND p.mismatch IS NULL))
      RETURNING p AS payment, p.order_id, p.state, p.is_surplus, d.state AS state_before, d.is_moved),
    noted AS (
      INSERT INTO payments.messages (payment_id, at, direction, what, body)
      SELECT payment_id, ${clock.now()}::timestamptz, 'in', ${what}::text, ${json(body)}::jsonb FROM was),
    told AS (
      INSERT INTO payments.outbox (type, aggregate_id, payload)
      SELECT CASE WHEN is_surplus THEN 'payments.surplus' WHEN state = 'pending' THEN 'payments.unknown' ELSE 'payments.' || state END, order_id::text,
             payments.as_event(payment, CASE WHEN state = 'captured' THEN (payment).captured_amount ELSE (payment).amount END)
             || CASE WHEN is_surplus THEN jsonb_build_object('state', state) ELSE '{}' END
             || CASE WHEN (payment).is_capture_later THEN '{"is_capture_later": true}'::jsonb ELSE '{}' END
      FROM settled WHERE is_moved AND (NOT is_surplus OR state IN ('authorised', 'captured')) AND NOT (state = 'pending' AND state_before = 'unknown'))
    SELECT coalesce((SELECT payments.as_json(payment) FROM settled), payments.as_json(was.payment)) AS payment, is_other FROM was, decided`
  const row = rows[0]
  if (!row) throw fail('NOT_FOUND', 'There is no such payment.')
  if (row.is_other)
    log.error({ payment_id, said: json(said ?? null) }, 'the provider speaks of other money than ours; it was not taken for the payment')
  return row.payment
}
