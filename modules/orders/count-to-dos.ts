import type { Output } from '#platform/contract.ts'
import type { orders } from './contract.ts'
import type { Orders } from './needs.ts'

const DAYS = 14

/** What waits for staff, today's orders, and the orders of the last 14 days (UTC), oldest first. */
export const countToDos = async ({ db, clock }: Orders): Promise<Output<typeof orders.ops.countToDos>> => {
  const { rows } = await db.sql<{
    to_approve: number
    to_fulfil: number
    payments_to_check: number
    today_orders: number
    totals: { amount: number; currency: string }[]
    days: { day: string; orders: number }[]
  }>`
    WITH day AS (
      SELECT d::date AS day FROM generate_series(${clock.now()}::timestamptz - make_interval(days => ${DAYS - 1}), ${clock.now()}::timestamptz, interval '1 day') d),
    counted AS (
      SELECT day.day, count(o.order_id)::int AS orders FROM day
      LEFT JOIN orders.orders o ON o.placed_at >= day.day AND o.placed_at < day.day + 1 AND o.state <> 'draft' GROUP BY day.day),
    today AS (
      SELECT currency, sum(total_amount)::bigint AS amount FROM orders.orders
      WHERE placed_at >= (${clock.now()}::timestamptz)::date AND state NOT IN ('draft', 'rejected', 'cancelled') GROUP BY currency)
    SELECT (SELECT count(*)::int FROM orders.orders WHERE state = 'pending') AS to_approve,
           (SELECT count(*)::int FROM orders.orders WHERE state = 'confirmed') AS to_fulfil,
           (SELECT count(*)::int FROM orders.orders WHERE payment_state = 'checking' AND state IN ('pending', 'confirmed')) AS payments_to_check,
           (SELECT orders FROM counted ORDER BY day DESC LIMIT 1) AS today_orders,
           coalesce((SELECT jsonb_agg(jsonb_build_object('amount', amount, 'currency', currency) ORDER BY currency) FROM today), '[]') AS totals,
           (SELECT jsonb_agg(jsonb_build_object('day', day, 'orders', orders) ORDER BY day) FROM counted) AS days`
  const row = rows[0]
  if (!row) throw new Error('counting orders returned nothing')
  const { today_orders, totals, ...counts } = row
  return { ...counts, today: { orders: today_orders, totals } }
}
