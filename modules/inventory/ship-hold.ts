import { fail } from '#platform/errors.ts'
import type { Ship, Shipped } from './contract.ts'
import type { Inventory } from './needs.ts'

/**
 * The units of an order have left the house: they are neither on the shelf nor promised any more. Once, however often it is called:
 * `shipped` is true for the call that did. What can be bought does not change.
 * @throws HOLD_ENDED when the hold was released or has expired · NOT_FOUND when the order never held anything
 */
export const shipHold = async ({ db, clock }: Inventory, { order_id }: Ship): Promise<Shipped> => {
  const { rows } = await db.sql<{ state: string }>`
    WITH hold AS (
      SELECT order_id, state FROM inventory.holds WHERE order_id = ${order_id} FOR NO KEY UPDATE
    ), ended AS (
      UPDATE inventory.holds h SET state = 'shipped', expires_at = NULL, version = h.version + 1, changed_at = ${clock.now()}
      FROM hold WHERE h.order_id = hold.order_id AND hold.state IN ('held', 'kept') RETURNING h.order_id
    ), locked AS (
      SELECT stock.variant_id, on_hand, reserved, quantity FROM ended JOIN inventory.held_lines USING (order_id) JOIN inventory.stock USING (variant_id)
      ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), gone AS (
      UPDATE inventory.stock s SET on_hand = locked.on_hand - quantity, reserved = locked.reserved - quantity
      FROM locked WHERE s.variant_id = locked.variant_id
    )
    SELECT state FROM hold`
  const state = rows[0]?.state
  if (!state) throw fail('NOT_FOUND', 'No stock was ever held for this order.', { order_id })
  if (state === 'released' || state === 'expired') throw fail('HOLD_ENDED', `The stock of this order was ${state} before.`, { order_id })
  return { order_id, shipped: state !== 'shipped' }
}
