/** Which rate holds at a place on a day. Pure. */
import type { Place } from '#platform/contract.ts'
import { closest, howClosely } from '#platform/places.ts'
import type { Class, Rate, Zone } from './contract.ts'
import type { Tables } from './read-tables.ts'

/** What the law or the table says of a class at a place. `is_of_class`: false where the class has no rate there, and the standard rate holds. */
export type Found = { zone: Zone; rate: Rate; kind: Class['kind']; is_of_class: boolean }

const STANDARD = 'standard'

/**
 * The rate of a class at a place. A class without a rate there is taxed as standard, and never with nothing.
 * Undefined only where not even a standard rate holds.
 */
const findRate = (zones: Zone[], classes: Class[], place: Place, tax_class: string, now: Date): Found | undefined => {
  const zone = closest(
    zones.filter((one) => howClosely(one.area, place) > 0 && rateOn(one, STANDARD, now)),
    (one) => [one.area],
    place,
  )
  if (!zone) return undefined
  const known = classes.find((one) => one.tax_class === tax_class)
  const rate = known && rateOn(zone, tax_class, now)
  if (known && rate) return { zone, rate, kind: known.kind, is_of_class: true }
  const standard = rateOn(zone, STANDARD, now)
  return standard && { zone, rate: standard, kind: STANDARD, is_of_class: tax_class === STANDARD }
}

/** Rates of one moment, each looked up once: an order of 250 lines asks for few. */
export const ratesAt = ({ zones, choices }: Tables, now: Date) => {
  const known = new Map<string, Found | undefined>()
  return (place: Place, tax_class: string): Found | undefined => {
    const key = JSON.stringify([tax_class, place.country, place.region, place.postal_code])
    if (!known.has(key)) known.set(key, findRate(zones, choices.classes, place, tax_class, now))
    return known.get(key)
  }
}

/** Of the rates that hold on a zone's day, the one that began last. */
const rateOn = (zone: Zone, tax_class: string, now: Date): Rate | undefined => {
  const day = dayIn(zone.time_zone, now)
  let holding: Rate | undefined
  for (const rate of zone.rates) {
    if (rate.tax_class !== tax_class || rate.valid_from > day || (rate.valid_until !== null && rate.valid_until < day)) continue
    if (!holding || rate.valid_from > holding.valid_from) holding = rate
  }
  return holding
}

const formats = new Map<string, Intl.DateTimeFormat>()
const days = new Map<string, { at: number; day: string }>() // one for each time zone: a question asks for the same day again and again

/** The calendar day at a moment: 2025-12-31T23:30Z is 2026-01-01 in Berlin. */
const dayIn = (time_zone: string, now: Date): string => {
  const known = days.get(time_zone)
  if (known?.at === now.getTime()) return known.day
  let format = formats.get(time_zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: time_zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(time_zone, format)
  }
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]))
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
  days.set(time_zone, { at: now.getTime(), day })
  return day
}
