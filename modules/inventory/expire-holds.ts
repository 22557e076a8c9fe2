import { crashPoint } from '#platform/crash-point.ts'
import type { Inventory } from './needs.ts'

const BATCH = 200

/**
 * Ends the holds whose time is up and tells the orders. Batch by batch, each a statement; two sweeps at once share the work,
 * because each skips the holds the other has locked, and one that is being kept or changed in this moment is skipped as well.
 */
export const expireHolds = async (needs: Inventory): Promise<void> => {
  while ((await expireSome(needs)) === BATCH);
}

const expireSome = async ({ db, clock }: Inventory): Promise<number> => {
  const { rows } = await db.sql<{ order_id: string }>`
    WITH due AS (
      SELECT order_id, version FROM inventory.holds WHERE state = 'held' AND expires_at <= ${clock.now()}
      ORDER BY expires_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ), current AS (
      SELECT due.order_id FROM due JOIN inventory.holds seen USING (order_id, version)
    ), ended AS (
      UPDATE inventory.holds h SET state = 'expired', expires_at = NULL, version = h.version + 1, changed_at = ${clock.now()}
      FROM current WHERE h.order_id = current.order_id RETURNING h.order_id
    ), lines AS (
      SELECT order_id, variant_id, quantity - shipped AS freed FROM ended JOIN inventory.held_lines USING (order_id) WHERE quantity > shipped
    ), sums AS (
      SELECT variant_id, sum(freed)::int AS freed FROM lines GROUP BY variant_id
    ), locked AS (
      SELECT stock.variant_id, on_hand, reserved, freed FROM sums JOIN inventory.stock USING (variant_id)
      ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), freed AS (
      UPDATE inventory.stock s SET on_hand = locked.on_hand, reserved = locked.reserved - freed FROM locked
      WHERE s.variant_id = locked.variant_id RETURNING s.variant_id, s.on_hand - s.reserved AS available, freed
    ), said AS (
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      SELECT 'inventory.hold_expired', order_id::text, jsonb_build_object('order_id', order_id) FROM ended
      UNION ALL
      SELECT 'inventory.availability_changed', variant_id::text, jsonb_build_object('variant_id', variant_id, 'in_stock', true)
      FROM freed WHERE available = freed
    ), noted AS (
      INSERT INTO inventory.stock_moves (variant_id, on_hand_delta, reserved_delta, reason, order_id, at)
      SELECT variant_id, 0, -freed, 'expired', order_id, ${clock.now()}::timestamptz FROM lines
    )
    SELECT order_id FROM ended`
  if (rows.length > 0) crashPoint('after expiring holds')
  return rows.length
}
