import type { Call, Output } from '#platform/contract.ts'
import type { imports } from './contract.ts'
import type { DemoShop } from './demo-shop.ts'
import type { Imports } from './needs.ts'

/** Anyone may ask for the demo outside production; what is written is written by the shop itself, which may do so. */
const AS_SHOP = { actor: { kind: 'service', name: 'imports' } } as const

/**
 * Fills the shop with the demo products. Again it only brings back what is missing or was changed; categories that are there stay as they are,
 * and products of other origin are not touched.
 */
export const loadDemo = async (needs: Imports, _input: object, _call: Call): Promise<Output<typeof imports.ops.loadDemo>> => {
  const demo = await needs.demo()
  await putCategories(needs, demo.categories)
  const names = await putPictures(needs, demo.pictures)
  await putHero(needs, demo.hero)
  const products = demo.products.map((product) => withPictures(product, names))
  const earlier = await putBeforeReduction(needs, products)
  const { results } = await needs.catalog.putProducts({ products }, AS_SHOP)
  const refused = results.findIndex(({ outcome }) => outcome === 'refused')
  if (refused >= 0) throw new Error(`the demo product ${products[refused]?.slug} was refused: ${results[refused]?.message}`)
  const created = earlier + results.filter(({ outcome }) => outcome === 'created').length
  return { products: products.length, categories: demo.categories.length, created }
}

const putCategories = async ({ catalog }: Imports, categories: DemoShop['categories']): Promise<void> => {
  const ids = new Map((await catalog.listCategories({})).categories.map(({ slug, category_id }) => [slug, category_id]))
  for (const { parent_slug, slug, translations, position } of categories) {
    if (ids.has(slug)) continue
    const parent_id = parent_slug === null ? null : (ids.get(parent_slug) ?? null)
    const saved = await catalog.saveCategory({ slug, translations, parent_id, ...(position === undefined ? {} : { position }) }, AS_SHOP)
    ids.set(slug, saved.category_id)
  }
}

/** Base name -> the name media gave. */
const putPictures = async ({ media }: Imports, pictures: DemoShop['pictures']): Promise<Map<string, string>> => {
  const names = new Map<string, string>()
  for (const { base, read } of pictures) names.set(base, (await media.putRendered(await read())).name)
  return names
}

/**
 * What is reduced and new to the shop is first put at the price before, so that pricing knows the lowest price of the time before the
 * reduction, which has to stand beside it (Directive 98/6/EC, Article 6a). Returns how many products that were.
 */
const putBeforeReduction = async ({ catalog }: Imports, all: DemoShop['products']): Promise<number> => {
  const reduced = all.filter(({ variants }) => variants.some(({ prices }) => prices.some(({ compare_at_amount }) => compare_at_amount)))
  if (reduced.length === 0) return 0
  const refs = reduced.map(({ variants }) => ({ sku: variants[0]?.sku ?? '' }))
  const { variants: known } = await catalog.resolveVariants({ refs }, AS_SHOP)
  const products = reduced.filter((_, i) => !known[i]).map(beforeReduction)
  if (products.length > 0) await catalog.putProducts({ products }, AS_SHOP)
  return products.length
}

const beforeReduction = (product: DemoShop['products'][number]): DemoShop['products'][number] => ({
  ...product,
  variants: product.variants.map((variant) => ({
    ...variant,
    prices: variant.prices.map(({ currency, amount, compare_at_amount }) => ({ currency, amount: compare_at_amount ?? amount })),
  })),
})

/** A picture that the shop has chosen for itself stays. */
const putHero = async ({ media, settings }: Imports, hero: DemoShop['hero']): Promise<void> => {
  if (!hero || (await settings.readOwn({})).hero_picture) return
  const { name } = await media.putRendered(await hero.read())
  await settings.changeSettings({ hero_picture: { name, alt: hero.alt } }, AS_SHOP)
}

const withPictures = (product: DemoShop['products'][number], names: Map<string, string>): DemoShop['products'][number] => ({
  ...product,
  pictures: product.pictures.flatMap(({ name, alt }) => (names.has(name) ? [{ name: names.get(name) ?? name, alt }] : [])),
  variants: product.variants.map((variant) => ({ ...variant, picture: names.get(variant.picture ?? '') ?? null })),
})
