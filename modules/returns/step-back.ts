import type { Failure } from '#platform/errors.ts'
import type { Return } from './contract.ts'
import type { Claim, Returning } from './needs.ts'
import { RETURN } from './states.ts'

/**
 * Takes a decision back of which nothing could be given: the return is received again, its units and their worth count as not settled, and
 * the timeline says why. Only by who carries the decision out. Goods that were put on the shelf stay there: that is where they are.
 */
export const stepBack = async ({ db, clock }: Returning, { decided, finishing_until }: Claim, { message }: Failure): Promise<Return> => {
  const { from, to } = RETURN.moves.step_back
  const { rows } = await db.sql<{ return: Return }>`
    WITH found AS (
      SELECT r AS before FROM returns.returns r
      WHERE return_id = ${decided.return_id} AND state = ANY(${from}::text[]) AND finishing_until = ${finishing_until}::timestamptz FOR NO KEY UPDATE),
    back AS (
      UPDATE returns.returns r
      SET state = ${to}::text, version = (before).version + 1, updated_at = ${clock.now()}, settled_as = NULL, deduction_amount = 0, deduction_reason = NULL, waived_amount = 0,
          lines = coalesce((before).undecided -> 'lines', (before).lines),
          shipping_amount = coalesce(((before).undecided ->> 'shipping_amount')::bigint, (before).shipping_amount),
          total_amount = coalesce(((before).undecided ->> 'total_amount')::bigint, (before).total_amount), undecided = NULL, finishing_until = NULL,
          timeline = (before).timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'not_settled', 'who', 'shop', 'note', ${message}::text))
      FROM found WHERE r.return_id = (before).return_id
      RETURNING r.*),
    unsettled AS (
      UPDATE returns.returnable u
      SET settled_quantity = u.settled_quantity - coalesce((line ->> 'settled_quantity')::int, (line ->> 'accepted_quantity')::int, 0), settled_amount = u.settled_amount - (line #>> '{amount,amount}')::bigint
      FROM found, jsonb_array_elements((before).lines) AS line
      WHERE u.order_id = (before).order_id AND u.line_id = (line ->> 'line_id')::uuid)
    SELECT returns.as_json(r) AS return
    FROM (SELECT * FROM back UNION ALL SELECT * FROM returns.returns WHERE return_id = ${decided.return_id} AND NOT EXISTS (SELECT FROM back)) r`
  if (!rows[0]) throw new Error('a return that was being settled is gone')
  return rows[0].return
}
