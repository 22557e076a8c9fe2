/** Amounts in several currencies as people type them. */
import { exponentOf, parseAmount, typedAmount } from '#admin/parts/money.ts'
import type { FieldErrors } from '#admin/parts/use-editor.ts'

/** By currency, in major units as typed. */
export type TypedAmounts = Record<string, string>

/** Typed amounts -> minor units; what is empty is left out, what is none is said in `errors`. */
export const readAmounts = (typed: TypedAmounts, path: string, errors: FieldErrors): Record<string, number> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([currency, text]) => {
      if (!text.trim()) return []
      const amount = parseAmount(text, currency)
      if (amount !== undefined && amount >= 0) return [[currency, amount]]
      errors[`${path}.${currency}`] = notAnAmount(currency)
      return []
    }),
  )

export const typedAmounts = (amounts: Record<string, number> | undefined): TypedAmounts =>
  Object.fromEntries(Object.entries(amounts ?? {}).map(([currency, amount]) => [currency, typedAmount(amount, currency)]))

/** What an amount of this currency looks like. */
export const notAnAmount = (currency: string) => {
  const digits = exponentOf(currency)
  return digits === 0 ? 'A whole amount, such as 1200' : `An amount such as 12.${'50'.padEnd(digits, '0').slice(0, digits)}`
}
