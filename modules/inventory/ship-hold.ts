import { fail } from '#platform/errors.ts'
import type { Hold } from './contract.ts'
import type { Inventory } from './needs.ts'

/** A parcel leaves under its `fulfilment_id`, once; without one, all that is left of the order leaves. */
type Ship = { order_id: string } & ({ fulfilment_id: string; lines: Hold['lines'] } | { fulfilment_id?: undefined; lines?: undefined })
type Shipped = { order_id: string; shipped: boolean }
type Shipping = Pick<Inventory, 'db' | 'clock'>
type Outcome = { state: string; is_current: boolean; is_taken: boolean; is_repeated: boolean; short: Missing | null }
type Missing = { variant_id: string; wanted: number; held: number }

/**
 * Units of an order have left the house: they are neither on the shelf nor promised any more. These lines, or all that is left of the
 * order. Once, however often it is called: `shipped` is true for the call that did. What can be bought does not change. An order of which
 * something is shipped keeps the rest.
 * Only news of orders ship; what it refuses waits among the failed events for a person.
 * @throws HOLD_ENDED when the hold was released or has expired · NOT_FOUND when the order never held anything · and when more is to leave than is held
 */
export const shipHold = async (needs: Shipping, ship: Ship): Promise<Shipped> => {
  const { order_id } = ship
  for (;;) {
    const outcome = await tryToShip(needs, ship)
    if (!outcome) throw fail('NOT_FOUND', 'No stock was ever held for this order.', { order_id })
    if (!outcome.is_current) continue // the hold was changed while we waited for it: look again
    const { state, short, is_taken, is_repeated } = outcome
    if (is_taken) return { order_id, shipped: true }
    if (is_repeated || state === 'shipped') return { order_id, shipped: false }
    if (short) throw notHeld(short)
    throw fail('HOLD_ENDED', `The stock of this order was ${state} before.`, { order_id })
  }
}

const notHeld = ({ variant_id, wanted, held }: Missing) =>
  new Error(`${held} units of ${variant_id} are still held for this order, so ${wanted} cannot be shipped`)

const tryToShip = async ({ db, clock }: Shipping, { order_id, fulfilment_id, lines }: Ship) => {
  const step_id = fulfilment_id ?? null
  const variantIds = lines?.map((line) => line.variant_id) ?? []
  const quantities = lines?.map((line) => line.quantity) ?? []
  const { rows } = await db.sql<Outcome>`
    WITH hold AS (
      SELECT order_id, state, version FROM inventory.holds WHERE order_id = ${order_id} FOR NO KEY UPDATE
    ), current AS (
      SELECT hold.* FROM hold JOIN inventory.holds seen USING (order_id, version)
    ), repeated AS (
      SELECT step_id FROM inventory.hold_steps WHERE order_id = ${order_id} AND step_id = ${step_id}::uuid
    ), leaving AS (
      SELECT variant_id, sum(quantity)::int AS wanted
      FROM unnest(${variantIds}::uuid[], ${quantities}::int[]) AS line (variant_id, quantity) GROUP BY variant_id
      UNION ALL
      SELECT variant_id, quantity - shipped FROM inventory.held_lines
      WHERE order_id = ${order_id} AND quantity > shipped AND cardinality(${variantIds}::uuid[]) = 0
    ), open AS (
      SELECT order_id FROM current WHERE state IN ('held', 'kept') AND NOT EXISTS (SELECT FROM repeated)
    ), short AS (
      SELECT leaving.variant_id, wanted, coalesce(quantity - shipped, 0) AS held
      FROM open CROSS JOIN leaving LEFT JOIN inventory.held_lines l ON l.order_id = open.order_id AND l.variant_id = leaving.variant_id
      WHERE wanted > coalesce(quantity - shipped, 0) ORDER BY leaving.variant_id LIMIT 1
    ), moved AS (
      UPDATE inventory.holds h
      SET state = CASE WHEN EXISTS (
            SELECT FROM inventory.held_lines l LEFT JOIN leaving USING (variant_id)
            WHERE l.order_id = ${order_id} AND quantity - shipped > coalesce(wanted, 0)) THEN 'kept' ELSE 'shipped' END,
          expires_at = NULL, version = h.version + 1, changed_at = ${clock.now()}
      FROM open WHERE h.order_id = open.order_id AND NOT EXISTS (SELECT FROM short) RETURNING h.order_id
    ), stepped AS (
      INSERT INTO inventory.hold_steps (order_id, step_id, at)
      SELECT order_id, ${step_id}::uuid, ${clock.now()}::timestamptz FROM moved WHERE ${step_id}::uuid IS NOT NULL
    ), counted AS (
      UPDATE inventory.held_lines l SET shipped = shipped + wanted FROM moved, leaving
      WHERE l.order_id = moved.order_id AND l.variant_id = leaving.variant_id
    ), locked AS (
      SELECT stock.variant_id, on_hand, reserved, wanted FROM moved CROSS JOIN leaving JOIN inventory.stock USING (variant_id)
      ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), gone AS (
      UPDATE inventory.stock s SET on_hand = locked.on_hand - wanted, reserved = locked.reserved - wanted
      FROM locked WHERE s.variant_id = locked.variant_id RETURNING s.variant_id, wanted
    ), noted AS (
      INSERT INTO inventory.stock_moves (variant_id, on_hand_delta, reserved_delta, reason, order_id, step_id, at)
      SELECT variant_id, -wanted, -wanted, 'shipped', ${order_id}::uuid, ${step_id}::uuid, ${clock.now()}::timestamptz FROM gone
    )
    SELECT state, EXISTS (SELECT FROM current) AS is_current, EXISTS (SELECT FROM moved) AS is_taken,
           EXISTS (SELECT FROM repeated) AS is_repeated, (SELECT to_jsonb(short) FROM short) AS short
    FROM hold`
  return rows[0]
}
