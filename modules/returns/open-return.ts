import type { Order } from '#modules/orders/contract.ts'
import type { Call } from '#platform/contract.ts'
import { isViolation, json, type Sql } from '#platform/db.ts'
import { fail, isFailure } from '#platform/errors.ts'
import { worthOfFirst, worthOfMore } from '#platform/money.ts'
import type { Ask, Return, ReturnLine, ReturnState } from './contract.ts'
import type { Exchange } from './exchange.ts'
import type { Returning } from './needs.ts'
import { paidFor, paidForShipping } from './worth.ts'

export type Opening = {
  return_id: string
  order: Order
  lines: Ask['lines']
  /** what is wished for instead */
  exchange?: Exchange
  kind: Return['kind']
  state: ReturnState
  wanted: Return['wanted']
  note: string | null
  email: string
  /** everything goes back, the delivery cost included */
  with_shipping: boolean
}

/**
 * Writes a return: takes the units from what can still come back of each line, all or none, and tells it. The same return_id again is the
 * return that is there; another order's is nobody's. Of two that want the last unit, one gets it.
 * @throws NOT_FOUND TOO_MANY { line_id, wanted, left }
 */
export const openReturn = async (needs: Returning, opening: Opening, call: Call): Promise<Return> => {
  try {
    return await write(needs, opening, call)
  } catch (error) {
    const may_be_there = isFailure(error, 'TOO_MANY') || isViolation(error, 'returns_pkey')
    const twin = may_be_there ? await findReturn(needs.db.sql, opening) : undefined
    if (!twin) throw error // else the same request took the units a moment before
    return twin
  }
}

const write = (needs: Returning, opening: Opening, call: Call): Promise<Return> =>
  needs.db.transaction(async (sql) => {
    const known = await findReturn(sql, opening)
    if (known) return known
    const lines = linesOf(opening)
    const before = await takeUnits(sql, opening.order, lines)
    return insertReturn(needs, sql, opening, worthEach(opening.order, lines, before), call)
  })

/**
 * The return of this order with this id, if there is one. An id of another order's return tells nothing of it.
 * @throws NOT_FOUND
 */
export const findReturn = async (sql: Sql, { return_id, order }: Pick<Opening, 'return_id' | 'order'>): Promise<Return | undefined> => {
  const { rows } = await sql<{ return: Return }>`SELECT returns.as_json(r) AS return FROM returns.returns r WHERE return_id = ${return_id}`
  const known = rows[0]?.return
  if (known && known.order_id !== order.order_id) throw fail('NOT_FOUND', 'There is no such return.')
  return known
}

type Wanted = Omit<ReturnLine, 'amount'>

/** A line named twice counts together; one that the order does not have is nobody's. */
const linesOf = ({ order, lines, exchange }: Opening): Wanted[] => {
  const quantities = new Map<string, { quantity: number; reason: ReturnLine['reason'] }>()
  for (const { line_id, quantity, reason = 'changed_mind' } of lines)
    quantities.set(line_id, { quantity: (quantities.get(line_id)?.quantity ?? 0) + quantity, reason })
  return [...quantities].map(([line_id, { quantity, reason }]) => {
    const line = order.lines.find((one) => one.line_id === line_id)
    if (!line) throw fail('NOT_FOUND', 'There is no such line in this order.', { field: 'lines', line_id })
    const { variant_id, sku, title, variant_title } = line
    const untold = { accepted_quantity: null, restock_quantity: null, condition: null }
    const exchange_for = exchange?.get(line_id)
    return { line_id, variant_id, sku, title, variant_title, quantity, reason, ...(exchange_for && { exchange_for }), ...untold }
  })
}

/**
 * The rule: of a line no more units are in returns than were delivered. Lines are locked in the order of their ids, as everywhere. Answers how
 * many units of each are before these: in other returns, or given money for without one.
 */
const takeUnits = async (sql: Sql, order: Order, wanted: Wanted[]): Promise<Map<string, number>> => {
  const asked = wanted
    .map(({ line_id, quantity }) => {
      const line = order.lines.find((one) => one.line_id === line_id)
      return {
        line_id,
        quantity,
        ordered: line?.quantity ?? 0,
        delivered: line?.fulfilled_quantity ?? 0,
        paid_amount: line ? paidFor(order, line) : 0,
      }
    })
    .toSorted((a, b) => (a.line_id < b.line_id ? -1 : 1))
  const { rows } = await sql<{ line_id: string; before: number }>`
    INSERT INTO returns.returnable AS r (order_id, line_id, quantity, delivered, taken, paid_amount)
    SELECT ${order.order_id}, line_id, ordered, delivered, quantity, paid_amount
    FROM jsonb_to_recordset(${json(asked)}::jsonb) AS a (line_id uuid, quantity integer, ordered integer, delivered integer, paid_amount bigint)
    WHERE quantity <= delivered
    ON CONFLICT (order_id, line_id) DO UPDATE
      SET delivered = greatest(r.delivered, excluded.delivered), taken = r.taken + excluded.taken,
        quantity = greatest(excluded.quantity, r.settled_quantity + r.refunded_quantity), paid_amount = greatest(excluded.paid_amount, r.settled_amount + r.refunded_amount)
      WHERE r.taken + excluded.taken <= greatest(r.delivered, excluded.delivered)
    RETURNING line_id, taken + refunded_quantity - (SELECT quantity FROM jsonb_to_recordset(${json(asked)}::jsonb) AS a (line_id uuid, quantity integer)
      WHERE a.line_id = r.line_id) AS before`
  const before = new Map(rows.map((row) => [row.line_id, row.before]))
  const short = wanted.find(({ line_id }) => !before.has(line_id))
  if (short) throw await tooMany(sql, order, short)
  return before
}

const tooMany = async (sql: Sql, { order_id, lines }: Order, { line_id, title, quantity }: Wanted) => {
  const { rows } = await sql<{ taken: number }>`SELECT taken FROM returns.returnable WHERE order_id = ${order_id} AND line_id = ${line_id}`
  const left = (lines.find((line) => line.line_id === line_id)?.fulfilled_quantity ?? 0) - (rows[0]?.taken ?? 0)
  return fail('TOO_MANY', `${left} of ${title} can still come back, not ${quantity}.`, { line_id, wanted: quantity, left })
}

const worthEach = (order: Order, lines: Wanted[], before: Map<string, number>): ReturnLine[] =>
  lines.map((wanted) => {
    const line = order.lines.find((one) => one.line_id === wanted.line_id)
    const units = before.get(wanted.line_id) ?? 0
    const paid = { paid: line ? paidFor(order, line) : 0, quantity: line?.quantity ?? 1 }
    const worth = worthOfMore(paid, { units, amount: worthOfFirst(paid, units) }, wanted.quantity)
    return { ...wanted, amount: { amount: worth, currency: order.currency } }
  })

const insertReturn = async (needs: Returning, sql: Sql, opening: Opening, lines: ReturnLine[], { actor }: Call): Promise<Return> => {
  const { return_id, order, kind, state, wanted, note, email, with_shipping } = opening
  const now = needs.clock.now()
  const shipping = with_shipping ? paidForShipping(order) : 0
  const total = lines.reduce((all, line) => all + line.amount.amount, shipping)
  const who = actor.kind === 'user' && actor.role !== 'customer' ? actor.name : 'customer'
  const timeline = [{ at: now.toISOString(), what: kind === 'withdrawal' ? 'withdrawn' : 'requested', who, note }]
  const { rows } = await sql<{ return: Return }>`
    WITH opened AS (
      INSERT INTO returns.returns (return_id, order_id, order_number, customer_id, email, locale, currency, kind, state, wanted, lines, shipping_amount,
                                   total_amount, note, timeline, created_at, updated_at)
      VALUES (${return_id}, ${order.order_id}, ${order.number}, ${order.customer_id}, ${email}, ${order.locale}, ${order.currency}, ${kind}, ${state}, ${wanted},
              ${json(lines)}::jsonb, ${shipping}, ${total}, ${note}, ${json(timeline)}::jsonb, ${now}, ${now})
      RETURNING *),
    said AS (
      INSERT INTO returns.outbox (type, aggregate_id, payload)
      SELECT 'returns.requested', order_id::text, jsonb_build_object('order_id', order_id, 'return', returns.as_json(opened)) FROM opened)
    SELECT returns.as_json(opened) AS return FROM opened`
  const opened = rows[0]?.return
  if (!opened) throw new Error('a return was neither written nor refused')
  return opened
}
