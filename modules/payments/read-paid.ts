import type { Input, Output } from '#platform/contract.ts'
import type { payments } from './contract.ts'
import type { Payments } from './needs.ts'

/** What was taken for these orders and given back of it or is about to be, in minor units, by currency. What came twice and goes back is left out. */
export const readPaid = async (
  { db }: Payments,
  { order_ids }: Input<typeof payments.ops.readPaid>,
): Promise<Output<typeof payments.ops.readPaid>> => {
  const { rows } = await db.sql<Output<typeof payments.ops.readPaid>['paid'][number]>`
    SELECT order_id, currency, sum(captured_amount)::bigint AS captured_amount, sum(refunded_amount)::bigint AS refunded_amount,
      sum(refunding_amount)::bigint AS refunding_amount, sum(disputed_amount)::bigint AS disputed_amount, sum(credited_amount)::bigint AS credited_amount
    FROM payments.payments WHERE order_id = ANY(${order_ids}::uuid[]) AND captured_amount > 0 AND NOT is_surplus GROUP BY order_id, currency`
  return { paid: rows }
}
