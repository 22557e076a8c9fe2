/**
 * Money: integers of the currency's minor unit, as ISO 4217 has it.
 * Nothing here divides a float.
 */
import type { Money } from './contract.ts'

/**
 * Minor units that are not two digits: ISO 4217, list one as of 2024. Written down here, because amounts are stored in them: what the runtime
 * says follows custom (it knows no fillér of a forint) and may change with its version.
 */
const EXPONENTS: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}
const exponents = new Map(
  Object.entries(EXPONENTS).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)] as const)),
)

/** Digits behind the decimal point: EUR 2, HUF 2, JPY 0, KWD 3, CLF 4 (ISO 4217). */
export const exponentOf = (currency: string): number => exponents.get(currency) ?? 2

let currencies: Set<string> | undefined

/** Is this a currency of ISO 4217? Also of its units of account, which the runtime does not name. */
export const isCurrency = (code: string): boolean => {
  currencies ??= new Set([...Intl.supportedValuesOf('currency'), ...exponents.keys()])
  return currencies.has(code)
}

const digitsOf = (currency: string) => ({ minimumFractionDigits: exponentOf(currency), maximumFractionDigits: exponentOf(currency) })

const formats = new Map<string, Intl.NumberFormat>()

/** `formatMoney({ amount: 1250, currency: 'EUR' }, 'de')` -> `12,50 €` */
export const formatMoney = (money: Money, locale: string): string => {
  const key = `${locale} ${money.currency}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, ...digitsOf(money.currency) })
    formats.set(key, format)
  }
  return format.format(toDecimal(money) as Intl.StringNumericLiteral)
}

/** As {@link formatMoney}, without the currency, for columns whose head names it: `12,50` */
export const formatDecimal = (money: Money, locale: string): string => {
  const key = `${locale} ${exponentOf(money.currency)} digits`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, digitsOf(money.currency))
    formats.set(key, format)
  }
  return format.format(toDecimal(money) as Intl.StringNumericLiteral)
}

/** The amount as a decimal text, exact: 1250 EUR -> `12.50`. */
export const toDecimal = ({ amount, currency }: Money): string => {
  const exponent = exponentOf(currency)
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0')
  const sign = amount < 0 ? '-' : ''
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/**
 * Reads a decimal text such as `12.50` or `1,299` into minor units without ever making a float.
 * Returns undefined for anything that is not an amount of this currency, such as too many decimals.
 */
export const fromDecimal = (text: string, currency: string): Money | undefined => {
  const match = /^\s*(-?)([1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.(\d+))?\s*$/.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  const exponent = exponentOf(currency)
  if (fraction.slice(exponent).match(/[1-9]/)) return undefined
  const amount = Number(`${sign}${whole.replaceAll(',', '')}${fraction.slice(0, exponent).padEnd(exponent, '0')}`)
  return Number.isSafeInteger(amount) ? { amount: amount + 0, currency } : undefined
}

/** `quantity` times a unit price. @throws RangeError beyond the safe integers */
export const times = ({ amount, currency }: Money, quantity: number): Money => ({ amount: safe(amount * quantity), currency })

/** @throws RangeError when the currencies differ or the sum is beyond the safe integers */
export const sum = (parts: Money[], currency: string): Money => ({
  amount: parts.reduce((total, part) => {
    if (part.currency !== currency) throw new RangeError(`${part.currency} cannot be added to ${currency}`)
    return safe(total + part.amount)
  }, 0),
  currency,
})

/**
 * `amount * numerator / denominator` in whole minor units, exact half to the even neighbour (half-even, IEEE 754 roundTiesToEven),
 * counted in whole numbers only: `portion(1050, 1900, 10_000)` is 19 % of 10.50 -> 200.
 * @throws RangeError beyond the safe integers
 */
export const portion = (amount: number, numerator: number, denominator: number): number => {
  const product = BigInt(amount) * BigInt(numerator)
  const divisor = BigInt(denominator)
  const whole = product / divisor // towards zero
  const rest = product - whole * divisor
  const twice = (rest < 0n ? -rest : rest) * 2n
  const is_up = twice > divisor || (twice === divisor && whole % 2n !== 0n)
  return safe(Number(is_up ? whole + (product < 0n ? -1n : 1n) : whole))
}

/** As {@link portion}, but rounded up: shares of the first units of something, whose differences never fall below zero. Of amounts from 0. */
export const portionUp = (amount: number, numerator: number, denominator: number): number => {
  const divisor = BigInt(denominator)
  return safe(Number((BigInt(amount) * BigInt(numerator) + divisor - 1n) / divisor))
}

/** `paid` for `quantity` units in all, in minor units. */
export type PaidLine = { paid: number; quantity: number }

/**
 * So much of it was paid for the first `units` of them; all of it for as many as there are, or more. Rounded up, as what stays of an order whose
 * rest is cancelled is (modules/orders/leave-out-rest.ts).
 */
export const worthOfFirst = ({ paid, quantity }: PaidLine, units: number): number => portionUp(paid, Math.min(units, quantity), quantity)

/**
 * What `units` more are worth after something was given for some: what was paid for all of these, less what was given. The last units take what
 * is left, so that all parts together come to what was paid, to the minor unit.
 */
export const worthOfMore = (line: PaidLine, given: { units: number; amount: number }, units: number): number =>
  units > 0 ? Math.max(0, worthOfFirst(line, given.units + units) - given.amount) : 0

/**
 * Splits an amount in proportion to weights so that the parts add up to it exactly: everybody gets the whole part of their share,
 * and what is left goes, a minor unit each, to the largest remainders (Hamilton's method), the earlier of equals first.
 * Where all weights are 0 the parts are as equal as they can be.
 */
export const allocate = (amount: number, weights: number[]): number[] => {
  if (weights.length === 0) return []
  const total = weights.reduce((all, weight) => all + BigInt(weight), 0n)
  const shares = total === 0n ? weights.map(() => 1n) : weights.map(BigInt)
  const divisor = total === 0n ? BigInt(weights.length) : total
  const sign = amount < 0 ? -1 : 1
  const size = BigInt(Math.abs(amount))
  const parts = shares.map((share, i) => ({ i, whole: (size * share) / divisor, rest: (size * share) % divisor }))
  let left = Number(size - parts.reduce((all, part) => all + part.whole, 0n))
  const byRest = parts.toSorted((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1))
  for (const part of byRest) if (left-- > 0) part.whole += 1n
  return parts.map((part) => safe(sign * Number(part.whole)) + 0)
}

const safe = (amount: number): number => {
  if (!Number.isSafeInteger(amount)) throw new RangeError('the amount is beyond the safe integers')
  return amount
}
