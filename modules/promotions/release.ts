import type { Release, Released } from './contract.ts'
import type { Promotions } from './needs.ts'

/**
 * Gives the uses of an order back, once, however often it is called: `released` is true for the call that did. An order that has redeemed
 * nothing yet is marked as released, so that a redemption which arrives late is refused.
 */
export const release = async (needs: Promotions, { order_id }: Release): Promise<Released> => ({
  order_id,
  released: await giveBack(needs, order_id, true),
})

/** Returns whether this call gave them back. */
export const giveBack = async (needs: Promotions, order_id: string, is_marking: boolean): Promise<boolean> => {
  for (;;) {
    const { is_settled, is_released } = await tryToGiveBack(needs, order_id, is_marking)
    if (is_settled) return is_released
    // The redemption changed while this statement waited for it, or a limit was set: what counts now is not in our snapshot, but in the next one.
  }
}

/** The counters are locked in the sequence in which redeem.ts locks them, and written from what was read under the lock. */
const tryToGiveBack = async ({ db, clock }: Promotions, order_id: string, is_marking: boolean) => {
  const now = clock.now()
  const { rows } = await db.sql<{ is_settled: boolean; is_released: boolean }>`
    WITH seen AS MATERIALIZED (
      SELECT version FROM promotions.redemptions WHERE order_id = ${order_id}
    ), recounts AS MATERIALIZED (
      SELECT promotion_id, recounted FROM promotions.redeemed_discounts JOIN promotions.counters USING (promotion_id)
      WHERE order_id = ${order_id} AND subject = 'all'
    ), redemption AS (
      SELECT order_id, state, version FROM promotions.redemptions WHERE order_id = ${order_id} FOR NO KEY UPDATE
    ), turn AS (
      SELECT promotion_id, counters.recounted = recounts.recounted AS is_current FROM promotions.counters JOIN recounts USING (promotion_id)
      WHERE subject = 'all' AND EXISTS (SELECT FROM redemption WHERE state <> 'released') ORDER BY promotion_id FOR NO KEY UPDATE OF counters
    ), current AS (
      SELECT order_id, state FROM redemption JOIN seen USING (version) WHERE NOT EXISTS (SELECT FROM turn WHERE NOT is_current)
    ), marked AS (
      INSERT INTO promotions.redemptions (order_id, state, created_at, changed_at)
      SELECT ${order_id}::uuid, 'released', ${now}::timestamptz, ${now}::timestamptz
      WHERE ${is_marking}::boolean AND NOT EXISTS (SELECT FROM seen) ON CONFLICT (order_id) DO NOTHING RETURNING order_id
    ), ended AS (
      UPDATE promotions.redemptions r SET state = 'released', version = r.version + 1, expires_at = NULL, changed_at = ${now}
      FROM current WHERE r.order_id = current.order_id AND current.state <> 'released' RETURNING r.order_id, current.state AS ended_from
    ), lines AS (
      SELECT d.promotion_id, d.subjects, d.amount, d.currency, ended_from FROM ended JOIN promotions.redeemed_discounts d USING (order_id)
    ), counted AS (
      SELECT promotion_id, subject FROM lines, unnest(subjects) AS subject
    ), locked AS (
      SELECT promotion_id, subject, used FROM counted JOIN promotions.counters USING (promotion_id, subject)
      ORDER BY subject <> 'all', promotion_id, subject FOR NO KEY UPDATE OF counters
    ), freed AS (
      UPDATE promotions.counters k SET used = locked.used - 1 FROM locked
      WHERE k.promotion_id = locked.promotion_id AND k.subject = locked.subject
    ), emptied AS (
      UPDATE promotions.redeemed_discounts d SET subjects = '{}' FROM ended WHERE d.order_id = ended.order_id
    ), summed AS (
      SELECT promotion_id, currency, orders, totals.amount - lines.amount AS amount
      FROM lines JOIN promotions.totals USING (promotion_id, currency) WHERE ended_from = 'kept' ORDER BY promotion_id FOR NO KEY UPDATE OF totals
    ), lessened AS (
      UPDATE promotions.totals t SET orders = summed.orders - 1, amount = summed.amount FROM summed
      WHERE t.promotion_id = summed.promotion_id AND t.currency = summed.currency
    )
    SELECT NOT ${is_marking}::boolean AND NOT EXISTS (SELECT FROM seen) OR EXISTS (SELECT FROM marked)
        OR EXISTS (SELECT FROM current) AS is_settled,
      EXISTS (SELECT FROM ended WHERE ended_from <> 'expired') AS is_released`
  return rows[0] ?? { is_settled: true, is_released: false }
}
