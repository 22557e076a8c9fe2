import { crashPoint } from '#platform/crash-point.ts'
import type { Return } from './contract.ts'
import { AS_SHOP, type Returning } from './needs.ts'
import { RETURN } from './states.ts'

/**
 * Carries out what was decided: units on the shelf, the order's books, the money or new goods; then the return is settled, and told. Each step
 * is safe to repeat under the return's id, so this may begin again wherever it was cut off.
 */
export const finishReturn = async (needs: Returning, decided: Return): Promise<Return> => {
  if (decided.state !== 'settling') return decided
  crashPoint('after the decision about a return')
  await putOnShelf(needs, decided)
  await tellOrder(needs, decided)
  crashPoint('before the money of a return')
  const replacement_order_id = await giveBack(needs, decided)
  crashPoint('after the money of a return')
  return close(needs, decided, replacement_order_id)
}

const reasonOf = ({ number }: Return) => `return ${number}`

const putOnShelf = async ({ inventory }: Returning, decided: Return) => {
  const lines = decided.lines.flatMap(({ variant_id, restock_quantity }) =>
    restock_quantity ? [{ variant_id, quantity: restock_quantity }] : [],
  )
  if (lines.length > 0)
    await inventory.restock({ restock_id: decided.return_id, order_id: decided.order_id, lines, reason: reasonOf(decided) }, AS_SHOP)
}

const accepted = ({ lines }: Return) =>
  lines.flatMap(({ line_id, accepted_quantity }) => (accepted_quantity ? [{ line_id, quantity: accepted_quantity }] : []))

/**
 * With store credit the order says what was given for its goods, from which the credit note and the books follow; with money its refund says
 * so. Payments keep the money of a credit first: of a refund and a credit at once they let one have it.
 */
const tellOrder = async ({ orders, payments }: Returning, decided: Return) => {
  const { return_id, order_id, settled_as, total } = decided
  const lines = accepted(decided)
  const credit = settled_as === 'store_credit' && total.amount > 0 ? { credit: total } : {}
  if (credit.credit) await payments.keepForCredit({ credit_id: return_id, order_id, amount: total }, AS_SHOP)
  if (lines.length > 0 || credit.credit) await orders.recordReturn({ return_id, order_id, lines, ...credit }, AS_SHOP)
}

/** Money by the way it came, store credit, or the goods anew; the id of the new order in that case. */
const giveBack = async (needs: Returning, decided: Return): Promise<string | null> => {
  const { return_id, order_id, settled_as, total, customer_id, email } = decided
  const reason = reasonOf(decided)
  if (settled_as === 'exchange') {
    const lines = accepted(decided)
    if (lines.length === 0) return null
    const placed = await needs.orders.placeReplacement({ replacement_id: return_id, order_id, lines, reason }, AS_SHOP)
    return placed.order_id
  }
  if (total.amount === 0) return null
  const to_whom = customer_id ? { customer_id } : { email }
  if (settled_as === 'store_credit')
    await needs.giftCards.credit({ credit_id: return_id, order_id, ...to_whom, amount: total, reason }, AS_SHOP)
  else await needs.payments.refund({ refund_id: return_id, order_id, amount: total, reason }, AS_SHOP)
  return null
}

const close = async ({ db, clock }: Returning, { return_id }: Return, replacement_order_id: string | null): Promise<Return> => {
  const { from, to } = RETURN.moves.finish
  const { rows } = await db.sql<{ return: Return }>`
    WITH closed AS (
      UPDATE returns.returns
      SET state = ${to}::text, version = version + 1, updated_at = ${clock.now()}, replacement_order_id = ${replacement_order_id}::uuid,
          timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'settled', 'who', 'shop', 'note', NULL))
      WHERE return_id = ${return_id} AND state = ANY(${from}::text[])
      RETURNING *),
    said AS (
      INSERT INTO returns.outbox (type, aggregate_id, payload)
      SELECT 'returns.settled', order_id::text, jsonb_build_object('order_id', order_id, 'return', returns.as_json(closed)) FROM closed)
    SELECT returns.as_json(r) AS return
    FROM (SELECT * FROM closed UNION ALL SELECT * FROM returns.returns WHERE return_id = ${return_id} AND NOT EXISTS (SELECT FROM closed)) r`
  if (!rows[0]) throw new Error('a return that was being settled is gone')
  return rows[0].return
}

/** A return that has stood still for so long was cut off, or a neighbour did not answer. */
const STILL_SECONDS = 60
const AT_ONCE = 20

/** Goes on with returns whose settling was cut off. */
export const finishReturns = async (needs: Returning): Promise<void> => {
  const { db, clock, log } = needs
  const { rows } = await db.sql<{ return: Return }>`
    UPDATE returns.returns AS r SET updated_at = ${clock.now()}
    WHERE return_id IN (
      SELECT return_id FROM returns.returns
      WHERE state = 'settling' AND updated_at < ${clock.now()}::timestamptz - make_interval(secs => ${STILL_SECONDS})
      ORDER BY updated_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING returns.as_json(r) AS return`
  for (const row of rows)
    await finishReturn(needs, row.return).catch((error) =>
      log.warn({ err: error, return_id: row.return.return_id }, 'a return could not be settled yet; it is tried again'),
    )
}
