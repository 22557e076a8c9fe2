import type { Input } from '#platform/contract.ts'
import type { payments, Refund } from './contract.ts'
import type { Payments } from './needs.ts'
import { refund } from './refund.ts'

/**
 * Staff give an amount of an order back. What the customer has as store credit for goods that came back is not given a second time.
 * @throws as `refund`
 */
export const giveBack = async (needs: Payments, wish: Input<typeof payments.ops.giveBack>): Promise<Refund> => {
  const { orders } = await needs.orders.readPaymentStates({ order_ids: [wish.order_id] })
  return refund(needs, { ...wish, kept_amount: orders[0]?.credited_amount ?? 0 })
}
