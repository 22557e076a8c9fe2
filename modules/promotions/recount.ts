import type { Finding } from '#platform/module.ts'
import type { Promotions } from './needs.ts'

/** What a promotion says it has given, against the discounts of the orders that stand. */
export const givenIsSummed = async ({ db }: Promotions): Promise<Finding[]> => {
  const { rows } = await db.sql<{
    promotion_id: string
    currency: string
    orders: number
    amount: number
    of_orders: number
    given: number
  }>`
    WITH sums AS (
      SELECT promotion_id, currency, count(*)::int AS orders, sum(amount)::bigint AS amount
      FROM promotions.redeemed_discounts JOIN promotions.redemptions USING (order_id) WHERE state = 'kept' GROUP BY promotion_id, currency)
    SELECT coalesce(t.promotion_id, sums.promotion_id) AS promotion_id, coalesce(t.currency, sums.currency) AS currency, coalesce(t.orders, 0) AS orders,
      coalesce(t.amount, 0) AS amount, coalesce(sums.orders, 0) AS of_orders, coalesce(sums.amount, 0) AS given
    FROM promotions.totals t FULL JOIN sums ON sums.promotion_id = t.promotion_id AND sums.currency = t.currency
    WHERE (coalesce(t.orders, 0), coalesce(t.amount, 0)) <> (coalesce(sums.orders, 0), coalesce(sums.amount, 0)) ORDER BY 1, 2 LIMIT 100`
  return rows.map(({ promotion_id, currency, orders, amount, of_orders, given }) => ({
    id: `${promotion_id} ${currency}`,
    text: `It has given ${amount} to ${orders} orders; the orders come to ${given} in ${of_orders} (minor units).`,
  }))
}

/** Sums anew what a promotion has given in a currency. Who keeps or gives back meanwhile waits for the row, and adds to what stands there then. */
export const sumAnew = ({ db }: Promotions, id: string): Promise<void> =>
  db.transaction(async (sql) => {
    const [promotion_id, currency] = id.split(' ')
    await sql`
      INSERT INTO promotions.totals (promotion_id, currency, orders, amount)
      SELECT promotion_id, ${currency}::text, 0, 0 FROM promotions.promotions WHERE promotion_id::text = ${promotion_id} ON CONFLICT DO NOTHING`
    await sql`SELECT FROM promotions.totals WHERE promotion_id::text = ${promotion_id} AND currency = ${currency} FOR NO KEY UPDATE`
    await sql`
      UPDATE promotions.totals t SET orders = given.orders, amount = given.amount
      FROM (SELECT count(*)::int AS orders, coalesce(sum(amount), 0)::bigint AS amount FROM promotions.redeemed_discounts JOIN promotions.redemptions USING (order_id)
            WHERE state = 'kept' AND promotion_id::text = ${promotion_id} AND currency = ${currency}) given
      WHERE t.promotion_id::text = ${promotion_id} AND t.currency = ${currency}`
  })

/**
 * Counts the uses of a promotion anew. Whoever counts locks `all` first and reads the counters under that lock, so that what is counted here is
 * in no snapshot twice. Where more use it than may, the counter says so, and the limit ends further use.
 */
export const countAnew = ({ db }: Promotions, id: string): Promise<void> =>
  db.transaction(async (sql) => {
    const [promotion_id = ''] = id.split(' ', 1)
    const subject = id.slice(promotion_id.length + 1)
    await sql`SELECT FROM promotions.counters WHERE promotion_id::text = ${promotion_id} AND subject = 'all' FOR NO KEY UPDATE`
    await sql`
      INSERT INTO promotions.counters AS k (promotion_id, subject, used)
      SELECT promotion_id, ${subject}::text, (
        SELECT count(*)::int FROM promotions.redeemed_discounts d WHERE d.promotion_id = p.promotion_id AND ${subject}::text = ANY(subjects))
      FROM promotions.promotions p WHERE promotion_id::text = ${promotion_id}
      ON CONFLICT (promotion_id, subject) DO UPDATE SET used = EXCLUDED.used, allowed = greatest(k.allowed, EXCLUDED.used)`
  })
