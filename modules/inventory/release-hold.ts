import type { Release, Released } from './contract.ts'
import type { Follows, Inventory } from './needs.ts'

/**
 * Gives the stock of an order back to the shelf, once, however often it is called: `released` is true for the call that did.
 * What has been shipped of it stays shipped. An order that holds nothing yet is marked as released, so that a hold which arrives late
 * is refused.
 */
export const releaseHold = async (needs: Inventory, { order_id }: Release): Promise<Released> => ({
  order_id,
  released: await giveBack(needs, { order_id, order_version: null }),
})

/** Returns whether units went back. */
export const giveBack = async (needs: Inventory, follows: Follows): Promise<boolean> => {
  for (;;) {
    const { is_current, is_released } = await tryToGiveBack(needs, follows)
    if (is_current) return is_released
    // The hold was made or changed while this statement waited for it: its lines are not in our snapshot, but in the next one.
  }
}

/** What has ended already stays as it ended: a hold that expired can still be revived by a late payment. */
const tryToGiveBack = async ({ db, clock }: Inventory, { order_id, order_version }: Follows) => {
  const { rows } = await db.sql<{ is_current: boolean; is_released: boolean }>`
    WITH hold AS (
      SELECT order_id, state, version, coalesce(${order_version}::int > order_version, true) AS is_news FROM inventory.holds
      WHERE order_id = ${order_id} FOR NO KEY UPDATE
    ), current AS (
      SELECT hold.* FROM hold JOIN inventory.holds seen USING (order_id, version)
    ), marked AS (
      INSERT INTO inventory.holds (order_id, state, order_version, created_at, changed_at)
      SELECT ${order_id}::uuid, 'released', coalesce(${order_version}::int, 0), ${clock.now()}::timestamptz, ${clock.now()}::timestamptz
      WHERE NOT EXISTS (SELECT FROM inventory.holds WHERE order_id = ${order_id})
      ON CONFLICT (order_id) DO NOTHING RETURNING order_id
    ), ended AS (
      UPDATE inventory.holds h
      SET state = CASE WHEN current.state IN ('held', 'kept') THEN 'released' ELSE current.state END, expires_at = NULL,
          order_version = greatest(h.order_version, ${order_version}::int), version = h.version + 1, changed_at = ${clock.now()}
      FROM current WHERE h.order_id = current.order_id AND is_news
        AND (current.state IN ('held', 'kept') OR ${order_version}::int IS NOT NULL) RETURNING h.order_id, current.state AS ended_from
    ), locked AS (
      SELECT stock.variant_id, on_hand, reserved, quantity - shipped AS freed
      FROM ended JOIN inventory.held_lines USING (order_id) JOIN inventory.stock USING (variant_id)
      WHERE ended_from IN ('held', 'kept') AND quantity > shipped ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), freed AS (
      UPDATE inventory.stock s SET on_hand = locked.on_hand, reserved = locked.reserved - freed FROM locked
      WHERE s.variant_id = locked.variant_id RETURNING s.variant_id, s.on_hand - s.reserved AS available, freed
    ), said AS (
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      SELECT 'inventory.availability_changed', variant_id::text, jsonb_build_object('variant_id', variant_id, 'in_stock', true)
      FROM freed WHERE available = freed
    ), noted AS (
      INSERT INTO inventory.stock_moves (variant_id, on_hand_delta, reserved_delta, reason, order_id, at)
      SELECT variant_id, 0, -freed, 'released', ${order_id}::uuid, ${clock.now()}::timestamptz FROM freed
    )
    SELECT EXISTS (SELECT FROM current) OR EXISTS (SELECT FROM marked) AS is_current, EXISTS (SELECT FROM freed) AS is_released`
  return rows[0] ?? { is_current: true, is_released: false }
}
