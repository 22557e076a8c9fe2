import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Order, OrderState } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { LEADS_TO, ORDER } from './states.ts'

/** The moves that only change the state; the other ones have a use case of their own. */
const WHAT = { confirm: 'confirmed', reject: 'rejected', undo: 'undone', cancel: 'cancelled', cancel_own: 'cancelled' } as const
export type Step = keyof typeof WHAT

export type Asked = { order_id: string /** the version that was looked at */; version?: number | undefined }
export type With = {
  who: string
  note?: string | undefined /** until then the step can be taken back, and nothing irreversible follows it */
  undo_until?: Date | null
}
type Outcome = { order_id: string; order: Order | null; is_taken: boolean; is_editing: boolean | null }

export const whoActs = ({ actor }: Call): string => (actor.kind === 'user' ? actor.name : 'shop')

/**
 * Takes each of these orders one step on, in one statement. Of two people who decide at once one wins and the other is told what happened:
 * state and version are checked under the lock of the statement that changes them, which also writes the event. While a decision can still
 * be taken back, `orders.updated` shows it to everyone who looks; its own event, which mails, money and stock follow, waits.
 */
export const takeSteps = async (needs: Orders, step: Step, asked: Asked[], { who, note, undo_until = null }: With): Promise<Outcome[]> => {
  const { db, clock, token_key } = needs
  const { from, to } = ORDER.moves[step]
  const ids = asked.map(({ order_id }) => order_id)
  const versions = asked.map(({ version }) => version ?? null)
  const tokens = ids.map((order_id) => tokenOf(token_key, order_id))
  const { rows } = await db.sql<Outcome>`
    WITH asked AS (
      SELECT * FROM unnest(${ids}::uuid[], ${versions}::int[], ${tokens}::text[]) WITH ORDINALITY AS a (order_id, seen, token, place)),
    locked AS (
      SELECT order_id, o AS before, seen, token FROM asked JOIN orders.orders o USING (order_id) ORDER BY order_id FOR NO KEY UPDATE OF o),
    taken AS (
      UPDATE orders.orders o
      SET state = ${to}::text, undo_until = ${undo_until}::timestamptz, version = (before).version + 1, updated_at = ${clock.now()},
          note = CASE WHEN ${step}::text = 'undo' THEN NULL ELSE coalesce(${note || null}::text, (before).note) END,
          timeline = (before).timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', ${WHAT[step]}::text, 'who', ${who}::text, 'note', ${note || null}::text))
      FROM locked
      WHERE o.order_id = locked.order_id AND (before).state = ANY(${from}::text[]) AND (before).version = coalesce(seen, (before).version)
        AND (before).editing IS NULL
        AND (${step}::text NOT IN ('cancel', 'cancel_own') OR (before).fulfilment_state = 'unfulfilled')
        AND (${step}::text <> 'undo' OR (before).undo_until > ${clock.now()}::timestamptz)
      RETURNING o.order_id, (before).state AS state_before, orders.as_json(o, token) AS "order"),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT CASE WHEN ${undo_until}::timestamptz IS NOT NULL OR ${step}::text = 'undo' OR state_before = 'draft' THEN 'orders.updated' ELSE 'orders.' || ${to}::text END,
             order_id::text, jsonb_build_object('order_id', order_id, 'what', ${WHAT[step]}::text, 'order', "order")
      FROM taken)
    SELECT asked.order_id, coalesce(taken.order, CASE WHEN locked.order_id IS NOT NULL THEN orders.as_json(before, locked.token) END) AS "order", taken.order_id IS NOT NULL AS is_taken,
           (before).editing IS NOT NULL AS is_editing
    FROM asked LEFT JOIN locked USING (order_id) LEFT JOIN taken USING (order_id) ORDER BY place`
  return rows
}

/**
 * The order after the step.
 * @throws NOT_FOUND STALE { state, version } BEING_EDITED { retry_after } NOT_ALLOWED_IN_STATE { state }: why the step was not taken. A step that this order has taken
 *   before is no mistake.
 */
export const afterStep = (step: Step, { order, is_taken, is_editing }: Outcome, seen?: number): Order => {
  if (!order) throw fail('NOT_FOUND', 'There is no such order.')
  if (is_taken) return order
  const { number, state, version } = order
  const { from, to } = ORDER.moves[step]
  if (state === to && step !== 'undo') return order
  const facts = factsOf(order)
  const allowed: readonly OrderState[] = from
  if (allowed.includes(state) && seen !== undefined && seen !== version) throw stale(order, seen)
  if (is_editing && allowed.includes(state)) throw beingEdited(number)
  if (step === 'undo' && allowed.includes(state))
    throw fail('UNDO_OVER', `It is too late to take this back: order ${number} is ${state} for good.`, facts)
  if (allowed.includes(state))
    throw fail('NOT_ALLOWED_IN_STATE', `Some of order ${number} is shipped already; it cannot become ${to}.`, facts)
  throw fail('NOT_ALLOWED_IN_STATE', `Order ${number} is ${state} by now (${facts.who}); it cannot become ${to}.`, facts)
}

/** One of them. @throws as {@link settled} */
export const takeOneStep = async (needs: Orders, step: Step, asked: Asked, how: With): Promise<Order> => {
  const [outcome] = await takeSteps(needs, step, [asked], how)
  if (!outcome) throw new Error('an order was asked about and nothing was answered')
  return afterStep(step, outcome, asked.version)
}

/** What brought an order to its state. Tags, parcels and news of its money came after it, and decided nothing. */
const lastStep = ({ timeline }: Order) => timeline.findLast(({ what }) => what in LEADS_TO)

/** What a refusal says beside its words: how the order is now, and who made it so. */
export const factsOf = (order: Order) => {
  const { state, version, fulfilment_state } = order
  const last = lastStep(order)
  return { state, version, fulfilment_state, who: last?.who, at: last?.at }
}

export const stale = (order: Order, seen: number) => {
  const { number, version } = order
  const text = `Order ${number} has changed since you opened it (version ${seen}, now ${version}). Look again and decide.`
  return fail('STALE', text, factsOf(order))
}

export const beingEdited = (number: string) =>
  fail('BEING_EDITED', `Order ${number} is being changed in this moment. Try again in a few seconds.`, { retry_after: 5 })
