import type { Call, Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Order, orders } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { whoActs } from './take-step.ts'

/**
 * Writes what staff know about an order into its timeline, for staff only. The same note_id again writes nothing more. The order's version
 * stays, so that a note does not get in the way of a decision.
 * @throws NOT_FOUND
 */
export const addNote = async (needs: Orders, { order_id, note, note_id }: Input<typeof orders.ops.addNote>, call: Call): Promise<Order> => {
  const { db, clock, token_key } = needs
  const id = note_id ?? newId(clock.now())
  const { rows } = await db.sql<{ order: Order }>`
    WITH noted AS (
      UPDATE orders.orders o
      SET timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'note', 'who', ${whoActs(call)}::text, 'note', ${note}::text, 'id', ${id}::text))
      WHERE order_id = ${order_id} AND NOT timeline @> jsonb_build_array(jsonb_build_object('id', ${id}::text))
      RETURNING o.order_id, orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order"),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.updated', order_id::text, jsonb_build_object('order_id', order_id, 'what', 'note', 'order', "order") FROM noted)
    SELECT "order" FROM noted
    UNION ALL
    SELECT orders.as_json(o, ${tokenOf(token_key, order_id)}) FROM orders.orders o WHERE order_id = ${order_id} AND NOT EXISTS (SELECT FROM noted)`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such order.')
  return rows[0].order
}

/**
 * Gives an order these tags and no others, for staff only. What changed stands in the timeline; the same tags again change nothing.
 * @throws NOT_FOUND
 */
export const setTags = async (needs: Orders, { order_id, tags }: Input<typeof orders.ops.setTags>, call: Call): Promise<Order> => {
  const { db, clock, token_key } = needs
  const wanted = [...new Set(tags.map((tag) => tag.trim()))].filter(Boolean).toSorted()
  const { rows } = await db.sql<{ order: Order }>`
    WITH tagged AS (
      UPDATE orders.orders o
      SET tags = ${wanted}::text[],
          timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'tagged', 'who', ${whoActs(call)}::text, 'note', array_to_string(${wanted}::text[], ', ')))
      WHERE order_id = ${order_id} AND tags IS DISTINCT FROM ${wanted}::text[]
      RETURNING o.order_id, orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order"),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.updated', order_id::text, jsonb_build_object('order_id', order_id, 'what', 'tagged', 'order', "order") FROM tagged)
    SELECT "order" FROM tagged
    UNION ALL
    SELECT orders.as_json(o, ${tokenOf(token_key, order_id)}) FROM orders.orders o WHERE order_id = ${order_id} AND NOT EXISTS (SELECT FROM tagged)`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such order.')
  return rows[0].order
}
