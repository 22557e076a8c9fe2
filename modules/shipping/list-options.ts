import type { Place } from '#platform/contract.ts'
import { ask } from './ask-carrier.ts'
import type { ListOptions, Method, Options, ShippingOption } from './contract.ts'
import { readSettings, type ShippingNeeds } from './needs.ts'
import { candidates, cheapestFirst, optionOf, weightOf, zoneOf } from './price-methods.ts'
import { zones } from './read-zones.ts'

/**
 * The ways to a place for these goods, cheapest first, with what each costs and why. Changes nothing. Without an address the home country
 * is assumed, and the derivation says so. No statement while zones and settings are in memory; a carrier is asked only for methods that
 * are priced by it, all at once, and replaced by the method's own tiers when it does not answer.
 */
export const listOptions = async (needs: ShippingNeeds, asked: ListOptions): Promise<Options> => {
  const [all, { country }] = await Promise.all([zones(needs), readSettings(needs)])
  const place = asked.destination ?? { country }
  const is_set_up = all.some(({ methods }) => methods.some(({ is_offered }) => is_offered))
  const zone = zoneOf(all, place)
  if (!zone) return { options: [], is_set_up }
  const methods = candidates(zone, asked)
  const quotes = await Promise.all(methods.map((method) => quote(needs, method, place, asked)))
  const options = methods.flatMap((method, i) => optionOf(method, zone, asked, quotes[i]) ?? [])
  const told = asked.destination === null ? options.map((option) => estimated(option, country)) : options
  return { options: cheapestFirst(told), is_set_up }
}

const estimated = (option: ShippingOption, country: string): ShippingOption => ({
  ...option,
  why: [
    {
      ...{ rule: 'shipping_place', id: null, text: `No address is known yet: as if it went to ${country}.`, amount: null },
      said: { sentence: 'shipping_place', params: { country } },
    },
    ...option.why,
  ],
})

/** What the carrier asks for a method that is priced by it; undefined for others, and when it does not answer. */
const quote = async (needs: ShippingNeeds, method: Method, to: Place, { currency, lines }: ListOptions) => {
  if (method.priced_by !== 'carrier') return undefined
  const carrier = needs.carriers.find((one) => one.carrier === method.carrier)
  return carrier && ask(needs, carrier, { to, weight_grams: weightOf(lines), currency })
}
