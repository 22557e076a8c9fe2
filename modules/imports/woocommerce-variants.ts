import { type Entry, fatal, notCounted, note, type Problem, type Stock, unitsOf, type Variant, type View } from './draft.ts'
import { codeOf, gramsOf, listOf, madeSku, slugOf, type WeightUnit, wholeOf } from './fields.ts'
import { pricesOf, type ToldPrice } from './price.ts'
import { attributesOf } from './woocommerce-attributes.ts'

type Context = { names: string[]; view: View; problems: Problem[] }

/**
 * The variants of a variable product. A variation that leaves an attribute open stands for every value the parent has;
 * its stock, when counted, is shared out among them so that no unit is sold twice.
 */
export const toVariants = (parent: Entry, children: Entry[], { names, view, problems }: Context): Variant[] =>
  children.flatMap((child) => {
    const choices = namesToValues(parent, child, names)
    const open = Object.entries(choices).find(([, values]) => values.length === 0)
    if (open) problems.push(fatal(child.line, 'NO_OPTION_VALUE', `"${open[0]}" has no value here, and the parent has none to choose from.`))
    const all = combinations(choices)
    const variants = all.map((options) => toVariant(child, parent, { options, view, problems }))
    return variants.length > 1 ? shareOut(child, variants, problems) : variants
  })

const namesToValues = (parent: Entry, child: Entry, names: string[]): { [name: string]: string[] } => {
  const own = new Map(attributesOf(child).map((attribute) => [attribute.name, attribute.values]))
  const inherited = new Map(attributesOf(parent).map((attribute) => [attribute.name, attribute.values]))
  return Object.fromEntries(
    names.map((name) => {
      const mine = own.get(name) ?? []
      return [name, mine.length > 0 ? mine.slice(0, 1) : (inherited.get(name) ?? [])]
    }),
  )
}

const combinations = (choices: { [name: string]: string[] }): { [name: string]: string }[] =>
  Object.entries(choices).reduce<{ [name: string]: string }[]>(
    (all, [name, values]) => all.flatMap((options) => values.map((value) => ({ ...options, [name]: value }))),
    [{}],
  )

/** 10 units among 3 variants: 4, 3, 3. Each gets an SKU of its own. */
const shareOut = (child: Entry, variants: Variant[], problems: Problem[]): Variant[] => {
  const units = wholeOf(child.get('Stock'))
  if (units !== undefined)
    problems.push(
      note(
        child.line,
        'STOCK_SHARED',
        `${units} units were counted for ${variants.length} variants together; they are shared out. Count them.`,
      ),
    )
  return variants.map((variant, index) => ({
    ...variant,
    sku: madeSku(variant.sku, ...Object.values(variant.options).map(slugOf)),
    ...(units === undefined
      ? {}
      : { on_hand: Math.floor(Math.max(units, 0) / variants.length) + (index < Math.max(units, 0) % variants.length ? 1 : 0) }),
  }))
}

type One = { options: { [name: string]: string }; view: View; problems: Problem[] }

/** What a line says of what is sold; a variation takes what it leaves open from its parent. */
export const toVariant = (entry: Entry, parent: Entry, { options, view, problems }: One): Variant => {
  const picture = entry === parent ? undefined : listOf(entry.get('Images'))[0]
  return {
    sku: codeOf(entry.get('SKU')) || skuOf(entry, parent, options),
    options,
    prices: pricesOf(toldPrice(entry), view, problems),
    on_hand: stockOf(entry, problems),
    barcode: codeOf(entry.get('GTIN, UPC, EAN, or ISBN')) || null,
    weight_grams: weightOf(entry) ?? weightOf(parent) ?? null,
    ...(picture ? { picture } : {}),
  }
}

const skuOf = (entry: Entry, parent: Entry, options: { [name: string]: string }): string =>
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
