import { fail } from '#platform/errors.ts'
import type { Order, OrderState } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { ORDER } from './states.ts'
import { beingEdited, stale } from './take-step.ts'

/** `version`: the one that was looked at */
type Claim = { move: 'edit' | 'cancel_rest'; order_id: string; attempt_id: string; edit_id: string; version: number | null }
type Found = {
  order: Order
  is_claimed: boolean
  is_made: boolean
  is_editing: boolean
  is_owing: boolean /** minor units, given back for goods or goodwill; what a bank took back is none of it */
  credited: number
}
export type Claimed = Pick<Found, 'order' | 'is_claimed' | 'credited'>

/**
 * Claims an order for one try to change it, if it may be changed: from here on nobody else moves it, until the try is written, undone or swept
 * up. Money that has to go back first, or is being looked up, stands in the way, because the difference could not be told. Money that people
 * still have to bring or transfer does not: nobody but staff says that it has come, and payments expect it anew as it is due after the change.
 * Not claimed, and no mistake: it was made before.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state } BEING_EDITED
 */
export const claimEdit = async (needs: Orders, claim: Claim): Promise<Claimed> => {
  const found = await find(needs, claim)
  if (!found) throw fail('NOT_FOUND', 'There is no such order.')
  const { order, is_claimed, is_made, is_editing, is_owing } = found
  if (is_claimed || is_made) return found
  refuseState(order, claim.move)
  const { number, state, version } = order
  if (claim.version !== null && claim.version !== version) throw stale(order, claim.version)
  if (is_editing) throw beingEdited(number)
  throw fail(
    'NOT_ALLOWED_IN_STATE',
    is_owing
      ? `Money of order ${number} is still on its way back. Change it again when that has arrived.`
      : `The payment of order ${number} is being looked up. Change it when that is known.`,
    { state, version },
  )
}

const find = async ({ db, clock, token_key, payments }: Orders, claim: Claim): Promise<Found | undefined> => {
  const { methods } = await payments.listMethods({ with_unoffered: true })
  const by_hand = methods.filter(({ is_by_hand }) => is_by_hand).map(({ method }) => method)
  const { move, order_id, attempt_id, edit_id, version } = claim
  const { rows } = await db.sql<Found>`
    WITH was AS (SELECT o AS before FROM orders.orders o WHERE order_id = ${order_id} FOR NO KEY UPDATE),
    claimed AS (
      UPDATE orders.orders o SET editing = ${attempt_id}::uuid, editing_step = 'taking', editing_since = ${clock.now()}::timestamptz FROM was
      WHERE o.order_id = (before).order_id AND (before).state = ANY(${ORDER.moves[move].from}::text[])
        AND CASE WHEN ${move}::text = 'edit' THEN NOT (before).lines @? '$[*] ? (@.returned_quantity > 0)' ELSE (before).fulfilment_state = 'partly_fulfilled' END
        AND (before).version = coalesce(${version}::int, (before).version) AND (before).editing IS NULL AND (before).owed_amount >= 0
        AND ((before).payment_state <> 'checking' OR NOT EXISTS (
          SELECT FROM jsonb_each((before).payments) AS one (payment_id, payment)
          WHERE payment ->> 'state' = 'unknown' AND coalesce(payment ->> 'method', '') <> ALL(${by_hand}::text[])))
        AND NOT EXISTS (SELECT FROM orders.revisions WHERE order_id = ${order_id} AND edit_id = ${edit_id})
      RETURNING o.order_id)
    SELECT orders.as_json(before, ${tokenOf(token_key, order_id)}) AS "order", EXISTS (SELECT FROM claimed) AS is_claimed,
           EXISTS (SELECT FROM orders.revisions WHERE order_id = ${order_id} AND edit_id = ${edit_id})
             OR (${move}::text = 'cancel_rest' AND (before).timeline @> '[{"what": "rest_cancelled"}]') AS is_made,
           (before).editing IS NOT NULL AS is_editing, (before).owed_amount < 0 AS is_owing,
           orders.refunded_of((before).payments, 'credited') + (before).credited_amount AS credited
    FROM was`
  return rows[0]
}

/** @throws NOT_ALLOWED_IN_STATE { state, version, fulfilment_state } */
export const refuseState = (order: Order, move: Claim['move']) => {
  const { number, state, version, fulfilment_state, lines } = order
  const refuse = (why: string) => fail('NOT_ALLOWED_IN_STATE', why, { state, version, fulfilment_state })
  const allowed: readonly OrderState[] = ORDER.moves[move].from
  if (!allowed.includes(state)) throw refuse(`Order ${number} is ${state}; it can no longer be changed.`)
  if (move === 'cancel_rest' && fulfilment_state === 'unfulfilled')
    throw refuse(`Nothing of order ${number} is shipped yet. Cancel all of it instead.`)
  if (move === 'edit' && lines.some(({ returned_quantity }) => returned_quantity > 0))
    throw refuse(`Goods of order ${number} have come back already; it can no longer be changed. Its rest can be shipped or cancelled.`)
}
