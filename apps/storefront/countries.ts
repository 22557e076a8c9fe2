/** Countries a parcel can be addressed to, by their names in a language. */
import type { Address } from '#modules/orders/contract.ts'
import { COUNTRIES } from '#platform/countries.ts'

type Named = { value: string; title: string }
const known = new Map<string, Named[]>()

export const countriesIn = (locale: string): Named[] => {
  const kept = known.get(locale)
  if (kept) return kept
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const { compare } = new Intl.Collator(locale)
  const named = COUNTRIES.map((value) => ({ value, title: names.of(value) ?? value })).sort((a, b) => compare(a.title, b.title))
  known.set(locale, named)
  return named
}

export const countryName = (code: string, locale: string): string => countriesIn(locale).find(({ value }) => value === code)?.title ?? code

/** An address in one line, as far as it is filled in. */
export const addressLine = (address: Partial<Address>, locale: string): string => {
  const { name, company, line1, line2, postal_code, city, region, country } = address
  const town = [postal_code, city].filter(Boolean).join(' ')
  return [name, company, line1, line2, town, region, country && countryName(country, locale)].filter(Boolean).join(', ')
}
