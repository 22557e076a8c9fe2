/** Reads single values of a product file. Nothing here makes a float of money. */
import { createHash } from 'node:crypto'
import { exponentOf, fromDecimal } from '#platform/money.ts'

/** One line of text: spaces and control characters become single spaces. */
export const lineOf = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** SKUs and barcodes, without the apostrophe by which spreadsheets are told to leave digits alone. */
export const codeOf = (text: string): string => lineOf(text).replace(/^'/, '')

const MAX_SKU = 100

/** An SKU for what the file gives none: the same parts always make the same. A long one ends in a hash, so that two stay apart. */
export const madeSku = (...parts: string[]): string => {
  const sku = parts.filter(Boolean).join('-')
  return sku.length <= MAX_SKU ? sku : `${sku.slice(0, MAX_SKU - 9)}-${createHash('sha256').update(sku).digest('hex').slice(0, 8)}`
}

const GERMAN: [RegExp, string][] = [
  [/ß/g, 'ss'],
  [/[äæ]/g, 'ae'],
  [/[öœø]/g, 'oe'],
  [/ü/g, 'ue'],
]

/** `Größe M / Blau` -> `groesse-m-blau`; empty when nothing is left */
export const slugOf = (text: string): string =>
  GERMAN.reduce((slug, [letter, plain]) => slug.replace(letter, plain), text.normalize('NFC').toLowerCase())
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 200)
    .replace(/^-+|-+$/g, '')

const POINT_AND_THREE = /^[1-9]\d{0,2}(?:\.\d{3})+$/
const COMMA_AND_THREE = /^[1-9]\d{0,2}(?:,\d{3})+$/

/**
 * Minor units; understands `1299.5`, `1,299.50`, `12,50` and `1.299,50`. undefined: not an amount of this currency, below zero, or one thing
 * in one country and another in the next: `1.500`, and `1,500` where a currency has three decimals.
 */
export const amountOf = (text: string, currency: string): number | undefined => {
  const decimals = exponentOf(currency)
  if ((decimals === 3 ? /^[1-9]\d{0,2},\d{3}$/ : POINT_AND_THREE).test(text)) return undefined
  const is_comma = new RegExp(`^\\d+(?:\\.\\d{3})*,\\d{1,${Math.max(decimals, 1)}}$`).test(text) && !COMMA_AND_THREE.test(text)
  const money = fromDecimal(is_comma ? text.replaceAll('.', '').replace(',', '.') : text, currency)
  return money && money.amount >= 0 ? money.amount : undefined
}

/** A whole number such as `12`, `-3` or `12.0000`; undefined for anything else, and for `1.000`, which is one or a thousand */
export const wholeOf = (text: string): number | undefined =>
  /^-?\d{1,9}(?:\.0+)?$/.test(text) && !POINT_AND_THREE.test(text.replace('-', '')) ? Number.parseInt(text, 10) + 0 : undefined

const GRAMS = { g: 1, kg: 1000, lb: 453.59237, lbs: 453.59237, oz: 28.349523125 } // international avoirdupois pound, 1959
export type WeightUnit = keyof typeof GRAMS

/** Grams, rounded to the nearest; undefined when it is not a weight above zero */
export const gramsOf = (text: string, unit: string): number | undefined => {
  const known = Object.entries(GRAMS).find(([name]) => name === unit.toLowerCase())
  if (!known || !/^\d{1,7}(?:[.,]\d{1,6})?$/.test(text)) return undefined
  const grams = Math.round(Number(text.replace(',', '.')) * known[1])
  return grams > 0 ? grams : undefined
}

/**
 * What other shops call a product's tax class, in our words; undefined where the file says nothing, which leaves the shop's as it is.
 * WooCommerce names `reduced-rate` and `zero-rate`, and nothing for the standard one; Magento `Taxable Goods` and `None`.
 */
export const taxClassOf = (text: string, is_taxable: boolean): string | undefined => {
  if (!is_taxable || /^none$/i.test(text)) return 'zero'
  if (!text) return undefined
  return /^taxable/i.test(text)
    ? 'standard'
    : slugOf(text)
        .replace(/-rate$/, '')
        .slice(0, 50)
        .replace(/-+$/, '') || undefined
}

/** Parts of `a, b\, c` at the commas that are not escaped. */
export const listOf = (text: string): string[] =>
  text
    .split(/(?<!\\),/)
    .map((part) => lineOf(part.replaceAll('\\,', ',')))
    .filter(Boolean)
