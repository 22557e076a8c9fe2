import type { orders } from '#modules/orders/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Handler } from '#platform/module.ts'
import type { Inventory } from './needs.ts'
import { giveBack } from './release-hold.ts'
import { reviveHold } from './revive-hold.ts'
import { shipHold } from './ship-hold.ts'

type News = (typeof orders.events)['orders.paid']

/**
 * An order that is paid or confirmed keeps its stock. An event that failed and is tried again by hand comes after newer ones, so each change
 * notes the order's version, and an event that is older than what the hold has heard changes nothing. When the hold has expired and the
 * units are sold, `inventory.hold_lost` tells the orders.
 */
export const keepForOrder: Handler<Inventory, News> = async (needs, { payload: { order_id, order } }) => {
  if (order.state !== 'pending' && order.state !== 'confirmed') return // paid too late: orders decides and calls `keep` itself
  const revived = await reviveHold(needs, { order_id, order_version: order.version }, null)
  if (!revived) throw fail('NOT_FOUND', 'An order is paid or confirmed, but no stock was ever held for it.', { order_id })
  if (revived.state === 'released' && revived.is_news && !revived.is_alive && !revived.short)
    throw fail('HOLD_ENDED', 'An open order was released before it held anything.', { order_id })
}

/** An order that is rejected or cancelled gives its stock back. */
export const releaseForOrder: Handler<Inventory, News> = async (needs, { payload: { order_id, order } }) => {
  await giveBack(needs, { order_id, order_version: order.version })
}

/** The goods of a fulfilled order have left the house. One without a hold waits among the failed events for a person. */
export const shipForOrder: Handler<Inventory, News> = async (needs, { payload: { order_id } }) => {
  await shipHold(needs, { order_id })
}
