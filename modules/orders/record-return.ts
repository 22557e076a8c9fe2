import type { Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Order, orders } from './contract.ts'
import { expectNothing } from './expect-nothing.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { refundOverpaid } from './refund-overpaid.ts'
import { beingEdited } from './take-step.ts'

/** `owed`: minor units, also where money for it is reserved; below 0 where too much was paid. */
type Noted = { order: Order; owed: number }
type Outcome = Noted & { is_done: boolean; too_many: string | null; is_editing: boolean }

/**
 * Notes which goods of an order came back, and what is given for them as store credit or not asked for any more: once for each return_id, never
 * more of a line than has left the house (`no_line_is_fulfilled_beyond_its_quantity` holds that as well), never more credit than is left of
 * what was paid, and nothing waived beyond what is left of what the order comes to. Money, stock and the credit itself are the business of
 * whoever settles the return; the credit note and the books follow the order, and so does, by its news, the money that is still waited for.
 * @throws NOT_FOUND TOO_MANY { line_id } MORE_THAN_PAID BEING_EDITED
 */
export const recordReturn = async (needs: Orders, came: Input<typeof orders.ops.recordReturn>): Promise<Order> => {
  const { order, owed } = await note(needs, came)
  if (!came.waived) return order
  if (owed <= 0) await expectNothing(needs, order.order_id)
  if (order.paid.amount > 0) await refundOverpaid(needs, order.order_id) // it was paid in the moment it was waived
  return order
}

const note = async (
  { db, clock, token_key }: Orders,
  { return_id, order_id, lines, credit, waived }: Input<typeof orders.ops.recordReturn>,
): Promise<Noted> => {
  const lineIds = lines.map((line) => line.line_id)
  const quantities = lines.map((line) => line.quantity)
  const token = tokenOf(token_key, order_id)
  const { rows } = await db.sql<Outcome>`
    WITH was AS (SELECT o AS before FROM orders.orders o WHERE order_id = ${order_id} FOR NO KEY UPDATE),
    wish AS (SELECT line_id, sum(quantity)::int AS back FROM unnest(${lineIds}::text[], ${quantities}::int[]) AS w (line_id, quantity) GROUP BY line_id),
    known AS (SELECT (before).timeline @> jsonb_build_array(jsonb_build_object('id', ${return_id}::text)) AS is_known FROM was),
    waiver AS (
      SELECT greatest(0, least(${waived?.amount ?? 0}::bigint,
        (before).total_amount - orders.refunded_of((before).payments, 'credited') - (before).credited_amount - ${credit?.amount ?? 0}::bigint)) AS waived_now FROM was),
    line AS (
      SELECT place, line, line ->> 'line_id' AS line_id, (line ->> 'returned_quantity')::int + coalesce(back, 0) AS returned
      FROM was, jsonb_array_elements((before).lines) WITH ORDINALITY AS e (line, place) LEFT JOIN wish ON wish.line_id = line ->> 'line_id'),
    too_many AS (
      SELECT line_id FROM line WHERE returned > (line ->> 'fulfilled_quantity')::int
      UNION ALL SELECT line_id FROM wish WHERE NOT EXISTS (SELECT FROM line WHERE line.line_id = wish.line_id) LIMIT 1),
    noted AS (
      UPDATE orders.orders o
      SET lines = (SELECT jsonb_agg(line || jsonb_build_object('returned_quantity', returned) ORDER BY place) FROM line),
          payments = CASE WHEN waived_now > 0 THEN (before).payments || jsonb_build_object('waived', jsonb_build_object('refunds',
            coalesce((before).payments #> '{waived,refunds}', '{}') || jsonb_build_object(${return_id}::text, jsonb_build_object('amount', 0, 'credited', waived_now))))
            ELSE (before).payments END,
          credited_amount = (before).credited_amount + ${credit?.amount ?? 0}::bigint, version = (before).version + 1, updated_at = ${clock.now()},
          timeline = (before).timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'returned', 'who', 'shop', 'note', NULL, 'id', ${return_id}::text))
      FROM was, known, waiver WHERE o.order_id = ${order_id} AND NOT is_known AND NOT EXISTS (SELECT FROM too_many) AND (before).editing IS NULL
        AND (${credit?.amount ?? 0}::bigint = 0 OR (before).currency = ${credit?.currency ?? null}::text
          AND (before).refunded_amount + orders.charged_back_of((before).payments) + (before).credited_amount + ${credit?.amount ?? 0}::bigint <= (before).paid_amount)
      RETURNING o.order_id, o.owed_amount, orders.as_json(o, ${token}) AS "order"),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.updated', order_id::text, jsonb_build_object('order_id', order_id, 'what', 'returned', 'order', "order") FROM noted)
    SELECT coalesce((SELECT "order" FROM noted), orders.as_json(before, ${token})) AS "order", coalesce((SELECT owed_amount FROM noted), (before).owed_amount) AS owed,
           is_known OR EXISTS (SELECT FROM noted) AS is_done, (SELECT line_id FROM too_many) AS too_many, (before).editing IS NOT NULL AS is_editing
    FROM was, known`
  const row = rows[0]
  if (!row) throw fail('NOT_FOUND', 'There is no such order.')
  if (row.is_done) return row
  if (row.too_many) throw fail('TOO_MANY', 'More of this line came back than has left the house.', { line_id: row.too_many })
  if (row.is_editing) throw beingEdited(row.order.number)
  throw fail('MORE_THAN_PAID', 'More would be credited than is left of what was paid for the order.', { field: 'credit' })
}
