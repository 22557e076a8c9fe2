/** Which variant a shopper means. Pure, so that the page and the form agree. */
import type { ProductPage } from '#modules/catalog/contract.ts'
import type { Values } from './forms.ts'

export type Variant = ProductPage['variants'][number]

const FIELD = 'option.'

/** Name of the form field of an option: `colour` -> `option.colour` */
export const optionField = (name: string): string => FIELD + name

export const hasOptions = (values: Values): boolean => Object.keys(values).some((name) => name.startsWith(FIELD))

/** The variant with exactly these options, if there is one. */
export const variantByOptions = (product: ProductPage, values: Values): Variant | undefined =>
  product.variants.find((variant) => product.options.every(({ name }) => variant.options[name] === values[optionField(name)]))

/** What a page shows first: the first variant that can be bought, else the first. */
export const firstVariant = (product: ProductPage): Variant | undefined =>
  product.variants.find((variant) => variant.in_stock && variant.price) ?? product.variants[0]

/** Can a variant with this value be bought, the other options staying as chosen? For one option alone this is exact. */
export const isOnSale = (product: ProductPage, chosen: Variant | undefined, name: string, value: string): boolean =>
  product.variants.some(
    (variant) =>
      variant.in_stock &&
      variant.options[name] === value &&
      product.options.every((option) => option.name === name || variant.options[option.name] === chosen?.options[option.name]),
  )
