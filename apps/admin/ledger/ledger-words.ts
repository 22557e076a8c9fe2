import { showMoney } from '#admin/parts/money.ts'
import { showPercent } from '#admin/parts/typed.ts'
import { sentence } from '#admin/parts/words.ts'
import type { Account } from '#modules/ledger/contract.ts'

export const ACCOUNTS = [
  'receivable',
  'provider_clearing',
  'bank',
  'tax_payable',
  'gift_card_liability',
  'store_credit_liability',
  'surplus',
  'sales',
  'shipping_income',
  'discounts',
  'refunds',
  'fees',
  'chargebacks',
  'goodwill',
  'rounding',
] as const satisfies readonly Account[]

/** `tax_payable` with `1900` -> `Tax payable, 19 %`; a provider or a tax treatment stands as it is. */
export const accountWords = (account: string, detail: string): string => {
  if (!detail) return sentence(account)
  const part = account === 'tax_payable' && /^\d+$/.test(detail) ? showPercent(Number(detail)) : sentence(detail).toLowerCase()
  return `${sentence(account)}, ${part}`
}

/** The side a movement stands on: debits and credits are shown apart, both positive. */
export const sidesOf = ({ amount, currency }: { amount: number; currency: string }): { debit: string; credit: string } => ({
  debit: amount > 0 ? showMoney({ amount, currency }) : '',
  credit: amount < 0 ? showMoney({ amount: -amount, currency }) : '',
})
