import type { Call, Input, Output } from '#platform/contract.ts'
import { fail, isFailure } from '#platform/errors.ts'
import type { Decide, Order, orders } from './contract.ts'
import { forCustomer } from './for-customer.ts'
import { type Orders, readSettings } from './needs.ts'
import { orderOf } from './order-token.ts'
import { afterStep, takeOneStep, takeSteps, whoActs } from './take-step.ts'

type Many = Input<typeof orders.ops.confirmOrders>
type Results = Output<typeof orders.ops.confirmOrders>

/**
 * Accepts a pending order, or turns it down. For as long as the setting `undo_seconds` says, the decision can be taken back: it shows at once,
 * and what cannot be undone (mails, money, stock) waits until then.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state }
 */
const decide =
  (step: 'confirm' | 'reject') =>
  async (needs: Orders, { order_id, version, note }: Decide, call: Call): Promise<Order> => {
    const undo_until = await undoUntil(needs)
    return takeOneStep(needs, step, { order_id, version }, { who: whoActs(call), note, undo_until })
  }

/** The same for up to a hundred orders, in one statement. Each stands for itself: what became of it is said beside it. */
const decideMany =
  (step: 'confirm' | 'reject') =>
  async (needs: Orders, { orders: asked, note }: Many, call: Call): Promise<Results> => {
    const seen = new Map(asked.map(({ order_id, version }) => [order_id, version]))
    const once = [...seen].map(([order_id, version]) => ({ order_id, version }))
    const outcomes = await takeSteps(needs, step, once, { who: whoActs(call), note, undo_until: await undoUntil(needs) })
    return {
      results: outcomes.map((outcome) => {
        const { order_id, order } = outcome
        const now = order && { number: order.number, state: order.state, version: order.version, undo_until: order.undo_until }
        try {
          afterStep(step, outcome, seen.get(order_id))
          return { order_id, is_done: true, now, problem: null }
        } catch (error) {
          if (!isFailure(error)) throw error
          return { order_id, is_done: false, now, problem: { code: error.code, message: error.message } }
        }
      }),
    }
  }

const undoUntil = async (needs: Orders): Promise<Date | null> => {
  const { undo_seconds } = await readSettings(needs)
  return undo_seconds > 0 ? new Date(needs.clock.now().getTime() + undo_seconds * 1_000) : null
}

/**
 * Cancels an order of which nothing was shipped: its stock is free again, and money goes back.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state }
 */
export const cancelOrder = (needs: Orders, { order_id, version, note }: Decide, call: Call): Promise<Order> =>
  takeOneStep(needs, 'cancel', { order_id, version }, { who: whoActs(call), note })

/**
 * Customers cancel their own order while nobody has decided about it, if the shop allows that. The order's token says whose it is.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE { state }
 */
export const cancelMyOrder = async (needs: Orders, { token, note }: Input<typeof orders.ops.cancelMyOrder>): Promise<Order> => {
  const order_id = orderOf(needs.token_key, token)
  if (!order_id) throw fail('NOT_FOUND', 'This link does not open an order.')
  const { customers_may_cancel } = await readSettings(needs)
  if (!customers_may_cancel) throw fail('NOT_ALLOWED_IN_STATE', 'Please write to the shop to cancel this order.')
  return forCustomer(await takeOneStep(needs, 'cancel_own', { order_id }, { who: 'customer', note }))
}

export const confirmOrder = decide('confirm')
export const rejectOrder = decide('reject')
export const confirmOrders = decideMany('confirm')
export const rejectOrders = decideMany('reject')
