/** Turns a draft into what the shop takes, or says at which fields it cannot. */
import { exponentOf, parseAmount } from '#admin/parts/money.ts'
import type { DraftVariant, ProductDraft } from '#admin/products/product-draft.ts'
import { MOST_VARIANTS, variantCount, variantTitle } from '#admin/products/product-draft.ts'
import type { ProductInput } from '#modules/catalog/contract.ts'

/** Field path, as the shop itself names it -> what is wrong there. */
export type FieldErrors = Record<string, string>
export type Checked = { input: ProductInput; errors: FieldErrors }

/** `input` may be sent when `errors` is empty. `locale` is the shop's first language, whose title every product needs. */
export const inputOf = (draft: ProductDraft, locale: string): Checked => {
  const errors: FieldErrors = {}
  const input: ProductInput = {
    ...(draft.product_id ? { product_id: draft.product_id, version: draft.version } : {}),
    ...(draft.slug.trim() ? { slug: draft.slug.trim() } : {}),
    status: draft.status,
    brand: draft.brand.trim() || null,
    tax_class: draft.tax_class,
    translations: translationsOf(draft, locale, errors),
    category_ids: draft.category_ids,
    options: optionsOf(draft, errors),
    variants: draft.variants.map((variant, index) => variantOf({ draft, variant, at: `variants.${index}`, errors })),
    pictures: draft.pictures.map(({ name, alt }) => ({ name, alt: alt.trim() })),
  }
  findRepeatedSkus(draft, errors)
  return { input, errors }
}

const translationsOf = ({ translations }: ProductDraft, locale: string, errors: FieldErrors): ProductInput['translations'] => {
  if (!translations[locale]?.title.trim()) errors[`translations.${locale}.title`] = 'Give the product a title'
  for (const [other, { title, description }] of Object.entries(translations))
    if (other !== locale && !title.trim() && description.trim()) errors[`translations.${other}.title`] = 'A description needs a title'
  const written = Object.entries(translations).filter(([, { title }]) => title.trim())
  return Object.fromEntries(written.map(([other, { title, description }]) => [other, { title: title.trim(), description }]))
}

const optionsOf = ({ options }: ProductDraft, errors: FieldErrors): ProductInput['options'] => {
  const names = options.map(({ name }) => name.trim())
  for (const [index, { values }] of options.entries()) {
    if (!names[index]) errors[`options.${index}.name`] = 'Name the option, such as Colour'
    else if (names.indexOf(names[index]) !== index) errors[`options.${index}.name`] = 'Another option has this name'
    if (values.length === 0) errors[`options.${index}.values`] = 'Add at least one value'
  }
  if (variantCount(options) > MOST_VARIANTS)
    errors.options = `These options make ${variantCount(options)} variants; ${MOST_VARIANTS} are the most.`
  return options.map(({ values }, index) => ({ name: names[index] ?? '', values }))
}

type VariantContext = { draft: ProductDraft; variant: DraftVariant; at: string; errors: FieldErrors }

const variantOf = ({ draft, variant, at, errors }: VariantContext): ProductInput['variants'][number] => {
  if (!variant.sku.trim()) errors[`${at}.sku`] = 'Give it a SKU'
  const on_hand = wholeOf(variant.on_hand, `${at}.on_hand`, errors)
  const weight_grams = variant.weight_grams.trim() ? (wholeOf(variant.weight_grams, `${at}.weight_grams`, errors) ?? null) : null
  return {
    ...(variant.variant_id ? { variant_id: variant.variant_id } : {}),
    sku: variant.sku.trim(),
    options: Object.fromEntries(draft.options.map(({ name }, index) => [name.trim(), variant.values[index] ?? ''])),
    prices: pricesOf(variant, at, errors),
    ...(on_hand !== undefined && variant.on_hand !== variant.on_hand_read ? { on_hand, ...seenOf(variant) } : {}),
    barcode: variant.barcode.trim() || null,
    weight_grams,
    picture: draft.pictures.some(({ name }) => name === variant.picture) ? variant.picture : null,
  }
}

/** The level that whoever typed another had before their eyes; there is none of a variant that is not there yet. */
const seenOf = ({ variant_id, on_hand_read }: DraftVariant) => (variant_id && on_hand_read ? { on_hand_was: Number(on_hand_read) } : {})

const pricesOf = ({ prices }: DraftVariant, at: string, errors: FieldErrors): ProductInput['variants'][number]['prices'] =>
  Object.entries(prices).flatMap(([currency, { amount: typed, compare_at }]) => {
    if (!typed.trim()) {
      if (compare_at.trim()) errors[`${at}.prices.${currency}.amount`] = 'The price itself is missing'
      return []
    }
    const amount = amountOf(typed, currency)
    if (amount === undefined) errors[`${at}.prices.${currency}.amount`] = notAnAmount(currency)
    const compare_at_amount = compare_at.trim() ? amountOf(compare_at, currency) : null
    if (compare_at_amount === undefined) errors[`${at}.prices.${currency}.compare_at`] = notAnAmount(currency)
    else if (compare_at_amount !== null && amount !== undefined && compare_at_amount <= amount)
      errors[`${at}.prices.${currency}.compare_at`] = `Above the price of ${typed.trim()}, or empty`
    return [{ currency, amount: amount ?? 0, compare_at_amount: compare_at_amount ?? null }]
  })

const amountOf = (typed: string, currency: string): number | undefined => {
  const amount = parseAmount(typed, currency)
  return amount !== undefined && amount >= 0 ? amount : undefined
}

const notAnAmount = (currency: string) => {
  const digits = exponentOf(currency)
  return digits === 0 ? 'A whole amount, such as 1200' : `An amount such as 12.${'50'.padEnd(digits, '0').slice(0, digits)}`
}

const wholeOf = (typed: string, field: string, errors: FieldErrors): number | undefined => {
  const number = /^\d{1,10}$/.test(typed.trim()) ? Number(typed) : undefined
  if (number === undefined || number > 1_000_000_000) errors[field] = 'A whole number, 0 or more'
  return number
}

/** Where a wrong field is, in words: `Red / M` of `variants.3.sku`; nothing where there is only one place it could be. */
export const placeOf = (field: string, { variants, options }: ProductDraft): string => {
  const variant = options.length > 0 ? variants[Number(/^variants\.(\d+)\./.exec(field)?.[1])] : undefined
  return variant ? variantTitle(variant) : ''
}

const findRepeatedSkus = ({ variants }: ProductDraft, errors: FieldErrors) => {
  const skus = variants.map(({ sku }) => sku.trim())
  for (const [index, sku] of skus.entries())
    if (sku && skus.indexOf(sku) !== index) errors[`variants.${index}.sku`] = 'Another variant has this SKU'
}
