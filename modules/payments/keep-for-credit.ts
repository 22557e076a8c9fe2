import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { formatMoney } from '#platform/money.ts'
import type { payments } from './contract.ts'
import type { Payments } from './needs.ts'

type Credit = Output<typeof payments.ops.keepForCredit>

/**
 * Keeps an amount of an order here, because its customer gets it as store credit. What is kept, given back, under way and held by banks never
 * comes to more than was captured: the payments are locked as for a refund (`openRefund`), what is left is counted and kept by one
 * statement. Stored value is kept first, so that money that is given back later goes to the main payment first, as ever. The same
 * credit_id is the same credit. Two statements.
 * @throws REFUND_EXCEEDS_CAPTURE { refundable } REFUND_ID_REUSED
 */
export const keepForCredit = async (needs: Payments, wish: Input<typeof payments.ops.keepForCredit>): Promise<Credit> => {
  const { credit_id, order_id, amount } = wish
  const refundable = await keep(needs, wish)
  // By a statement of its own: what a twin wrote while ours waited is seen.
  const { rows } = await needs.db.sql<{ order_id: string; amount: number; currency: string; is_released: boolean }>`
    SELECT order_id, amount, currency, released_at IS NOT NULL AS is_released FROM payments.credits WHERE credit_id = ${credit_id}`
  const known = rows[0]
  if (!known)
    throw fail(
      'REFUND_EXCEEDS_CAPTURE',
      `There is ${formatMoney({ ...amount, amount: refundable }, 'en')} left of this order that can be given back.`,
      { field: 'amount', refundable },
    )
  if (known.is_released || known.order_id !== order_id || known.amount !== amount.amount || known.currency !== amount.currency)
    throw fail('REFUND_ID_REUSED', 'This credit_id stands for another credit. Send a new one for a new credit.', { field: 'credit_id' })
  return { credit_id, order_id, amount }
}

/** What was left. */
const keep = async ({ db, clock }: Payments, { credit_id, order_id, amount }: Credit): Promise<number> => {
  const { rows } = await db.sql<{ refundable: number }>`
    WITH earlier AS (SELECT credit_id FROM payments.credits WHERE credit_id = ${credit_id}),
    locked AS (
      SELECT payment_id, tender, created_at, credited_amount,
             captured_amount - refunded_amount - refunding_amount - disputed_amount - credited_amount AS free
      FROM payments.payments
      WHERE order_id = ${order_id} AND state = 'captured' AND currency = ${amount.currency} AND NOT is_surplus AND NOT EXISTS (SELECT FROM earlier)
      ORDER BY payment_id FOR NO KEY UPDATE),
    counted AS (
      SELECT *, sum(free) OVER turn - free AS before, (SELECT sum(free) FROM locked) AS refundable
      FROM locked WHERE free > 0 WINDOW turn AS (ORDER BY tender LIKE 'main%', created_at DESC, payment_id DESC ROWS UNBOUNDED PRECEDING)),
    parts AS (
      SELECT payment_id, credited_amount, least(free, ${amount.amount}::bigint - before)::bigint AS part
      FROM counted WHERE ${amount.amount}::bigint - before > 0 AND ${amount.amount}::bigint <= refundable),
    kept AS (
      INSERT INTO payments.credits (credit_id, order_id, amount, currency, parts, created_at)
      SELECT ${credit_id}::uuid, ${order_id}::uuid, sum(part)::bigint, ${amount.currency}::text, jsonb_object_agg(payment_id, part), ${clock.now()}::timestamptz
      FROM parts HAVING count(*) > 0
      ON CONFLICT (credit_id) DO NOTHING RETURNING credit_id),
    reserved AS (
      UPDATE payments.payments p SET credited_amount = parts.credited_amount + part FROM parts, kept WHERE p.payment_id = parts.payment_id)
    SELECT greatest(coalesce((SELECT max(refundable) FROM counted), 0), 0)::bigint AS refundable`
  return rows[0]?.refundable ?? 0
}

/** The credit came to nothing: what was kept for it can be given back again. Once; one that nobody knows is nothing to release. */
export const releaseCredit = async ({ db, clock }: Payments, { credit_id }: { credit_id: string }): Promise<{ credit_id: string }> => {
  await db.sql`
    WITH locked AS (
      SELECT payment_id, credited_amount FROM payments.payments
      WHERE order_id = (SELECT order_id FROM payments.credits WHERE credit_id = ${credit_id}) ORDER BY payment_id FOR NO KEY UPDATE),
    released AS (
      UPDATE payments.credits SET released_at = ${clock.now()} WHERE credit_id = ${credit_id} AND released_at IS NULL RETURNING parts)
    UPDATE payments.payments p SET credited_amount = locked.credited_amount - (parts ->> p.payment_id::text)::bigint
    FROM released, locked WHERE p.payment_id = locked.payment_id AND parts ? p.payment_id::text`
  return { credit_id }
}
