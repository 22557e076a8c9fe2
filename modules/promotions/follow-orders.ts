import type { Order, orders } from '#modules/orders/contract.ts'
import { allOf, type Handler, together } from '#platform/module.ts'
import { exchange } from './exchange.ts'
import type { Promotions } from './needs.ts'
import { hashOf } from './read-live.ts'
import { count, endOfHold } from './redeem.ts'
import { giveBack } from './release.ts'

type News = (typeof orders.events)['orders.placed']

/**
 * Orders that are there keep what they have redeemed, and their discounts are added to what their promotions have given. What was held for an
 * order and is none of its discounts, because it was changed on the way, is given back. Most orders have neither; one statement tells.
 */
export const keepForOrders = together<Promotions, News>(async (needs, events) => {
  const orders = events.map(({ payload }) => payload.order)
  const plain = orders.filter(({ discounts }) => discounts.length === 0).map(({ order_id }) => order_id)
  const held = plain.length > 0 ? await heldOf(needs, plain) : new Set()
  await allOf(orders.filter(({ order_id }) => !plain.includes(order_id) || held.has(order_id)).map((order) => keepForOrder(needs, order)))
})

const heldOf = async ({ db }: Promotions, order_ids: string[]): Promise<Set<string>> => {
  const { rows } = await db.sql<{ order_id: string }>`
    SELECT order_id FROM promotions.redemptions WHERE order_id = ANY(${order_ids}::uuid[]) AND state = 'held'`
  return new Set(rows.map(({ order_id }) => order_id))
}

/**
 * If the news comes so late that the uses were given back, they are counted again; if others were held than the order names, they are
 * exchanged; if a promotion got its limit while the order was being placed, its use is counted now. Where others have them by now, the order
 * keeps its discount all the same, because it was promised: it is noted as overdrawn and counted nowhere, so that the limit of everybody
 * else holds.
 */
const keepForOrder = async (needs: Promotions, order: Order): Promise<void> => {
  const { is_settled, limited } = await keep(needs, order)
  if (is_settled) return
  const { order_id, customer_id, email, currency } = order
  const asked = order.discounts.filter(({ promotion_id }) => limited.includes(promotion_id))
  const discounts = asked.map(({ promotion_id, code, amount }) => ({ promotion_id, code, amount, currency }))
  const redemption = { order_id, customer_id, email, discounts }
  const { is_new, earlier, used_up } = await count(needs, redemption)
  if (earlier?.state === 'held') await exchange(needs, redemption, endOfHold(needs), true)
  else if (!is_new && !earlier) {
    needs.log.warn({ order_id, used_up }, 'an order came after its offer was given to others; it keeps its discount')
    await overdraw(needs, order)
  }
  if (!(await keep(needs, order)).is_settled) throw new Error('what an order has redeemed changed meanwhile; look again')
}

/**
 * An order that is rejected or cancelled gives its uses back. If that is heard before it was heard to be placed, which happens when failed
 * news are tried again by hand, it is marked as released, so that the older news change nothing.
 */
export const releaseForOrder: Handler<Promotions, News> = async (needs, { payload: { order } }) => {
  await giveBack(needs, order.order_id, order.discounts.length > 0)
}

/**
 * An order that was cancelled and is opened again, because its money came late, has its discount still: what it gave back counts like what ran
 * out, and the order like one that comes late (`keepForOrder`). Told again it changes nothing.
 */
export const recountForOrder: Handler<Promotions, News> = async (needs, { payload: { order } }) => {
  if (order.discounts.length === 0) return
  const { db, clock } = needs
  await db.sql`
    UPDATE promotions.redemptions SET state = 'expired', is_overdrawn = false, version = version + 1, changed_at = ${clock.now()}
    WHERE order_id = ${order.order_id} AND state = 'released'`
  await keepForOrder(needs, order)
}

/** `is_settled`: nothing is left to do. `limited`: the promotions whose uses have to be counted, or exchanged, first. */
type Kept = { is_settled: boolean; limited: string[] }

/** A second time it changes nothing. */
const keep = async (needs: Promotions, order: Order): Promise<Kept> => {
  for (;;) {
    const { is_current, ...kept } = await tryToKeep(needs, order)
    if (is_current) return kept
    // A limit was set while this statement waited: what it counted, and whether this order has to be counted, is in the next snapshot.
  }
}

/**
 * What was not redeemed, because nothing limited it, takes its turn at the counter `all` as well, although it counts nothing: whoever counts the
 * uses anew (`recount.ts`) and this one see what the other has written. The redemption is locked before, as everywhere.
 */
const tryToKeep = async ({ db, clock }: Promotions, order: Order): Promise<Kept & { is_current: boolean }> => {
  const { order_id, customer_id, email, currency, discounts } = order
  const unlimited = discounts.filter(({ is_limited }) => !is_limited)
  const { rows } = await db.sql<Kept & { is_current: boolean }>`
    WITH seen AS MATERIALIZED (
      SELECT version FROM promotions.redemptions WHERE order_id = ${order_id}
    ), redemption AS (
      SELECT order_id, state, version, is_overdrawn FROM promotions.redemptions WHERE order_id = ${order_id} FOR NO KEY UPDATE
    ), recounts AS MATERIALIZED (
      SELECT promotion_id, recounted FROM promotions.counters
      WHERE subject = 'all' AND promotion_id = ANY(${unlimited.map(({ promotion_id }) => promotion_id)}::uuid[])
    ), turn AS (
      SELECT promotion_id, counters.recounted = recounts.recounted AS is_current FROM promotions.counters JOIN recounts USING (promotion_id)
      WHERE subject = 'all' AND (SELECT count(*) >= 0 FROM redemption) ORDER BY promotion_id FOR NO KEY UPDATE OF counters
    ), given AS (
      SELECT promotion_id, discount.code, discount.amount, discount.is_limited OR discount.amount > 0 AND promotions.is_limited(p) AS is_limited
      FROM unnest(${discounts.map(({ promotion_id }) => promotion_id)}::uuid[], ${discounts.map(({ code }) => code)}::text[],
        ${discounts.map(({ amount }) => amount)}::bigint[], ${discounts.map(({ is_limited }) => is_limited)}::boolean[])
        AS discount (promotion_id, code, amount, is_limited)
      JOIN promotions.promotions p USING (promotion_id)
    ), limited AS (
      SELECT ARRAY(SELECT promotion_id FROM given WHERE is_limited ORDER BY 1) AS ids
    ), held AS (
      SELECT version, is_overdrawn OR (SELECT ids FROM limited) = ARRAY(
        SELECT promotion_id FROM promotions.redeemed_discounts d WHERE d.order_id = r.order_id AND cardinality(subjects) > 0 ORDER BY 1) AS is_named
      FROM redemption r JOIN seen USING (version) WHERE state = 'held'
    ), kept AS (
      INSERT INTO promotions.redemptions AS r (order_id, state, customer_id, email_hash, created_at, changed_at)
      SELECT ${order_id}::uuid, 'kept', ${customer_id}::uuid, ${hashOf(email)}::text, ${clock.now()}::timestamptz, ${clock.now()}::timestamptz
      WHERE NOT EXISTS (SELECT FROM turn WHERE NOT is_current)
        AND CASE WHEN EXISTS (SELECT FROM held) THEN (SELECT is_named FROM held) ELSE NOT EXISTS (SELECT FROM given WHERE is_limited) END
      ON CONFLICT (order_id) DO UPDATE SET state = 'kept', version = r.version + 1, expires_at = NULL, changed_at = EXCLUDED.changed_at
        WHERE r.state = 'held' AND r.version = (SELECT version FROM held)
      RETURNING order_id
    ), written AS (
      INSERT INTO promotions.redeemed_discounts (order_id, promotion_id, code, amount, currency)
      SELECT order_id, promotion_id, code, amount, ${currency}::text FROM given, kept
      ON CONFLICT (order_id, promotion_id) DO UPDATE SET amount = EXCLUDED.amount
    ), added AS (
      INSERT INTO promotions.totals AS t (promotion_id, currency, orders, amount)
      SELECT promotion_id, ${currency}::text, 1, amount FROM given, kept ORDER BY promotion_id
      ON CONFLICT (promotion_id, currency) DO UPDATE SET orders = t.orders + 1, amount = t.amount + EXCLUDED.amount
    )
    SELECT NOT EXISTS (SELECT FROM turn WHERE NOT is_current) AS is_current, (SELECT ids FROM limited) AS limited, EXISTS (SELECT FROM kept)
      OR EXISTS (SELECT FROM promotions.redemptions WHERE order_id = ${order_id} AND state IN ('kept', 'released')) AS is_settled`
  return rows[0] ?? { is_settled: false, limited: [], is_current: true }
}

const overdraw = async (needs: Promotions, { order_id, customer_id, email }: Order): Promise<void> => {
  const { db, clock } = needs
  const now = clock.now()
  await db.sql`
    INSERT INTO promotions.redemptions AS r (order_id, state, is_overdrawn, customer_id, email_hash, expires_at, created_at, changed_at)
    VALUES (${order_id}, 'held', true, ${customer_id}, ${hashOf(email)}, ${endOfHold(needs)}, ${now}, ${now})
    ON CONFLICT (order_id) DO UPDATE SET state = 'held', is_overdrawn = true, version = r.version + 1, expires_at = EXCLUDED.expires_at
      WHERE r.state = 'expired'`
}
