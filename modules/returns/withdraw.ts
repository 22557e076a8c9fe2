import type { Order } from '#modules/orders/contract.ts'
import type { Call } from '#platform/contract.ts'
import { isViolation } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { Return, Withdraw } from './contract.ts'
import { AS_SHOP, orderOfAsker, type Returning, readSettings } from './needs.ts'
import { findReturn, openReturn } from './open-return.ts'
import { periodsOf } from './periods.ts'
import { takeTry } from './take-try.ts'
import { readUnitsLeft, type Units } from './units-left.ts'

/**
 * Withdraws from the contract: the function that Article 11a of Directive 2011/83/EU asks for (added by Directive (EU) 2023/2673, in force from
 * 19 June 2026). Nobody has to approve it. While nothing has left the house the order is cancelled, and all of its money goes back; after that
 * it is a return that is approved from the start, and where a part was not sent yet, that part is cancelled. Everything is what is not in a return
 * already: whoever sends a mug back may withdraw from all the rest. When everything is withdrawn the delivery cost goes back as well (Article 13(1) and (2)).
 * An acknowledgement with content, date and time follows by mail at once, by the event. The same return_id again is the same statement, and an
 * order that was not sent is withdrawn from once: whoever says it again gets the withdrawal that is there.
 * @throws NOT_FOUND TOO_LATE { until } TOO_MANY { line_id, wanted, left } NOT_ALLOWED_IN_STATE { state } TOO_MANY_TRIES { retry_after }
 */
export const withdraw = async (needs: Returning, statement: Withdraw, call: Call): Promise<Return> => {
  const asked = await orderOfAsker(needs, statement)
  const known = await findReturn(needs.db.sql, { return_id: statement.return_id, order: asked })
  if (known) return known
  const is_unsent = asked.fulfilment_state === 'unfulfilled'
  const earlier = is_unsent && (await findUnsent(needs, asked))
  if (earlier) return earlier
  await refuseLate(needs, asked)
  if (is_unsent) refuseUnlessWhole(asked, statement)
  const left = is_unsent || statement.lines ? [] : await readUnitsLeft(needs, asked)
  if (!is_unsent && !statement.lines && left.length === 0 && !(await hasRest(needs, asked))) throw nothingLeft(asked)
  await takeTry(needs, { order: asked.order_id, address: call.address })
  return is_unsent ? withdrawBeforeShipping(needs, statement, asked, call) : withdrawSent(needs, statement, { asked, left }, call)
}

const refuseLate = async (needs: Returning, order: Order): Promise<void> => {
  const { withdraw_until, withdrawal_days } = periodsOf(order, await readSettings(needs))
  if (withdrawal_days === 0)
    throw fail('NOT_ALLOWED_IN_STATE', `Order ${order.number} went where there is no right to withdraw, and the shop grants none.`, {
      state: order.state,
    })
  if (withdraw_until && withdraw_until < needs.clock.now())
    throw fail('TOO_LATE', `The right to withdraw ended ${withdrawal_days} days after order ${order.number} came.`, {
      until: withdraw_until.toISOString(),
    })
}

const nothingLeft = ({ number, state }: Order) =>
  fail('NOT_ALLOWED_IN_STATE', `Order ${number} is ${state}; there is nothing to withdraw from.`, { state })

/** `left`: what can still come back, where everything is withdrawn. Without any of it only the rest is: that is cancelled, and nothing comes back. */
const withdrawSent = async (
  needs: Returning,
  statement: Withdraw,
  { asked, left }: { asked: Order; left: Units[] },
  call: Call,
): Promise<Return> => {
  const order = statement.lines || asked.fulfilment_state === 'fulfilled' ? asked : await cancelRest(needs, statement, asked)
  const lines = statement.lines ?? left
  if (lines.length === 0) return acknowledge(needs, statement, order, call)
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

/** Lines of which the customer has anything, also what is on its way back. */
const delivered = ({ lines }: Order) => lines.filter((line) => line.fulfilled_quantity > line.returned_quantity)

/** Everything is withdrawn: what was not sent yet is not sent any more. */
const cancelRest = ({ orders }: Returning, statement: Withdraw, { order_id }: Order): Promise<Order> =>
  orders.cancelRest({ order_id, note: noteOf(statement) }, AS_SHOP)

const isWhole = ({ lines }: Order, { line_id, quantity }: Units): boolean =>
  lines.some((line) => line.line_id === line_id && line.quantity === quantity)

/** What has not left the house is one contract still: it is withdrawn from as a whole, and nothing is cancelled for less. */
const refuseUnlessWhole = ({ number, state, lines }: Order, { lines: named }: Withdraw) => {
  if (!named) return
  const wanted = new Map<string, number>()
  for (const { line_id, quantity } of named) wanted.set(line_id, (wanted.get(line_id) ?? 0) + quantity)
  for (const [line_id, quantity] of wanted) {
    const line = lines.find((one) => one.line_id === line_id)
    if (!line) throw fail('NOT_FOUND', 'There is no such line in this order.', { field: 'lines', line_id })
    if (quantity > line.quantity)
      throw fail('TOO_MANY', `${line.quantity} of ${line.title} were ordered, not ${quantity}.`, {
        ...{ field: 'lines', line_id, wanted: quantity, left: line.quantity },
      })
  }
  if (lines.every(({ line_id, quantity }) => wanted.get(line_id) === quantity)) return
  throw fail(
    'NOT_ALLOWED_IN_STATE',
    `Nothing of order ${number} has left the house yet, so it can be withdrawn from as a whole: leave out \`lines\`. Some of it can be withdrawn from once it is sent.`,
    { field: 'lines', state },
  )
}

/** The order is cancelled, which frees its stock and gives its money back. */
const withdrawBeforeShipping = async (needs: Returning, statement: Withdraw, order: Order, call: Call): Promise<Return> => {
  const is_open = order.state === 'pending' || order.state === 'confirmed'
  if (!is_open && !isCutOff(order)) throw nothingLeft(order)
  if (is_open) await needs.orders.cancelOrder({ order_id: order.order_id, note: noteOf(statement) }, AS_SHOP)
  return acknowledge(needs, statement, order, call)
}

/** The withdrawal of what was not sent: it is cancelled by now, and nothing has to come back. */
const acknowledge = async (needs: Returning, statement: Withdraw, order: Order, call: Call): Promise<Return> => {
  try {
    return await openReturn(needs, { ...opening(statement, order), lines: [], state: 'settled', with_shipping: false }, call)
  } catch (error) {
    const twin = isViolation(error, 'an_unsent_order_is_withdrawn_from_once') ? await findUnsent(needs, order) : undefined
    if (!twin) throw error // else somebody withdrew from it a moment before
    return twin
  }
}

const NOTE = 'withdrawn by '
const noteOf = ({ name }: Withdraw): string => `${NOTE}${name}`

/** When a withdrawal has cancelled the order, or its rest. */
const cancelledAt = ({ timeline }: Order, what: 'cancelled' | 'rest_cancelled'): string | undefined =>
  timeline.findLast((step) => step.what === what && step.who === 'shop' && step.note?.startsWith(NOTE))?.at

/** A withdrawal has cancelled the order, and got no further. */
const isCutOff = (order: Order): boolean => order.state === 'cancelled' && cancelledAt(order, 'cancelled') !== undefined

/** Is there anything that was not sent: still, or until a withdrawal cancelled it and got no further? */
const hasRest = async ({ db }: Returning, order: Order): Promise<boolean> => {
  if (order.fulfilment_state !== 'fulfilled') return true
  const cancelled_at = cancelledAt(order, 'rest_cancelled')
  if (!cancelled_at) return false
  const { count } = await db.sql`
    SELECT FROM returns.returns WHERE order_id = ${order.order_id} AND kind = 'withdrawal' AND created_at >= ${cancelled_at}::timestamptz LIMIT 1`
  return count === 0
}

const findUnsent = async ({ db }: Returning, { order_id }: Order): Promise<Return | undefined> => {
  const { rows } = await db.sql<{ return: Return }>`
    SELECT returns.as_json(r) AS return FROM returns.returns r
    WHERE order_id = ${order_id} AND kind = 'withdrawal' AND lines = '[]'::jsonb AND state <> 'called_off'`
  return rows[0]?.return
}
