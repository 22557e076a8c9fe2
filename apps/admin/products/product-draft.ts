/** A product while it is being edited: amounts are still what someone typed, variants follow the options. */
import { typedAmount } from '#admin/parts/money.ts'
import type { ProductForm, ProductInput } from '#modules/catalog/contract.ts'
import type { Picture } from '#modules/media/contract.ts'
import type { Static } from '#platform/contract.ts'

export type Form = Static<typeof ProductForm>
export type DraftOption = { key: string; name: string; values: string[] }
export type DraftPrice = { amount: string; compare_at: string }

export type DraftVariant = {
  key: string
  variant_id: string | undefined
  /** one for each option of the product, in their order */
  values: string[]
  sku: string
  /** by currency, in major units as typed */
  prices: Record<string, DraftPrice>
  on_hand: string
  /** what was read; stock that was not touched is not sent, and what was touched goes with it, so sales made meanwhile are not undone */
  on_hand_read: string
  reserved: number
  barcode: string
  weight_grams: string
  picture: string | null
}

export type ProductDraft = {
  product_id: string | undefined
  version: number | undefined
  slug: string
  status: ProductInput['status']
  brand: string
  tax_class: string
  translations: Record<string, { title: string; description: string }>
  category_ids: string[]
  options: DraftOption[]
  variants: DraftVariant[]
  pictures: Picture[]
}

const NEW_VARIANT: DraftVariant = {
  key: 'new',
  variant_id: undefined,
  values: [],
  sku: '',
  prices: {},
  on_hand: '0',
  on_hand_read: '',
  reserved: 0,
  barcode: '',
  weight_grams: '',
  picture: null,
}

export const newDraft = (): ProductDraft => ({
  product_id: undefined,
  version: undefined,
  slug: '',
  status: 'draft',
  brand: '',
  tax_class: 'standard',
  translations: {},
  category_ids: [],
  options: [],
  variants: [NEW_VARIANT],
  pictures: [],
})

export const draftOf = (form: Form): ProductDraft => ({
  product_id: form.product_id,
  version: form.version,
  slug: form.slug,
  status: form.status,
  brand: form.brand ?? '',
  tax_class: form.tax_class,
  translations: form.translations,
  category_ids: form.category_ids,
  options: form.options.map(({ name, values }) => ({ key: name, name, values })),
  variants: form.variants.map((variant) => draftVariantOf(variant, form.options)),
  pictures: form.pictures,
})

const draftVariantOf = (variant: Form['variants'][number], options: Form['options']): DraftVariant => ({
  key: variant.variant_id,
  variant_id: variant.variant_id,
  values: options.map(({ name }) => variant.options[name] ?? ''),
  sku: variant.sku,
  prices: Object.fromEntries(
    variant.prices.map(({ currency, amount, compare_at_amount }) => [
      currency,
      { amount: typedAmount(amount, currency), compare_at: compare_at_amount ? typedAmount(compare_at_amount, currency) : '' },
    ]),
  ),
  on_hand: String(variant.on_hand),
  on_hand_read: String(variant.on_hand),
  reserved: variant.reserved,
  barcode: variant.barcode ?? '',
  weight_grams: variant.weight_grams === null ? '' : String(variant.weight_grams),
  picture: variant.picture,
})

export const MOST_VARIANTS = 500

/** How many variants these options make; options without values do not count. */
export const variantCount = (options: readonly DraftOption[]) =>
  options.reduce((product, { values }) => product * Math.max(1, values.length), 1)

/**
 * Changes the options and lets the variants follow: one for each combination of values. A variant that fits a combination stays what it is
 * (its id, prices and stock, and its SKU unless that was only proposed); a combination nobody had starts from the price of the variant it resembles, with no stock.
 */
export const withOptions = (draft: ProductDraft, options: DraftOption[]): ProductDraft => {
  if (variantCount(options) > MOST_VARIANTS) return { ...draft, options }
  const before = draft.options
  const unused = new Set(draft.variants)
  const variants = combinations(options).map((values): DraftVariant => {
    const resembles = (variant: DraftVariant) =>
      options.every(({ key }, index) => {
        const was = variant.values[before.findIndex((option) => option.key === key)]
        return was === undefined || was === '' || was === values[index]
      })
    const kept = [...unused].find(resembles)
    if (kept) {
      unused.delete(kept)
      return { ...kept, values, sku: skuOfKept(draft, kept, values) }
    }
    const like = draft.variants.find(resembles) ?? draft.variants[0] ?? NEW_VARIANT
    return {
      ...NEW_VARIANT,
      key: values.join(' / '),
      values,
      prices: like.prices,
      weight_grams: like.weight_grams,
      sku: skuFor(draft, values),
    }
  })
  return { ...draft, options, variants }
}

const combinations = (options: readonly DraftOption[]): string[][] =>
  options.reduce<string[][]>(
    (all, { values }) => all.flatMap((one) => (values.length ? values : ['']).map((value) => [...one, value])),
    [[]],
  )

/** A proposal; whoever edits the product changes it as they like. `MUG-BLUE` has a sister `MUG-RED`, `LL-3101-01` one `LL-3101-RED`. */
const skuFor = ({ translations, variants }: ProductDraft, values: readonly string[]): string => {
  const named = variants.find(({ sku }) => sku)
  const title = slugOf(Object.values(translations)[0]?.title ?? '').split('-')
  return skuPart([(named && stemOf(named)) || title.slice(0, 2).join('-'), ...values])
}

/** A SKU that was proposed and never saved follows the values of its variant: else `MUG-RED` would be Red / S, beside `MUG-RED-M`. */
const skuOfKept = (draft: ProductDraft, kept: DraftVariant, values: readonly string[]): string => {
  if (kept.sku && (kept.variant_id || !isProposed(kept))) return kept.sku
  return values.some(Boolean) || kept.sku ? skuFor(draft, values) : ''
}

const isProposed = ({ sku, values }: DraftVariant) => {
  const own = skuPart(values)
  return own !== '' && (sku === own || sku.endsWith(`-${own}`))
}

const stemOf = (variant: DraftVariant): string => {
  const { sku, values } = variant
  if (isProposed(variant)) return sku.slice(0, -skuPart(values).length).replace(/-$/, '')
  return sku.includes('-') ? sku.slice(0, sku.lastIndexOf('-')) : sku
}

const skuPart = (parts: readonly string[]) =>
  parts
    .map((part) => slugOf(part).toUpperCase())
    .filter(Boolean)
    .join('-')

/** `Röstkaffee, 250 g` -> `rostkaffee-250-g` */
export const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 200)

export const variantTitle = ({ values }: DraftVariant) => values.filter(Boolean).join(' / ') || 'Only variant'
