/** Which tax territory a place belongs to, where that is not what its country's code says. Pure. */
import type { Area, Place } from '#platform/contract.ts'
import { EU_STATES, howClosely } from '#platform/places.ts'

const EU = new Set(EU_STATES)

/**
 * Parts of member states where the common VAT system does not hold: Article 6 of Directive 2006/112/EC. Those with a country code of their
 * own, such as Åland (AX) or the French overseas departments (GP, MQ, RE ...), are outside by that code.
 */
const OUTSIDE: Area[] = [
  { country: 'DE', postal_codes: ['78266', '27498'] }, // Büsingen, Heligoland
  { country: 'ES', postal_codes: ['35', '38', '51', '52'] }, // Canary Islands, Ceuta, Melilla
  { country: 'FR', postal_codes: ['971..978'] }, // overseas, where an address names France
  { country: 'GR', postal_codes: ['63086', '63087'] }, // Mount Athos
  { country: 'IT', postal_codes: ['23041', '22061'] }, // Livigno, Campione d'Italia
  { country: 'FI', postal_codes: ['22'] }, // Åland, where an address names Finland
]

/** Treated as a part of another state: Article 7 of the Directive (Monaco, Isle of Man). */
const PART_OF = new Map([
  ['MC', 'FR'],
  ['IM', 'GB'],
])

const NORTHERN_IRELAND: Area = { country: 'GB', postal_codes: ['BT'] }

export type Territory = {
  /** the state whose tax it is: a country code, `XI` for Northern Ireland, or `ES outside` for what is no part of the common system */
  state: string
  /** within the territory where goods move as between member states */
  is_eu: boolean
}

/** Northern Ireland counts as a member state for goods: Protocol on Ireland/Northern Ireland, Article 8 and Annex 3. */
export const territoryOf = (place: Place): Territory => {
  if (howClosely(NORTHERN_IRELAND, place) > 0) return { state: 'XI', is_eu: true }
  if (OUTSIDE.some((area) => howClosely(area, place) > 0)) return { state: `${place.country} outside`, is_eu: false }
  const state = PART_OF.get(place.country) ?? place.country
  return { state, is_eu: EU.has(state) }
}

/** Do both pay the same state's tax? Northern Ireland and Great Britain do, though goods cross a border between them. */
export const isDomestic = (home: Territory, there: Territory): boolean =>
  home.state === there.state || (british(home.state) && british(there.state))

const british = (state: string): boolean => state === 'GB' || state === 'XI'

/** Where to look for rates: what is treated as a part of another state pays that state's. */
export const placeOfRates = (place: Place): Place =>
  PART_OF.has(place.country) ? { country: PART_OF.get(place.country) ?? place.country } : place

/** The member state that gave out a VAT-ID, as `territoryOf` names it: Greece writes EL. */
export const stateOfVatId = (vat_id: string): string => (vat_id.startsWith('EL') ? 'GR' : vat_id.slice(0, 2))

/** May a VAT-ID of this state make a sale free of tax between member states? */
export const givesEuVatIds = (state: string): boolean => EU.has(state) || state === 'XI'
