import type { Call } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { Receive, Return } from './contract.ts'
import type { Returning } from './needs.ts'
import { RETURN } from './states.ts'
import { afterStep, whoActs } from './take-step.ts'

/**
 * The parcel is here. Of each line so many units are accepted, and so many of those can be sold again; a line that is not named did not come.
 * What is not accepted may be asked for again. Nothing moves yet: `settleReturn` puts units on the shelf and gives the money back.
 * @throws NOT_FOUND STALE NOT_ALLOWED_IN_STATE TOO_MANY { line_id } more accepted than asked for, or more to be sold again than accepted
 */
export const receiveReturn = async (needs: Returning, { return_id, version, note, lines }: Receive, call: Call): Promise<Return> => {
  const excess = lines.find((line) => line.restock_quantity > line.accepted_quantity)
  if (excess) throw fail('TOO_MANY', 'Only what is accepted can be sold again.', { field: 'lines', line_id: excess.line_id })
  const { db, clock } = needs
  const { from, to } = RETURN.moves.receive
  const { rows } = await db.sql<{ return: Return; is_taken: boolean; too_many: string | null }>`
    WITH found AS (SELECT r AS before FROM returns.returns r WHERE return_id = ${return_id} FOR NO KEY UPDATE),
    came AS (
      SELECT line_id, accepted_quantity, restock_quantity, condition
      FROM jsonb_to_recordset(${json(lines)}::jsonb) AS c (line_id text, accepted_quantity integer, restock_quantity integer, condition text)),
    line AS (
      SELECT place, line, coalesce(accepted_quantity, 0) AS accepted, coalesce(restock_quantity, 0) AS restock, condition
      FROM found, jsonb_array_elements((before).lines) WITH ORDINALITY AS l (line, place) LEFT JOIN came ON came.line_id = line ->> 'line_id'),
    too_many AS (
      SELECT line ->> 'line_id' AS line_id FROM line WHERE accepted > (line ->> 'quantity')::int
      UNION ALL SELECT line_id FROM came WHERE NOT EXISTS (SELECT FROM line WHERE line ->> 'line_id' = came.line_id) LIMIT 1),
    taken AS (
      UPDATE returns.returns r
      SET state = ${to}::text, version = (before).version + 1, updated_at = ${clock.now()},
          lines = (SELECT jsonb_agg(line || jsonb_build_object('accepted_quantity', accepted, 'restock_quantity', restock, 'condition', condition) ORDER BY place) FROM line),
          timeline = (before).timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', ${to}::text, 'who', ${whoActs(call)}::text, 'note', ${note || null}::text))
      FROM found
      WHERE r.return_id = ${return_id} AND (before).state = ANY(${from}::text[]) AND (before).version = coalesce(${version ?? null}::int, (before).version)
        AND NOT EXISTS (SELECT FROM too_many)
      RETURNING r.*),
    given_back AS (
      UPDATE returns.returnable u SET taken = u.taken - ((line ->> 'quantity')::int - accepted)
      FROM taken, line WHERE u.order_id = taken.order_id AND u.line_id = (line ->> 'line_id')::uuid AND accepted < (line ->> 'quantity')::int),
    said AS (
      INSERT INTO returns.outbox (type, aggregate_id, payload)
      SELECT 'returns.received', order_id::text, jsonb_build_object('order_id', order_id, 'return', returns.as_json(taken)) FROM taken)
    SELECT coalesce((SELECT returns.as_json(taken) FROM taken), returns.as_json(before)) AS return, EXISTS (SELECT FROM taken) AS is_taken,
           (SELECT line_id FROM too_many) AS too_many
    FROM found`
  const row = rows[0]
  if (row?.too_many && row.return.state === 'approved')
    throw fail('TOO_MANY', 'No more can be accepted than was announced.', { field: 'lines', line_id: row.too_many })
  return afterStep(row, to, from, version)
}
