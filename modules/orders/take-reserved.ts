import type { Settings } from '#modules/settings/contract.ts'
import { allOf, together } from '#platform/module.ts'
import type { Order, orders } from './contract.ts'
import { type Orders, readSettings } from './needs.ts'

type Decided = Pick<Order, 'state' | 'undo_until'>

/** Is the order confirmed, and can that no longer be taken back? */
const isForGood = ({ state, undo_until }: Decided): boolean => (state === 'confirmed' || state === 'fulfilled') && undo_until === null

/** Is money that is asked for now only reserved? What is asked for after the order is confirmed for good, such as the difference of an edit, is taken at once. */
export const isOnlyReserved = ({ capture }: Pick<Settings, 'capture'>, order: Decided): boolean =>
  capture === 'by_hand' || (capture === 'when_confirmed' && !isForGood(order))

/**
 * Takes what is reserved for orders that are confirmed for good, up to what is owed for them now; what an edit made too much of it is let go of.
 * Whichever comes last brings it about, the decision or the reservation, and any number of times is once. Where the shop takes money by hand,
 * nothing is taken. One statement tells which orders have something reserved, for all that have come up.
 */
export const takeReserved = async (needs: Orders, order_ids: string[]): Promise<void> => {
  const { capture } = await readSettings(needs)
  if (capture === 'by_hand') return
  const { rows } = await needs.db.sql<{ order_id: string; amount: number; currency: string }>`
    SELECT order_id, greatest(owed_amount, 0) AS amount, currency FROM orders.orders
    WHERE order_id = ANY(${order_ids}::uuid[]) AND state IN ('confirmed', 'fulfilled') AND undo_until IS NULL
      AND authorised_amount > 0 AND orders.reserved_of(payments) > 0`
  await allOf(rows.map(({ order_id, ...amount }) => needs.payments.captureReserved({ order_id, amount })))
}

/** The shop has accepted the orders, and nobody can take that back. */
export const onConfirmed = together<Orders, (typeof orders.events)['orders.confirmed']>((needs, events) =>
  takeReserved(
    needs,
    events.map(({ payload }) => payload.order_id),
  ),
)
