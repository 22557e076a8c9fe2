import { formatDecimal, formatMoney } from '#platform/money.ts'
import type { Facts } from './facts.ts'

type Where = Pick<Facts, 'locale' | 'currency'>

/** `12,50 €` */
export const withCurrency = (amount: number, { locale, currency }: Where): string => minus(formatMoney({ amount, currency }, locale))

/** `12,50`, for columns whose head names the currency. */
export const plain = (amount: number, { locale, currency }: Where): string => minus(formatDecimal({ amount, currency }, locale))

/** Basis points as percent: 1900 -> `19 %`, 550 -> `5,5 %`. */
export const percent = (basis_points: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(basis_points / 10_000)

/** A minus as wide as a digit, not a hyphen. */
const minus = (text: string): string => text.replace('-', '\u2212')
