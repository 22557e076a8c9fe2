/** Shipping zones and their methods while they are being edited, and what is sent of them. */
import { notAnAmount } from '#admin/parts/amounts.ts'
import type { Area } from '#admin/parts/areas.ts'
import { parseAmount, typedAmount } from '#admin/parts/money.ts'
import { newId } from '#admin/parts/new-id.ts'
import { parseCount } from '#admin/parts/typed.ts'
import type { FieldErrors } from '#admin/parts/use-editor.ts'
import type { Method, PickupPoint, SaveZone, Zone } from '#modules/shipping/contract.ts'

export type DraftTier = { key: string; from: string; amount: string }
/** `flat` is the amount of a method that costs the same for everyone; empty: not offered in the currency. */
export type DraftPrice = { flat: string; tiers: DraftTier[]; free_from: string }
export type DraftMethod = Omit<Method, 'translations' | 'prices' | 'max_weight_grams' | 'min_days' | 'max_days' | 'pickup'> & {
  translations: Record<string, { title: string; text: string }>
  prices: Record<string, DraftPrice>
  max_weight_grams: string
  min_days: string
  max_days: string
  is_pickup: boolean
  pickup: PickupPoint
}
export type DraftPart = { key: string; country: string; region: string; postal_codes: string[] }
export type ZoneDraft = {
  zone_id: string
  version: number
  name: string
  /** whole countries, and `*` for all that no other zone names */
  countries: string[]
  parts: DraftPart[]
  methods: DraftMethod[]
}

export const NO_PRICE: DraftPrice = { flat: '', tiers: [], free_from: '' }
const NO_PLACE: PickupPoint = { name: '', line1: '', postal_code: '', city: '', country: '', hours: '' }

export const newPart = (country: string): DraftPart => ({ key: newId(), country, region: '', postal_codes: [] })

export const newMethod = (country: string): DraftMethod => ({
  method_id: newId(),
  is_offered: true,
  title: '',
  text: '',
  translations: {},
  priced_by: 'flat',
  prices: {},
  max_weight_grams: '',
  min_days: '',
  max_days: '',
  tax_class: 'of_goods',
  carrier: null,
  is_pickup: false,
  pickup: { ...NO_PLACE, country },
})

export const newZone = (): ZoneDraft => ({ zone_id: newId(), version: 0, name: '', countries: [], parts: [], methods: [] })

const isWhole = ({ region, postal_codes }: Area) => region === undefined && postal_codes === undefined

export const zoneDraftOf = ({ zone_id, version, name, areas, methods }: Zone): ZoneDraft => ({
  zone_id,
  version,
  name,
  countries: areas.filter(isWhole).map(({ country }) => country),
  parts: areas
    .filter((area) => !isWhole(area))
    .map(({ country, region = '', postal_codes = [] }, index) => ({ key: `${index}`, country, region, postal_codes })),
  methods: methods.map(methodDraftOf),
})

const methodDraftOf = (method: Method): DraftMethod => ({
  ...method,
  translations: Object.fromEntries(method.translations.map(({ locale, title, text }) => [locale, { title, text }])),
  prices: Object.fromEntries(method.prices.map((price) => [price.currency, priceDraftOf(price, method.priced_by)])),
  max_weight_grams: typedCount(method.max_weight_grams),
  min_days: typedCount(method.min_days),
  max_days: typedCount(method.max_days),
  is_pickup: method.pickup !== null,
  pickup: method.pickup ?? NO_PLACE,
})

const typedCount = (number: number | null) => (number === null ? '' : String(number))

const priceDraftOf = ({ currency, tiers, free_from }: Method['prices'][number], priced_by: Method['priced_by']): DraftPrice => ({
  flat: priced_by === 'flat' && tiers[0] ? typedAmount(tiers[0].amount, currency) : '',
  tiers:
    priced_by === 'flat'
      ? []
      : tiers.map(({ from, amount }, index) => ({
          key: `${index}`,
          from: priced_by === 'subtotal' ? typedAmount(from, currency) : String(from),
          amount: typedAmount(amount, currency),
        })),
  free_from: free_from === null ? '' : typedAmount(free_from, currency),
})

export const zoneInputOf = (draft: ZoneDraft): { input: SaveZone; errors: FieldErrors } => {
  const errors: FieldErrors = {}
  if (!draft.name.trim()) errors.name = 'Give the zone a name'
  const areas: Area[] = [
    ...draft.countries.map((country) => ({ country })),
    ...draft.parts.map(({ country, region, postal_codes }, index) => {
      if (!region.trim() && postal_codes.length === 0)
        errors[`parts.${index}`] = 'Name a region or postal codes, or choose the whole country'
      return { country, ...(region.trim() ? { region: region.trim() } : {}), ...(postal_codes.length > 0 ? { postal_codes } : {}) }
    }),
  ]
  if (areas.length === 0) errors.areas = 'Choose at least one country'
  const methods = draft.methods.map((method, index) => methodInputOf(method, `methods.${index}`, errors))
  return { input: { zone_id: draft.zone_id, version: draft.version, name: draft.name.trim(), areas, methods }, errors }
}

const methodInputOf = (draft: DraftMethod, at: string, errors: FieldErrors): Method => {
  const { is_pickup, pickup, translations, prices, ...rest } = draft
  if (!draft.title.trim()) errors[`${at}.title`] = 'Give it a title; shoppers read it'
  if (draft.priced_by === 'carrier' && !draft.carrier) errors[`${at}.carrier`] = 'Choose the carrier who says the price'
  const method: Method = {
    ...rest,
    title: draft.title.trim(),
    translations: Object.entries(translations).flatMap(([locale, { title, text }]) =>
      title.trim() ? [{ locale, title: title.trim(), text }] : [],
    ),
    prices: Object.entries(prices).flatMap(([currency, price]) => priceInputOf({ draft, currency, price, at, errors })),
    max_weight_grams: countOf(draft.max_weight_grams, `${at}.max_weight_grams`, errors),
    min_days: countOf(draft.min_days, `${at}.min_days`, errors, 365),
    max_days: countOf(draft.max_days, `${at}.max_days`, errors, 365),
    pickup: is_pickup ? pickup : null,
  }
  if (is_pickup)
    for (const field of ['name', 'line1', 'postal_code', 'city', 'country'] as const)
      if (!pickup[field].trim()) errors[`${at}.pickup.${field}`] = 'Is missing'
  if (method.min_days !== null && method.max_days !== null && method.min_days > method.max_days)
    errors[`${at}.max_days`] = 'Later than the earliest day'
  return method
}

type PriceContext = { draft: DraftMethod; currency: string; price: DraftPrice; at: string; errors: FieldErrors }

const priceInputOf = ({ draft, currency, price, at, errors }: PriceContext): Method['prices'] => {
  const path = `${at}.prices.${currency}`
  const amountOf = (typed: string, field: string): number => {
    const amount = parseAmount(typed, currency)
    if (amount === undefined || amount < 0) errors[field] = notAnAmount(currency)
    return amount ?? 0
  }
  const free_from = price.free_from.trim() ? amountOf(price.free_from, `${path}.free_from`) : null
  if (draft.priced_by === 'flat') {
    if (!price.flat.trim()) return []
    return [{ currency, tiers: [{ from: 0, amount: amountOf(price.flat, `${path}.flat`) }], free_from }]
  }
  if (price.tiers.length === 0) return []
  const tiers = price.tiers.map(({ from, amount }, index) => {
    const field = `${path}.tiers.${index}`
    const at_least = draft.priced_by === 'subtotal' ? amountOf(from, `${field}.from`) : countOf(from || '0', `${field}.from`, errors)
    return { from: at_least ?? 0, amount: amountOf(amount, `${field}.amount`) }
  })
  const twice = tiers.findIndex(({ from }, index) => tiers.findIndex((other) => other.from === from) !== index)
  if (twice !== -1) errors[`${path}.tiers.${twice}.from`] = 'Another step begins at the same point'
  return [{ currency, tiers, free_from }]
}

const countOf = (typed: string, field: string, errors: FieldErrors, most?: number): number | null => {
  if (!typed.trim()) return null
  const number = parseCount(typed, 0, most)
  if (number === undefined) errors[field] = most ? `A whole number up to ${most}` : 'A whole number'
  return number ?? null
}
