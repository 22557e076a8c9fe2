import type { Order } from '#modules/orders/contract.ts'
import type { Sql } from '#platform/db.ts'
import { type Booked, book } from './book.ts'
import { soldOf } from './list-differences.ts'

export type Told = { event_id: string; occurred_at: string; order: Order }

/**
 * What a bank took back is a loss as long as the goods stay sold. Where the order is closed or made cheaper, the shop would have had to give
 * that money back itself: the bank has done so, and it is no loss but settles what is owed to the customer. Books the difference to what was
 * booked as settled before. Two statements, and those of `book`, for orders that something was taken back of; none for all others.
 */
export const settleChargebacks = async (sql: Sql, told: Told[], now: Date): Promise<void> => {
  const charged = told.filter(({ order }) => order.charged_back && order.charged_back.amount > 0)
  if (charged.length === 0) return
  await sql`SELECT FROM ledger.head FOR NO KEY UPDATE`
  const { rows } = await sql<{ order_id: string | null; settled: number; provider: string }>`
    SELECT e.order_id, coalesce(sum(e.amount) FILTER (WHERE t.kind = ${KIND}::text AND e.account = 'receivable'), 0)::bigint AS settled,
      coalesce(max(e.detail) FILTER (WHERE e.account = 'chargebacks'), '') AS provider
    FROM ledger.entries e JOIN ledger.transactions t USING (transaction_id)
    WHERE e.order_id = ANY(${charged.map(({ order }) => order.order_id)}::uuid[]) GROUP BY e.order_id`
  const before = new Map(rows.map((row) => [row.order_id, row]))
  const bookings = charged.flatMap(({ event_id, occurred_at, order }): Booked[] => {
    const { order_id, version, currency } = order
    const { settled = 0, provider = '' } = before.get(order_id) ?? {}
    const amount = settledOf(order) - settled
    const postings = [
      { account: 'receivable' as const, detail: '', amount },
      { account: 'chargebacks' as const, detail: provider, amount: -amount },
    ]
    const source = `${KIND}:${order_id}:${version}`
    return amount === 0 ? [] : [{ event_id, occurred_at, source, kind: KIND, order_id, reference: null, currency, postings }]
  })
  await book(sql, bookings, now)
}

const KIND = 'chargeback_settled'

/** So much of what was taken back would have gone back by the shop: what was paid, less what it gave back and what is sold. */
const settledOf = ({ state, total, paid, refunded, charged_back, credited, waived }: Order): number => {
  const refunded_amount = refunded.amount + (credited?.amount ?? 0)
  const sold = soldOf({ state, total_amount: total.amount - (waived?.amount ?? 0), paid_amount: paid.amount, refunded_amount })
  return Math.min(charged_back?.amount ?? 0, Math.max(0, paid.amount - refunded_amount - sold))
}
