import type { Call, Input, Output } from '#platform/contract.ts'
import { isViolation } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { manualPayments } from './contract.ts'
import type { ManualPayments } from './needs.ts'

type Wish = Input<typeof manualPayments.ops.payOut>
type Answer = Output<typeof manualPayments.ops.payOut>

/** Onto the list, as far as the money is there; `done` once somebody has paid it out. The same refund_id stands on it once. */
export const payOut = async (needs: ManualPayments, wish: Wish): Promise<Answer> => {
  try {
    const answer = await list(needs, wish)
    return answer.state === 'failed' ? await list(needs, wish) : answer // a twin that took the money while we waited for it is seen now
  } catch (error) {
    if (isViolation(error, 'to_pay_out_pkey')) return list(needs, wish) // a twin was faster: now it is seen
    throw error
  }
}

const list = async ({ db, clock }: ManualPayments, { refund_id, payment_id, amount }: Wish): Promise<Answer> => {
  const { rows } = await db.sql<{ is_listed: boolean; is_paid: boolean }>`
    WITH known AS (SELECT refund_id, paid_at FROM manual_payments.to_pay_out WHERE refund_id = ${refund_id}),
    taken AS (
      UPDATE manual_payments.expected SET refunded_amount = refunded_amount + ${amount.amount}::bigint
      WHERE payment_id = ${payment_id} AND state = 'captured' AND currency = ${amount.currency}
        AND refunded_amount + ${amount.amount}::bigint <= captured_amount AND NOT EXISTS (SELECT FROM known)
      RETURNING payment_id),
    listed AS (
      INSERT INTO manual_payments.to_pay_out (refund_id, payment_id, amount, asked_at)
      SELECT ${refund_id}::uuid, payment_id, ${amount.amount}::bigint, ${clock.now()}::timestamptz FROM taken RETURNING refund_id)
    SELECT EXISTS (SELECT FROM known UNION ALL SELECT FROM listed) AS is_listed, EXISTS (SELECT FROM known WHERE paid_at IS NOT NULL) AS is_paid`
  return { state: rows[0]?.is_paid ? 'done' : rows[0]?.is_listed ? 'pending' : 'failed' }
}

/** Who pays money out is written down; the first one counts. Payments hears of it within a minute. @throws NOT_FOUND */
export const markPaidOut = async ({ db, clock }: ManualPayments, { refund_id }: { refund_id: string }, call: Call) => {
  const who = call.actor.kind === 'user' ? call.actor.name : 'shop'
  const { rows } = await db.sql<{ paid_by: string | null }>`
    UPDATE manual_payments.to_pay_out SET paid_at = coalesce(paid_at, ${clock.now()}::timestamptz), paid_by = coalesce(paid_by, ${who})
    WHERE refund_id = ${refund_id} RETURNING paid_by`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such refund to pay out.')
  return { refund_id, paid_by: rows[0].paid_by ?? who }
}

type Books = Output<typeof manualPayments.ops.readBooks>

/** What is still to be paid out has not left. */
export const readBooks = async ({ db }: ManualPayments, { payment_ids }: { payment_ids: string[] }): Promise<Books> => {
  const { rows } = await db.sql<Books['booked'][number]>`
    SELECT payment_id, 'hand_' || payment_id::text AS provider_ref, captured_amount, currency,
           coalesce((SELECT sum(o.amount) FROM manual_payments.to_pay_out o WHERE o.payment_id = e.payment_id AND o.paid_at IS NOT NULL), 0)::bigint AS refunded_amount
    FROM manual_payments.expected e WHERE payment_id = ANY(${payment_ids}::uuid[])`
  return { booked: rows }
}
