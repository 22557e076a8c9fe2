import type { Follows, Inventory } from './needs.ts'
import type { Short } from './out-of-stock.ts'

/** `state`: before the change. `short`: the stock of an ended hold is sold meanwhile, so nothing was changed. */
export type Revived = { state: string; is_news: boolean; is_alive: boolean; short: Short | null }

/**
 * Brings a hold to `kept`, or back to `held` until `expires_at`. One that expired takes its units again, all lines or none; so does one
 * that was released, if the order event that asks is newer than the one that released it. When the units are sold and an event asked,
 * `inventory.hold_lost` tells so, once. Returns undefined when the order never held anything.
 */
export const reviveHold = async (needs: Inventory, follows: Follows, expires_at: Date | null): Promise<Revived | undefined> => {
  for (;;) {
    const revived = await tryToRevive(needs, follows, expires_at)
    if (!revived || revived.is_current) return revived
    // The hold was changed while this statement waited for it: its lines of now are in the next snapshot.
  }
}

const tryToRevive = async ({ db, clock }: Inventory, { order_id, order_version }: Follows, expires_at: Date | null) => {
  const { rows } = await db.sql<Revived & { is_current: boolean }>`
    WITH hold AS (
      SELECT order_id, state, version, coalesce(${order_version}::int > order_version, true) AS is_news FROM inventory.holds
      WHERE order_id = ${order_id} FOR NO KEY UPDATE
    ), current AS (
      SELECT hold.* FROM hold JOIN inventory.holds seen USING (order_id, version)
    ), ended AS (
      SELECT order_id FROM current WHERE state = 'expired' AND is_news OR state = 'released' AND is_news AND ${order_version}::int IS NOT NULL
    ), locked AS (
      SELECT stock.variant_id, on_hand, reserved, quantity - shipped AS wanted
      FROM ended JOIN inventory.held_lines USING (order_id) JOIN inventory.stock USING (variant_id)
      WHERE quantity > shipped ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), short AS (
      SELECT variant_id, wanted, on_hand - reserved AS available FROM locked WHERE on_hand - reserved < wanted ORDER BY variant_id LIMIT 1
    ), alive AS (
      UPDATE inventory.holds h
      SET state = CASE WHEN current.state = 'kept' OR ${expires_at}::timestamptz IS NULL THEN 'kept' ELSE 'held' END,
          expires_at = CASE WHEN current.state = 'kept' THEN NULL ELSE ${expires_at}::timestamptz END,
          order_version = greatest(h.order_version, ${order_version}::int), version = h.version + 1, changed_at = ${clock.now()}
      FROM current WHERE h.order_id = current.order_id AND is_news
        AND (current.state IN ('held', 'kept') OR EXISTS (SELECT FROM locked) AND NOT EXISTS (SELECT FROM short))
      RETURNING h.order_id
    ), lost AS (
      UPDATE inventory.holds h SET order_version = ${order_version}::int, version = h.version + 1, changed_at = ${clock.now()}
      FROM current, short WHERE h.order_id = current.order_id AND ${order_version}::int IS NOT NULL RETURNING h.order_id
    ), taken AS (
      UPDATE inventory.stock s SET on_hand = locked.on_hand, reserved = locked.reserved + wanted FROM locked, alive
      WHERE s.variant_id = locked.variant_id RETURNING s.variant_id, wanted, s.on_hand - s.reserved AS available
    ), said AS (
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      SELECT 'inventory.availability_changed', variant_id::text, jsonb_build_object('variant_id', variant_id, 'in_stock', false)
      FROM taken WHERE available = 0
      UNION ALL
      SELECT 'inventory.hold_lost', order_id::text, jsonb_build_object('order_id', order_id) FROM lost
    ), noted AS (
      INSERT INTO inventory.stock_moves (variant_id, on_hand_delta, reserved_delta, reason, order_id, at)
      SELECT variant_id, 0, wanted, 'held_again', ${order_id}::uuid, ${clock.now()}::timestamptz FROM taken
    )
    SELECT state, is_news, EXISTS (SELECT FROM alive) AS is_alive, (SELECT to_jsonb(short) FROM short) AS short,
           EXISTS (SELECT FROM current) AS is_current
    FROM hold`
  return rows[0]
}
