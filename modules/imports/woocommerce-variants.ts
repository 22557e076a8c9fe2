import { type Entry, fatal, notCounted, note, type Problem, type Stock, unitsOf, type Variant, type View } from './draft.ts'
import { codeOf, gramsOf, listOf, madeSku, slugOf, type WeightUnit, wholeOf } from './fields.ts'
import { pricesOf, type ToldPrice } from './price.ts'
import { attributesOf } from './woocommerce-attributes.ts'

type Context = { names: string[]; view: View; problems: Problem[] }

const MAX_VARIANTS = 500

/**
 * The variants of a variable product. A variation that leaves an attribute open stands for every value the parent has that no variation
 * names outright; its stock, when counted, is shared out among them so that no unit is sold twice.
 */
export const toVariants = (parent: Entry, children: Entry[], { names, view, problems }: Context): Variant[] => {
  const chosen = children.map((child) => choose(parent, child, names))
  const outright = new Set(chosen.flatMap((choice) => (choice.open.length === 0 ? combinations(choice.values).map(keyOf) : [])))
  return chosen.flatMap(({ child, values, open }) => {
    const missing = names.find((name) => values[name]?.length === 0)
    if (missing)
      problems.push(fatal(child.line, 'NO_OPTION_VALUE', `"${missing}" has no value here, and the parent has none to choose from.`))
    const size = Object.values(values).reduce((product, { length }) => product * length, 1)
    if (size > MAX_VARIANTS) {
      problems.push(fatal(child.line, 'NOT_VALID', `This variation stands for ${size} variants; at most ${MAX_VARIANTS} are possible.`))
      return []
    }
    const all = combinations(values).filter((options) => open.length === 0 || !outright.has(keyOf(options)))
    const variants = all.map((options) => toVariant(child, parent, { options, view, problems }))
    return open.length > 0 ? shareOut({ child, open, problems }, variants) : variants
  })
}

type Options = { [name: string]: string }
type Choice = { child: Entry; values: { [name: string]: string[] } /** the attributes it leaves open */; open: string[] }

const choose = (parent: Entry, child: Entry, names: string[]): Choice => {
  const own = new Map(attributesOf(child).map((attribute) => [attribute.name, attribute.values.slice(0, 1)]))
  const inherited = new Map(attributesOf(parent).map((attribute) => [attribute.name, attribute.values]))
  const open = names.filter((name) => !own.get(name)?.length)
  return { child, open, values: Object.fromEntries(names.map((name) => [name, (open.includes(name) ? inherited : own).get(name) ?? []])) }
}

const combinations = (values: Choice['values']): Options[] =>
  Object.entries(values).reduce<Options[]>(
    (all, [name, some]) => all.flatMap((options) => some.map((value) => ({ ...options, [name]: value }))),
    [{}],
  )

const keyOf = (options: Options): string => Object.values(options).join('\n')

type Sharing = { child: Entry; open: string[]; problems: Problem[] }

/** 10 units among 3 variants: 4, 3, 3. Each gets an SKU of its own. */
const shareOut = ({ child, open, problems }: Sharing, variants: Variant[]): Variant[] => {
  const units = wholeOf(child.get('Stock'))
  const count = variants.length
  if (units !== undefined && count > 1)
    problems.push(
      note(child.line, 'STOCK_SHARED', `${units} units were counted for ${count} variants together; they are shared out. Count them.`),
    )
  const share = (index: number) => Math.floor((Math.max(units ?? 0, 0) + count - 1 - index) / count)
  return variants.map((variant, index) => ({
    ...variant,
    sku: madeSku(variant.sku, ...open.map((name) => slugOf(variant.options[name] ?? ''))),
    ...(units === undefined ? {} : { on_hand: share(index) }),
  }))
}

type One = { options: Options; view: View; problems: Problem[] }

/** What a line says of what is sold; a variation takes what it leaves open from its parent. */
export const toVariant = (entry: Entry, parent: Entry, { options, view, problems }: One): Variant => {
  const picture = entry === parent ? undefined : listOf(entry.get('Images'))[0]
  return {
    sku: codeOf(entry.get('SKU')) || skuOf(entry, parent, options),
    options,
    prices: pricesOf(toldPrice(entry), view, problems),
    on_hand: stockOf(entry, problems),
    barcode: codeOf(entry.get('GTIN, UPC, EAN, or ISBN')) || undefined,
    weight_grams: weightOf(entry) ?? weightOf(parent),
    ...(picture ? { picture } : {}),
  }
}

const skuOf = (entry: Entry, parent: Entry, options: Options): string =>
  entry.get('ID')
    ? `woo-${entry.get('ID')}`
    : madeSku(slugOf(parent.get('SKU') || parent.get('Name')), ...Object.values(options).map(slugOf))

const toldPrice = ({ line, get }: Entry): ToldPrice => ({
  line,
  regular: get('Regular price'),
  reduced: get('Sale price'),
  starts: get('Date sale price starts'),
  ends: get('Date sale price ends'),
})

const stockOf = (entry: Entry, problems: Problem[]): number | undefined => {
  const text = entry.get('Stock')
  const quantity = wholeOf(text)
  const stock: Stock = {
    is_counted: quantity !== undefined,
    quantity,
    is_in_stock: /^(1|yes|true|instock|onbackorder|backorder)$/i.test(entry.get('In stock?')),
  }
  if (!/^(?:parent)?$/.test(text) && quantity === undefined)
    problems.push(fatal(entry.line, 'BAD_STOCK', `"${text}" is not a number of units.`))
  else if (!stock.is_counted && stock.is_in_stock) problems.push(notCounted(entry.line, false))
  return unitsOf(stock)
}

const UNITS: WeightUnit[] = ['kg', 'g', 'lbs', 'oz']

/** The unit stands in the column's name, as the old shop was set up. */
const weightOf = (entry: Entry): number | undefined => {
  const unit = UNITS.find((name) => entry.get(`Weight (${name})`) !== '')
  return unit && gramsOf(entry.get(`Weight (${unit})`), unit)
}
