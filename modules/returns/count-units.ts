import type { Order } from '#modules/orders/contract.ts'
import type { GivenFor } from '#modules/payments/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { worthOfMore } from '#platform/money.ts'
import { givenWith, shippingGivenBack } from './delivery.ts'
import type { Returning } from './needs.ts'
import { paidFor, paidForShipping } from './worth.ts'

export type LinesWish = {
  refund_id: string
  order_id: string
  lines: { line_id: string; quantity: number }[]
  with_shipping: boolean
  reason: string
  who?: string
}

/** What was counted for a refund. `tries`: of several who carry it out, only the last to begin frees its units. */
export type Counted = Omit<LinesWish, 'lines' | 'who'> & {
  lines: GivenFor['lines']
  shipping_amount: number
  total_amount: number
  currency: string
  who: string | null
  tries: number
}

type Given = { line_id: string; sent: number; units: number; amount: number }
type Wanted = GivenFor['lines'][number] & { left: number }

/**
 * Counts units that money is given for, all or none, and fixes what they are worth: what was paid for them, less what was given for others. The
 * rule: of a line no more units are given money for than were sent, those of settled returns counted in (what is not sent is left out of the
 * order, which gives its price back by itself). The statement that counts them
 * keeps it, and `no_unit_is_given_money_for_twice` says it again. Undefined where this refund is there already.
 * @throws NOT_FOUND TOO_MANY { line_id, wanted, left } SHIPPING_GIVEN_BACK NOTHING_PAID
 */
export const countUnits = ({ db, clock }: Returning, order: Order, wish: LinesWish): Promise<Counted | undefined> =>
  db.transaction(async (sql) => {
    const wanted = worthEach(order, wish, await lockLines(sql, order))
    const { rows: twins } = await sql<{ refund_id: string }>`SELECT refund_id FROM returns.refunds WHERE refund_id = ${wish.refund_id}`
    if (twins.length > 0) return undefined
    await take(sql, order, wanted)
    const shipping_amount = wish.with_shipping ? await takeDelivery(sql, order) : 0
    const total = wanted.reduce((sum, { amount }) => sum + amount, shipping_amount)
    if (total === 0) throw fail('NOTHING_PAID', 'Nothing was paid for this, so nothing goes back.', { field: 'lines' })
    const lines = wanted.map(({ left: _, ...line }) => line)
    const { refund_id, order_id, with_shipping, reason, who = null } = wish
    const { rows } = await sql<Counted>`
      INSERT INTO returns.refunds (refund_id, order_id, lines, with_shipping, shipping_amount, total_amount, currency, reason, who, tried_at, created_at)
      VALUES (${refund_id}, ${order_id}, ${json(lines)}::jsonb, ${with_shipping}, ${shipping_amount}, ${total}, ${order.currency}, ${reason}, ${who},
              ${clock.now()}, ${clock.now()})
      RETURNING refund_id, order_id, lines, with_shipping, shipping_amount, total_amount, currency, reason, who, tries`
    return rows[0]
  })

/** All lines of the order, in the order of their ids, as everywhere: so that of two refunds, or a refund and a return, one waits for the other. */
const lockLines = async (sql: Sql, order: Order): Promise<Map<string, Given>> => {
  const lines = order.lines
    .map((line) => ({ line_id: line.line_id, bought: line.quantity, delivered: line.fulfilled_quantity, paid: paidFor(order, line) }))
    .toSorted((a, b) => (a.line_id < b.line_id ? -1 : 1))
  const { rows } = await sql<Given>`
    INSERT INTO returns.returnable AS r (order_id, line_id, quantity, delivered, paid_amount)
    SELECT ${order.order_id}, line_id, bought, delivered, paid
    FROM jsonb_to_recordset(${json(lines)}::jsonb) AS l (line_id uuid, bought integer, delivered integer, paid bigint) ORDER BY line_id
    ON CONFLICT (order_id, line_id) DO UPDATE
      SET delivered = greatest(r.delivered, excluded.delivered), quantity = greatest(excluded.quantity, r.settled_quantity + r.refunded_quantity),
          paid_amount = greatest(excluded.paid_amount, r.settled_amount + r.refunded_amount)
    RETURNING line_id, delivered AS sent, settled_quantity + refunded_quantity AS units, settled_amount + refunded_amount AS amount`
  return new Map(rows.map((row) => [row.line_id, row]))
}

/** A line that is named twice counts together. */
export const quantitiesOf = (lines: LinesWish['lines']): Map<string, number> => {
  const quantities = new Map<string, number>()
  for (const { line_id, quantity } of lines) quantities.set(line_id, (quantities.get(line_id) ?? 0) + quantity)
  return quantities
}

const worthEach = (order: Order, { lines }: LinesWish, before: Map<string, Given>): Wanted[] =>
  [...quantitiesOf(lines)].map(([line_id, quantity]) => {
    const line = order.lines.find((one) => one.line_id === line_id)
    if (!line) throw fail('NOT_FOUND', 'There is no such line in this order.', { field: 'lines', line_id })
    const given = before.get(line_id) ?? { sent: 0, units: 0, amount: 0 }
    const amount = worthOfMore({ paid: paidFor(order, line), quantity: line.quantity }, given, quantity)
    const title = [line.title, line.variant_title].filter(Boolean).join(', ')
    return { line_id, title, quantity, amount, left: Math.max(0, given.sent - given.units) }
  })

const take = async (sql: Sql, { order_id }: Order, wanted: Wanted[]): Promise<void> => {
  const { rows } = await sql<{ line_id: string }>`
    UPDATE returns.returnable r SET refunded_quantity = r.refunded_quantity + w.quantity, refunded_amount = r.refunded_amount + w.amount
    FROM jsonb_to_recordset(${json(wanted)}::jsonb) AS w (line_id uuid, quantity integer, amount bigint)
    WHERE r.order_id = ${order_id} AND r.line_id = w.line_id AND r.settled_quantity + r.refunded_quantity + w.quantity <= r.delivered
    RETURNING r.line_id`
  const taken = new Set(rows.map(({ line_id }) => line_id))
  const short = wanted.find(({ line_id }) => !taken.has(line_id))
  if (!short) return
  const { line_id, title, quantity, left } = short
  throw fail('TOO_MANY', `Money can be given back for ${left} of ${title} that ${left === 1 ? 'was' : 'were'} sent, not for ${quantity}.`, {
    ...{ field: 'lines', line_id, wanted: quantity, left },
  })
}

const takeDelivery = async (sql: Sql, order: Order): Promise<number> => {
  const earlier = await givenWith(sql, order.order_id)
  if (earlier) throw shippingGivenBack(earlier)
  return paidForShipping(order)
}
