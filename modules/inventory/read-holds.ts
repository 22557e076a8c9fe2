import type { HoldsOfOrders, ReadHolds } from './contract.ts'
import type { Inventory } from './needs.ts'

/** What is held for these orders now; an order that never held anything is left out. */
export const readHolds = async ({ db }: Inventory, { order_ids }: ReadHolds): Promise<HoldsOfOrders> => {
  const { rows } = await db.sql<HoldsOfOrders['holds'][number]>`
    SELECT h.order_id, h.state, coalesce(
      jsonb_agg(jsonb_build_object('variant_id', l.variant_id, 'quantity', l.quantity) ORDER BY l.variant_id) FILTER (WHERE l.order_id IS NOT NULL), '[]') AS lines
    FROM inventory.holds h LEFT JOIN inventory.held_lines l USING (order_id) WHERE h.order_id = ANY(${order_ids}::uuid[]) GROUP BY h.order_id`
  return { holds: rows }
}
