import type { Call, Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Order, orders } from './contract.ts'
import { finishEdit } from './finish-edits.ts'
import { type Orders, readSettings } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { payOrder, refuseUnknownMethod } from './pay-order.ts'
import { readOrder } from './read-orders.ts'
import { recordPayment } from './record-payment.ts'
import { ORDER } from './states.ts'
import { beingEdited, stale, whoActs } from './take-step.ts'

type Place = Input<typeof orders.ops.placeDraft>
type Placed = Output<typeof orders.ops.placeDraft>

/**
 * Makes a draft an order, which is pending from then on; one that comes to nothing is paid as it is placed, and confirmed where the shop approves by itself. Its customer gets the mail with the link, by which it can be paid; or staff name the
 * method here, and say whether the money is there already. In steps, as an edit is: claim, hold the stock, write, pay. Called again it goes on
 * where it was. Its stock does not run out after half an hour: staff placed it, and staff cancel it.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state } BEING_EDITED EMPTY_ORDER OUT_OF_STOCK HOLD_ENDED UNKNOWN_METHOD
 *   PROMOTION_USED_UP
 */
export const placeDraft = async (needs: Orders, { order_id, version, payment }: Place, call: Call): Promise<Placed> => {
  if (payment) await refuseUnknownMethod(needs, payment.method)
  const draft = await readOrder(needs, { order_id }, call)
  if (draft.state !== 'draft' && !draft.timeline.some(({ what }) => what === 'drafted'))
    throw fail('NOT_ALLOWED_IN_STATE', `Order ${draft.number} was never a draft.`, { state: draft.state, version: draft.version })
  const order = draft.state === 'draft' ? await place(needs, draft, version ?? draft.version, call) : draft
  return payment ? payByHand(needs, order, payment) : { order, payment_problem: null, redirect_url: null }
}

const place = async (needs: Orders, draft: Order, seen: number, call: Call): Promise<Order> => {
  const { order_id, number, lines } = draft
  if (lines.length === 0) throw fail('EMPTY_ORDER', 'There is nothing in this draft yet.', { field: 'lines' })
  const attempt_id = newId(needs.clock.now())
  if (!(await claimDraft(needs, draft, attempt_id, seen))) throw await moved(needs, draft, seen, call)
  try {
    await holdFor(needs, draft, attempt_id)
    await redeem(needs, draft)
    const placed = await writePlaced(needs, order_id, attempt_id, whoActs(call))
    if (!placed) throw beingEdited(number)
    return placed
  } catch (error) {
    await finishEdit(needs, { order_id, attempt_id }).catch(() => {}) // the sweep will
    throw error
  }
}

const claimDraft = async ({ db, clock }: Orders, { order_id }: Order, attempt_id: string, version: number): Promise<boolean> => {
  const { count } = await db.sql`
    UPDATE orders.orders SET editing = ${attempt_id}::uuid, editing_step = 'taking', editing_since = ${clock.now()}
    WHERE order_id = ${order_id} AND state = 'draft' AND version = ${version}::int AND editing IS NULL`
  return count > 0
}

const moved = async (needs: Orders, { order_id, number }: Order, seen: number, call: Call) => {
  const now = await readOrder(needs, { order_id }, call)
  return now.state === 'draft' && now.version === seen ? beingEdited(number) : stale(now, seen)
}

/** An earlier try may have left a hold of what the draft was then. */
const holdFor = async ({ inventory }: Orders, { order_id, lines }: Order, attempt_id: string) => {
  const units = lines.map(({ variant_id, quantity }) => ({ variant_id, quantity }))
  await inventory.hold({ order_id, lines: units })
  await inventory.changeHold({ order_id, edit_id: attempt_id, lines: units })
}

const redeem = async ({ promotions }: Orders, { order_id, customer_id, email, currency, discounts }: Order) => {
  const limited = discounts
    .filter(({ is_limited }) => is_limited)
    .map(({ promotion_id, code, amount }) => ({ promotion_id, code, amount, currency }))
  if (limited.length > 0) await promotions.redeem({ order_id, customer_id, email, discounts: limited })
}

/** `orders.updated` tells inventory to keep the stock, and open pages that the draft is an order now. */
const writePlaced = async (needs: Orders, order_id: string, attempt_id: string, who: string): Promise<Order | undefined> => {
  const { db, clock, token_key } = needs
  const { approval } = await readSettings(needs)
  const { place, confirm } = ORDER.moves
  const { rows } = await db.sql<{ order: Order }>`
    WITH step AS (
      SELECT what, n, CASE WHEN n = 1 THEN ${who}::text ELSE 'shop' END AS who
      FROM orders.orders, unnest(ARRAY['placed', 'paid', 'confirmed']) WITH ORDINALITY AS s (what, n)
      WHERE order_id = ${order_id} AND (what = 'placed' OR total_amount = 0 AND (what = 'paid' OR ${approval}::text = 'when_paid'))),
    placed AS (
      UPDATE orders.orders o
      SET state = CASE WHEN EXISTS (SELECT FROM step WHERE what = 'confirmed') THEN ${confirm.to}::text ELSE ${place.to}::text END,
          editing = NULL, editing_step = NULL, editing_since = NULL, version = version + 1, placed_at = ${clock.now()}, updated_at = ${clock.now()},
          timeline = timeline || (
            SELECT jsonb_agg(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', what, 'who', who, 'note', NULL) ORDER BY n) FROM step)
      WHERE order_id = ${order_id} AND editing = ${attempt_id}::uuid AND editing_step = 'taking' AND state = ANY(${place.from}::text[])
      RETURNING o.order_id, orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order"),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.' || type, order_id::text, jsonb_build_object('order_id', order_id, 'order', "order")
        || CASE WHEN type = 'updated' THEN jsonb_build_object('what', 'ordered') ELSE '{}' END
      FROM placed, (SELECT 'updated' AS type, 0 AS n UNION ALL SELECT what, n FROM step) event ORDER BY n)
    SELECT "order" FROM placed`
  return rows[0]?.order
}

/** Staff have the money in their hands, or see it on the shop's account. */
const payByHand = async (needs: Orders, order: Order, { method, is_received }: NonNullable<Place['payment']>): Promise<Placed> => {
  const paid = await payOrder(needs, order, { tenders: [], gift_card_codes: [], method })
  if (!is_received || paid.payment_problem) return paid
  const { payments } = await needs.payments.listPayments({ order_id: order.order_id })
  const waiting = payments.find(
    (payment) => payment.method === method && !payment.is_capture_later && (payment.state === 'pending' || payment.state === 'authorised'),
  )
  if (!waiting) return paid
  const { payment_id, amount } = await needs.payments.receivePayment({ payment_id: waiting.payment_id, amount: waiting.amount })
  const now = await recordPayment(needs, { order_id: order.order_id, payment_id, method, outcome: 'captured', amount })
  return { ...paid, order: now ?? paid.order }
}
