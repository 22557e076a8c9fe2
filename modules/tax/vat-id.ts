/**
 * Is a VAT-ID well formed? Shape and check digits of every member state and Northern Ireland, without asking anybody. Pure.
 * Shapes: European Commission, VIES, frequently asked questions, question 11.
 */
import { checkDigits } from './vat-check-digits.ts'

const SHAPES: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^[1-9]\d{8}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^([A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z\d]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{7}1\d|\d{10}1\d)$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{10}\d{2}$/,
  SI: /^[1-9]\d{7}$/,
  SK: /^[1-9]\d{9}$/,
  XI: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
}

/** As it is kept and asked for: capitals without spaces, dots and hyphens; Greece as EL. */
export const normalVatId = (vat_id: string): string =>
  vat_id
    .toUpperCase()
    .replace(/[\s.\-/]/g, '')
    .replace(/^GR(?=\d)/, 'EL')

/** A sentence about what is wrong, or undefined. A number that is well formed may still belong to nobody. */
export const vatIdProblem = (vat_id: string): string | undefined => {
  const [country, number] = [vat_id.slice(0, 2), vat_id.slice(2)]
  const shape = SHAPES[country]
  if (!shape) return `${vat_id} is no VAT-ID of an EU state: it begins with the state, such as DE or ATU.`
  if (!shape.test(number)) return `${vat_id} has not the shape of a VAT-ID that begins with ${country}.`
  if (!(checkDigits[country]?.(number) ?? true)) return `${vat_id} is mistyped: its check digit does not fit.`
}
