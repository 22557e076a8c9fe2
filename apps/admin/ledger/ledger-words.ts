import { useQuery } from '@tanstack/react-query'
import { accountsQuery } from '#admin/ledger/ledger-queries.ts'
import { showMoney } from '#admin/parts/money.ts'
import { showPercent } from '#admin/parts/typed.ts'
import { sentence } from '#admin/parts/words.ts'
import type { Account, Entry } from '#modules/ledger/contract.ts'

/** What an account is called, as far as the titles are there. */
export const useAccounts = () => {
  const { data } = useQuery(accountsQuery)
  const titles = new Map<string, string>(data?.accounts.map(({ account, title }) => [account, title]))
  return { accounts: data?.accounts ?? [], titleOf: (account: Account) => titles.get(account) ?? sentence(account) }
}

/** `Tax to be paid` with `1900` -> `Tax to be paid, 19 %`; a provider or a tax treatment stands as it is. */
export const accountWords = (title: string, { account, detail }: Pick<Entry, 'account' | 'detail'>): string => {
  if (!detail) return title
  const part = account === 'tax_payable' && /^\d+$/.test(detail) ? showPercent(Number(detail)) : sentence(detail).toLowerCase()
  return `${title}, ${part}`
}

/** The side a movement stands on: debits and credits are shown apart, both positive. */
export const sidesOf = ({ amount, currency }: { amount: number; currency: string }): { debit: string; credit: string } => ({
  debit: amount > 0 ? showMoney({ amount, currency }) : '',
  credit: amount < 0 ? showMoney({ amount: -amount, currency }) : '',
})
