/** The demo shop's products as the catalogue would answer them, without a database: for tests of pages alone. */
import { createHash } from 'node:crypto'
import { demoCategories, demoProducts } from '#demo/catalog.ts'
import type { Card, Category, ProductPage } from '#modules/catalog/contract.ts'
import type { Picture } from '#modules/media/contract.ts'

export type View = { locale?: string; currency?: string }

export const idOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const PUBLISHED = '2026-11-01T08:00:00.000Z'

const pictureOf = (base: string, alt: string): Picture => ({
  name: createHash('sha256').update(base).digest('hex').slice(0, 32),
  alt,
  width: 1080,
  height: 1350,
  widths: [360, 720, 1080],
})

export const categoriesIn = (locale = 'en'): Category[] =>
  demoCategories.map(({ slug, parent_slug, position, translations }) => ({
    category_id: idOf(slug),
    parent_id: parent_slug ? idOf(parent_slug) : null,
    slug,
    title: translations[locale]?.title ?? slug,
    text: translations[locale]?.text ?? '',
    position,
    product_count: demoProducts.filter(({ category_slugs }) => category_slugs.some((one) => within(slug).includes(one))).length,
  }))

/** The category itself and those below it. */
const within = (slug: string): string[] => [
  slug,
  ...demoCategories.filter(({ parent_slug }) => parent_slug === slug).flatMap((child) => within(child.slug)),
]

const wayTo = (slug: string, locale: string): { slug: string; title: string }[] => {
  const found = demoCategories.find((category) => category.slug === slug)
  if (!found) return []
  return [...(found.parent_slug ? wayTo(found.parent_slug, locale) : []), { slug, title: found.translations[locale]?.title ?? slug }]
}

export const pagesIn = ({ locale = 'en', currency = 'EUR' }: View): ProductPage[] =>
  demoProducts.map((product) => {
    const pictures = product.pictures.map(({ name, alt }) => pictureOf(name, alt))
    return {
      product_id: idOf(product.slug),
      slug: product.slug,
      title: product.translations[locale]?.title ?? product.slug,
      description: product.translations[locale]?.description ?? '',
      brand: product.brand ?? null,
      breadcrumbs: wayTo(product.category_slugs[0] ?? '', locale),
      options: product.options.map(({ name, values }) => ({
        name,
        title: name.charAt(0).toUpperCase() + name.slice(1),
        values: values.map((value) => ({ value, title: value })),
      })),
      variants: product.variants.map((variant) => {
        const price = variant.prices.find((one) => one.currency === currency)
        const was = price?.compare_at_amount
        return {
          variant_id: idOf(variant.sku),
          sku: variant.sku,
          options: variant.options,
          price: price ? { amount: price.amount, currency } : null,
          compare_at: was ? { amount: was, currency } : null,
          lowest: was ? { amount: was - 1_000, currency } : null,
          tiers: [],
          in_stock: (variant.on_hand ?? 0) > 0,
          picture: variant.picture ? (pictures.find(({ name }) => name === pictureOf(variant.picture ?? '', '').name) ?? null) : null,
        }
      }),
      pictures,
      published_at: PUBLISHED,
      updated_at: PUBLISHED,
    }
  })

export const cardOf = (page: ProductPage): Card => {
  const priced = page.variants.toSorted((a, b) => (a.price?.amount ?? 0) - (b.price?.amount ?? 0))
  const cheapest = priced[0]
  return {
    product_id: page.product_id,
    slug: page.slug,
    title: page.title,
    brand: page.brand,
    picture: page.pictures[0] ?? null,
    second_picture: page.pictures[1] ?? null,
    price: cheapest?.price ?? null,
    compare_at: cheapest?.compare_at ?? null,
    lowest: cheapest?.lowest ?? null,
    has_price_range: cheapest?.price?.amount !== priced.at(-1)?.price?.amount,
    in_stock: page.variants.some(({ in_stock }) => in_stock),
    variant_count: page.variants.length,
    only_variant_id: page.variants.length === 1 ? (cheapest?.variant_id ?? null) : null,
    published_at: page.published_at,
  }
}

export const pagesOf = (category: string | undefined, view: View): ProductPage[] => {
  const slugs = category ? within(category) : []
  const inside = new Set(demoProducts.filter((one) => one.category_slugs.some((slug) => slugs.includes(slug))).map(({ slug }) => slug))
  return pagesIn(view).filter(({ slug }) => !category || inside.has(slug))
}

export const crumbsOf = (category: string, locale: string) => wayTo(category, locale).slice(0, -1)
