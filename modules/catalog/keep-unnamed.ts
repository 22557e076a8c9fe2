import type { Content, VariantContent } from './prepare-product.ts'
import type { Wanted } from './read-facts.ts'

/**
 * A product as a file brings it, with what the shop has beside it: what the file names replaces, what it leaves out stays. Languages and, of
 * each variant, currencies stay one by one; pictures and categories as a whole where the file has none; description, brand, barcode and
 * weight where they are empty. Variants that the file leaves out go. Pure; what comes of it again is the same.
 */
export const keepUnnamed = (content: Content, wanted: Wanted, stored: Content): Content => {
  const pictures = wanted.pictures.length > 0 ? content.pictures : stored.pictures
  const shown = new Set(pictures.map(({ name }) => name))
  const known = new Map(stored.variants.map((variant) => [variant.variant_id, variant]))
  return {
    ...content,
    brand: wanted.brand === undefined ? stored.brand : content.brand,
    translations: textsOf(content, stored),
    category_ids: content.category_ids.length > 0 ? content.category_ids : stored.category_ids,
    pictures,
    variants: content.variants.map((variant, i) => keepOf(variant, wanted.variants[i], { before: known.get(variant.variant_id), shown })),
  }
}

const textsOf = ({ translations }: Content, stored: Content): Content['translations'] => {
  const named = Object.entries(translations).map(([locale, text]) => {
    const description = text.description || (stored.translations[locale]?.description ?? '')
    return [locale, { ...text, description }] as const
  })
  return { ...stored.translations, ...Object.fromEntries(named) }
}

/** `shown`: the pictures the product will have; a variant can show no other. */
type Before = { before: VariantContent | undefined; shown: Set<string> }

const keepOf = (variant: VariantContent, wanted: Wanted['variants'][number] | undefined, { before, shown }: Before): VariantContent => {
  if (!before) return variant
  const picture = wanted?.picture === undefined ? before.picture : variant.picture
  return {
    ...variant,
    prices: { ...before.prices, ...variant.prices },
    barcode: wanted?.barcode === undefined ? before.barcode : variant.barcode,
    weight_grams: wanted?.weight_grams === undefined ? before.weight_grams : variant.weight_grams,
    picture: picture && shown.has(picture) ? picture : null,
  }
}
