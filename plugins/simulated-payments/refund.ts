import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { simulatedPayments } from './contract.ts'
import type { SimulatedPayments } from './needs.ts'

/** @throws NOT_FOUND REFUND_EXCEEDS_CHARGE when all refunds of a charge together would be more than it */
export const refund = async ({ db }: SimulatedPayments, { refund_id, payment_id, amount }: Input<typeof simulatedPayments.ops.refund>) =>
  db.transaction(async (sql) => {
    const { rows } = await sql<{ charged: number; refunded: number; is_known: boolean }>`
      SELECT c.amount AS charged, coalesce((SELECT sum(r.amount)::bigint FROM simulated_payments.refunds r WHERE r.payment_id = c.payment_id), 0) AS refunded,
             EXISTS (SELECT 1 FROM simulated_payments.refunds r WHERE r.refund_id = ${refund_id}) AS is_known
      FROM simulated_payments.charges c WHERE c.payment_id = ${payment_id} AND c.currency = ${amount.currency} AND c.outcome = 'captured' FOR UPDATE`
    const charge = rows[0]
    if (!charge) throw fail('NOT_FOUND', 'There is no such charge.')
    if (charge.is_known) return { refund_id }
    if (charge.refunded + amount.amount > charge.charged) throw fail('REFUND_EXCEEDS_CHARGE', 'That is more than was charged.')
    await sql`INSERT INTO simulated_payments.refunds (refund_id, payment_id, amount) VALUES (${refund_id}, ${payment_id}, ${amount.amount})`
    return { refund_id }
  })

/** The provider's books, to hold against the shop's. */
export const readLedger = async (
  { db }: SimulatedPayments,
  { currency }: { currency: string },
): Promise<Output<typeof simulatedPayments.ops.readLedger>> => {
  const { rows } = await db.sql<{ charges: number; charged_amount: number; refunded_amount: number }>`
    SELECT count(*) AS charges, coalesce(sum(c.amount), 0)::bigint AS charged_amount,
           coalesce(sum((SELECT sum(r.amount) FROM simulated_payments.refunds r WHERE r.payment_id = c.payment_id)), 0)::bigint AS refunded_amount
    FROM simulated_payments.charges c WHERE c.outcome = 'captured' AND c.currency = ${currency}`
  return rows[0] ?? { charges: 0, charged_amount: 0, refunded_amount: 0 }
}
