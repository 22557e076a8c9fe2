import type { Call, Input } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Order, orders } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { ORDER } from './states.ts'
import { beingEdited, factsOf, stale, whoActs } from './take-step.ts'

type Fulfil = Input<typeof orders.ops.fulfilOrder>
type Excess = { line_id: string; title: string | null; wanted: number; left: number }
type Outcome = { order: Order; is_taken: boolean; is_repeated: boolean; is_editing: boolean; excess: Excess | null }

/**
 * Goods of a confirmed order have left the house: these lines, or all that is left of it. Never more of a line than was ordered and has not
 * left already: the statement that counts them up refuses it (and `no_line_is_fulfilled_beyond_its_quantity`). The order is `fulfilled` with the
 * last of them. Once for each fulfilment_id; without one, an order that is fulfilled already is returned as it is. A confirmation that could
 * still be taken back stands from here on. A carrier the shop knows needs no link: shipping knows its page.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state } BEING_EDITED TOO_MANY { line_id, wanted, left }
 */
export const fulfilOrder = async (needs: Orders, fulfil: Fulfil, call: Call): Promise<Order> => {
  const outcome = await ship(needs, fulfil, call)
  if (!outcome) throw fail('NOT_FOUND', 'There is no such order.')
  const { order, is_taken, is_repeated, excess } = outcome
  if (is_taken || is_repeated || (order.state === 'fulfilled' && !fulfil.fulfilment_id)) return order
  const facts = factsOf(order)
  if (order.state !== 'confirmed')
    throw fail('NOT_ALLOWED_IN_STATE', `Order ${order.number} is ${order.state} (${facts.who}); only confirmed orders are shipped.`, facts)
  if (fulfil.version !== undefined && fulfil.version !== order.version) throw stale(order, fulfil.version)
  if (outcome.is_editing) throw beingEdited(order.number)
  if (!excess) throw new Error('an order was neither shipped nor refused')
  const { title, wanted, left } = excess
  throw fail(
    'TOO_MANY',
    title === null ? 'There is no such line in this order.' : `${left} of ${title} are still to be shipped, not ${wanted}.`,
    { ...excess },
  )
}

const LONGEST_CARRIER = 40

/** Where the parcel is followed: what the caller says, else the carrier's page, which mails and pages link. A parcel goes out without it as well. */
const pageOf = async ({ shipping, log }: Orders, { order_id, carrier, tracking_number, tracking_url }: Fulfil): Promise<string | null> => {
  if (tracking_url || !carrier || carrier.length > LONGEST_CARRIER || !tracking_number) return tracking_url ?? null
  try {
    return (await shipping.trackingUrl({ carrier, tracking_number })).tracking_url
  } catch (error) {
    log.warn({ err: error, order_id }, 'shipping could not say where a parcel is followed')
    return null
  }
}

const ship = async (needs: Orders, fulfil: Fulfil, call: Call): Promise<Outcome | undefined> => {
  const { db, clock, token_key } = needs
  const { order_id, version, lines = [], note } = fulfil
  const now = clock.now()
  const fulfilment_id = fulfil.fulfilment_id ?? newId(now)
  const parcel = {
    fulfilment_id,
    carrier: fulfil.carrier ?? null,
    tracking_number: fulfil.tracking_number ?? null,
    tracking_url: await pageOf(needs, fulfil),
    shipped_at: now.toISOString(),
  }
  const token = tokenOf(token_key, order_id)
  const lineIds = lines.map((line) => line.line_id)
  const quantities = lines.map((line) => line.quantity)
  const { rows } = await db.sql<Outcome>`
    WITH was AS (SELECT o AS before FROM orders.orders o WHERE order_id = ${order_id} FOR NO KEY UPDATE),
    wish AS (
      SELECT line_id, sum(quantity)::int AS wanted FROM unnest(${lineIds}::text[], ${quantities}::int[]) AS w (line_id, quantity) GROUP BY line_id),
    line AS (
      SELECT place, line, line ->> 'line_id' AS line_id, (line ->> 'fulfilled_quantity')::int AS gone,
             (line ->> 'quantity')::int - (line ->> 'fulfilled_quantity')::int AS left_over
      FROM was, jsonb_array_elements((before).lines) WITH ORDINALITY AS e (line, place)),
    leaving AS (
      SELECT place, line_id, CASE WHEN cardinality(${lineIds}::text[]) = 0 THEN left_over ELSE coalesce(wanted, 0) END AS units
      FROM line LEFT JOIN wish USING (line_id)),
    excess AS (
      SELECT line_id, line ->> 'title' AS title, wanted, coalesce(left_over, 0) AS "left"
      FROM wish LEFT JOIN line USING (line_id) WHERE wanted > coalesce(left_over, 0) ORDER BY place LIMIT 1),
    gone AS (
      SELECT jsonb_agg(line || jsonb_build_object('fulfilled_quantity', gone + units) ORDER BY place) AS lines,
             jsonb_agg(jsonb_build_object('line_id', line_id, 'quantity', units) ORDER BY place) FILTER (WHERE units > 0) AS parcel
      FROM line JOIN leaving USING (place, line_id)),
    shipped AS (
      UPDATE orders.orders o
      SET lines = gone.lines, fulfilment_state = orders.fulfilment_state_of(gone.lines), undo_until = NULL,
          state = CASE WHEN orders.fulfilment_state_of(gone.lines) = 'fulfilled' THEN ${ORDER.moves.fulfil.to}::text ELSE (before).state END,
          fulfilments = (before).fulfilments || jsonb_build_array(${json(parcel)}::jsonb || jsonb_build_object('lines', parcel)),
          version = (before).version + 1, updated_at = ${now},
          timeline = (before).timeline || jsonb_build_array(jsonb_build_object('at', ${now}::timestamptz, 'what',
            CASE WHEN orders.fulfilment_state_of(gone.lines) = 'fulfilled' THEN 'fulfilled' ELSE 'shipped' END, 'who', ${whoActs(call)}::text, 'note', ${note || null}::text))
      FROM was, gone
      WHERE o.order_id = (before).order_id AND (before).state = ANY(${ORDER.moves.fulfil.from}::text[])
        AND (before).version = coalesce(${version ?? null}::int, (before).version) AND parcel IS NOT NULL AND (before).editing IS NULL AND NOT EXISTS (SELECT FROM excess)
        AND NOT (before).fulfilments @> jsonb_build_array(jsonb_build_object('fulfilment_id', ${fulfilment_id}::text))
      RETURNING o.order_id, o.state, (before).undo_until IS NOT NULL AS is_confirmed_now, orders.as_json(o, ${token}) AS "order"),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT type, order_id::text, jsonb_build_object('order_id', order_id, 'order', "order")
        || CASE WHEN type = 'orders.shipped' THEN jsonb_build_object('fulfilment_id', ${fulfilment_id}::text) ELSE '{}' END
      FROM shipped, unnest(ARRAY['orders.confirmed', 'orders.shipped', 'orders.fulfilled']) WITH ORDINALITY AS event (type, n)
      WHERE type = 'orders.shipped' OR (type = 'orders.confirmed' AND is_confirmed_now) OR (type = 'orders.fulfilled' AND state = 'fulfilled') ORDER BY n)
    SELECT coalesce((SELECT "order" FROM shipped), orders.as_json(before, ${token})) AS "order", EXISTS (SELECT FROM shipped) AS is_taken,
           (before).fulfilments @> jsonb_build_array(jsonb_build_object('fulfilment_id', ${fulfilment_id}::text)) AS is_repeated,
           (before).editing IS NOT NULL AS is_editing,
           (SELECT to_jsonb(excess) FROM excess) AS excess
    FROM was`
  return rows[0]
}
