import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Decide, Order, OrderState } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'

/** Which states an order may be in for each step, and the one it goes to. Everything else is refused. */
export const STEPS = {
  confirmed: ['pending'],
  rejected: ['pending'],
  fulfilled: ['confirmed'],
  cancelled: ['pending', 'confirmed'],
} as const satisfies Partial<Record<OrderState, readonly OrderState[]>>

type Step = keyof typeof STEPS

/**
 * Takes an order one step on. Of two people who decide at once one wins and the other is told what happened: the state and
 * version are checked by the statement that changes them, which also writes the event. Taking a step that this order has taken
 * already returns the order as it is.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state }
 */
const take =
  (step: Step) =>
  async (needs: Orders, { order_id, version, note }: Decide, call: Call): Promise<Order> => {
    const { db, clock, token_key } = needs
    const who = call.actor.kind === 'user' ? call.actor.name : 'shop'
    const { rows } = await db.sql<{ order: Order; is_taken: boolean }>`
      WITH taken AS (
        UPDATE orders.orders
        SET state = ${step}::text, fulfilment_state = CASE WHEN ${step}::text = 'fulfilled' THEN 'fulfilled' ELSE fulfilment_state END, version = version + 1, note = coalesce(${note || null}::text, note), updated_at = ${clock.now()},
            timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', ${step}::text, 'who', ${who}::text, 'note', ${note || null}::text))
        WHERE order_id = ${order_id} AND state = ANY(${STEPS[step]}::text[]) AND version = coalesce(${version ?? null}::int, version)
        RETURNING *),
      said AS (
        INSERT INTO orders.outbox (type, aggregate_id, payload)
        SELECT 'orders.' || state, order_id::text, jsonb_build_object('order_id', order_id, 'order', orders.as_json(taken, ${tokenOf(token_key, order_id)}))
        FROM taken)
      SELECT orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order", EXISTS (SELECT 1 FROM taken) AS is_taken
      FROM (SELECT * FROM taken UNION ALL SELECT * FROM orders.orders WHERE order_id = ${order_id} AND NOT EXISTS (SELECT 1 FROM taken)) o`
    const row = rows[0]
    if (!row) throw fail('NOT_FOUND', 'There is no such order.')
    if (!row.is_taken) refuse(row.order, step, version)
    return row.order
  }

/** Says why a step was not taken; a step that was taken before is no mistake. */
const refuse = ({ number, state, version: current, timeline }: Order, step: Step, seen: number | undefined) => {
  if (state === step) return
  const last = timeline.at(-1)
  const facts = { state, version: current, who: last?.who, at: last?.at }
  const allowed: readonly OrderState[] = STEPS[step]
  if (!allowed.includes(state))
    throw fail('NOT_ALLOWED_IN_STATE', `Order ${number} is ${state} by now (${last?.who}); it cannot become ${step}.`, facts)
  throw fail('STALE', `Order ${number} has changed since you opened it (version ${seen}, now ${current}). Look again and decide.`, facts)
}

export const confirmOrder = take('confirmed')
export const rejectOrder = take('rejected')
export const fulfilOrder = take('fulfilled')
export const cancelOrder = take('cancelled')
