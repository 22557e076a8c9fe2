import type { AskGroupPrices, GroupPrices } from './contract.ts'
import type { Pricing } from './needs.ts'
import { priceOf } from './price-of.ts'
import { candidatesOf, knownPrices } from './read-candidates.ts'

/**
 * What one unit of these variants costs a group of customers, in minor units, where everyone else pays more for it; the others are left out.
 * Such a price is a list's and no reduction, so nothing is crossed out beside it. Only the shop itself may ask. At most one statement,
 * mostly none.
 */
export const readGroupPrices = async (needs: Pricing, { variant_ids, currency, customer_group }: AskGroupPrices): Promise<GroupPrices> => {
  const known = await knownPrices(needs, { variant_ids: [...new Set(variant_ids)], currency })
  const everyone = candidatesOf(needs, { customer_group: null }, known)
  const prices = [...candidatesOf(needs, { customer_group }, known)].flatMap(([variant_id, candidates]) => {
    const own = priceOf(candidates, 1, currency)
    const usual = priceOf(everyone.get(variant_id) ?? [], 1, currency)
    return own && usual && own.amount < usual.amount ? [{ variant_id, amount: own.amount }] : []
  })
  return { prices }
}
