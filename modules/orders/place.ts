import { createHash, createHmac } from 'node:crypto'
import type { Call } from '#platform/contract.ts'
import { crashPoint } from '#platform/crash-point.ts'
import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { idFromHash, newId } from '#platform/ids.ts'
import type { Basket } from './basket.ts'
import type { Address, Order } from './contract.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'

export type Buyer = { email: string; customer_id: string | null; locale: string; currency: string; shipping_address: Address | null }
export type Purchase = { order_id: string; request_hash: string }

/**
 * Names the order before it exists. The same idempotency key of the same buyer, or else the same version of a cart, is the same
 * order: whatever is repeated after a lost answer finds it, and takes no stock twice.
 */
export const namePurchase = ({ token_key, clock }: Orders, call: Call, email: string, cart: string | null, request: unknown): Purchase => {
  const request_hash = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  const scope = call.actor.kind === 'user' ? call.actor.user_id : email.toLowerCase()
  const name = call.idempotency_key ? `key ${scope} ${call.idempotency_key}` : cart && `cart ${cart}`
  const order_id = name ? idFromHash(createHmac('sha256', token_key).update(name).digest()) : newId(clock.now())
  return { order_id, request_hash }
}

/**
 * The order this purchase has become already, or undefined.
 * @throws KEY_REUSED when the key belongs to another request
 */
export const findPlaced = async ({ db, token_key }: Orders, { order_id, request_hash }: Purchase): Promise<Order | undefined> => {
  const { rows } = await db.sql<{ order: Order; request_hash: string }>`
    SELECT orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order", request_hash FROM orders.orders o WHERE order_id = ${order_id}`
  const found = rows[0]
  if (found && found.request_hash !== request_hash)
    throw fail('KEY_REUSED', 'This Idempotency-Key was used for another order. Send a new key for a new order.', {
      field: 'Idempotency-Key',
    })
  return found?.order
}

/**
 * Turns a basket into an order: stock is held first, then the order and its event are written in one statement.
 * A hold without an order ends by itself, so a crash in between loses nothing. Of two that place the same purchase
 * at once, one writes the order and both return it; a cart version becomes one order, whatever keys it comes with.
 * @throws OUT_OF_STOCK { variant_id, wanted, available }
 */
export const place = async (needs: Orders, purchase: Purchase, basket: Basket, buyer: Buyer): Promise<Order> => {
  const { inventory } = needs
  const lines = basket.lines.map(({ variant_id, quantity }) => ({ variant_id, quantity }))
  crashPoint('before the hold')
  await inventory.hold({ order_id: purchase.order_id, lines })
  crashPoint('after the hold')
  const order = await insertOrder(needs, purchase, basket, buyer)
  crashPoint('after the order')
  if (order.order_id !== purchase.order_id) await inventory.release({ order_id: purchase.order_id }) // the cart had become another order
  return order
}

const insertOrder = async (needs: Orders, purchase: Purchase, basket: Basket, buyer: Buyer): Promise<Order> => {
  const { db, clock, token_key } = needs
  const { order_id, request_hash } = purchase
  const { lines, total, cart_id, cart_version } = basket
  const token = tokenOf(token_key, order_id)
  const now = clock.now()
  const { rows } = await db.sql<{ order: Order }>`
    WITH placed AS (
      INSERT INTO orders.orders (order_id, request_hash, cart_id, cart_version, customer_id, email, locale, currency, lines, item_count,
                                 subtotal_amount, total_amount, net_amount, shipping_address, timeline, placed_at, updated_at)
      VALUES (${order_id}, ${request_hash}, ${cart_id}, ${cart_version}, ${buyer.customer_id}, ${buyer.email}, ${buyer.locale}, ${buyer.currency},
              ${json(lines)}::jsonb, ${lines.reduce((count, line) => count + line.quantity, 0)}, ${total.amount}, ${total.amount}, ${total.amount},
              ${buyer.shipping_address && json(buyer.shipping_address)}::jsonb,
              jsonb_build_array(jsonb_build_object('at', ${now}::timestamptz, 'what', 'placed', 'who', 'customer', 'note', NULL)), ${now}, ${now})
      ON CONFLICT DO NOTHING
      RETURNING *),
    said AS (
      INSERT INTO orders.outbox (type, aggregate_id, payload)
      SELECT 'orders.placed', order_id::text, jsonb_build_object('order_id', order_id, 'order', orders.as_json(placed, ${token}))
      FROM placed)
    SELECT orders.as_json(placed, ${token}) AS "order" FROM placed`
  return rows[0]?.order ?? readTwin(needs, purchase, basket)
}

/** The order that was placed a moment before by a twin of this request, or of this cart under another key. */
const readTwin = async ({ db, token_key }: Orders, { order_id }: Purchase, { cart_id, cart_version }: Basket): Promise<Order> => {
  const { rows } = await db.sql<{ order: Order }>`
    SELECT orders.as_json(o, '') AS "order" FROM orders.orders o
    WHERE order_id = ${order_id} OR (cart_id = ${cart_id}::uuid AND cart_version = ${cart_version}::int)
    ORDER BY (order_id = ${order_id}) DESC LIMIT 1`
  const order = rows[0]?.order
  if (!order) throw new Error('an order was refused as a duplicate, but its twin is not there')
  return { ...order, token: tokenOf(token_key, order.order_id) }
}
