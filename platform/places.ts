/** Which area a place lies in. Taxes and shipping ask the same question. Pure. */
import type { Area, Place } from './contract.ts'

/** Member states of the European Union (Article 52 of its Treaty; Croatia since 2013, without the United Kingdom since 2020). */
export const EU_STATES = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

/** What counts in a postal code or region: letters and digits. `SW1A 1AA` and `sw1a1aa` are one place. */
const bare = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

/** `US-CA` and `CA` name the same region. */
const regionOf = (place: { country: string; region?: string | undefined }): string => {
  const region = (place.region ?? '').toUpperCase()
  return bare(region.startsWith(`${place.country}-`) ? region.slice(place.country.length + 1) : region)
}

/** How many characters of the code the pattern settles, 0 when it does not fit. A range compares as many characters as its bounds have. */
const fit = (pattern: string, code: string): number => {
  const [from = '', until = from] = pattern.split('..').map(bare)
  const start = code.slice(0, from.length)
  return start.length === from.length && from.length === until.length && start >= from && start <= until ? from.length : 0
}

/**
 * How closely an area describes a place: 0 when the place is not in it, otherwise more for a country than for `*`, for a region than for a
 * country, for a postal code than for a region, and for a longer beginning than for a shorter one.
 */
export const howClosely = (area: Area, place: Place): number => {
  if (area.country === '*') return 1
  if (area.country !== place.country) return 0
  let closeness = 2
  if (area.region !== undefined) {
    if (regionOf({ country: area.country, region: area.region }) !== regionOf(place)) return 0
    closeness += 10
  }
  if (area.postal_codes !== undefined) {
    const code = bare(place.postal_code ?? '')
    const longest = Math.max(0, ...area.postal_codes.map((pattern) => fit(pattern, code)))
    if (longest === 0) return 0
    closeness += 100 + longest
  }
  return closeness
}

/** Of several, the one that describes the place most closely; the earlier of equals. Undefined when the place is in none. */
export const closest = <T>(candidates: readonly T[], areasOf: (candidate: T) => readonly Area[], place: Place): T | undefined => {
  let best: T | undefined
  let most = 0
  for (const candidate of candidates) {
    for (const area of areasOf(candidate)) {
      const closeness = howClosely(area, place)
      if (closeness > most) {
        best = candidate
        most = closeness
      }
    }
  }
  return best
}
