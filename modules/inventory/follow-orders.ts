import type { Order, orders } from '#modules/orders/contract.ts'
import { fail } from '#platform/errors.ts'
import { allOf, type Handler, together } from '#platform/module.ts'
import type { Inventory } from './needs.ts'
import { giveBack } from './release-hold.ts'
import { reviveHold } from './revive-hold.ts'
import { shipHold } from './ship-hold.ts'

type News = (typeof orders.events)['orders.paid']
type Updated = (typeof orders.events)['orders.updated']
type Parcel = (typeof orders.events)['orders.shipped']

/**
 * Orders that are paid or confirmed keep their stock. An event that failed and is tried again by hand comes after newer ones, so each change
 * notes the order's version, and an event that is older than what the hold has heard changes nothing. What is held, which is nearly always
 * so, is kept by one statement for all that have come up. When a hold has expired and the units are sold, `inventory.hold_lost` tells the orders.
 */
export const keepForOrders = together<Inventory, News>(async (needs, events) => {
  const orders = events.map(({ payload }) => payload.order).filter(isOpen)
  if (orders.length === 0) return
  const kept = await keepHeld(needs, orders)
  await allOf(orders.filter(({ order_id }) => !kept.has(order_id)).map((order) => keepForOrder(needs, order)))
})

/** Paid too late: orders decides and calls `keep` itself. */
const isOpen = ({ state }: Order): boolean => state === 'pending' || state === 'confirmed'

/** Names the orders whose holds were held or kept and are kept now. */
const keepHeld = async ({ db, clock }: Inventory, orders: Order[]): Promise<Set<string>> => {
  const { rows } = await db.sql<{ order_id: string }>`
    WITH locked AS (
      SELECT h.order_id, told.version AS order_version
      FROM unnest(${orders.map(({ order_id }) => order_id)}::uuid[], ${orders.map(({ version }) => version)}::int[]) AS told (order_id, version)
      JOIN inventory.holds h USING (order_id) ORDER BY h.order_id FOR NO KEY UPDATE OF h
    )
    UPDATE inventory.holds h SET state = 'kept', expires_at = NULL, order_version = locked.order_version, version = h.version + 1,
      changed_at = ${clock.now()}
    FROM locked WHERE h.order_id = locked.order_id AND h.state IN ('held', 'kept') AND h.order_version < locked.order_version
    RETURNING h.order_id`
  return new Set(rows.map(({ order_id }) => order_id))
}

const keepForOrder = async (needs: Inventory, { order_id, version }: Order) => {
  const revived = await reviveHold(needs, { order_id, order_version: version }, null)
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
  if (KEPT.has(event.payload.what)) await keepForOrders(needs, event, done)
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
