import { createHash, createHmac } from 'node:crypto'
import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { idFromHash, newId } from '#platform/ids.ts'
import { refuseUntil, type Tries } from './limits.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import type { PricedLine } from './reckon.ts'
import type { Order } from './shapes.ts'
import type { Tender } from './tenders.ts'

/** A request to buy. `request_key`: what makes it the same as another; null where every request is one of its own. */
export type Request = { request_key: string | null; request_hash: string }
/** A request that is about to become an order. */
export type Purchase = Request & { order_id: string }
/** An order, and what gift cards and store credit are to pay of it. */
export type Placed = { order: Order; tenders: Tender[] }

/** Tells whether a request is the one that came under its key before. */
export const hashOfRequest = (input: unknown): string => createHash('sha256').update(JSON.stringify(input)).digest('base64url')

/**
 * The same idempotency key of the same buyer, or else the same version of a cart, is the same request: whatever is repeated after a lost
 * answer finds its order.
 */
export const nameRequest = ({ token_key }: Orders, call: Call, email: string, cart: string | null, input: unknown): Request => {
  const request_hash = hashOfRequest(input)
  const scope = call.actor.kind === 'user' ? call.actor.user_id : email.toLowerCase()
  const name = call.idempotency_key ? `key ${scope} ${call.idempotency_key}` : cart && `cart ${cart}`
  return { request_key: name ? idOf(token_key, name) : null, request_hash }
}

/**
 * Names the order before it exists, by its request and by its goods, so that a try that was cut off after the hold takes the same stock no
 * second time, and other goods under the same key never sit on the stock of the first.
 */
export const namePurchase = ({ token_key, clock }: Orders, request: Request, lines: PricedLine[]): Purchase => {
  const goods = lines.map(({ variant_id, quantity }) => `${variant_id} ${quantity}`).join()
  return { ...request, order_id: request.request_key ? idOf(token_key, `${request.request_key} ${goods}`) : newId(clock.now()) }
}

const idOf = (key: Uint8Array, name: string): string => idFromHash(createHmac('sha256', key).update(name).digest())

/**
 * The order that this request has become already, or undefined; and, in the same statement, a try of everything that is limited. An order
 * that is paid reaches no provider, so asking for it again is not counted.
 * @throws KEY_REUSED when the key belongs to another request · TOO_MANY_TRIES { retry_after }
 */
export const openPurchase = async ({ db, token_key }: Orders, request: Request, tries: Tries): Promise<Placed | undefined> => {
  const { request_key, request_hash } = request
  const { rows } = await db.sql<{ order: Order | null; hash: string | null; tenders: Tender[] | null; until: string | null }>`
    WITH earlier AS (
      SELECT orders.as_json(o, '') AS "order", request_hash AS hash, tenders, owed_amount <= 0 AS is_settled
      FROM orders.orders o WHERE request_key = ${request_key}::uuid)
    SELECT "order", hash, tenders, CASE WHEN coalesce(is_settled, false) THEN NULL
      ELSE orders.take_tries(${tries.subjects}::text[], ${tries.allowed}::int[], ${tries.ends}::timestamptz[], ${tries.now}::timestamptz) END AS until
    FROM (VALUES (1)) one LEFT JOIN earlier ON true`
  const row = rows[0]
  refuseUntil(row?.until ?? null, tries.now)
  if (!row?.order) return undefined
  if (row.hash !== request_hash) throw keyReused()
  return { order: { ...row.order, token: tokenOf(token_key, row.order.order_id) }, tenders: row.tenders ?? [] }
}

export const keyReused = () =>
  fail('KEY_REUSED', 'This Idempotency-Key was used for another order. Send a new key for a new order.', { field: 'Idempotency-Key' })
