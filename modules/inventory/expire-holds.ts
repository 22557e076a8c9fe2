import type { Inventory } from './needs.ts'

const BATCH = 200

/**
 * Ends the holds whose time is up and tells the orders. Batch by batch, each a transaction; two sweeps at once share the work,
 * because each skips the holds the other has locked, and one that is being kept in this moment is skipped as well.
 */
export const expireHolds = async (needs: Inventory): Promise<void> => {
  while ((await expireSome(needs)) === BATCH);
}

const expireSome = async ({ db, clock }: Inventory): Promise<number> => {
  const { rows } = await db.sql<{ order_id: string }>`
    WITH due AS (
      SELECT order_id FROM inventory.holds WHERE state = 'held' AND expires_at <= ${clock.now()}
      ORDER BY expires_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ), ended AS (
      UPDATE inventory.holds h SET state = 'expired', expires_at = NULL, version = h.version + 1, changed_at = ${clock.now()}
      FROM due WHERE h.order_id = due.order_id RETURNING h.order_id
    ), lines AS (
      SELECT variant_id, sum(quantity)::int AS quantity FROM ended JOIN inventory.held_lines USING (order_id) GROUP BY variant_id
    ), locked AS (
      SELECT stock.variant_id, on_hand, reserved, lines.quantity FROM lines JOIN inventory.stock USING (variant_id)
      ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), freed AS (
      UPDATE inventory.stock s SET on_hand = locked.on_hand, reserved = locked.reserved - quantity FROM locked
      WHERE s.variant_id = locked.variant_id RETURNING s.variant_id, s.on_hand - s.reserved AS available, quantity
    ), said AS (
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      SELECT 'inventory.hold_expired', order_id::text, jsonb_build_object('order_id', order_id) FROM ended
      UNION ALL
      SELECT 'inventory.availability_changed', variant_id::text, jsonb_build_object('variant_id', variant_id, 'in_stock', true)
      FROM freed WHERE available = quantity
    )
    SELECT order_id FROM ended`
  return rows.length
}
