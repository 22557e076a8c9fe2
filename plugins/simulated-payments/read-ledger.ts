import type { Output } from '#platform/contract.ts'
import type { simulatedPayments } from './contract.ts'
import type { SimulatedPayments } from './needs.ts'

/** The provider's books, to hold against the shop's. */
export const readLedger = async (
  { db }: SimulatedPayments,
  { currency }: { currency: string },
): Promise<Output<typeof simulatedPayments.ops.readLedger>> => {
  const { rows } = await db.sql<{ charges: number; charged_amount: number; refunded_amount: number }>`
    SELECT count(*) AS charges, coalesce(sum(captured_amount), 0)::bigint AS charged_amount, coalesce(sum(refunded_amount), 0)::bigint AS refunded_amount
    FROM simulated_payments.charges WHERE outcome = 'captured' AND currency = ${currency}`
  return rows[0] ?? { charges: 0, charged_amount: 0, refunded_amount: 0 }
}

type Books = Output<typeof simulatedPayments.ops.readBooks>

export const readBooks = async ({ db }: SimulatedPayments, { payment_ids }: { payment_ids: string[] }): Promise<Books> => {
  const { rows } = await db.sql<Books['booked'][number]>`
    SELECT payment_id, 'sim_' || right(replace(payment_id::text, '-', ''), 16) AS provider_ref, captured_amount, refunded_amount, currency
    FROM simulated_payments.charges WHERE payment_id = ANY(${payment_ids}::uuid[])`
  return { booked: rows }
}
