import { json } from '#platform/db.ts'
import { isFailure } from '#platform/errors.ts'
import { type Orders, readSettings } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { ORDER } from './states.ts'

/**
 * Money that arrives for an order which is closed already is never dropped: an order whose stock could not be held any longer
 * is opened again if it is paid and the stock is still there; otherwise, and for all other closed orders, the money goes back. While a rejection can still be taken back, it waits: the money goes with it.
 */
export const settleLatePayment = async (needs: Orders, order_id: string): Promise<void> => {
  const { rows } = await needs.db.sql<{ is_hold_lost: boolean; state: string; is_paid: boolean }>`
    SELECT is_hold_lost, state, payment_state = 'paid' AS is_paid FROM orders.orders
    WHERE order_id = ${order_id} AND state IN ('cancelled', 'rejected') AND owed_amount < 0 AND undo_until IS NULL`
  const closed = rows[0]
  if (!closed) return
  if (closed.is_hold_lost && closed.is_paid && (await isHeldAgain(needs, order_id))) return reopen(needs, order_id)
  await needs.payments.refundOrder({ order_id, reason: `paid after the order was ${closed.state}` })
}

const isHeldAgain = async ({ inventory }: Orders, order_id: string): Promise<boolean> => {
  try {
    await inventory.keep({ order_id })
    return true
  } catch (error) {
    if (isFailure(error, 'OUT_OF_STOCK') || isFailure(error, 'HOLD_ENDED') || isFailure(error, 'NOT_FOUND')) return false
    throw error
  }
}

/** It uses its offers again: promotions hear of it. Where the shop approves by itself, it is confirmed like every order that is paid. */
const reopen = async (needs: Orders, order_id: string) => {
  const { db, clock, token_key } = needs
  const { approval } = await readSettings(needs)
  const steps = approval === 'when_paid' ? ['reopened', 'confirmed'] : ['reopened']
  const timeline = steps.map((what) => ({ at: clock.now(), what, who: 'shop', note: null }))
  const { reopen, confirm } = ORDER.moves
  await db.sql`
    WITH opened AS (
      UPDATE orders.orders SET state = ${steps.includes('confirmed') ? confirm.to : reopen.to}::text, is_hold_lost = false, version = version + 1,
             updated_at = ${clock.now()}, timeline = timeline || ${json(timeline)}::jsonb
      WHERE order_id = ${order_id} AND state = ANY(${reopen.from}::text[]) AND is_hold_lost
      RETURNING *)
    INSERT INTO orders.outbox (type, aggregate_id, payload)
    SELECT type, order_id::text, jsonb_build_object('order_id', order_id, 'order', orders.as_json(opened, ${tokenOf(token_key, order_id)}))
    FROM opened, unnest(ARRAY['orders.reopened', 'orders.paid', 'orders.confirmed']) WITH ORDINALITY AS event (type, n)
    WHERE type <> 'orders.confirmed' OR state = ${confirm.to}::text ORDER BY n`
}
