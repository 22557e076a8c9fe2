import { createHash } from 'node:crypto'
import type { Call, Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { idFromHash } from '#platform/ids.ts'
import type { Order, OrderRow, orders, ReadAmountDue, ReadPaymentStates } from './contract.ts'
import { forCustomer } from './for-customer.ts'
import { refuseUntil, triesOf } from './limits.ts'
import { type Orders, readSettings } from './needs.ts'
import { orderOf, tokenOf } from './order-token.ts'
import { isOnlyReserved } from './take-reserved.ts'

/** How long a guest's link opens an order after its last change. */
export const LINK_DAYS = 180
const PAGE_SIZE = 20

const isStaff = ({ actor }: Call) => actor.kind === 'service' || (actor.kind === 'user' && actor.role !== 'customer')
const userOf = ({ actor }: Call) => (actor.kind === 'user' ? actor.user_id : null)

/**
 * An order, for its customer and for staff. Somebody else's order is not there.
 * @throws NOT_FOUND
 */
export const readOrder = async ({ db, token_key }: Orders, { order_id }: { order_id: string }, call: Call): Promise<Order> => {
  const { rows } = await db.sql<{ order: Order }>`
    SELECT orders.as_json(o, ${tokenOf(token_key, order_id)}) AS "order" FROM orders.orders o
    WHERE order_id = ${order_id} AND (${isStaff(call)} OR (customer_id = ${userOf(call)}::uuid AND state <> 'draft'))`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such order.')
  return isStaff(call) ? rows[0].order : forCustomer(rows[0].order)
}

/**
 * An order by the link from its mail.
 * @throws NOT_FOUND for a token the shop did not make, or an order unchanged for 180 days
 */
export const trackOrder = async ({ db, clock, token_key }: Orders, { token }: { token: string }): Promise<Order> => {
  const order_id = orderOf(token_key, token)
  if (!order_id) throw fail('NOT_FOUND', 'This link does not open an order.')
  const { rows } = await db.sql<{ order: Order }>`
    SELECT orders.as_json(o, ${token}) AS "order" FROM orders.orders o
    WHERE order_id = ${order_id} AND state <> 'draft' AND updated_at > ${clock.now()}::timestamptz - make_interval(days => ${LINK_DAYS})`
  if (!rows[0]) throw fail('NOT_FOUND', 'This link does not open an order any more.')
  return forCustomer(rows[0].order)
}

type Row = Omit<OrderRow, 'total' | 'paid' | 'token'> & { total_amount: number; paid_amount: number; currency: string }

const paged = <R extends Row>({ token_key }: Orders, rows: R[], page: number, limit: number) => ({
  orders: rows.slice(0, limit).map(({ total_amount, paid_amount, currency, ...row }) => ({
    ...row,
    total: { amount: total_amount, currency },
    paid: { amount: paid_amount, currency },
    token: tokenOf(token_key, row.order_id),
  })),
  page,
  has_more: rows.length > limit,
})

/** Orders of the one who asks, newest first. */
export const listMyOrders = async (needs: Orders, { page = 1, limit = PAGE_SIZE }: Input<typeof orders.ops.listMyOrders>, call: Call) => {
  const { rows } = await needs.db.sql<{
    order_id: string
    number: string
    version: number
    state: OrderRow['state']
    payment_state: OrderRow['payment_state']
    fulfilment_state: OrderRow['fulfilment_state']
    awaited_method: string | null
    email: string
    name: string
    item_count: number
    total_amount: number
    paid_amount: number
    currency: string
    placed_at: string
  }>`
    SELECT order_id, number, version, state, payment_state, fulfilment_state, email, coalesce(shipping_address ->> 'name', '') AS name,
      jsonb_path_query_first(payments, '$.* ? (@.state == "unknown" || @.state == "authorised").method') #>> '{}' AS awaited_method,
      item_count, total_amount, paid_amount, currency, placed_at
    FROM orders.orders WHERE customer_id = ${userOf(call)}::uuid AND state <> 'draft'
    ORDER BY placed_at DESC, order_id LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return paged(needs, rows, page, limit)
}

/** All orders for staff, newest first and without drafts unless they are asked for, by state, by how far payment and delivery are, by tag, and by what they remember of it: number, e-mail or name. */
export const listOrders = async (needs: Orders, input: Input<typeof orders.ops.listOrders>) => {
  const { state, payment_state, fulfilment_state, tag, query, page = 1, limit = PAGE_SIZE } = input
  const words = query?.trim() || null
  const { rows } = await needs.db.sql<{
    order_id: string
    number: string
    version: number
    state: OrderRow['state']
    payment_state: OrderRow['payment_state']
    fulfilment_state: OrderRow['fulfilment_state']
    awaited_method: string | null
    email: string
    name: string
    item_count: number
    total_amount: number
    paid_amount: number
    currency: string
    placed_at: string
    tags: string[]
  }>`
    SELECT order_id, number, version, state, payment_state, fulfilment_state, email, coalesce(shipping_address ->> 'name', '') AS name,
      jsonb_path_query_first(payments, '$.* ? (@.state == "unknown" || @.state == "authorised").method') #>> '{}' AS awaited_method,
      item_count, total_amount, paid_amount, currency, placed_at, tags
    FROM orders.orders
    WHERE CASE WHEN ${state ?? null}::text IS NULL THEN state <> 'draft' ELSE state = ${state ?? null}::text END
      AND (${payment_state ?? null}::text IS NULL OR payment_state = ${payment_state ?? null}::text)
      AND (${fulfilment_state ?? null}::text IS NULL OR fulfilment_state = ${fulfilment_state ?? null}::text)
      AND (${tag ?? null}::text IS NULL OR tags @> ARRAY[${tag ?? null}::text])
      AND (${words}::text IS NULL OR number = ${words}::text OR lower(email) = lower(${words}::text)
           OR position(lower(${words}::text) IN lower(email || ' ' || coalesce(shipping_address ->> 'name', ''))) > 0)
    ORDER BY placed_at DESC, order_id LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return paged(needs, rows, page, limit)
}

/**
 * What is still to be paid. When a provider is about to be asked for it, that is a try, and counts against the limits.
 * @throws NOT_FOUND TOO_MANY_TRIES { retry_after }
 */
export const readAmountDue = async (
  needs: Orders,
  { order_id, is_try = false }: ReadAmountDue,
  call: Call,
): Promise<Output<typeof orders.ops.readAmountDue>> => {
  const { subjects, allowed, ends, now } = triesOf(needs, is_try ? { address: call.address, order: order_id } : {})
  const { rows } = await needs.db.sql<{
    number: string
    email: string
    state: Order['state']
    payment_state: Order['payment_state']
    due_amount: number
    currency: string
    undo_until: string | null
    charge_id: string | null
    beside: string[]
    until: string | null
  }>`
    SELECT number, email, state, payment_state, greatest(owed_amount - orders.reserved_of(payments), 0) AS due_amount, currency, undo_until,
           CASE WHEN owed_amount > 0 AND paid_amount > 0 THEN (
             SELECT edit_id FROM orders.revisions r WHERE r.order_id = o.order_id ORDER BY r.version DESC LIMIT 1) END AS charge_id,
           ARRAY(SELECT payment_id FROM jsonb_each(payments) AS p (payment_id, payment) WHERE payment ->> 'state' IN ('authorised', 'captured')
             AND payments @? '$.* ? (@.is_capture_later == true && (@.state == "authorised" || @.state == "captured"))' ORDER BY payment_id) AS beside,
           CASE WHEN owed_amount > 0 THEN orders.take_tries(${subjects}::text[], ${allowed}::int[], ${ends}::timestamptz[], ${now}::timestamptz) END AS until
    FROM orders.orders o WHERE order_id = ${order_id} AND state <> 'draft'`
  const order = rows[0]
  if (!order) throw fail('NOT_FOUND', 'There is no such order.')
  refuseUntil(order.until, now)
  const { due_amount, currency, until: _until, undo_until, beside, ...facts } = order
  return {
    ...{ order_id, ...facts, due: { amount: due_amount, currency } },
    charge_id: beside.length > 0 ? chargeBeside(order_id, beside) : facts.charge_id,
    is_capture_later: isOnlyReserved(await readSettings(needs), { state: facts.state, undo_until }),
  }
}

/**
 * Beside money that is reserved, or was, what is still due is a charge of its own. Named by the payments it comes beside: reservations end by
 * themselves, and then the name of the last edit may stand for one that is still there.
 */
const chargeBeside = (order_id: string, payment_ids: string[]): string =>
  idFromHash(
    createHash('sha256')
      .update(`${order_id} beside ${payment_ids.join(' ')}`)
      .digest(),
  )

/** How far orders are paid by now, for what was told about them a moment ago. */
export const readPaymentStates = async (
  { db }: Orders,
  { order_ids }: ReadPaymentStates,
): Promise<Output<typeof orders.ops.readPaymentStates>> => {
  const { rows } = await db.sql<Pick<Order, 'order_id' | 'payment_state'> & { credited_amount: number; reserved_amount: number }>`
    SELECT order_id, payment_state, credited_amount, orders.reserved_of(payments) AS reserved_amount FROM orders.orders WHERE order_id = ANY(${order_ids}::uuid[])`
  return { orders: rows }
}
