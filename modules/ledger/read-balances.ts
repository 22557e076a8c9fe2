import type { Input, Output } from '#platform/contract.ts'
import type { Balances, ledger } from './contract.ts'
import type { Ledger } from './needs.ts'

type Balance = Balances['balances'][number]
type Accounts = Output<typeof ledger.ops.listAccounts>

/** The accounts and what they are called. One statement. */
export const listAccounts = async ({ db }: Ledger): Promise<Accounts> => {
  const { rows } = await db.sql<Accounts['accounts'][number]>`SELECT account, title, kind FROM ledger.accounts ORDER BY position`
  return { accounts: rows }
}

/** What is on each account, of the whole shop or of one order. The sum over its entries and nothing else. One statement. */
export const readBalances = async ({ db }: Ledger, { order_id }: Input<typeof ledger.ops.readBalances>): Promise<Balances> => {
  const { rows } = await db.sql<Balance>`
    SELECT a.account, a.title, a.kind, e.detail, e.currency, coalesce(sum(e.amount) FILTER (WHERE e.amount > 0), 0)::bigint AS debit,
      coalesce(-sum(e.amount) FILTER (WHERE e.amount < 0), 0)::bigint AS credit, sum(e.amount)::bigint AS balance
    FROM ledger.entries e JOIN ledger.accounts a USING (account)
    WHERE ${order_id ?? null}::uuid IS NULL OR e.order_id = ${order_id ?? null}::uuid
    GROUP BY a.account, e.detail, e.currency ORDER BY a.position, e.detail, e.currency`
  return { balances: rows }
}

/** What was on each account at the end of a day (UTC), with what was debited and credited until then. One statement. */
export const readTrialBalance = async (
  { db }: Ledger,
  { day }: Input<typeof ledger.ops.readTrialBalance>,
): Promise<Output<typeof ledger.ops.readTrialBalance>> => {
  const { rows } = await db.sql<Balance>`
    SELECT a.account, a.title, a.kind, e.detail, e.currency, coalesce(sum(e.amount) FILTER (WHERE e.amount > 0), 0)::bigint AS debit,
      coalesce(-sum(e.amount) FILTER (WHERE e.amount < 0), 0)::bigint AS credit, sum(e.amount)::bigint AS balance
    FROM ledger.entries e JOIN ledger.accounts a USING (account)
    WHERE e.day <= ${day}::date GROUP BY a.account, e.detail, e.currency ORDER BY a.position, e.detail, e.currency`
  const totals = [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, of]) => ({
    currency,
    debit: of.reduce((sum, { debit }) => sum + debit, 0),
    credit: of.reduce((sum, { credit }) => sum + credit, 0),
  }))
  return { balances: rows, totals }
}
