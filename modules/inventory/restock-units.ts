import { fail } from '#platform/errors.ts'
import type { Restock, Restocked } from './contract.ts'
import type { Inventory } from './needs.ts'

type Excess = { variant_id: string; wanted: number; shipped: number }
type Outcome = { is_current: boolean; is_taken: boolean; excess: Excess | null }

/**
 * Shipped units of an order are back on the shelf: a return, or a cancellation after shipping. Once for each restock_id, however often it
 * is called: `restocked` is true for the call that did. All restocks of an order together never bring back more than was shipped
 * (`no_more_comes_back_than_was_shipped`).
 * @throws NOT_SHIPPED { variant_id, wanted, shipped: units that are still out } · NOT_FOUND when the order never held anything
 */
export const restockUnits = async (needs: Inventory, restock: Restock): Promise<Restocked> => {
  const { order_id } = restock
  for (;;) {
    const outcome = await tryToRestock(needs, restock)
    if (!outcome) throw fail('NOT_FOUND', 'No stock was ever held for this order.', { order_id })
    if (!outcome.is_current) continue // the hold was changed while we waited for it: look again
    if (outcome.excess) throw notShipped(outcome.excess)
    return { order_id, restocked: outcome.is_taken }
  }
}

const notShipped = ({ variant_id, wanted, shipped }: Excess) =>
  fail('NOT_SHIPPED', `${shipped} units of this order are out of the house, so ${wanted} cannot come back.`, {
    variant_id,
    wanted,
    shipped,
  })

const tryToRestock = async ({ db, clock }: Inventory, { restock_id, order_id, lines, reason }: Restock) => {
  const variantIds = lines.map((line) => line.variant_id)
  const quantities = lines.map((line) => line.quantity)
  const { rows } = await db.sql<Outcome>`
    WITH hold AS (
      SELECT order_id, version FROM inventory.holds WHERE order_id = ${order_id} FOR NO KEY UPDATE
    ), current AS (
      SELECT order_id FROM hold JOIN inventory.holds seen USING (order_id, version)
      WHERE NOT EXISTS (SELECT FROM inventory.hold_steps WHERE order_id = ${order_id} AND step_id = ${restock_id})
    ), back AS (
      SELECT variant_id, sum(quantity)::int AS wanted
      FROM unnest(${variantIds}::uuid[], ${quantities}::int[]) AS line (variant_id, quantity) GROUP BY variant_id
    ), excess AS (
      SELECT back.variant_id, wanted, coalesce(shipped - restocked, 0) AS shipped
      FROM current CROSS JOIN back LEFT JOIN inventory.held_lines l ON l.order_id = current.order_id AND l.variant_id = back.variant_id
      WHERE wanted > coalesce(shipped - restocked, 0) ORDER BY back.variant_id LIMIT 1
    ), moved AS (
      UPDATE inventory.holds h SET version = h.version + 1, changed_at = ${clock.now()}
      FROM current WHERE h.order_id = current.order_id AND NOT EXISTS (SELECT FROM excess) RETURNING h.order_id
    ), stepped AS (
      INSERT INTO inventory.hold_steps (order_id, step_id, at) SELECT order_id, ${restock_id}::uuid, ${clock.now()}::timestamptz FROM moved
    ), counted AS (
      UPDATE inventory.held_lines l SET restocked = restocked + wanted FROM moved, back
      WHERE l.order_id = moved.order_id AND l.variant_id = back.variant_id
    ), locked AS (
      SELECT stock.variant_id, on_hand, reserved, wanted FROM moved CROSS JOIN back JOIN inventory.stock USING (variant_id)
      ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), shelved AS (
      UPDATE inventory.stock s SET on_hand = locked.on_hand + wanted, reserved = locked.reserved FROM locked
      WHERE s.variant_id = locked.variant_id RETURNING s.variant_id, wanted, s.on_hand - s.reserved AS available
    ), said AS (
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      SELECT 'inventory.availability_changed', variant_id::text, jsonb_build_object('variant_id', variant_id, 'in_stock', true)
      FROM shelved WHERE available = wanted
    ), noted AS (
      INSERT INTO inventory.stock_moves (variant_id, on_hand_delta, reserved_delta, reason, order_id, step_id, note, at)
      SELECT variant_id, wanted, 0, 'restocked', ${order_id}::uuid, ${restock_id}::uuid, ${reason}::text, ${clock.now()}::timestamptz FROM shelved
    )
    SELECT EXISTS (SELECT FROM hold JOIN inventory.holds seen USING (order_id, version)) AS is_current, EXISTS (SELECT FROM moved) AS is_taken,
           (SELECT to_jsonb(excess) FROM excess) AS excess
    FROM hold`
  return rows[0]
}
