import type { Input, Output } from '#platform/contract.ts'
import { isViolation } from '#platform/db.ts'
import type { simulatedPayments } from './contract.ts'
import type { SimulatedPayments } from './needs.ts'

type Refund = Input<typeof simulatedPayments.ops.refund>
type Refunded = Output<typeof simulatedPayments.ops.refund>

/** Gives back what is left of the charge, never more: the row of the charge counts, and the same refund_id counts once. */
export const refund = async (needs: SimulatedPayments, wish: Refund): Promise<Refunded> => {
  try {
    return await give(needs, wish)
  } catch (error) {
    if (isViolation(error, 'refunds_pkey')) return { refund_id: wish.refund_id, state: 'done', problem: null } // a twin was faster
    throw error
  }
}

const give = async ({ db }: SimulatedPayments, { refund_id, payment_id, amount }: Refund): Promise<Refunded> => {
  const { rows } = await db.sql<{ is_given: boolean }>`
    WITH known AS (SELECT refund_id FROM simulated_payments.refunds WHERE refund_id = ${refund_id}),
    taken AS (
      UPDATE simulated_payments.charges SET refunded_amount = refunded_amount + ${amount.amount}::bigint
      WHERE payment_id = ${payment_id} AND outcome = 'captured' AND currency = ${amount.currency}
        AND refunded_amount + ${amount.amount}::bigint <= captured_amount AND NOT EXISTS (SELECT FROM known)
      RETURNING payment_id),
    given AS (
      INSERT INTO simulated_payments.refunds (refund_id, payment_id, amount) SELECT ${refund_id}::uuid, payment_id, ${amount.amount}::bigint FROM taken
      RETURNING refund_id)
    SELECT EXISTS (SELECT FROM known UNION ALL SELECT FROM given) AS is_given`
  if (rows[0]?.is_given || (await isKnown(db, refund_id))) return { refund_id, state: 'done', problem: null }
  return { refund_id, state: 'failed', problem: 'There is not that much left of this charge.' }
}

/** A twin that gave the same refund while our statement waited for the charge is not in its snapshot, but it is in the next. */
const isKnown = async (db: SimulatedPayments['db'], refund_id: string): Promise<boolean> => {
  const { count } = await db.sql<{ refund_id: string }>`SELECT refund_id FROM simulated_payments.refunds WHERE refund_id = ${refund_id}`
  return count > 0
}
