import { fail } from '#platform/errors.ts'
import type { Changed, ChangeHold } from './contract.ts'
import type { Inventory } from './needs.ts'
import { outOfStock, type Short } from './out-of-stock.ts'

type Below = { variant_id: string; wanted: number; shipped: number }
type Outcome = { state: string; is_current: boolean; is_taken: boolean; is_repeated: boolean; short: Short | null; below: Below | null }

/**
 * Brings the hold of an order to these lines, which are all it shall hold; what was shipped counts. What is missing is taken and what is
 * too much is freed in one statement, all or nothing, once for each edit: `changed` is true for the call that did. An edit is taken back by
 * another one that `undoes` it; the first then changes nothing even if it arrives late.
 * @throws OUT_OF_STOCK { variant_id, wanted, available } · BELOW_SHIPPED { variant_id, wanted, shipped } · HOLD_ENDED when nothing is held
 *   any more · NOT_FOUND when the order never held anything
 */
export const changeHold = async (needs: Inventory, change: ChangeHold): Promise<Changed> => {
  const { order_id } = change
  for (;;) {
    const outcome = await tryToChange(needs, change)
    if (!outcome) throw fail('NOT_FOUND', 'No stock was ever held for this order.', { order_id })
    if (!outcome.is_current) continue // the hold was changed while we waited for it: look again
    if (outcome.is_taken || outcome.is_repeated) return { order_id, changed: outcome.is_taken }
    if (outcome.below) throw belowShipped(outcome.below)
    if (outcome.short) throw outOfStock(outcome.short)
    throw fail('HOLD_ENDED', `The stock of this order was ${outcome.state} before.`, { order_id })
  }
}

const belowShipped = ({ variant_id, wanted, shipped }: Below) =>
  fail('BELOW_SHIPPED', `${shipped} units have been shipped already, so there cannot be ${wanted}.`, { variant_id, wanted, shipped })

const tryToChange = async ({ db, clock }: Inventory, { order_id, edit_id, undoes, lines }: ChangeHold) => {
  const variantIds = lines.map((line) => line.variant_id)
  const quantities = lines.map((line) => line.quantity)
  const stepIds = undoes ? [edit_id, undoes] : [edit_id]
  const { rows } = await db.sql<Outcome>`
    WITH hold AS (
      SELECT order_id, state, version FROM inventory.holds WHERE order_id = ${order_id} FOR NO KEY UPDATE
    ), current AS (
      SELECT hold.* FROM hold JOIN inventory.holds seen USING (order_id, version)
    ), repeated AS (
      SELECT step_id FROM inventory.hold_steps WHERE order_id = ${order_id} AND step_id = ${edit_id}
    ), open AS (
      SELECT order_id FROM current WHERE state IN ('held', 'kept') AND NOT EXISTS (SELECT FROM repeated)
    ), wish AS (
      SELECT variant_id, sum(quantity)::int AS wanted
      FROM unnest(${variantIds}::uuid[], ${quantities}::int[]) AS line (variant_id, quantity) GROUP BY variant_id
    ), change AS (
      SELECT variant_id, coalesce(wanted, 0) AS wanted, coalesce(quantity, 0) AS was, coalesce(shipped, 0) AS shipped
      FROM (SELECT variant_id, quantity, shipped FROM inventory.held_lines WHERE order_id = ${order_id}) line FULL JOIN wish USING (variant_id)
      WHERE EXISTS (SELECT FROM open)
    ), locked AS (
      SELECT stock.variant_id, on_hand, reserved, wanted - was AS delta FROM change JOIN inventory.stock USING (variant_id)
      WHERE wanted <> was ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), short AS (
      SELECT variant_id, wanted, was + coalesce(on_hand - reserved, 0) AS available FROM change LEFT JOIN locked USING (variant_id)
      WHERE wanted > was AND wanted - was > coalesce(on_hand - reserved, 0) ORDER BY variant_id LIMIT 1
    ), below AS (
      SELECT variant_id, wanted, shipped FROM change WHERE wanted < shipped ORDER BY variant_id LIMIT 1
    ), moved AS (
      UPDATE inventory.holds h
      SET state = CASE WHEN EXISTS (SELECT FROM change WHERE wanted > shipped) THEN h.state ELSE 'shipped' END,
          expires_at = CASE WHEN EXISTS (SELECT FROM change WHERE wanted > shipped) THEN h.expires_at END,
          version = h.version + 1, changed_at = ${clock.now()}
      FROM open WHERE h.order_id = open.order_id AND NOT EXISTS (SELECT FROM short) AND NOT EXISTS (SELECT FROM below) RETURNING h.order_id
    ), stepped AS (
      INSERT INTO inventory.hold_steps (order_id, step_id, at)
      SELECT order_id, step_id, ${clock.now()}::timestamptz FROM moved, unnest(${stepIds}::uuid[]) AS step_id
      ON CONFLICT ON CONSTRAINT a_step_is_taken_once DO NOTHING
    ), resized AS (
      UPDATE inventory.held_lines l SET quantity = wanted FROM moved, change
      WHERE l.order_id = moved.order_id AND l.variant_id = change.variant_id AND wanted > 0 AND wanted <> was
    ), dropped AS (
      DELETE FROM inventory.held_lines l USING moved, change
      WHERE l.order_id = moved.order_id AND l.variant_id = change.variant_id AND wanted = 0
    ), added AS (
      INSERT INTO inventory.held_lines (order_id, variant_id, quantity) SELECT order_id, variant_id, wanted FROM moved, change WHERE was = 0
    ), written AS (
      UPDATE inventory.stock s SET on_hand = locked.on_hand, reserved = locked.reserved + delta FROM moved, locked
      WHERE s.variant_id = locked.variant_id RETURNING s.variant_id, delta, s.on_hand - s.reserved AS available
    ), said AS (
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      SELECT 'inventory.availability_changed', variant_id::text, jsonb_build_object('variant_id', variant_id, 'in_stock', available > 0)
      FROM written WHERE (available > 0) <> (available + delta > 0)
    ), noted AS (
      INSERT INTO inventory.stock_moves (variant_id, on_hand_delta, reserved_delta, reason, order_id, step_id, at)
      SELECT variant_id, 0, delta, 'edited', ${order_id}::uuid, ${edit_id}::uuid, ${clock.now()}::timestamptz FROM written
    )
    SELECT state, EXISTS (SELECT FROM current) AS is_current, EXISTS (SELECT FROM moved) AS is_taken,
           EXISTS (SELECT FROM repeated) AS is_repeated, (SELECT to_jsonb(short) FROM short) AS short, (SELECT to_jsonb(below) FROM below) AS below
    FROM hold`
  return rows[0]
}
