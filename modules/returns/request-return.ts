import type { Order } from '#modules/orders/contract.ts'
import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Ask, Return } from './contract.ts'
import { wishedExchange } from './exchange.ts'
import { orderOfAsker, type Returning, readSettings } from './needs.ts'
import { findReturn, openReturn } from './open-return.ts'
import { periodsOf } from './periods.ts'

/**
 * Asks to send goods back, as the owner who is signed in or by the order's link. Only what has left the house can come back, and each unit
 * once. Of an exchange each line may name another variant. The same return_id again is the same request.
 * @throws NOT_FOUND NOT_DELIVERED NOT_ALLOWED_IN_STATE TOO_LATE { until } TOO_MANY { line_id, wanted, left } NOT_EXCHANGEABLE { field, line_id }
 */
export const requestReturn = async (needs: Returning, ask: Ask, call: Call): Promise<Return> => {
  const order = await orderOfAsker(needs, ask)
  const known = await findReturn(needs.db.sql, { return_id: ask.return_id, order })
  if (known) return known
  refuseUndelivered(order)
  const { return_until, return_days } = periodsOf(order, await readSettings(needs))
  if (return_days === 0) throw fail('NOT_ALLOWED_IN_STATE', `The shop takes nothing of order ${order.number} back.`, { state: order.state })
  if (return_until && return_until < needs.clock.now())
    throw fail('TOO_LATE', `Order ${order.number} could be returned for ${return_days} days after it came.`, {
      until: return_until.toISOString(),
    })
  const { return_id, lines, wanted = 'refund', note = null } = ask
  const exchange = await wishedExchange(needs, order, ask)
  const opening = { return_id, order, lines, exchange, wanted, note, email: order.email, with_shipping: false }
  return openReturn(needs, { ...opening, kind: 'return', state: 'requested' }, call)
}

export const refuseUndelivered = ({ number, fulfilment_state }: Order) => {
  if (fulfilment_state === 'unfulfilled')
    throw fail('NOT_DELIVERED', `Nothing of order ${number} has left the house yet. Cancel it instead.`, { fulfilment_state })
}
