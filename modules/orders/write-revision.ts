import { json } from '#platform/db.ts'
import type { Order } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import type { Revision } from './prepare-revision.ts'
import type { Reckoned } from './reckon.ts'
import { ORDER } from './states.ts'

/** How a revision is written: an edit under the try that claimed the order, a draft under the version that was looked at. */
export type Writing = {
  who: string
  note: string | null
  edit: { move: 'edit' | 'cancel_rest'; attempt_id: string; edit_id: string; is_freeing: boolean; request_hash?: string } | null
  version: number | null
}

const WHAT = { edit: 'edited', cancel_rest: 'rest_cancelled' } as const

/** What is written of it. */
export type Rewritten = Reckoned & Pick<Revision, 'why' | 'email' | 'vat_id' | 'customer_note' | 'shipping_address' | 'billing_address'>

/** `is_owing`: money has to go back. */
type Written = { order: Order; is_owing: boolean }

/**
 * Writes what an order shall be into its row, if it may still be changed: in one statement with what it was before, with the money that
 * goes back, and with the event. What was shipped of a line stays in it. Undefined when it may not.
 */
export const writeRevision = async (
  needs: Orders,
  order_id: string,
  revision: Rewritten,
  writing: Writing,
): Promise<Written | undefined> => {
  const { db, clock, token_key } = needs
  const { edit, version, who, note } = writing
  const { shipping, shipping_address, billing_address } = revision
  const what = edit ? WHAT[edit.move] : 'drafted'
  const moves = ORDER.moves[edit?.move ?? 'edit']
  const to = 'to' in moves ? moves.to : null
  const is_freeing = edit?.is_freeing ?? false
  const now = clock.now()
  const token = tokenOf(token_key, order_id)
  const { rows } = await db.sql<Written>`
    WITH was AS (SELECT o AS before FROM orders.orders o WHERE order_id = ${order_id} FOR NO KEY UPDATE),
    revised AS (SELECT ${json(revision.lines)}::jsonb AS lines),
    written AS (
      UPDATE orders.orders o
      SET lines = revised.lines, fulfilment_state = orders.fulfilment_state_of(revised.lines), state = coalesce(${to}::text, (before).state), item_count = ${revision.item_count}::int, prices_include_tax = ${revision.prices_include_tax}::boolean,
          subtotal_amount = ${revision.subtotal.amount}::bigint, discounts = ${json(revision.discounts)}::jsonb,
          discount_amount = ${revision.discount_total.amount}::bigint, shipping = ${shipping && json(shipping)}::jsonb,
          shipping_amount = ${revision.shipping_total.amount}::bigint, taxes = ${json(revision.taxes)}::jsonb,
          net_amount = ${revision.net_total.amount}::bigint, tax_amount = ${revision.tax_total.amount}::bigint,
          tax_added_amount = ${revision.tax_added.amount}::bigint, total_amount = ${revision.total.amount}::bigint,
          why = ${json(revision.why)}::jsonb,
          email = ${revision.email}::text, vat_id = ${revision.vat_id}::text, customer_note = ${revision.customer_note}::text,
          shipping_address = ${shipping_address && json(shipping_address)}::jsonb, billing_address = ${billing_address && json(billing_address)}::jsonb,
          editing = CASE WHEN ${is_freeing}::boolean THEN (before).editing END, editing_step = CASE WHEN ${is_freeing}::boolean THEN 'freeing' END,
          editing_since = CASE WHEN ${is_freeing}::boolean THEN ${now}::timestamptz END,
          version = (before).version + 1, updated_at = ${now}::timestamptz,
          timeline = (before).timeline || jsonb_build_array(jsonb_build_object('at', ${now}::timestamptz, 'what', ${what}::text, 'who', ${who}::text, 'note', ${note}::text))
      FROM was, revised
      WHERE o.order_id = (before).order_id AND (before).version = coalesce(${version}::int, (before).version)
        AND CASE WHEN ${edit?.attempt_id ?? null}::uuid IS NULL THEN (before).state = 'draft' AND (before).editing IS NULL
            ELSE (before).editing = ${edit?.attempt_id ?? null}::uuid AND (before).editing_step = 'taking' AND (before).state = ANY(${moves.from}::text[]) END
        AND NOT EXISTS (
          SELECT FROM jsonb_array_elements((before).lines) AS sent WHERE (sent ->> 'fulfilled_quantity')::int > 0 AND NOT revised.lines
            @> jsonb_build_array(jsonb_build_object('line_id', sent -> 'line_id', 'fulfilled_quantity', sent -> 'fulfilled_quantity')))
      RETURNING o.order_id, o.owed_amount, before, orders.as_json(o, ${token}) AS "order"),
    kept AS (
      INSERT INTO orders.revisions (order_id, edit_id, version, "order", who, note, refund_amount, request_hash, at)
      SELECT order_id, ${edit?.edit_id ?? null}::uuid, (before).version, orders.as_json(before, ''), ${who}::text, ${note}::text, greatest(0, -owed_amount), ${edit?.request_hash ?? null}::text, ${now}::timestamptz
      FROM written WHERE ${edit?.edit_id ?? null}::uuid IS NOT NULL),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.updated', order_id::text, jsonb_build_object('order_id', order_id, 'what', ${what}::text, 'order', "order") FROM written)
    SELECT "order", owed_amount < 0 AS is_owing FROM written`
  return rows[0]
}
