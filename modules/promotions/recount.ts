import type { Sql } from '#platform/db.ts'
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

/** What an audit found, counted anew: all counters of the promotion that the finding names. */
export const countAnew = ({ db }: Promotions, id: string): Promise<void> =>
  db.transaction(async (sql) => {
    const [named] = id.split(' ', 1)
    const { rows } = await sql<{ promotion_id: string }>`SELECT promotion_id FROM promotions.promotions WHERE promotion_id::text = ${named}`
    for (const { promotion_id } of rows) await recountUses(sql, promotion_id)
  })

/**
 * Counts the uses of a promotion anew under the limits it has now: of every order that stands or is being placed, in all, by its code, by
 * account and by e-mail, whatever limits there were when it came. What is overdrawn stays uncounted, and a discount of nothing uses nothing.
 * Where more use it than may, the counters say so, and the limit ends further use.
 *
 * The row `all` is locked first, as by everybody who counts, or keeps what counts nothing. Who waited for it has read what was there before, and
 * sees by `recounted` that it has to look again.
 */
export const recountUses = async (sql: Sql, promotion_id: string): Promise<void> => {
  await sql`SELECT FROM promotions.counters WHERE promotion_id = ${promotion_id} AND subject = 'all' FOR NO KEY UPDATE`
  await sql`
    WITH uses AS (
      SELECT order_id, promotion_id, ARRAY(SELECT subject FROM promotions.limits_of(p, d.code, r.customer_id, r.email_hash)) AS subjects
      FROM promotions.redeemed_discounts d JOIN promotions.redemptions r USING (order_id) JOIN promotions.promotions p USING (promotion_id)
      WHERE promotion_id = ${promotion_id} AND state IN ('held', 'kept') AND (cardinality(d.subjects) > 0 OR d.amount > 0 AND NOT is_overdrawn)
    )
    UPDATE promotions.redeemed_discounts d SET subjects = uses.subjects FROM uses
    WHERE d.order_id = uses.order_id AND d.promotion_id = uses.promotion_id AND d.subjects <> uses.subjects`
  await sql`DELETE FROM promotions.counters WHERE promotion_id = ${promotion_id} AND subject <> 'all'`
  await sql`
    INSERT INTO promotions.counters (promotion_id, subject, used)
    SELECT promotion_id, subject, count(*)::int FROM promotions.redeemed_discounts, unnest(subjects) AS subject
    WHERE promotion_id = ${promotion_id} AND subject <> 'all' GROUP BY promotion_id, subject`
  await sql`
    UPDATE promotions.counters SET recounted = recounted + 1, allowed = NULL, used = (
      SELECT count(*)::int FROM promotions.redeemed_discounts d WHERE d.promotion_id = ${promotion_id} AND 'all' = ANY(subjects))
    WHERE promotion_id = ${promotion_id} AND subject = 'all'`
}
