import { crashPoint } from '#platform/crash-point.ts'
import { json } from '#platform/db.ts'
import { type Orders, readSettings } from './needs.ts'
import { keyReused, type Placed, type Purchase } from './open-purchase.ts'
import { tokenOf } from './order-token.ts'
import type { Prepared } from './prepare-purchase.ts'
import type { Address, Order } from './shapes.ts'
import type { Tender } from './tenders.ts'

export type Customer = {
  email: string
  customer_id: string | null
  shipping_address: Address | null
  billing_address: Address | null
  vat_id: string | null
  customer_note: string | null
}

/**
 * Turns a quote into an order: stock is held, then discounts that are limited are redeemed, then the order and its event are written in one
 * statement. A hold without an order ends by itself, and so does a redemption, so a crash in between loses nothing. Of two that place the
 * same purchase at once, one writes the order and both return it; a cart version becomes one order, whatever keys it comes with.
 * @throws KEY_REUSED OUT_OF_STOCK { variant_id, wanted, available } HOLD_ENDED PROMOTION_USED_UP REDEMPTION_ENDED REDEMPTION_DIFFERS UNKNOWN_PROMOTION
 */
export const place = async (needs: Orders, prepared: Prepared, customer: Customer): Promise<Placed> => {
  const { inventory, promotions } = needs
  const { purchase } = prepared
  if (!purchase) throw new Error('a quote that was only looked at cannot become an order')
  const { order_id } = purchase
  const lines = prepared.lines.map(({ variant_id, quantity }) => ({ variant_id, quantity }))
  crashPoint('before the hold')
  await inventory.hold({ order_id, lines })
  crashPoint('after the hold')
  const is_redeemed = await redeem(needs, purchase, prepared, customer)
  crashPoint('after the redemption')
  const placed = await insertOrder(needs, purchase, prepared, customer)
  crashPoint('after the order')
  if (placed.order.order_id !== order_id) {
    await inventory.release({ order_id }) // the cart, or the key, had become another order
    if (is_redeemed) await promotions.release({ order_id })
  }
  if (placed.is_other) throw keyReused()
  return placed
}

/**
 * Counts the discounts that have limits. Where one of them is used up, a hold that a repeated request would find is left to it, and ends by
 * itself; one that nobody could find again is given back.
 * @throws PROMOTION_USED_UP REDEMPTION_ENDED
 */
const redeem = async ({ promotions, inventory }: Orders, purchase: Purchase, prepared: Prepared, customer: Customer): Promise<boolean> => {
  const { order_id, request_key } = purchase
  const { currency } = prepared.view
  const discounts = prepared.discounts
    .filter(({ is_limited }) => is_limited)
    .map(({ promotion_id, code, amount }) => ({ promotion_id, code, amount, currency }))
  if (discounts.length === 0) return false
  try {
    await promotions.redeem({ order_id, customer_id: customer.customer_id, email: customer.email, discounts })
    return true
  } catch (error) {
    if (request_key === null) await inventory.release({ order_id })
    throw error
  }
}

type Written = Placed & { is_other: boolean }

/** An order of nothing is paid as it is placed, and says so; where the shop approves by itself it is confirmed as well. */
const insertOrder = async (needs: Orders, purchase: Purchase, prepared: Prepared, customer: Customer): Promise<Written> => {
  const { db, clock, token_key } = needs
  const { order_id, request_hash, request_key } = purchase
  const { goods, view, lines, shipping } = prepared
  const { approval } = await readSettings(needs)
  const tenders = prepared.shares.flatMap(({ balance: _balance, ...tender }) => (tender.amount > 0 ? [tender] : []))
  const token = tokenOf(token_key, order_id)
  const now = clock.now()
  const is_free = prepared.total.amount === 0
  const steps = ['placed', ...(is_free ? ['paid'] : []), ...(is_free && approval === 'when_paid' ? ['confirmed'] : [])]
  const timeline = steps.map((what) => ({ at: now, what, who: what === 'placed' ? 'customer' : 'shop', note: null }))
  const { rows } = await db.sql<{ order: Order }>`
    WITH placed AS (
      INSERT INTO orders.orders (order_id, request_hash, request_key, state, cart_id, cart_version, customer_id, email, locale, currency, lines, item_count,
                                 prices_include_tax, subtotal_amount, discounts, discount_amount, shipping, shipping_amount, taxes, net_amount,
                                 tax_amount, tax_added_amount, total_amount, why, tenders, shipping_address, billing_address, vat_id,
                                 customer_note, timeline, placed_at, updated_at)
      VALUES (${order_id}, ${request_hash}, ${request_key}::uuid, ${steps.includes('confirmed') ? 'confirmed' : 'pending'},
              ${goods.cart_id}::uuid, ${goods.cart_version}::int, ${customer.customer_id}::uuid, ${customer.email}, ${view.locale}, ${view.currency},
              ${json(lines)}::jsonb, ${prepared.item_count}, ${prepared.prices_include_tax}, ${prepared.subtotal.amount},
              ${json(prepared.discounts)}::jsonb, ${prepared.discount_total.amount}, ${shipping && json(shipping)}::jsonb,
              ${prepared.shipping_total.amount}, ${json(prepared.taxes)}::jsonb, ${prepared.net_total.amount}, ${prepared.tax_total.amount},
              ${prepared.tax_added.amount}, ${prepared.total.amount}, ${json(prepared.why)}::jsonb, ${json(tenders)}::jsonb,
              ${customer.shipping_address && json(customer.shipping_address)}::jsonb,
              ${customer.billing_address && json(customer.billing_address)}::jsonb, ${customer.vat_id}, ${customer.customer_note},
              ${json(timeline)}::jsonb, ${now}, ${now})
      ON CONFLICT DO NOTHING
      RETURNING order_id, orders.as_json(orders, ${token}) AS "order"),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.' || step, order_id::text, jsonb_build_object('order_id', order_id, 'order', "order")
      FROM placed, unnest(${steps}::text[]) WITH ORDINALITY AS s (step, nth) ORDER BY nth)
    SELECT "order" FROM placed`
  return rows[0] ? { order: rows[0].order, tenders, is_other: false } : readTwin(needs, purchase, prepared)
}

/**
 * The order that was placed a moment before by a twin of this request, or of this cart under another key. `is_other`: by another request
 * under the same key, which is none of this one's business.
 */
const readTwin = async (
  { db, token_key }: Orders,
  { order_id, request_key, request_hash }: Purchase,
  { goods }: Prepared,
): Promise<Written> => {
  const { rows } = await db.sql<{ order: Order; tenders: Tender[]; is_other: boolean }>`
    SELECT orders.as_json(o, '') AS "order", tenders, coalesce(request_key = ${request_key}::uuid, false) AND request_hash <> ${request_hash} AS is_other
    FROM orders.orders o
    WHERE order_id = ${order_id} OR request_key = ${request_key}::uuid OR (cart_id = ${goods.cart_id}::uuid AND cart_version = ${goods.cart_version}::int)
    ORDER BY (order_id = ${order_id}) DESC LIMIT 1`
  const twin = rows[0]
  if (!twin) throw new Error('an order was refused as a duplicate, but its twin is not there')
  return { order: { ...twin.order, token: tokenOf(token_key, twin.order.order_id) }, tenders: twin.tenders, is_other: twin.is_other }
}
