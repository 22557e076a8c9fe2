import type { ProductInput } from '#modules/catalog/contract.ts'
import type { ImportRun } from './contract.ts'

/** Something a person should know about a line. A fatal problem keeps its product out; no problem keeps out another product. */
export type Problem = ImportRun['problems'][number]

/**
 * A product as a file tells it, not yet looked up in the shop: categories are paths of titles, pictures are where the file says they are
 * (an address or a path), and a variant's picture is one of them.
 */
export type Draft = {
  line: number
  product?: Omit<ProductInput, 'category_ids' | 'pictures'>
  categories: string[][]
  pictures: { source: string; alt: string }[]
  problems: Problem[]
}
export type Variant = ProductInput['variants'][number]

/** What the file does not say: the language of its texts, the currency of its prices, and what day it is. */
export type View = { locale: string; currency: string; today: string }

/** One record of the file; a column is found by any of the names it goes by, whatever their case. Missing columns are empty. */
export type Entry = { line: number; get(...columns: string[]): string }

export type Adapter = {
  format: ImportRun['format']
  /** a file is of this format when its header has all columns of one of these lists */
  told_by: string[][]
  /** where one record says that pictures are */
  sourcesOf(entry: Entry): string[]
  products(entries: AsyncIterable<Entry>, view: View): AsyncIterable<Draft>
}

export const fatal = (line: number, code: string, message: string): Problem => ({ line, code, message, is_fatal: true })
export const note = (line: number, code: string, message: string): Problem => ({ line, code, message, is_fatal: false })

/** A draft of something that is no product for us. */
export const refused = (problem: Problem): Draft => ({ line: problem.line, categories: [], pictures: [], problems: [problem] })

/** A file's word that something is in stock, without a number, becomes this many, and a problem that says so. */
const UNCOUNTED_UNITS = 1_000

export type Stock = { is_counted: boolean; quantity: number | undefined; is_in_stock: boolean }

/** Units on the shelf; undefined leaves the shop's number as it is. */
export const unitsOf = ({ is_counted, quantity, is_in_stock }: Stock): number | undefined => {
  if (quantity !== undefined && (is_counted || quantity > 0)) return Math.max(quantity, 0)
  if (is_counted) return undefined
  return is_in_stock ? UNCOUNTED_UNITS : 0
}

export const notCounted = (line: number, is_counted: boolean): Problem => {
  const then = is_counted ? 'Its stock stays as it is.' : `${UNCOUNTED_UNITS} units are assumed.`
  return note(line, 'STOCK_NOT_COUNTED', `The file has no number of units of a variant that is for sale. ${then} Count them.`)
}

/** Options of a product: each name once, its values in the order they first appear. */
export const optionsOf = (variants: Variant[], names: string[]): ProductInput['options'] =>
  names.map((name) => ({ name, values: [...new Set(variants.map((variant) => variant.options[name] ?? ''))].filter(Boolean) }))
