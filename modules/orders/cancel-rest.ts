import { createHash } from 'node:crypto'
import type { Call } from '#platform/contract.ts'
import { idFromHash, newId } from '#platform/ids.ts'
import { claimEdit } from './claim-edit.ts'
import type { Decide, Order } from './contract.ts'
import { lessThanGivenBack, writeClaimed } from './edit-order.ts'
import { finishEdit } from './finish-edits.ts'
import { leaveOutRest } from './leave-out-rest.ts'
import type { Orders } from './needs.ts'
import { whoActs } from './take-step.ts'

/**
 * Cancels what was not shipped of an order that was shipped in part: the order is what has left the house, and fulfilled with it. Its units are
 * free again, what was paid for them goes back, or is no longer asked for; shipping and the offers that were used stay (`leaveOutRest`). In
 * the steps of an edit, so that it is completed where it is cut off. That happens to an order at most once, so asking again returns it.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state } BEING_EDITED
 */
export const cancelRest = async (needs: Orders, { order_id, version, note }: Decide, call: Call): Promise<Order> => {
  const attempt_id = newId(needs.clock.now())
  const edit_id = idFromHash(createHash('sha256').update(`rest of ${order_id}`).digest())
  const { order, is_claimed, credited } = await claimEdit(needs, {
    move: 'cancel_rest',
    order_id,
    attempt_id,
    edit_id,
    version: version ?? null,
  })
  if (!is_claimed) return order
  try {
    const left = leaveOutRest(order)
    if (left.total.amount < credited) throw lessThanGivenBack(order)
    const why = [
      ...order.why,
      { rule: 'rest_cancelled', id: null, text: 'What was not sent is left out, with its share of discounts and tax.', amount: null },
    ]
    const writing = {
      who: whoActs(call),
      note: note || null,
      version: null,
      edit: { move: 'cancel_rest' as const, attempt_id, edit_id, is_freeing: true },
    }
    return await writeClaimed(needs, order_id, { ...order, ...left, why }, writing, call)
  } catch (error) {
    await finishEdit(needs, { order_id, attempt_id }).catch(() => {}) // the sweep will
    throw error
  }
}
