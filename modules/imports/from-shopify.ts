/** Product exports of Shopify, with the column names up to 2024 and those since. */
import {
  type Adapter,
  type Draft,
  type Entry,
  fatal,
  notCounted,
  note,
  optionsOf,
  type Problem,
  unitsOf,
  type Variant,
  type View,
} from './draft.ts'
import { codeOf, gramsOf, lineOf, listOf, madeSku, slugOf, taxClassOf, wholeOf } from './fields.ts'
import { htmlToText } from './html-to-text.ts'
import { priceOf } from './price.ts'

const HANDLE = ['Handle', 'URL handle']

export const fromShopify: Adapter = {
  format: 'shopify',
  told_by: [
    ['handle', 'title', 'variant price'],
    ['url handle', 'title', 'price'],
  ],
  sourcesOf: ({ get }) => [imageOf(get), variantImageOf(get)].filter(Boolean),
  /** The lines of a product follow each other, so one product at a time is held in memory. */
  async *products(entries, view) {
    let group: Entry[] = []
    for await (const entry of entries) {
      if (group[0] && group[0].get(...HANDLE) !== entry.get(...HANDLE)) {
        yield toProduct(group, view)
        group = []
      }
      group.push(entry)
    }
    if (group.length > 0) yield toProduct(group, view)
  },
}

/** One product from its lines: the first holds the product, each with an option value or a price a variant, the others a picture. */
export const toProduct = (entries: Entry[], view: View): Draft => {
  const first = entries[0]!
  const { line } = first
  const title = lineOf(first.get('Title'))
  const handle = first.get(...HANDLE)
  const names = optionNames(first)
  const problems: Problem[] = []
  if (!handle) problems.push(fatal(line, 'NO_HANDLE', 'The line has no handle, so its product is not known. Give every line one.'))
  else if (!title) problems.push(fatal(line, 'NO_TITLE', `The first line of "${handle}" has no title.`))
  if (isTrue(first.get('Gift Card')))
    problems.push(note(line, 'NOT_KEPT', 'A gift card is imported as a draft: the shop does not issue codes.'))
  const variants = entries
    .filter((entry, index) => index === 0 || isVariant(entry))
    .map((entry) => toVariant(entry, { handle, names, view, problems }))
  return {
    line,
    product: {
      slug: slugOf(handle) || undefined,
      status: statusOf(first),
      brand: lineOf(first.get('Vendor')) || undefined,
      tax_class: taxClassOf('', first.get('Variant Taxable', 'Charge tax').toLowerCase() !== 'false'),
      translations: { [view.locale]: { title, description: htmlToText(first.get('Body (HTML)', 'Description')) } },
      options: optionsOf(variants, names),
      variants,
    },
    categories: categoriesOf(first),
    pictures: picturesOf(entries),
    problems,
  }
}

const isTrue = (text: string): boolean => text.toLowerCase() === 'true'
const isVariant = (entry: Entry): boolean => Boolean(entry.get('Option1 Value') || entry.get('Variant Price', 'Price'))

/** A product without a choice says `Title` / `Default Title`. */
const optionNames = (first: Entry): string[] => {
  if (first.get('Option1 Value') === 'Default Title') return []
  return [1, 2, 3].map((number) => lineOf(first.get(`Option${number} Name`))).filter(Boolean)
}

type Context = { handle: string; names: string[]; view: View; problems: Problem[] }

const toVariant = (entry: Entry, { handle, names, view, problems }: Context): Variant => {
  const { line } = entry
  const options = Object.fromEntries(names.map((name, index) => [name, lineOf(entry.get(`Option${index + 1} Value`))]))
  for (const [name, value] of Object.entries(options))
    if (!value) problems.push(fatal(line, 'NO_OPTION_VALUE', `"${name}" has no value here.`))
  const sku = codeOf(entry.get('Variant SKU', 'SKU')) || madeSku(slugOf(handle), ...Object.values(options).map(slugOf))
  const picture = variantImageOf(entry.get)
  return {
    sku,
    options,
    prices: pricesOf(entry, view, problems),
    on_hand: stockOf(entry, problems),
    barcode: codeOf(entry.get('Variant Barcode', 'Barcode')) || undefined,
    weight_grams: gramsOf(entry.get('Variant Grams', 'Weight value (grams)'), 'g'),
    ...(picture ? { picture } : {}),
  }
}

const pricesOf = ({ line, get }: Entry, { currency }: View, problems: Problem[]): Variant['prices'] => {
  const amount = priceOf(line, get('Variant Price', 'Price'), currency, problems)
  if (amount === undefined) return []
  const told = get('Variant Compare At Price', 'Compare-at price')
  const before = told ? priceOf(line, told, currency, problems) : undefined
  return [{ currency, amount, compare_at_amount: before !== undefined && before > amount ? before : null }]
}

const stockOf = (entry: Entry, problems: Problem[]): number | undefined => {
  const text = entry.get('Variant Inventory Qty', 'Inventory quantity')
  const is_counted = entry.get('Variant Inventory Tracker', 'Inventory tracker') !== ''
  const quantity = wholeOf(text)
  if (text && quantity === undefined) problems.push(fatal(entry.line, 'BAD_STOCK', `"${text}" is not a number of units.`))
  else if (is_counted ? !text : (quantity ?? 0) <= 0) problems.push(notCounted(entry.line, is_counted))
  if (/^(continue|true)$/i.test(entry.get('Variant Inventory Policy', 'Continue selling when out of stock')))
    problems.push(note(entry.line, 'NOT_KEPT', 'Selling more than there is is not kept: the shop stops at zero.'))
  return unitsOf({ is_counted, quantity, is_in_stock: true })
}

const statusOf = (first: Entry): 'draft' | 'active' | 'archived' => {
  const status = first.get('Status').toLowerCase()
  if (status === 'archived') return 'archived'
  const is_hidden = first.get('Published', 'Published on online store').toLowerCase() === 'false'
  return status === 'draft' || is_hidden || isTrue(first.get('Gift Card')) ? 'draft' : 'active'
}

/** The merchant's own type; without one Shopify's category, a path; without that the first tag. */
const categoriesOf = (first: Entry): string[][] => {
  const type = lineOf(first.get('Type', 'Custom Product Type'))
  if (type) return [[type]]
  const path = first.get('Product Category', 'Standard Product Type').split('>').map(lineOf).filter(Boolean)
  if (path.length > 0) return [path]
  return listOf(first.get('Tags'))
    .slice(0, 1)
    .map((tag) => [tag])
}

const imageOf = (get: Entry['get']): string => get('Image Src', 'Product image URL')
const variantImageOf = (get: Entry['get']): string => get('Variant Image', 'Variant image URL')

const picturesOf = (entries: Entry[]): Draft['pictures'] => {
  const found = new Map<string, string>()
  for (const entry of entries) {
    const source = imageOf(entry.get)
    if (source) found.set(source, lineOf(entry.get('Image Alt Text', 'Image alt text')))
  }
  for (const entry of entries) {
    const source = variantImageOf(entry.get)
    if (source && !found.has(source)) found.set(source, '')
  }
  return [...found].map(([source, alt]) => ({ source, alt: alt || lineOf(entries[0]!.get('Title')) }))
}
