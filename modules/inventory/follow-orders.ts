import type { orders } from '#modules/orders/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Handler } from '#platform/module.ts'
import type { Inventory } from './needs.ts'
import { giveBack } from './release-hold.ts'
import { reviveHold } from './revive-hold.ts'
import { shipHold } from './ship-hold.ts'

type News = (typeof orders.events)['orders.paid']
type Updated = (typeof orders.events)['orders.updated']
type Parcel = (typeof orders.events)['orders.shipped']

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

/**
 * A confirmation keeps the stock at once, although it can still be taken back: what is kept in vain does no harm. So does a decision that was
 * taken back, because the hold may have run out meanwhile; and an order that staff placed for a customer: its payment may take days.
 */
const KEPT = new Set(['confirmed', 'undone', 'ordered'])

export const keepForDecision: Handler<Inventory, Updated> = async (needs, event, done) => {
  if (KEPT.has(event.payload.what)) await keepForOrder(needs, event, done)
}

/** An order that is rejected or cancelled gives its stock back. */
export const releaseForOrder: Handler<Inventory, News> = async (needs, { payload: { order_id, order } }) => {
  await giveBack(needs, { order_id, order_version: order.version })
}

/** A parcel has left the house. */
export const shipParcel: Handler<Inventory, Parcel> = async (needs, { payload: { order_id, fulfilment_id, order } }) => {
  const parcel = order.fulfilments.find((one) => one.fulfilment_id === fulfilment_id)
  const variantOf = new Map(order.lines.map(({ line_id, variant_id }) => [line_id, variant_id]))
  const lines = parcel?.lines.map(({ line_id, quantity }) => ({ variant_id: variantOf.get(line_id) ?? '', quantity })) ?? []
  if (lines.length === 0) throw new Error('an order says that a parcel has left, and does not know it')
  await shipHold(needs, { order_id, fulfilment_id, lines })
}

/** The goods of a fulfilled order have left the house: what its parcels have not taken goes now. One without a hold waits among the failed events for a person. */
export const shipForOrder: Handler<Inventory, News> = async (needs, { payload: { order_id } }) => {
  await shipHold(needs, { order_id })
}
