/** What the ways to a place cost. Pure: the same goods, zones and carrier's answers give the same options. */
import type { Place, Why } from '#platform/contract.ts'
import { closest } from '#platform/places.ts'
import type { ListOptions, Method, ShippingOption, Zone } from './contract.ts'

/** Grams of all lines together. */
export const weightOf = (lines: ListOptions['lines']): number =>
  lines.reduce((sum, { weight_grams, quantity }) => sum + weight_grams * quantity, 0)

/** The zone that describes a place most closely; its methods hold and no other's. */
export const zoneOf = (zones: Zone[], place: Place): Zone | undefined => closest(zones, ({ areas }) => areas, place)

/** Methods that could be offered at all: switched on, with a price in this currency, and not too weak for the parcel. */
export const candidates = (zone: Zone, { currency, lines }: ListOptions): Method[] => {
  const weight = weightOf(lines)
  return zone.methods.filter(
    ({ is_offered, prices, max_weight_grams }) =>
      is_offered && prices.some((price) => price.currency === currency) && (max_weight_grams === null || weight <= max_weight_grams),
  )
}

type Asked = Pick<ListOptions, 'currency' | 'locale' | 'subtotal' | 'lines'>

/**
 * A method as an option, or undefined where no tier is reached. `quoted` is what the carrier asks: null when it does not carry this, and
 * undefined when it did not answer or is not asked.
 */
export const optionOf = (method: Method, zone: Zone, asked: Asked, quoted?: number | null): ShippingOption | undefined => {
  const { currency, subtotal, locale } = asked
  const price = method.prices.find((one) => one.currency === currency)
  if (!price || quoted === null) return undefined
  const measure = method.priced_by === 'subtotal' ? subtotal : method.priced_by === 'flat' ? 0 : weightOf(asked.lines)
  const tier = price.tiers.filter(({ from }) => from <= measure).sort((a, b) => b.from - a.from)[0]
  if (!tier) return undefined
  const amount = quoted ?? tier.amount
  const isFree = price.free_from !== null && subtotal >= price.free_from
  const money = (value: number) => ({ amount: value, currency })
  const words = wording(method, locale)
  const basis = quoted === undefined ? sentences[method.priced_by](tier.from) : 'as the carrier asks'
  const why: Why = [
    {
      ...{ rule: 'shipping_zone', id: zone.zone_id, text: `The zone ${zone.name} describes the address most closely.`, amount: null },
      said: { sentence: 'shipping_zone', params: { zone: zone.name } },
    },
    {
      ...{ rule: 'shipping_rate', id: method.method_id, text: `${method.title}, ${basis}.`, amount: money(amount) },
      said: {
        sentence: quoted === undefined ? `shipping_by_${method.priced_by}` : 'shipping_as_asked',
        params: { title: words.title, from: method.priced_by === 'subtotal' ? money(tier.from) : tier.from },
      },
    },
    ...(isFree
      ? [
          {
            ...{ rule: 'shipping_free', id: method.method_id, text: 'Free from this subtotal on.', amount: money(-amount + 0) },
            said: { sentence: 'shipping_free', params: { from: money(price.free_from ?? 0) } },
          },
        ]
      : []),
  ]
  return {
    method_id: method.method_id,
    ...words,
    amount: money(isFree ? 0 : amount),
    tax_class: method.tax_class,
    is_pickup: method.pickup !== null,
    min_days: method.min_days,
    max_days: method.max_days,
    carrier: method.carrier,
    pickup: method.pickup,
    why,
  }
}

const sentences: Record<Method['priced_by'], (from: number) => string> = {
  flat: () => 'a flat rate',
  weight: (from) => `by weight, from ${from} g`,
  subtotal: (from) => `by subtotal, from ${from} minor units`,
  carrier: (from) => `by weight, from ${from} g, because the carrier did not answer`,
}

/** Title and text in the shopper's language, else as staff first wrote them. `de-AT` reads `de` where nothing is closer. */
const wording = ({ title, text, translations }: Method, locale = ''): { title: string; text: string } => {
  const found = translations.find((one) => one.locale === locale) ?? translations.find((one) => one.locale === locale.slice(0, 2))
  return found ? { title: found.title, text: found.text } : { title, text }
}

/** Cheapest first; of equals the order in which staff have put them. */
export const cheapestFirst = (options: ShippingOption[]): ShippingOption[] => options.toSorted((a, b) => a.amount.amount - b.amount.amount)
