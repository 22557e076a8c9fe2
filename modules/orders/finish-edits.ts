import { createHash } from 'node:crypto'
import { isFailure } from '#platform/errors.ts'
import { idFromHash } from '#platform/ids.ts'
import type { OrderLine } from './contract.ts'
import type { Orders } from './needs.ts'
import { refundOverpaid } from './refund-overpaid.ts'

/** An edit takes a second; after this time whoever made it is gone. */
const GONE_AFTER_SECONDS = 60
const BATCH = 50

type Try = { order_id: string; attempt_id: string }

/**
 * Ends a try to edit an order, where it stands: one that was not written is undone, one that was frees the stock that is too much. Both are
 * the same step, because the order's own lines are what its hold shall be, and less than it holds now, so it cannot fail for want of stock.
 */
export const finishEdit = async (needs: Orders, { order_id, attempt_id }: Try): Promise<void> => {
  const { db, inventory } = needs
  const { rows } = await db.sql<{ lines: OrderLine[] }>`
    UPDATE orders.orders SET editing_step = CASE WHEN editing_step = 'taking' THEN 'undoing' ELSE editing_step END
    WHERE order_id = ${order_id} AND editing = ${attempt_id} RETURNING lines`
  const lines = rows[0]?.lines.map(({ variant_id, quantity }) => ({ variant_id, quantity }))
  if (!lines) return
  const last_id = idFromHash(createHash('sha256').update(`end of ${attempt_id}`).digest())
  try {
    await inventory.changeHold({ order_id, edit_id: last_id, undoes: attempt_id, lines })
  } catch (error) {
    if (!isFailure(error, 'HOLD_ENDED') && !isFailure(error, 'NOT_FOUND')) throw error // of an order that was cancelled meanwhile nothing is held
  }
  await db.sql`
    UPDATE orders.orders SET editing = NULL, editing_step = NULL, editing_since = NULL WHERE order_id = ${order_id} AND editing = ${attempt_id}`
}

/** Where it was cut off, or came to nothing, what an edit has left paid too much goes back now. What failed before is in nobody's way. */
const refundForgotten = async (needs: Orders, before: Date): Promise<void> => {
  const { rows } = await needs.db.sql<{ order_id: string }>`
    SELECT order_id FROM orders.orders WHERE owed_amount < 0 AND state NOT IN ('cancelled', 'rejected') AND updated_at <= ${before}::timestamptz
    ORDER BY cardinality(failed_refunds), updated_at LIMIT ${BATCH}`
  for (const { order_id } of rows)
    await refundOverpaid(needs, order_id, { is_by_itself: true }).catch((error) =>
      needs.log.warn({ err: error, order_id }, 'a refund could not be begun; it is tried again'),
    )
}

/** Finishes the edits whose maker is gone. */
export const finishEdits = async (needs: Orders): Promise<void> => {
  const { db, clock } = needs
  const gone = new Date(clock.now().getTime() - GONE_AFTER_SECONDS * 1_000)
  const { rows } = await db.sql<{ order_id: string; attempt_id: string | null }>`
    SELECT order_id, editing AS attempt_id FROM orders.orders WHERE editing IS NOT NULL AND editing_since <= ${gone}::timestamptz
    ORDER BY editing_since LIMIT ${BATCH}`
  for (const { order_id, attempt_id } of rows) if (attempt_id) await finishEdit(needs, { order_id, attempt_id })
  await refundForgotten(needs, gone)
}
