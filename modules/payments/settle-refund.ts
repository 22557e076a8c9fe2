import { withoutCardNumbers } from '#platform/card-numbers.ts'
import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { RefundPart } from './contract.ts'
import type { Payments } from './needs.ts'
import type { RefundOutcome } from './provider.ts'

/** What may follow what: only forward. A bank can send a finished refund back, so `failed` is the last word. */
const STEPS = ['started>pending', 'started>done', 'started>failed', 'pending>done', 'pending>failed', 'done>failed']

export type HeardOfRefund = { what: string; answer: RefundOutcome | undefined; error?: string | undefined }

/**
 * The one path on which a refund changes state: for the provider's answer, its webhooks and the reconciler. What it reserved becomes
 * refunded when it is done, and free again when it fails, as far as no bank holds it; staff are told then. One statement; the payment is locked
 * before the refund, and what banks hold is read from its row: a dispute that came while this waited is in it.
 * @throws NOT_FOUND
 */
export const settleRefund = async ({ db, clock }: Payments, refund_id: string, heard: HeardOfRefund): Promise<RefundPart> => {
  const { what, answer, error } = heard
  const problem = answer?.problem == null ? null : withoutCardNumbers(answer.problem)
  const body = answer ? { ...answer, problem } : { error: error ?? 'no answer' }
  const { rows } = await db.sql<{ part: RefundPart }>`
    WITH locked AS (
      SELECT p AS payment, p.* FROM payments.payments p WHERE p.payment_id = (SELECT r.payment_id FROM payments.refunds r WHERE r.refund_id = ${refund_id}) FOR NO KEY UPDATE),
    was AS (SELECT r AS refund, r.refund_id, r.state FROM payments.refunds r, locked WHERE r.refund_id = ${refund_id} FOR UPDATE OF r),
    moved AS (
      UPDATE payments.refunds r
      SET state = ${answer?.state ?? 'started'}::text, provider_ref = coalesce(nullif(${answer?.provider_ref ?? null}::text, ''), r.provider_ref), problem = ${problem}::text,
          looked_at = ${clock.now()}, settled_at = CASE WHEN ${answer?.state ?? 'started'}::text IN ('done', 'failed') THEN ${clock.now()}::timestamptz END
      FROM was WHERE r.refund_id = was.refund_id AND was.state || '>' || ${answer?.state ?? 'started'}::text = ANY(${STEPS}::text[])
      RETURNING r AS refund, r.*, was.state AS state_before),
    sums AS (
      SELECT locked.payment_id, captured_amount, held_amount,
             refunding_amount - CASE WHEN moved.state <> 'pending' AND state_before <> 'done' THEN moved.amount ELSE 0 END AS refunding,
             refunded_amount + CASE WHEN moved.state = 'done' THEN moved.amount WHEN state_before = 'done' THEN -moved.amount ELSE 0 END AS refunded
      FROM locked, moved),
    counted AS (
      UPDATE payments.payments p
      SET refunding_amount = refunding, refunded_amount = refunded, state = CASE WHEN refunded = sums.captured_amount THEN 'refunded' ELSE 'captured' END,
          captured_amount = sums.captured_amount, held_amount = sums.held_amount,
          disputed_amount = least(sums.captured_amount - refunding - refunded, sums.held_amount)
      FROM sums WHERE p.payment_id = sums.payment_id
      RETURNING p AS payment),
    noted AS (
      INSERT INTO payments.messages (payment_id, refund_id, at, direction, what, body)
      SELECT payment_id, ${refund_id}::uuid, ${clock.now()}::timestamptz, 'in', ${what}::text, ${json(body)}::jsonb FROM locked
      WHERE ${answer === undefined}::boolean OR EXISTS (SELECT FROM moved)),
    told AS (
      INSERT INTO payments.outbox (type, aggregate_id, payload)
      SELECT CASE WHEN (payment).is_surplus THEN 'payments.surplus' WHEN moved.state = 'done' THEN 'payments.refunded' ELSE 'payments.refund_failed' END,
             (payment).order_id::text,
             payments.as_event(payment, moved.amount) || CASE
               WHEN (payment).is_surplus THEN jsonb_build_object('state', 'returned')
               WHEN moved.state = 'done' THEN jsonb_build_object('refund_id', refund_id, 'asked_as', asked_as)
               ELSE jsonb_build_object('refund_id', refund_id, 'asked_as', asked_as, 'problem', moved.problem, 'was_done', state_before = 'done') END
      FROM counted, moved WHERE moved.state = 'done' OR (moved.state = 'failed' AND NOT (payment).is_surplus))
    SELECT payments.part_as_json(coalesce((SELECT refund FROM moved), was.refund), locked.payment) - 'provider_ref' AS part FROM locked, was`
  const row = rows[0]
  if (!row) throw fail('NOT_FOUND', 'There is no such refund.')
  return row.part
}
