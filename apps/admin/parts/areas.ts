/** Parts of the world, as zones name them. */
import { countryName } from '#admin/parts/words.ts'
import { COUNTRIES } from '#platform/countries.ts'

export type Area = { country: string; region?: string; postal_codes?: string[] }

export const EVERYWHERE = '*'

/** `Germany`, `Germany, 35 and 10000..19999`, `United States, CA`, `Everywhere else` */
export const areaWords = ({ country, region, postal_codes = [] }: Area): string =>
  [country === EVERYWHERE ? 'Everywhere else' : countryName(country), region, postal_codes.join(' and ')].filter(Boolean).join(', ')

export const countryChoices = [
  { value: EVERYWHERE, label: 'Everywhere else' },
  ...COUNTRIES.map((code) => ({ value: code, label: countryName(code) })),
]
