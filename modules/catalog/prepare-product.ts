/** The rules of a product, and what is written of it once they hold. Pure. */
import type { Picture } from '#modules/media/contract.ts'
import type { Static } from '#platform/contract.ts'
import { fail, failCommon } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { ProductInput, VariantInput } from './contract.ts'
import type { Facts, Wanted } from './read-facts.ts'
import { freeSlug } from './slugs.ts'

type VariantWanted = Static<typeof VariantInput>
/** currency -> price, in minor units */
export type Prices = Record<string, { amount: number; compare_at_amount: number | null }>

export type VariantContent = {
  variant_id: string
  sku: string
  options: Record<string, string>
  prices: Prices
  barcode: string | null
  weight_grams: number | null
  picture: string | null
}

/** A product as it is stored, whatever its version. */
export type Content = Pick<ProductInput, 'status' | 'translations' | 'options' | 'category_ids'> & {
  product_id: string
  slug: string
  brand: string | null
  tax_class: string
  pictures: Picture[]
  variants: VariantContent[]
}

/**
 * Holds true of every product: it has a title; each variant names every option once, with one of its values; no two variants
 * are the same combination; SKUs and slugs are its own; its categories and pictures exist.
 * A variant keeps its id when it is named by id, by its SKU, or by its combination. A slug is made of the title where none is given.
 * @throws BAD_OPTIONS, SKU_TAKEN, SLUG_TAKEN, UNKNOWN_CATEGORY, UNKNOWN_PICTURE, INVALID_INPUT, each with the field's path
 */
export const prepareProduct = (wanted: Wanted, stored: Content | undefined, facts: Facts): Content => {
  checkOptions(wanted)
  checkSkus(wanted, facts)
  const { product_id, status, translations, options } = wanted
  const pictures = wanted.pictures.map(({ name, alt }, i) => {
    const picture = facts.pictures.get(name)
    if (!picture) throw fail('UNKNOWN_PICTURE', `There is no picture ${name}. Upload it first.`, { field: `pictures.${i}.name` })
    return { ...picture, alt }
  })
  return {
    product_id,
    slug: slugFor(wanted, stored, facts),
    status,
    brand: wanted.brand ?? null,
    tax_class: wanted.tax_class ?? stored?.tax_class ?? 'standard',
    translations,
    category_ids: categoriesOf(wanted, facts),
    options,
    pictures,
    variants: variantsOf(wanted, stored),
  }
}

const slugFor = (
  { slug, product_id, translations }: Wanted,
  stored: Content | undefined,
  { locales, product_of_slug, is_crowded }: Facts,
): string => {
  const isTaken = (candidate: string) => (product_of_slug.get(candidate) ?? product_id) !== product_id
  if (slug && isTaken(slug)) throw fail('SLUG_TAKEN', `Another product has the address ${slug}.`, { field: 'slug', slug })
  const language = locales.find((locale) => translations[locale]) ?? Object.keys(translations)[0]
  const title = language && translations[language]?.title
  if (!title) throw failCommon('INVALID_INPUT', 'A product needs a title in at least one language.', { field: 'translations' })
  return slug ?? stored?.slug ?? freeSlug({ title, id: product_id, is_crowded }, isTaken)
}

const categoriesOf = (wanted: Wanted, { category_ids, category_of_slug }: Facts): string[] => {
  const unknown = wanted.category_ids.findIndex((id) => !category_ids.has(id))
  if (unknown >= 0)
    throw fail('UNKNOWN_CATEGORY', `There is no category ${wanted.category_ids[unknown]}.`, { field: `category_ids.${unknown}` })
  const named = (wanted.category_slugs ?? []).map((slug, i) => {
    const id = category_of_slug.get(slug)
    if (!id) throw fail('UNKNOWN_CATEGORY', `There is no category ${slug}.`, { field: `category_slugs.${i}` })
    return id
  })
  return [...new Set([...wanted.category_ids, ...named])]
}

const checkOptions = ({ options, variants }: Wanted) => {
  options.forEach(({ name, values }, i) => {
    if (options.findIndex((other) => other.name === name) !== i)
      throw fail('BAD_OPTIONS', `The option ${name} is there twice.`, { field: `options.${i}.name` })
    const twice = values.findIndex((value, at) => values.indexOf(value) !== at)
    if (twice >= 0) throw fail('BAD_OPTIONS', `${name} has the value ${values[twice]} twice.`, { field: `options.${i}.values.${twice}` })
  })
  const combinations = new Map<string, string>()
  variants.forEach((variant, i) => {
    checkCombination(variant, options, `variants.${i}.options`)
    const combination = combinationOf(variant.options)
    const other = combinations.get(combination)
    if (other !== undefined)
      throw fail('BAD_OPTIONS', `${variant.sku} is the same combination as ${other}.`, { field: `variants.${i}.options` })
    combinations.set(combination, variant.sku)
  })
}

const checkCombination = ({ sku, options: chosen }: VariantWanted, options: Wanted['options'], field: string) => {
  for (const { name, values } of options) {
    const value = Object.hasOwn(chosen, name) ? chosen[name] : undefined
    if (value === undefined)
      throw fail('BAD_OPTIONS', `${sku} does not say its ${name}. Every variant names every option.`, { field: `${field}.${name}` })
    if (!values.includes(value))
      throw fail('BAD_OPTIONS', `${sku} says ${name} ${value}, which is none of ${values.join(', ')}.`, { field: `${field}.${name}` })
  }
  const unknown = Object.keys(chosen).find((name) => !options.some((option) => option.name === name))
  if (unknown !== undefined)
    throw fail('BAD_OPTIONS', `${sku} names ${unknown}, which is no option of the product.`, { field: `${field}.${unknown}` })
}

const checkSkus = ({ product_id, variants, pictures }: Wanted, { variant_of_sku, product_of_variant }: Facts) => {
  variants.forEach(({ sku, variant_id, prices, picture }, i) => {
    const is_twice = variants.findIndex((other) => other.sku === sku) !== i
    if (is_twice || (variant_of_sku.get(sku)?.product_id ?? product_id) !== product_id)
      throw fail('SKU_TAKEN', `Another variant has the SKU ${sku}.`, { field: `variants.${i}.sku`, sku })
    const is_id_twice = variant_id !== undefined && variants.findIndex((other) => other.variant_id === variant_id) !== i
    if (variant_id && (is_id_twice || (product_of_variant.get(variant_id) ?? product_id) !== product_id))
      throw failCommon('INVALID_INPUT', `The variant ${variant_id} is another one.`, { field: `variants.${i}.variant_id` })
    const twice = prices.findIndex(({ currency }, at) => prices.findIndex((other) => other.currency === currency) !== at)
    if (twice >= 0)
      throw failCommon('INVALID_INPUT', `${sku} has two prices in ${prices[twice]?.currency}.`, { field: `variants.${i}.prices.${twice}` })
    if (picture && !pictures.some(({ name }) => name === picture))
      throw fail('UNKNOWN_PICTURE', `The picture of ${sku} is none of the product’s.`, { field: `variants.${i}.picture` })
  })
}

/** Gives every variant its id: the one it names, else that of the stored variant with its SKU, else with its combination, else a new one. */
const variantsOf = ({ variants }: Wanted, stored: Content | undefined): VariantContent[] => {
  const known = stored?.variants ?? []
  const of_sku = new Map(known.map(({ sku, variant_id }) => [sku, variant_id]))
  const of_combination = new Map(known.map(({ options, variant_id }) => [combinationOf(options), variant_id]))
  const ids = new Map<VariantWanted, string>()
  const given = new Set<string>()
  const settle = (match: (variant: VariantWanted) => string | undefined) => {
    for (const variant of variants) {
      const id = ids.has(variant) ? undefined : match(variant)
      if (id === undefined || given.has(id)) continue
      ids.set(variant, id)
      given.add(id)
    }
  }
  settle(({ variant_id }) => variant_id)
  settle(({ sku }) => of_sku.get(sku))
  settle(({ options }) => of_combination.get(combinationOf(options)))
  return variants.map((variant) => ({
    variant_id: ids.get(variant) ?? newId(),
    sku: variant.sku,
    options: variant.options,
    prices: pricesOf(variant),
    barcode: variant.barcode ?? null,
    weight_grams: variant.weight_grams ?? null,
    picture: variant.picture ?? null,
  }))
}

const pricesOf = ({ prices }: VariantWanted): Prices =>
  Object.fromEntries(
    prices.map(({ currency, amount, compare_at_amount }) => [currency, { amount, compare_at_amount: compare_at_amount ?? null }]),
  )

/** The same for the same options in whatever order. */
const combinationOf = (options: Record<string, string>): string =>
  JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)))
