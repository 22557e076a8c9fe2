import type { Order } from '#modules/orders/contract.ts'
import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Return, Withdraw } from './contract.ts'
import { AS_SHOP, orderOfAsker, type Returning, readSettings } from './needs.ts'
import { findReturn, openReturn } from './open-return.ts'
import { periodsOf } from './periods.ts'

/**
 * Withdraws from the contract: the function that Article 11a of Directive 2011/83/EU asks for (added by Directive (EU) 2023/2673, in force from
 * 19 June 2026). Nobody has to approve it. While nothing has left the house the order is cancelled, and all of its money goes back; after that
 * it is a return that is approved from the start, and where a part was not sent yet, that part is cancelled. When everything is withdrawn the delivery cost goes back as well (Article 13(1) and (2)).
 * An acknowledgement with content, date and time follows by mail at once, by the event. The same return_id again is the same statement.
 * @throws NOT_FOUND TOO_LATE { until } TOO_MANY NOT_ALLOWED_IN_STATE { state }
 */
export const withdraw = async (needs: Returning, statement: Withdraw, call: Call): Promise<Return> => {
  const asked = await orderOfAsker(needs, statement)
  const known = await findReturn(needs.db.sql, { return_id: statement.return_id, order: asked })
  if (known) return known
  const { withdraw_until, withdrawal_days } = periodsOf(asked, await readSettings(needs))
  if (withdrawal_days === 0)
    throw fail('NOT_ALLOWED_IN_STATE', `Order ${asked.number} went where there is no right to withdraw, and the shop grants none.`, {
      state: asked.state,
    })
  if (withdraw_until && withdraw_until < needs.clock.now())
    throw fail('TOO_LATE', `The right to withdraw ended ${withdrawal_days} days after order ${asked.number} came.`, {
      until: withdraw_until.toISOString(),
    })
  if (asked.fulfilment_state === 'unfulfilled') return withdrawBeforeShipping(needs, statement, asked, call)
  const order = statement.lines || asked.fulfilment_state === 'fulfilled' ? asked : await cancelRest(needs, statement, asked)
  const lines = statement.lines ?? delivered(order)
  const with_shipping =
    lines.length === delivered(order).length && lines.every((line) => isWhole(order, line)) && order.fulfilment_state === 'fulfilled'
  return openReturn(needs, { ...opening(statement, order), lines, state: 'approved', with_shipping }, call)
}

const opening = ({ return_id, name, email }: Withdraw, order: Order) => ({
  return_id,
  order,
  kind: 'withdrawal' as const,
  wanted: 'refund' as const,
  note: name,
  email: email ?? order.email,
})

const delivered = ({ lines }: Order): { line_id: string; quantity: number }[] =>
  lines
    .filter((line) => line.fulfilled_quantity > line.returned_quantity)
    .map((line) => ({ line_id: line.line_id, quantity: line.fulfilled_quantity - line.returned_quantity }))

/** Everything is withdrawn: what was not sent yet is not sent any more. */
const cancelRest = ({ orders }: Returning, { name }: Withdraw, { order_id }: Order): Promise<Order> =>
  orders.cancelRest({ order_id, note: `withdrawn by ${name}` }, AS_SHOP)

const isWhole = ({ lines }: Order, { line_id, quantity }: { line_id: string; quantity: number }): boolean =>
  lines.some((line) => line.line_id === line_id && line.quantity === quantity)

/** The order is cancelled, which frees its stock and gives its money back. Only all of it: what has not left the house is one contract still. */
const withdrawBeforeShipping = async (needs: Returning, statement: Withdraw, order: Order, call: Call): Promise<Return> => {
  if (order.state !== 'pending' && order.state !== 'confirmed' && order.state !== 'cancelled')
    throw fail('NOT_ALLOWED_IN_STATE', `Order ${order.number} is ${order.state}; there is nothing to withdraw from.`, {
      state: order.state,
    })
  if (order.state !== 'cancelled')
    await needs.orders.cancelOrder({ order_id: order.order_id, note: `withdrawn by ${statement.name}` }, AS_SHOP)
  return openReturn(needs, { ...opening(statement, order), lines: [], state: 'settled', with_shipping: false }, call)
}
