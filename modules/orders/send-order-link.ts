import type { Call, Input, Output } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { orders } from './contract.ts'
import { refuseUntil, triesOf } from './limits.ts'
import type { Orders } from './needs.ts'
import { tokenOf } from './order-token.ts'
import { LINK_DAYS } from './read-orders.ts'

/**
 * For guests who have lost the mail: where number and address belong to one order, its link goes by mail to the address that the order has,
 * and to no other. Both are easy to come by, so nothing of the order is answered, not even whether there is one; and it is counted by what
 * was typed, so that too many tries say nothing either.
 * @throws TOO_MANY_TRIES { retry_after }
 */
export const sendOrderLink = async (
  needs: Orders,
  { number, email }: Input<typeof orders.ops.sendOrderLink>,
  call: Call,
): Promise<Output<typeof orders.ops.sendOrderLink>> => {
  const { db, clock, token_key } = needs
  const typed = number.replaceAll(/\D/g, '')
  const { subjects, allowed, ends, now } = triesOf(needs, { lookup: call.address, link: typed })
  const tries = await db.sql<{ until: string | null }>`
    SELECT orders.take_tries(${subjects}::text[], ${allowed}::int[], ${ends}::timestamptz[], ${now}::timestamptz) AS until`
  refuseUntil(tries.rows[0]?.until ?? null, now)
  const { rows } = await db.sql<{ order_id: string }>`
    SELECT order_id FROM orders.orders
    WHERE number = ${typed} AND lower(email) = lower(${email.trim()}::text) AND state <> 'draft'
      AND updated_at > ${clock.now()}::timestamptz - make_interval(days => ${LINK_DAYS})`
  const order_id = rows[0]?.order_id ?? newId(now) // asked either way, so that it takes as long
  await db.sql`
    INSERT INTO orders.outbox (type, aggregate_id, payload)
    SELECT 'orders.link_wanted', order_id::text, jsonb_build_object('order_id', order_id, 'order', orders.as_json(o, ${tokenOf(token_key, order_id)}))
    FROM orders.orders o WHERE order_id = ${order_id}`
  return {}
}
