import type { Call, Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Order, orders } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { whoActs } from './take-step.ts'

type Outcome = { order: Order; is_picked_up: boolean }

/**
 * The customer has fetched an order that stands ready, all of it. Noted once in its timeline, which is where pages read it; the order was
 * `fulfilled` when it stood ready and stays so. The version rises, so that open pages show it. The same again changes nothing:
 * of several at once the later ones wait for the row and see what the first wrote.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE { state } when it is not ready, or is no order to be picked up
 */
export const markPickedUp = async (needs: Orders, { order_id }: Input<typeof orders.ops.markPickedUp>, call: Call): Promise<Order> => {
  const { db, clock, token_key } = needs
  const token = tokenOf(token_key, order_id)
  const { rows } = await db.sql<Outcome>`
    WITH found AS (SELECT o AS before FROM orders.orders o WHERE order_id = ${order_id} FOR NO KEY UPDATE),
    fetched AS (
      UPDATE orders.orders o
      SET version = (before).version + 1, updated_at = ${clock.now()}, timeline = (before).timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'picked_up', 'who', ${whoActs(call)}::text, 'note', NULL))
      FROM found
      WHERE o.order_id = ${order_id} AND (before).state = 'fulfilled' AND ((before).shipping ->> 'is_pickup')::boolean
        AND NOT (before).timeline @> '[{"what": "picked_up"}]'
      RETURNING o.order_id, orders.as_json(o, ${token}) AS "order"),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.updated', order_id::text, jsonb_build_object('order_id', order_id, 'what', 'picked_up', 'order', "order") FROM fetched)
    SELECT coalesce((SELECT "order" FROM fetched), orders.as_json(before, ${token})) AS "order",
      EXISTS (SELECT FROM fetched) OR (before).timeline @> '[{"what": "picked_up"}]' AS is_picked_up
    FROM found`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such order.')
  const { order, is_picked_up } = rows[0]
  if (is_picked_up) return order
  const why = order.shipping?.is_pickup ? `is ${order.state}; only what stands ready can be picked up` : 'is not to be picked up'
  throw fail('NOT_ALLOWED_IN_STATE', `Order ${order.number} ${why}.`, { state: order.state })
}
