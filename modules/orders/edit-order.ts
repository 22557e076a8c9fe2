import type { Call, Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { claimEdit, refuseState } from './claim-edit.ts'
import type { Order, orders } from './contract.ts'
import { finishEdit } from './finish-edits.ts'
import type { Orders } from './needs.ts'
import { hashOfRequest } from './open-purchase.ts'
import { refuseProblems } from './prepare-purchase.ts'
import { prepareRevision, quoteOf } from './prepare-revision.ts'
import { readOrder } from './read-orders.ts'
import { refundOverpaid } from './refund-overpaid.ts'
import { whoActs } from './take-step.ts'
import { type Rewritten, type Writing, writeRevision } from './write-revision.ts'

type Edit = Input<typeof orders.ops.editOrder>

/**
 * What an order would come to if it were changed so, and what that is more or less than now; `refused_codes` are those that it had and that no
 * longer hold, which the edit drops. Changes nothing.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE ALREADY_SHIPPED { line_id, shipped } UNKNOWN_LINE UNKNOWN_PRODUCT PRICE_REASON_NEEDED WRONG_CURRENCY AMOUNT_TOO_LARGE
 */
export const quoteEdit = async (
  needs: Orders,
  { order_id, ...wanted }: Input<typeof orders.ops.quoteEdit>,
  call: Call,
): Promise<Output<typeof orders.ops.quoteEdit>> => {
  const order = await readOrder(needs, { order_id }, call)
  refuseState(order, 'edit')
  const revision = await prepareRevision(needs, order, wanted)
  const amount = revision.total.amount - order.total.amount
  return { quote: quoteOf(revision), difference: { amount, currency: order.currency } }
}

/**
 * Changes what is ordered or where it goes, as far as it is not shipped. In steps, each safe to repeat, with the order claimed meanwhile:
 * 1. claim the order, so that nobody confirms, ships or cancels what is being changed;
 * 2. take the stock that is missing (undone by giving it back, which cannot fail);
 * 3. write the order, what it was before, and its event, in one statement;
 * 4. free the stock that is too much; 5. give back what was paid too much; what is missing is `due`, payable by the order's link.
 * Where a try is cut off, `finishEdits` undoes it before step 3 and completes it after. The same edit again returns the order as it is.
 * @throws KEY_REUSED when the edit_id was that of another change · NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state } BEING_EDITED ALREADY_SHIPPED OUT_OF_STOCK HOLD_ENDED PRICE_CHANGED { quote } and
 *   what {@link quoteEdit} throws
 */
export const editOrder = async (needs: Orders, edit: Edit, call: Call): Promise<Order> => {
  const attempt_id = newId(needs.clock.now())
  const { order_id, edit_id, version } = edit
  const { order, is_claimed, credited } = await claimEdit(needs, { move: 'edit', order_id, attempt_id, edit_id, version })
  if (!is_claimed) {
    await refuseOther(needs, edit)
    return order
  }
  try {
    return await change(needs, edit, { order, attempt_id, credited }, call)
  } catch (error) {
    await finishEdit(needs, { order_id: order.order_id, attempt_id }).catch(() => {}) // the sweep will
    throw error
  }
}

/** An edit that was made is asked for again: it has to be the same. */
const refuseOther = async ({ db }: Orders, edit: Edit): Promise<void> => {
  const { order_id, edit_id } = edit
  const { rows } = await db.sql<{ is_other: boolean }>`
    SELECT request_hash <> ${hashOfRequest(edit)} AS is_other FROM orders.revisions WHERE order_id = ${order_id} AND edit_id = ${edit_id}`
  if (rows[0]?.is_other)
    throw fail('KEY_REUSED', 'This edit_id has made another change. Send a new one for a new change.', { field: 'edit_id' })
}

type Claimed = { order: Order; attempt_id: string; credited: number }

const change = async (needs: Orders, edit: Edit, { order, attempt_id, credited }: Claimed, call: Call): Promise<Order> => {
  const { order_id, edit_id, note, expected_total, ...wanted } = edit
  const revision = await prepareRevision(needs, order, wanted)
  refuseProblems(revision, expected_total)
  if (revision.total.amount < credited) throw lessThanGivenBack(order)
  const { more, is_less } = compare(unitsOf(order.lines), unitsOf(revision.lines))
  if (more) await needs.inventory.changeHold({ order_id, edit_id: attempt_id, lines: more })
  const writing = {
    who: whoActs(call),
    note: note ?? null,
    version: null,
    edit: { move: 'edit' as const, attempt_id, edit_id, is_freeing: is_less, request_hash: hashOfRequest(edit) },
  }
  return writeClaimed(needs, order_id, revision, writing, call)
}

/** Steps 3 to 5, of whoever has claimed the order. @throws STALE { state, version } */
export const writeClaimed = async (needs: Orders, order_id: string, revision: Rewritten, writing: Writing, call: Call): Promise<Order> => {
  const written = await writeRevision(needs, order_id, revision, writing)
  if (!written) throw await tooLate(needs, order_id, call)
  const { edit } = writing
  if (edit?.is_freeing) await finishEdit(needs, { order_id, attempt_id: edit.attempt_id })
  if (written.is_owing) await giveBack(needs, order_id)
  return written.order
}

/** The order is changed, whatever comes of this; the sweep begins it again. */
const giveBack = (needs: Orders, order_id: string) =>
  refundOverpaid(needs, order_id).catch((error) =>
    needs.log.warn({ err: error, order_id }, 'a refund could not be begun; it is tried again'),
  )

export const lessThanGivenBack = ({ number, state, version }: Order) =>
  fail('NOT_ALLOWED_IN_STATE', `More than would be left was given back of order ${number} already.`, { state, version })

type Units = Map<string, number>
const unitsOf = (lines: { variant_id: string; quantity: number }[]): Units =>
  lines.reduce((units, { variant_id, quantity }) => units.set(variant_id, (units.get(variant_id) ?? 0) + quantity), new Map())

/** `more`: all that is to be held while both the old and the new order could come to be, if that is more than the old. */
const compare = (old: Units, now: Units) => {
  const both = new Map([...old, ...now].map(([id]) => [id, Math.max(old.get(id) ?? 0, now.get(id) ?? 0)]))
  const is_more = [...both].some(([id, units]) => units > (old.get(id) ?? 0))
  const is_less = [...both].some(([id, units]) => units > (now.get(id) ?? 0))
  return { more: is_more ? [...both].map(([variant_id, quantity]) => ({ variant_id, quantity })) : null, is_less }
}

const tooLate = async (needs: Orders, order_id: string, call: Call) => {
  const { number, state, version } = await readOrder(needs, { order_id }, call)
  return fail('STALE', `Order ${number} became ${state} while it was being changed. Look again and decide.`, { state, version })
}
