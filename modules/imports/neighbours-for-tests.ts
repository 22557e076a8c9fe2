/** For tests: neighbours that keep what they are told in memory, and a log of what that was. */
import { type Category, catalog, type ProductInput, type ResolvedVariant } from '#modules/catalog/contract.ts'
import { media } from '#modules/media/contract.ts'
import { type HeroPicture, settings } from '#modules/settings/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { fakeModule } from '#platform/testing.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'

export type Neighbours = {
  modules: Module[]
  products: Map<string, ProductInput>
  categories: Category[]
  /** what the first price of each SKU was, each time it was put */
  prices: Map<string, (number | undefined)[]>
  /** the picture of the home page */
  hero(): HeroPicture | null
  /** how many products each batch had */
  batches: number[]
  /** runs before each batch; may throw, as a lost database would */
  beforeBatch: { run: (products: ProductInput[]) => Promise<void> }
}

const RESOLVED: ResolvedVariant = {
  ...{ variant_id: newId(), product_id: newId(), slug: 'known', sku: '', title: 'Known', variant_title: '', picture: null },
  ...{ category_ids: [], tax_class: 'standard', weight_grams: 0, is_for_sale: true },
}

/** What media calls a picture of these bytes. */
export const storedName = (base64 = ''): string => Buffer.from(base64).toString('hex').padEnd(16, '0')

export const neighboursForTests = (): Neighbours => {
  const products = new Map<string, ProductInput>()
  const categories: Category[] = []
  const batches: number[] = []
  let hero: HeroPicture | null = null
  const beforeBatch: Neighbours['beforeBatch'] = { run: async () => {} }

  const prices: Neighbours['prices'] = new Map()
  const put = (product: ProductInput, dry_run: boolean) => {
    const key = product.variants[0]?.sku ?? ''
    const before = products.get(key)
    const outcome = !before ? 'created' : JSON.stringify(before) === JSON.stringify(product) ? 'unchanged' : 'updated'
    const result = { outcome, product_id: newId(), code: null, message: null } as const
    if (dry_run) return result
    prices.set(key, [...(prices.get(key) ?? []), product.variants[0]?.prices[0]?.amount])
    products.set(key, product)
    return result
  }
  const refused = { outcome: 'refused', product_id: null, code: 'SKU_TAKEN', message: 'Another product has this SKU.' } as const

  return {
    products,
    categories,
    prices,
    hero: () => hero,
    batches,
    beforeBatch,
    modules: [
      fakeModule(catalog, {
        listCategories: async () => ({ categories }),
        saveCategory: async ({ slug = newId(), parent_id = null, translations }) => {
          if (categories.some((category) => category.slug === slug)) throw fail('SLUG_TAKEN', 'This address is taken.')
          const category = {
            category_id: newId(),
            parent_id,
            slug,
            title: translations.en?.title ?? '',
            text: '',
            position: 0,
            product_count: 0,
          }
          categories.push(category)
          return category
        },
        resolveVariants: async ({ refs }) => ({
          variants: refs.map(({ sku = '' }) => (products.has(sku) ? { ...RESOLVED, sku } : null)),
        }),
        putProducts: async ({ products: batch, dry_run = false }) => {
          await beforeBatch.run(batch)
          if (!dry_run) batches.push(batch.length)
          return { results: batch.map((product) => (product.variants[0]?.sku === 'taken' ? refused : put(product, dry_run))) }
        },
      }),
      fakeModule(media, {
        putRendered: async ({ width, height, files }) => ({ name: storedName(files[0]?.base64), width, height, widths: [width] }),
      }),
      fakeModule(settings, {
        readOwn: async () => plainSettings({ hero_picture: hero }),
        changeSettings: async ({ hero_picture }) => {
          if (hero_picture) hero = { ...hero_picture, width: 9, height: 9, widths: [] }
          return plainSettings({ hero_picture: hero })
        },
      }),
    ],
  }
}
