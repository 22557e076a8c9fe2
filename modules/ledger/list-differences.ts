import type { Input, Output } from '#platform/contract.ts'
import type { Difference, ledger, Sums } from './contract.ts'
import type { Ledger } from './needs.ts'

const PAGE_SIZE = 50
const ORDERS_A_PAGE = 500
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'
/** Events of one order come from several modules, one after the other; what is younger may still be on its way. */
const SETTLED_AFTER_MINUTES = 10

/** Orders that are not settled, by their id. A statement over the view, which sums the entries. */
export const listOpenItems = async (
  { db }: Ledger,
  { after, limit = PAGE_SIZE }: Input<typeof ledger.ops.listOpenItems>,
): Promise<Output<typeof ledger.ops.listOpenItems>> => {
  const { rows } = await db.sql<{ sums: Sums }>`
    SELECT to_jsonb(s) AS sums FROM ledger.order_sums s
    WHERE open <> 0 AND (${after ?? null}::uuid IS NULL OR order_id > ${after ?? null}::uuid) ORDER BY order_id, currency LIMIT ${limit + 1}`
  const items = rows.slice(0, limit).map(({ sums }) => sums)
  return { items, next: rows.length > limit ? (items.at(-1)?.order_id ?? null) : null }
}

type Compared = {
  order_id: string
  currency: string
  order_currency: string | null
  is_settled: boolean
  state: string | null
  total_amount: number
  paid_amount: number
  refunded_amount: number
  invoiced: number
  credited: number
  captured: number
  refunded: number
  /** of what was refunded, so much came back from banks */
  returned: number
}

/**
 * Two stories of the same money: what payments and documents said, as booked, and what the orders said of themselves. They come by different
 * ways and must agree ten minutes after the last of them. One statement for 500 orders.
 */
export const listDifferences = async (
  { db, clock }: Ledger,
  { after = BEFORE_ALL }: Input<typeof ledger.ops.listDifferences>,
): Promise<Output<typeof ledger.ops.listDifferences>> => {
  const settled_before = new Date(clock.now().getTime() - SETTLED_AFTER_MINUTES * 60_000)
  const { rows } = await db.sql<Compared>`
    WITH known AS (
      (SELECT order_id FROM ledger.heard_orders WHERE order_id > ${after}::uuid ORDER BY order_id LIMIT ${ORDERS_A_PAGE + 1})
      UNION
      (SELECT DISTINCT order_id FROM ledger.transactions WHERE order_id > ${after}::uuid ORDER BY order_id LIMIT ${ORDERS_A_PAGE + 1})
    ), page AS (
      SELECT order_id FROM known ORDER BY order_id LIMIT ${ORDERS_A_PAGE + 1}
    )
    SELECT page.order_id, coalesce(sums.currency, heard.currency, '') AS currency, heard.currency AS order_currency,
      coalesce(greatest(heard.heard_at, last.booked_at) < ${settled_before}::timestamptz, true) AS is_settled, heard.state,
      coalesce(heard.total_amount, 0) AS total_amount, coalesce(heard.paid_amount, 0) AS paid_amount,
      coalesce(heard.refunded_amount, 0) AS refunded_amount, coalesce(sums.invoiced, 0) AS invoiced, coalesce(sums.credited, 0) AS credited,
      coalesce(sums.captured, 0) AS captured, coalesce(sums.refunded, 0) AS refunded, coalesce(bank.returned, 0) AS returned
    FROM page LEFT JOIN ledger.heard_orders heard USING (order_id)
      LEFT JOIN LATERAL (SELECT * FROM ledger.order_sums s WHERE s.order_id = page.order_id) sums ON true
      LEFT JOIN LATERAL (SELECT max(booked_at) AS booked_at FROM ledger.transactions t WHERE t.order_id = page.order_id) last ON true
      LEFT JOIN LATERAL (
        SELECT -sum(e.amount)::bigint AS returned FROM ledger.entries e JOIN ledger.transactions t USING (transaction_id)
        WHERE e.order_id = page.order_id AND e.currency = sums.currency AND e.account = 'receivable' AND t.kind = 'payment_refund_failed') bank ON true
    ORDER BY page.order_id, sums.currency`
  const order_ids = [...new Set(rows.map(({ order_id }) => order_id))].slice(0, ORDERS_A_PAGE)
  const shown = new Set(order_ids)
  const differences = rows.filter(({ order_id, is_settled }) => is_settled && shown.has(order_id)).flatMap(differencesOf)
  const has_more = rows.some(({ order_id }) => !shown.has(order_id))
  return { differences, next: has_more ? (order_ids.at(-1) ?? null) : null }
}

/**
 * Where one order's two stories differ. An order without an invoice may be waiting for it; one with an invoice must be credited as it was given
 * back. What a bank returned was not given back, and its credit note stands until it is: so much less may be billed.
 */
const differencesOf = (row: Compared): Difference[] => {
  const { order_id, currency } = row
  const found = (what: Difference['what'], text: string, booked: number, said: number): Difference[] =>
    booked === said ? [] : [{ order_id, what, text, ledger: booked, order: said, currency }]
  if (row.order_currency === null) return found('unknown_order', 'Money was booked for an order that never told of itself.', 1, 0)
  if (row.order_currency !== currency) return found('currency', `The order is in ${row.order_currency}, the books have ${currency}.`, 1, 0)
  const [billed, sold] = [row.invoiced - row.credited, soldOf(row)]
  const is_owed = billed < sold && billed >= sold - row.returned
  return [
    ...found('paid', 'What payments captured is not what the order has as paid.', row.captured, row.paid_amount),
    ...found(
      'refunded',
      'What was given back, as money or store credit, is not what the order has as given back.',
      row.refunded,
      row.refunded_amount,
    ),
    ...(row.invoiced > 0 && !is_owed ? found('sale', 'Invoices less credit notes are not what is left of the order.', billed, sold) : []),
  ]
}

type Sold = { state: string | null; total_amount: number; paid_amount: number; refunded_amount: number }

/** What is left of a sale: nothing of a closed order; otherwise its total, less what was given back but for what had been paid too much. */
export const soldOf = ({ state, total_amount, paid_amount, refunded_amount }: Sold): number => {
  if (state === 'cancelled' || state === 'rejected') return 0
  const too_much = Math.max(0, paid_amount - total_amount)
  return total_amount - Math.min(total_amount, Math.max(0, refunded_amount - too_much))
}
