import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { OfOrder, Return } from './contract.ts'
import { orderOfAsker, type Returning } from './needs.ts'
import { RETURN } from './states.ts'

type Step = { return_id: string; version?: number | undefined; note?: string | undefined }
type Move = 'approve' | 'refuse' | 'call_off'

export const whoActs = ({ actor }: Call): string => (actor.kind === 'user' ? actor.name : 'shop')

/**
 * Takes a return one step on. Of two people who decide at once one wins and the other is told: state and version are checked by the
 * statement that changes them, which also gives the units back where the return is over, and writes the event. A step that was taken is no mistake.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state }
 */
const take = async (needs: Returning, move: Move, { return_id, version, note }: Step, who: string): Promise<Return> => {
  const { db, clock } = needs
  const { from, to } = RETURN.moves[move]
  const { rows } = await db.sql<{ return: Return; is_taken: boolean }>`
    WITH found AS (SELECT r AS before FROM returns.returns r WHERE return_id = ${return_id} FOR NO KEY UPDATE),
    taken AS (
      UPDATE returns.returns r
      SET state = ${to}::text, version = (before).version + 1, updated_at = ${clock.now()},
          timeline = (before).timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', ${to}::text, 'who', ${who}::text, 'note', ${note || null}::text))
      FROM found
      WHERE r.return_id = ${return_id} AND (before).state = ANY(${from}::text[]) AND (before).version = coalesce(${version ?? null}::int, (before).version)
      RETURNING r.*),
    given_back AS (
      UPDATE returns.returnable r SET taken = r.taken - (line ->> 'quantity')::int
      FROM taken, jsonb_array_elements(taken.lines) AS line
      WHERE ${move}::text <> 'approve' AND r.order_id = taken.order_id AND r.line_id = (line ->> 'line_id')::uuid),
    said AS (
      INSERT INTO returns.outbox (type, aggregate_id, payload)
      SELECT 'returns.' || state, order_id::text, jsonb_build_object('order_id', order_id, 'return', returns.as_json(taken)) FROM taken)
    SELECT coalesce((SELECT returns.as_json(taken) FROM taken), returns.as_json(before)) AS return, EXISTS (SELECT FROM taken) AS is_taken FROM found`
  return afterStep(rows[0], to, from, version)
}

/** The return after a step, or why it was not taken. */
export const afterStep = (
  row: { return: Return; is_taken: boolean } | undefined,
  to: Return['state'],
  from: readonly Return['state'][],
  seen: number | undefined,
): Return => {
  if (!row) throw fail('NOT_FOUND', 'There is no such return.')
  const { return: found, is_taken } = row
  if (is_taken || found.state === to) return found
  const last = found.timeline.at(-1)
  const facts = { state: found.state, version: found.version, who: last?.who, at: last?.at }
  if (!from.includes(found.state))
    throw fail('NOT_ALLOWED_IN_STATE', `Return ${found.number} is ${found.state} by now (${last?.who}); it cannot become ${to}.`, facts)
  throw fail(
    'STALE',
    `Return ${found.number} has changed since you opened it (version ${seen}, now ${found.version}). Look again and decide.`,
    facts,
  )
}

export const approveReturn = (needs: Returning, step: Step, call: Call) => take(needs, 'approve', step, whoActs(call))
export const refuseReturn = (needs: Returning, step: Step, call: Call) => take(needs, 'refuse', step, whoActs(call))

/** The customer keeps the goods after all, as long as they have not come. @throws NOT_FOUND NOT_ALLOWED_IN_STATE */
export const callOffReturn = async (needs: Returning, { return_id, ...who }: OfOrder & { return_id: string }): Promise<Return> => {
  const order = await orderOfAsker(needs, who)
  const { rows } = await needs.db.sql<{ return_id: string }>`
    SELECT return_id FROM returns.returns WHERE return_id = ${return_id} AND order_id = ${order.order_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such return.')
  return take(needs, 'call_off', { return_id }, 'customer')
}
