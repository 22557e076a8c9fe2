import type { Call, Input } from '#platform/contract.ts'
import type { payments, Refund } from './contract.ts'
import type { Payments } from './needs.ts'
import { refund } from './refund.ts'

/**
 * Staff give an amount of an order back. What the customer has as store credit for goods that came back is not given a second time.
 * Who did it is kept with the refund, for those who look at the order afterwards.
 * @throws as `refund`
 */
export const giveBack = async (needs: Payments, wish: Input<typeof payments.ops.giveBack>, { actor }: Call): Promise<Refund> => {
  const { orders } = await needs.orders.readPaymentStates({ order_ids: [wish.order_id] })
  const given = await refund(needs, { ...wish, kept_amount: orders[0]?.credited_amount ?? 0 })
  const who = actor.kind === 'user' ? actor.name : null
  await needs.db.sql`UPDATE payments.refund_requests SET who = ${who} WHERE refund_id = ${wish.refund_id} AND who IS NULL`
  return given
}
