import type { inventory } from '#modules/inventory/contract.ts'
import type { Handler } from '#platform/module.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'

type Lost = (typeof inventory.events)['inventory.hold_expired']

/**
 * An order that was not paid or confirmed in time has lost its stock and is cancelled. One whose payment is still being
 * looked up is cancelled as well: if the money did move, it is opened again or refunded when the answer comes.
 */
export const cancelExpired: Handler<Orders, Lost> = (needs, { payload: { order_id } }, done) =>
  cancel(needs, order_id, ['unpaid', 'checking', 'partly_paid'], 'not paid in time', done)

/** A paid or confirmed order whose hold had run out before, and whose stock is sold: it is cancelled, and a payment goes back. */
export const cancelUnfulfillable: Handler<Orders, Lost> = (needs, { payload: { order_id } }, done) =>
  cancel(needs, order_id, ['unpaid', 'checking', 'authorised', 'partly_paid', 'paid'], 'sold out before it was paid', done)

const cancel = async (
  { db, clock, token_key }: Orders,
  order_id: string,
  payment_states: string[],
  note: string,
  done: Parameters<typeof cancelExpired>[2],
) => {
  await db.transaction(async (sql) => {
    await sql`
      WITH cancelled AS (
        UPDATE orders.orders SET state = 'cancelled', is_hold_lost = true, version = version + 1, updated_at = ${clock.now()}, note = coalesce(note, ${note}),
               timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'cancelled', 'who', 'shop', 'note', ${note}::text))
        WHERE order_id = ${order_id} AND payment_state = ANY(${payment_states}::text[])
          AND (state = 'pending' OR (state = 'confirmed' AND 'paid' = ANY(${payment_states}::text[])))
        RETURNING *)
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.cancelled', order_id::text, jsonb_build_object('order_id', order_id, 'order', orders.as_json(cancelled, ${tokenOf(token_key, order_id)}))
      FROM cancelled`
    await done(sql)
  })
}
