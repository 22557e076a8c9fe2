/** Product exports of Magento 2: simple products, and configurable ones that name the simple products they are made of. */
import {
  type Adapter,
  type Draft,
  type Entry,
  fatal,
  notCounted,
  note,
  optionsOf,
  type Problem,
  refused,
  unitsOf,
  type Variant,
  type View,
} from './draft.ts'
import { codeOf, gramsOf, lineOf, slugOf, taxClassOf, wholeOf } from './fields.ts'
import { htmlToText } from './html-to-text.ts'
import { pricesOf, type ToldPrice } from './price.ts'

export const fromMagento: Adapter = {
  format: 'magento',
  told_by: [['sku', 'product_type', 'attribute_set_code', 'name', 'price']],
  sourcesOf: ({ get }) => [get('base_image'), ...get('additional_images').split(',')].map(lineOf).filter(Boolean),
  async *products(entries, view) {
    const simple = new Map<string, Entry>()
    const shown: Entry[] = []
    const translated = new Set<string>()
    for await (const entry of entries) {
      if (entry.get('store_view_code')) {
        translated.add(codeOf(entry.get('sku'))) // the same product once more, in other words
        continue
      }
      if (entry.get('product_type') === 'simple') simple.set(codeOf(entry.get('sku')), entry)
      shown.push(entry)
    }
    const parts = new Set(shown.flatMap((entry) => variationsOf(entry).map((variation) => variation.sku)))
    for (const entry of shown) {
      const sku = codeOf(entry.get('sku'))
      if (parts.has(sku)) continue
      const draft = toProduct(entry, simple, view)
      if (translated.has(sku)) draft.problems.push(note(entry.line, 'NOT_KEPT', 'The texts of single store views are not kept.'))
      yield draft
    }
  },
}

type Variation = { sku: string; options: { [name: string]: string } }

/** `sku=MH01-XS-Black,size=XS,color=Black|sku=...` */
const variationsOf = (entry: Entry): Variation[] =>
  entry
    .get('configurable_variations')
    .split('|')
    .filter(Boolean)
    .map((text) => {
      const { sku = '', ...options } = pairsOf(text)
      return { sku: codeOf(sku), options }
    })

/** `a=1,b=2, 3`: a comma parts two pairs only where a name and `=` follow. */
const pairsOf = (text: string): { [name: string]: string } =>
  Object.fromEntries(
    text.split(/,(?=[a-z_][a-z0-9_]*=)/i).map((pair) => {
      const at = pair.indexOf('=')
      return [lineOf(pair.slice(0, at)), lineOf(pair.slice(at + 1))]
    }),
  )

const WEIGHT_UNIT = 'lbs' // the export does not say; this is Magento's own default
const KINDS = ['simple', 'virtual', 'downloadable', 'configurable']

export const toProduct = (entry: Entry, simple: Map<string, Entry>, view: View): Draft => {
  const { line } = entry
  const kind = entry.get('product_type')
  if (!KINDS.includes(kind))
    return refused(fatal(line, 'KIND_NOT_SUPPORTED', `Products of type "${kind}" are sets of others and have no place here.`))
  const is_hidden = /not visible/i.test(entry.get('visibility'))
  if (is_hidden && kind !== 'configurable')
    return refused(
      fatal(line, 'NO_PARENT', 'The product is not shown by itself, and no configurable product of the file has it as a part.'),
    )

  const problems: Problem[] = []
  const title = lineOf(entry.get('name'))
  if (!title) problems.push(fatal(line, 'NO_TITLE', 'The product has no name.'))
  if (kind === 'downloadable') problems.push(note(line, 'NOT_KEPT', 'Files to download are not kept.'))
  const variants =
    kind === 'configurable'
      ? partsOf(entry, simple, { view, problems })
      : [toVariant(entry, { product: entry, options: {} }, { view, problems })]
  const names = [...new Set(variants.flatMap((variant) => Object.keys(variant.options)))]
  const texts = [entry.get('short_description'), entry.get('description')].map(htmlToText)
  return {
    line,
    product: {
      slug: slugOf(entry.get('url_key')) || undefined,
      status: entry.get('product_online') === '1' && !is_hidden ? 'active' : 'draft',
      tax_class: taxClassOf(entry.get('tax_class_name'), true),
      translations: { [view.locale]: { title, description: [...new Set(texts)].filter(Boolean).join('\n\n') } },
      options: optionsOf(variants, names),
      variants,
    },
    categories: categoriesOf(entry),
    pictures: picturesOf(
      entry,
      variants.flatMap((variant) => simple.get(variant.sku) ?? []),
    ),
    problems,
  }
}

type Context = { view: View; problems: Problem[] }

const partsOf = (entry: Entry, simple: Map<string, Entry>, { view, problems }: Context): Variant[] => {
  const labels = pairsOf(entry.get('configurable_variation_labels'))
  const variations = variationsOf(entry)
  const found = variations.filter(({ sku }) => simple.has(sku))
  const missing = variations.filter(({ sku }) => !simple.has(sku)).map(({ sku }) => sku)
  if (found.length === 0) problems.push(fatal(entry.line, 'NO_VARIANT', 'The file has none of the simple products this one is made of.'))
  else if (missing.length > 0)
    problems.push(note(entry.line, 'NO_VARIANT', `The file has no line for ${missing.join(', ')}; the product comes without.`))
  return found.map(({ sku, options }) => {
    const named = Object.fromEntries(Object.entries(options).map(([name, value]) => [labels[name] || titleOf(name), value]))
    return toVariant(simple.get(sku) ?? entry, { product: entry, options: named }, { view, problems })
  })
}

const titleOf = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`

type Place = { product: Entry; options: { [name: string]: string } }

const toVariant = (entry: Entry, { product, options }: Place, { view, problems }: Context): Variant => {
  const picture = entry === product ? '' : entry.get('base_image')
  return {
    sku: codeOf(entry.get('sku')),
    options,
    prices: pricesOf(toldPrice(entry), view, problems),
    on_hand: stockOf(entry, problems),
    weight_grams: gramsOf(entry.get('weight'), WEIGHT_UNIT),
    ...(picture ? { picture } : {}),
  }
}

const toldPrice = ({ line, get }: Entry): ToldPrice => ({
  line,
  regular: get('price'),
  reduced: get('special_price'),
  starts: get('special_price_from_date'),
  ends: get('special_price_to_date'),
})

const stockOf = (entry: Entry, problems: Problem[]): number | undefined => {
  const text = entry.get('qty')
  const quantity = wholeOf(text)
  const is_counted = entry.get('manage_stock') !== '0'
  const is_in_stock = entry.get('is_in_stock') !== '0'
  if (text && quantity === undefined) problems.push(fatal(entry.line, 'BAD_STOCK', `"${text}" is not a number of units.`))
  else if (is_in_stock && (is_counted ? !text : (quantity ?? 0) <= 0)) problems.push(notCounted(entry.line, is_counted))
  return is_in_stock ? unitsOf({ is_counted, quantity, is_in_stock }) : 0
}

/** Paths from the root category, which is the shop itself and left out. */
const categoriesOf = (entry: Entry): string[][] =>
  entry
    .get('categories')
    .split(',')
    .map((path) => path.split('/').slice(1).map(lineOf).filter(Boolean))
    .filter((path) => path.length > 0)

/** Pictures of the product and of its parts, in order, each once. */
const picturesOf = (entry: Entry, parts: Entry[]): Draft['pictures'] => {
  const sources = [entry, ...parts].flatMap(fromMagento.sourcesOf)
  return [...new Set(sources)].slice(0, 50).map((source) => ({ source, alt: lineOf(entry.get('name')) }))
}
