import type { Call, Input } from '#platform/contract.ts'
import type { Order, orders } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { afterStep, takeSteps, whoActs } from './take-step.ts'

const BATCH = 200

/**
 * Takes back a confirm or reject that nobody outside has felt yet: the order is pending again.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state } UNDO_OVER { state } when the time for it is up
 */
export const undoDecision = async (
  needs: Orders,
  { order_id, version }: Input<typeof orders.ops.undoDecision>,
  call: Call,
): Promise<Order> => {
  const [outcome] = await takeSteps(needs, 'undo', [{ order_id, version }], { who: whoActs(call) })
  if (!outcome) throw new Error('an order was asked about and nothing was answered')
  return afterStep('undo', outcome, version)
}

/** Decisions whose time is up stand: only now they are told to those who write mails and move money and stock. Several at once share the work. */
export const finaliseDecisions = async (needs: Orders): Promise<void> => {
  while ((await finaliseSome(needs)) === BATCH);
}

const finaliseSome = async ({ db, clock, token_key }: Orders): Promise<number> => {
  const { rows } = await db.sql<{ order_id: string }>`
    SELECT order_id FROM orders.orders WHERE undo_until <= ${clock.now()} ORDER BY undo_until LIMIT ${BATCH}`
  const ids = rows.map(({ order_id }) => order_id)
  if (ids.length === 0) return 0
  const tokens = ids.map((order_id) => tokenOf(token_key, order_id))
  await db.sql`
    WITH due AS (
      SELECT o.order_id, token FROM unnest(${ids}::uuid[], ${tokens}::text[]) AS asked (order_id, token) JOIN orders.orders o USING (order_id)
      WHERE undo_until <= ${clock.now()} ORDER BY o.order_id FOR NO KEY UPDATE OF o SKIP LOCKED),
    final AS (
      UPDATE orders.orders o SET undo_until = NULL FROM due WHERE o.order_id = due.order_id AND o.undo_until <= ${clock.now()}
      RETURNING o.order_id, o.state, orders.as_json(o, token) AS "order")
    INSERT INTO orders.outbox (type, aggregate_id, payload)
    SELECT 'orders.' || state, order_id::text, jsonb_build_object('order_id', order_id, 'order', "order") FROM final`
  return ids.length
}
