import { fail } from '#platform/errors.ts'
import { addressProblems } from './address-facts.ts'
import type { Address } from './shapes.ts'

/**
 * What the page tells at its field, the API refuses: by the same facts.
 * @throws BAD_ADDRESS { field, reason }
 */
export const refuseBadAddress = (address: Address | null | undefined, of: 'shipping_address' | 'billing_address'): void => {
  const problem = address && addressProblems(address)[0]
  if (!problem) return
  const { field, reason, such_as } = problem
  const what = field === 'region' ? 'the state or region' : `the postal code, such as ${such_as},`
  const text =
    reason === 'missing'
      ? `In ${address.country}, ${what} belongs into an address.`
      : `In ${address.country}, a postal code looks like ${such_as}.`
  throw fail('BAD_ADDRESS', text, { field: `${of}.${field}`, reason })
}
