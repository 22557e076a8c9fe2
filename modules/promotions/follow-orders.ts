import type { Order, orders } from '#modules/orders/contract.ts'
import type { Handler } from '#platform/module.ts'
import type { Discount } from './contract.ts'
import type { Promotions } from './needs.ts'
import { hashOf } from './read-live.ts'
import { count } from './redeem.ts'
import { giveBack } from './release.ts'

type News = (typeof orders.events)['orders.placed']

const discountsOf = (order: Order): Discount[] => ('discounts' in order && Array.isArray(order.discounts) ? order.discounts : [])

/**
 * An order that is there keeps what it has redeemed, and its discounts are added to what their promotions have given. If the news comes so
 * late that the uses were given back, they are counted again. If others have them by now, the order keeps its discount all the same, because
 * it was promised: it is noted as overdrawn and counted nowhere, so that the limit of everybody else holds.
 */
export const keepForOrder: Handler<Promotions, News> = async (needs, { payload: { order } }) => {
  const discounts = discountsOf(order)
  if (discounts.length === 0) return
  const limited = discounts.filter(({ is_limited }) => is_limited)
  if (await keep(needs, order, discounts, limited.length > 0)) return
  const { order_id, customer_id, email, currency } = order
  const asked = limited.map(({ promotion_id, code, amount }) => ({ promotion_id, code, amount, currency }))
  const { is_new, earlier, used_up } = await count(needs, { order_id, customer_id, email, discounts: asked })
  if (!is_new && !earlier) {
    needs.log.warn({ order_id, used_up }, 'an order came after its offer was given to others; it keeps its discount')
    await overdraw(needs, order)
  }
  await keep(needs, order, discounts, true)
}

/**
 * An order that is rejected or cancelled gives its uses back. If that is heard before it was heard to be placed, which happens when failed
 * news are tried again by hand, it is marked as released, so that the older news change nothing.
 */
export const releaseForOrder: Handler<Promotions, News> = async (needs, { payload: { order } }) => {
  await giveBack(needs, order.order_id, discountsOf(order).length > 0)
}

/** One statement; a second time it changes nothing. Returns false if the uses of the order have to be counted first. */
const keep = async ({ db, clock }: Promotions, order: Order, discounts: Discount[], has_limits: boolean): Promise<boolean> => {
  const { order_id, customer_id, email, currency } = order
  const { rows } = await db.sql<{ is_settled: boolean }>`
    WITH given AS (
      SELECT promotion_id, discount.code, discount.amount FROM unnest(${discounts.map((one) => one.promotion_id)}::uuid[],
        ${discounts.map(({ code }) => code)}::text[], ${discounts.map((one) => one.amount)}::bigint[]) AS discount (promotion_id, code, amount)
      JOIN promotions.promotions USING (promotion_id)
    ), kept AS (
      INSERT INTO promotions.redemptions AS r (order_id, state, customer_id, email_hash, created_at, changed_at)
      SELECT ${order_id}::uuid, 'kept', ${customer_id}::uuid, ${hashOf(email)}::text, ${clock.now()}::timestamptz, ${clock.now()}::timestamptz
      WHERE NOT ${has_limits}::boolean OR EXISTS (SELECT FROM promotions.redemptions WHERE order_id = ${order_id} AND state = 'held')
      ON CONFLICT (order_id) DO UPDATE SET state = 'kept', version = r.version + 1, expires_at = NULL, changed_at = EXCLUDED.changed_at
        WHERE r.state = 'held'
      RETURNING order_id
    ), written AS (
      INSERT INTO promotions.redeemed_discounts (order_id, promotion_id, code, amount, currency)
      SELECT order_id, promotion_id, code, amount, ${currency}::text FROM given, kept ON CONFLICT (order_id, promotion_id) DO NOTHING
    ), added AS (
      INSERT INTO promotions.totals AS t (promotion_id, currency, orders, amount)
      SELECT promotion_id, ${currency}::text, 1, amount FROM given, kept ORDER BY promotion_id
      ON CONFLICT (promotion_id, currency) DO UPDATE SET orders = t.orders + 1, amount = t.amount + EXCLUDED.amount
    )
    SELECT EXISTS (SELECT FROM kept)
      OR EXISTS (SELECT FROM promotions.redemptions WHERE order_id = ${order_id} AND state IN ('kept', 'released')) AS is_settled`
  return rows[0]?.is_settled ?? false
}

const overdraw = async ({ db, clock }: Promotions, { order_id, customer_id, email }: Order): Promise<void> => {
  const now = clock.now()
  await db.sql`
    INSERT INTO promotions.redemptions AS r (order_id, state, is_overdrawn, customer_id, email_hash, expires_at, created_at, changed_at)
    VALUES (${order_id}, 'held', true, ${customer_id}, ${hashOf(email)}, ${new Date(now.getTime() + 30 * 60_000)}, ${now}, ${now})
    ON CONFLICT (order_id) DO UPDATE SET state = 'held', is_overdrawn = true, version = r.version + 1, expires_at = EXCLUDED.expires_at
      WHERE r.state = 'expired'`
}
