/**
 * What is certain of addresses by country: the form of postal codes, where they may be left out, and whether a region belongs in. Facts as the
 * address formats of libaddressinput (https://chromium-i18n.appspot.com/ssl-address) and the UPU publish them; a country that is not here is
 * not judged.
 */
import type { Address } from './shapes.ts'

/** `code`: without spaces and hyphens. `such_as`: one that is right, for the sentence that tells. */
type Facts = { code: RegExp; such_as: string; region?: 'needed' | 'unused' }

const four = /^\d{4}$/
const five = /^\d{5}$/
const unused = 'unused' as const
const needed = 'needed' as const

const FACTS: Record<string, Facts> = {
  AT: { code: four, such_as: '1010', region: unused },
  AU: { code: four, such_as: '2000', region: needed },
  BE: { code: four, such_as: '1000', region: unused },
  BG: { code: four, such_as: '1000' },
  BR: { code: /^\d{8}$/, such_as: '01310-100', region: needed },
  CA: { code: /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d$/, such_as: 'K1A 0B1', region: needed },
  CH: { code: four, such_as: '8001', region: unused },
  CY: { code: four, such_as: '1010' },
  CZ: { code: five, such_as: '110 00', region: unused },
  DE: { code: five, such_as: '10115', region: unused },
  DK: { code: four, such_as: '1050', region: unused },
  EE: { code: five, such_as: '10111' },
  ES: { code: five, such_as: '28001' },
  FI: { code: five, such_as: '00100', region: unused },
  FR: { code: five, such_as: '75001', region: unused },
  GB: { code: /^(?:GIR0AA|BFPO\d{1,4}|[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2})$/, such_as: 'SW1A 1AA', region: unused },
  GR: { code: five, such_as: '105 57', region: unused },
  HR: { code: five, such_as: '10000' },
  HU: { code: four, such_as: '1051', region: unused },
  IE: { code: /^[AC-FHKNPRTV-Y](?:\d\d|6W)[\dAC-FHKNPRTV-Y]{4}$/, such_as: 'D02 AF30' },
  IT: { code: five, such_as: '00184' },
  JP: { code: /^\d{7}$/, such_as: '100-0001', region: needed },
  LI: { code: /^94(?:8[5-9]|9[0-8])$/, such_as: '9490', region: unused },
  LT: { code: five, such_as: '01100' },
  LU: { code: four, such_as: '1111', region: unused },
  LV: { code: four, such_as: 'LV-1010' },
  NL: { code: /^[1-9]\d{3}[A-Z]{2}$/, such_as: '1012 AB', region: unused },
  NO: { code: four, such_as: '0150', region: unused },
  NZ: { code: four, such_as: '6011' },
  PL: { code: five, such_as: '00-001', region: unused },
  PT: { code: /^\d{7}$/, such_as: '1100-148', region: unused },
  RO: { code: /^\d{6}$/, such_as: '010011' },
  SE: { code: five, such_as: '111 22', region: unused },
  SI: { code: four, such_as: '1000', region: unused },
  SK: { code: five, such_as: '811 01' },
  US: { code: /^\d{5}(?:\d{4})?$/, such_as: '10001', region: needed },
}

/**
 * Countries and territories without postal codes, and those where they may be left out: Bulgaria, Cyprus, Ireland and Slovenia.
 * https://www.upu.int/en/postal-solutions/programmes-services/addressing-solutions
 */
const WITHOUT_POSTAL_CODE = new Set(
  'AE AG AO AW BF BG BI BJ BO BS BW BZ CD CF CG CI CK CM CY DJ DM ER FJ GD GH GM GQ GY HK IE JM KI KM KN KP LC ML MO MR MU MW NR NU QA RW SB SC SI SL SR ST SY TD TF TG TK TL TO TV UG VU YE ZW'.split(
    ' ',
  ),
)

/** May a postal code not be left out there? For whoever asks people for an address; see `addressProblems` for what is refused. */
export const isPostalCodeNeeded = (country: string): boolean => !WITHOUT_POSTAL_CODE.has(country)

/** Does a region belong into an address there? `asked`: it may. */
export const regionIn = (country: string): 'needed' | 'unused' | 'asked' => FACTS[country]?.region ?? 'asked'

export type AddressProblem = { field: 'postal_code' | 'region'; reason: 'missing' | 'wrong'; such_as: string }

/** What is certainly wrong with an address: nothing, for a country of which nothing is known here. */
export const addressProblems = ({ country, postal_code, region }: Partial<Address>): AddressProblem[] => {
  const facts = FACTS[country ?? '']
  if (!facts) return []
  const { code, such_as } = facts
  const given = bare(postal_code ?? '')
  const problems: AddressProblem[] = []
  if (given === '' && isPostalCodeNeeded(country ?? '')) problems.push({ field: 'postal_code', reason: 'missing', such_as })
  if (given !== '' && !code.test(given)) problems.push({ field: 'postal_code', reason: 'wrong', such_as })
  if (facts.region === 'needed' && !region?.trim()) problems.push({ field: 'region', reason: 'missing', such_as: '' })
  return problems
}

/** People write `D-10115`, `sw1a1aa` and `110-00`, and the mail arrives. */
const bare = (code: string) =>
  code
    .trim()
    .toUpperCase()
    .replace(/^[A-Z]{1,2}-(?=\d)/, '')
    .replaceAll(/[\s-]/g, '')
