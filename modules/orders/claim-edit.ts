import type { Order } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { ORDER } from './states.ts'

type Claim = { order_id: string; attempt_id: string; edit_id: string; version: number }
type Found = {
  order: Order
  is_claimed: boolean
  is_made: boolean
  is_editing: boolean
  is_owing: boolean /** minor units, given back for goods or goodwill */
  credited: number
}

/**
 * Claims an order for one try to edit it, if it may be edited: from here on nobody else moves it, until the try is written, undone or swept
 * up. Money that has to go back first, or is being looked up, stands in the way, because the difference could not be told. Undefined when
 * there is no such order.
 */
export const claimEdit = async ({ db, clock, token_key }: Orders, claim: Claim): Promise<Found | undefined> => {
  const { order_id, attempt_id, edit_id, version } = claim
  const { rows } = await db.sql<Found>`
    WITH was AS (SELECT o AS before FROM orders.orders o WHERE order_id = ${order_id} FOR NO KEY UPDATE),
    claimed AS (
      UPDATE orders.orders o SET editing = ${attempt_id}::uuid, editing_step = 'taking', editing_since = ${clock.now()}::timestamptz FROM was
      WHERE o.order_id = (before).order_id AND (before).state = ANY(${ORDER.moves.edit.from}::text[]) AND (before).fulfilment_state = 'unfulfilled'
        AND (before).version = ${version}::int AND (before).editing IS NULL AND (before).owed_amount >= 0 AND (before).payment_state <> 'checking'
        AND NOT EXISTS (SELECT FROM orders.revisions WHERE order_id = ${order_id} AND edit_id = ${edit_id})
      RETURNING o.order_id)
    SELECT orders.as_json(before, ${tokenOf(token_key, order_id)}) AS "order", EXISTS (SELECT FROM claimed) AS is_claimed,
           EXISTS (SELECT FROM orders.revisions WHERE order_id = ${order_id} AND edit_id = ${edit_id}) AS is_made,
           (before).editing IS NOT NULL AS is_editing, (before).owed_amount < 0 AS is_owing,
           orders.refunded_of((before).payments, 'credited') AS credited
    FROM was`
  return rows[0]
}
