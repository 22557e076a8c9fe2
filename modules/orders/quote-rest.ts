import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { refuseState } from './claim-edit.ts'
import type { Order, orders } from './contract.ts'
import { lessThanGivenBack } from './edit-order.ts'
import { leaveOutRest } from './leave-out-rest.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'

type Found = { order: Order /** minor units, for goods or goodwill */; given_back: number }
/** Minor units; below 0: what has to go back. `reserved` is a part of what is owed. */
type Left = { owed: number; reserved: number }

/**
 * What an order would come to without its rest, and what would go back or is still to be paid: the arithmetic of `cancelRest`, before anything is
 * done. What a bank took back does not go back once more. What was given back for goods or goodwill before stays given, and what goes back comes
 * on top of it, so it is said. Two statements; nothing is changed.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE { state }
 */
export const quoteRest = async (
  { db, token_key }: Orders,
  { order_id }: Input<typeof orders.ops.quoteRest>,
): Promise<Output<typeof orders.ops.quoteRest>> => {
  const { rows } = await db.sql<Found>`
    SELECT orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order", orders.refunded_of(payments, 'credited') + credited_amount AS given_back
    FROM orders.orders o WHERE order_id = ${order_id}`
  const found = rows[0]
  if (!found) throw fail('NOT_FOUND', 'There is no such order.')
  const { order, given_back } = found
  refuseState(order, 'cancel_rest')
  const { total } = leaveOutRest(order)
  if (total.amount < given_back) throw lessThanGivenBack(order)
  const { rows: left } = await db.sql<Left>`
    SELECT orders.owed(state, ${total.amount}::bigint, payments) AS owed, orders.reserved_of(payments) AS reserved FROM orders.orders WHERE order_id = ${order_id}`
  const { owed, reserved } = left[0] ?? { owed: 0, reserved: 0 }
  const money = (amount: number) => ({ amount: Math.max(0, amount), currency: order.currency })
  return { total, goes_back: money(-owed), due: money(owed - reserved), given_back: money(given_back) }
}
