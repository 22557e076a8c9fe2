import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { ListReturns, OfOrder, Return, Returnable, ReturnList } from './contract.ts'
import { orderOfAsker, type Returning, readSettings } from './needs.ts'
import { periodsOf } from './periods.ts'
import { unitsLeft } from './units-left.ts'

/** @throws NOT_FOUND */
export const readReturnOf = async ({ db }: Returning, return_id: string): Promise<Return> => {
  const { rows } = await db.sql<{
    return: Return
  }>`SELECT returns.as_json(r) AS return FROM returns.returns r WHERE return_id = ${return_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such return.')
  return rows[0].return
}

const PAGE = 20
const paged = (rows: { return: Return }[], page: number, limit: number): ReturnList => ({
  returns: rows.slice(0, limit).map((row) => row.return),
  page,
  has_more: rows.length > limit,
})

/** All returns for staff, newest first. One statement. */
export const listReturns = async ({ db }: Returning, { state, order_id, page = 1, limit = PAGE }: ListReturns): Promise<ReturnList> => {
  const { rows } = await db.sql<{ return: Return }>`
    SELECT returns.as_json(r) AS return FROM returns.returns r
    WHERE (${state ?? null}::text IS NULL OR state = ${state ?? null}) AND (${order_id ?? null}::uuid IS NULL OR order_id = ${order_id ?? null})
    ORDER BY created_at DESC, return_id LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return paged(rows, page, limit)
}

/** Returns of whoever is signed in, newest first. One statement. */
export const listMyReturns = async (
  { db }: Returning,
  { page = 1, limit = PAGE }: { page?: number; limit?: number },
  { actor }: Call,
): Promise<ReturnList> => {
  const { rows } = await db.sql<{ return: Return }>`
    SELECT returns.as_json(r) AS return FROM returns.returns r
    WHERE customer_id = ${actor.kind === 'user' ? actor.user_id : null}::uuid
    ORDER BY created_at DESC, return_id LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return paged(rows, page, limit)
}

/** What of an order can still come back and until when, with the returns there are. @throws NOT_FOUND */
export const readReturnable = async (needs: Returning, who: OfOrder): Promise<Returnable> => {
  const order = await orderOfAsker(needs, who)
  const now = needs.clock.now()
  const { rows } = await needs.db.sql<{ taken: Record<string, number> | null; returns: Return[] | null }>`
    SELECT (SELECT jsonb_object_agg(line_id, taken) FROM returns.returnable WHERE order_id = ${order.order_id}) AS taken,
           (SELECT jsonb_agg(returns.as_json(r) ORDER BY created_at DESC) FROM returns.returns r WHERE order_id = ${order.order_id}) AS returns`
  const { return_until, return_days, withdraw_until, withdrawal_days } = periodsOf(order, await readSettings(needs))
  const open = (until: Date | null) => until === null || until >= now
  const is_contract = order.state !== 'rejected' && order.state !== 'draft' && order.state !== 'cancelled'
  const can_withdraw = is_contract && withdrawal_days > 0 && open(withdraw_until)
  const is_returnable = return_days > 0 && order.fulfilment_state !== 'unfulfilled' && open(return_until)
  return {
    return_until: is_returnable ? (return_until?.toISOString() ?? null) : null,
    can_withdraw,
    withdraw_until: can_withdraw ? (withdraw_until?.toISOString() ?? null) : null,
    lines: is_returnable ? unitsLeft(order, rows[0]?.taken ?? {}) : [],
    returns: rows[0]?.returns ?? [],
  }
}
