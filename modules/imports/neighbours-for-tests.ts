/** For tests: neighbours that keep what they are told in memory, and a log of what that was. */
import { type Category, catalog, type ProductInput } from '#modules/catalog/contract.ts'
import { media } from '#modules/media/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { fakeModule } from '#platform/testing.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'

export type Neighbours = {
  modules: Module[]
  products: Map<string, ProductInput>
  categories: Category[]
  /** how many products each batch had */
  batches: number[]
  /** runs before each batch; may throw, as a lost database would */
  beforeBatch: { run: (products: ProductInput[]) => Promise<void> }
}

export const neighboursForTests = (): Neighbours => {
  const products = new Map<string, ProductInput>()
  const categories: Category[] = []
  const batches: number[] = []
  const beforeBatch: Neighbours['beforeBatch'] = { run: async () => {} }

  const put = (product: ProductInput) => {
    const key = product.variants[0]?.sku ?? ''
    const before = products.get(key)
    products.set(key, product)
    const outcome = !before ? 'created' : JSON.stringify(before) === JSON.stringify(product) ? 'unchanged' : 'updated'
    return { outcome, product_id: newId(), code: null, message: null } as const
  }
  const refused = { outcome: 'refused', product_id: null, code: 'SKU_TAKEN', message: 'Another product has this SKU.' } as const

  return {
    products,
    categories,
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
        putProducts: async ({ products: batch }) => {
          await beforeBatch.run(batch)
          batches.push(batch.length)
          return { results: batch.map((product) => (product.variants[0]?.sku === 'taken' ? refused : put(product))) }
        },
      }),
      fakeModule(media, {
        putRendered: async ({ width, height, files }) => ({ name: `hash-${files[0]?.base64}`, width, height, widths: [width] }),
      }),
      fakeModule(settings, {
        readOwn: async () => plainSettings(),
      }),
    ],
  }
}
