/** Money as people type and read it. Amounts are integers of minor units; no float is ever made of one. */
import { LANGUAGE } from '#admin/parts/words.ts'
import type { Money } from '#platform/contract.ts'
import { exponentOf, formatMoney, toDecimal } from '#platform/money.ts'

export { exponentOf }

const TYPED = /^-?\d+(?:[.,' \u00a0\u202f]\d+)*$/

/**
 * Reads what someone typed in major units: `12.50`, `12,50`, `1,299`, `1.299,00`, `1 299` -> minor units.
 * The last `.` or `,` is the decimal mark when it stands alone and no more digits follow than the currency has; all others part thousands.
 * Returns undefined for what is not an amount of this currency: too many decimals, letters, thousands of other than three digits.
 */
export const parseAmount = (typed: string, currency: string): number | undefined => {
  const text = typed.trim()
  if (!TYPED.test(text)) return undefined
  const exponent = exponentOf(currency)
  const cut = decimalMark(text, exponent)
  const whole = cut === -1 ? text : text.slice(0, cut)
  const fraction = cut === -1 ? '' : text.slice(cut + 1)
  const groups = whole.replace('-', '').split(/[.,' \u00a0\u202f]/)
  if (groups.length > 1 && ((groups[0]?.length ?? 0) > 3 || groups.slice(1).some((group) => group.length !== 3))) return undefined
  const amount = Number(`${text.startsWith('-') ? '-' : ''}${groups.join('')}${fraction.padEnd(exponent, '0')}`)
  return Number.isSafeInteger(amount) ? amount + 0 : undefined
}

const decimalMark = (text: string, exponent: number): number => {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  if (last === -1 || text.indexOf(text.charAt(last)) !== last) return -1
  const digits = text.length - last - 1
  return digits <= exponent ? last : -1
}

/** The amount as a decimal text to be edited: 1250 EUR -> `12.50`. */
export const typedAmount = (amount: number, currency: string): string => toDecimal({ amount, currency })

/** For reading: `€12.50`. */
export const showMoney = (money: Money): string => formatMoney(money, LANGUAGE)
