import type { Definition } from '#platform/module.ts'
import { toDecimal } from '#platform/money.ts'
import type { ledger } from './contract.ts'
import type { Ledger } from './needs.ts'

type ReadTrail = NonNullable<Definition<typeof ledger, Ledger>['trail']>

/** What was booked for an order, for the flight recorder. One statement. */
export const readTrail: ReadTrail = async ({ db }, order_id) => {
  const { rows } = await db.sql<{
    occurred_at: string
    kind: string
    reference: string | null
    transaction_id: string
    entries: { account: string; detail: string; amount: number; currency: string }[]
  }>`
    SELECT t.occurred_at, t.kind, t.reference, t.transaction_id,
      jsonb_agg(jsonb_build_object('account', e.account, 'detail', e.detail, 'amount', e.amount, 'currency', e.currency) ORDER BY e.height) AS entries
    FROM ledger.transactions t JOIN ledger.entries e USING (transaction_id)
    WHERE t.order_id = ${order_id} GROUP BY t.transaction_id ORDER BY min(e.height) LIMIT 500`
  return rows.map(({ occurred_at, kind, reference, transaction_id, entries }) => ({
    at: occurred_at,
    kind: 'entry',
    title: `${kind.replaceAll('_', ' ')} booked`,
    text: entries
      .map(({ account, amount, currency }) => {
        const size = toDecimal({ amount: Math.abs(amount), currency })
        return `${amount > 0 ? 'debit' : 'credit'} ${account.replaceAll('_', ' ')} ${size} ${currency}`
      })
      .join('; '),
    request_id: null,
    facts: { transaction_id, reference, entries },
    action: null,
  }))
}
