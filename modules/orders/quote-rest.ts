import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { refuseState } from './claim-edit.ts'
import type { Order, orders } from './contract.ts'
import { lessThanGivenBack } from './edit-order.ts'
import { leaveOutRest } from './leave-out-rest.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'

type Found = { order: Order; owed: number; given_back: number }

/**
 * What an order would come to without its rest, and what would go back: the arithmetic of `cancelRest`, before anything is done. What was given
 * back for goods or goodwill before stays given, and what goes back comes on top of it, so it is said. One statement; nothing is changed.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE { state }
 */
export const quoteRest = async (
  { db, token_key }: Orders,
  { order_id }: Input<typeof orders.ops.quoteRest>,
): Promise<Output<typeof orders.ops.quoteRest>> => {
  const { rows } = await db.sql<Found>`
    SELECT orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order", owed_amount AS owed,
           orders.refunded_of(payments, 'credited') + credited_amount AS given_back
    FROM orders.orders o WHERE order_id = ${order_id}`
  const found = rows[0]
  if (!found) throw fail('NOT_FOUND', 'There is no such order.')
  const { order, owed, given_back } = found
  refuseState(order, 'cancel_rest')
  const { total } = leaveOutRest(order)
  if (total.amount < given_back) throw lessThanGivenBack(order)
  const left = owed - (order.total.amount - total.amount)
  const money = (amount: number) => ({ amount: Math.max(0, amount), currency: order.currency })
  return { total, goes_back: money(-left), due: money(left), given_back: money(given_back) }
}
