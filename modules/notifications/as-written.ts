/** Dates and addresses as a language writes them. */
import type { Address } from '#modules/orders/contract.ts'

/** Made once for each language: making one takes longer than writing the rest of the mail. Any number of languages can be asked for, few are kept. */
const onceFor = <T extends object>(make: (locale: string) => T) => {
  const made = new Map<string, T>()
  return (locale: string): T => {
    const kept = made.get(locale) ?? make(locale)
    if (made.size > 50) made.clear()
    made.set(locale, kept)
    return kept
  }
}
const datesIn = onceFor((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }))
const countriesIn = onceFor((locale) => new Intl.DisplayNames(locale, { type: 'region' }))

export const longDate = (at: string, locale: string): string => datesIn(locale).format(new Date(at))

export const addressLines = (address: Address, locale: string): string[] => {
  const { name, company, line1, line2, postal_code, city, region, country } = address
  const country_name = countriesIn(locale).of(country)
  return [name, company, line1, line2, [postal_code, city].filter(Boolean).join(' '), region, country_name].filter(
    (line) => line !== undefined,
  )
}
