import type { Money } from '#platform/contract.ts'
import { exponentOf } from '#platform/money.ts'

/**
 * How many decimals an `amount` has at Stripe: two, except for these. They differ from ISO 4217 and from our own exponents here and there.
 * Source: https://docs.stripe.com/currencies#zero-decimal
 */
const ZERO_DECIMAL = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '))
/** The last digit must be 0. Source: https://docs.stripe.com/currencies#three-decimal */
const THREE_DECIMAL = new Set('BHD JOD KWD OMR TND'.split(' '))
/**
 * Two decimals that must be 00: "to charge 5 ISK, provide an amount value of 500", and the same for UGX. UGX also stands in the list of
 * zero-decimal currencies of that page; the example with its number is taken for the rule.
 * Source: https://docs.stripe.com/currencies#special-cases
 */
const WHOLE_UNITS_AS_CENTS = new Set(['ISK', 'UGX'])

const decimalsOf = (currency: string): number => (ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2)

const stepOf = (currency: string): number => (THREE_DECIMAL.has(currency) ? 10 : WHOLE_UNITS_AS_CENTS.has(currency) ? 100 : 1)

/** The amount in Stripe's minor units, or undefined where Stripe cannot charge exactly this: 5.124 KWD, half a króna. Nothing is rounded. */
export const toStripe = ({ amount, currency }: Money): number | undefined => {
  const shift = decimalsOf(currency) - exponentOf(currency)
  const shifted = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift
  return Number.isSafeInteger(shifted) && shifted % stepOf(currency) === 0 ? shifted : undefined
}

/**
 * An amount of Stripe's in our minor units; `currency` in small letters, as Stripe writes it.
 * @throws RangeError when our currency has no unit that small: then it is not an amount that we asked for
 */
export const fromStripe = (amount: number, currency: string): Money => {
  const own = currency.toUpperCase()
  const shift = exponentOf(own) - decimalsOf(own)
  const shifted = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift
  if (!Number.isSafeInteger(shifted)) throw new RangeError(`${amount} of Stripe's units is no amount in ${own}`)
  return { amount: shifted, currency: own }
}
