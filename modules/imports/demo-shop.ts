import type { catalog } from '#modules/catalog/contract.ts'
import type { media } from '#modules/media/contract.ts'
import type { Input } from '#platform/contract.ts'

type CategoryInput = Input<typeof catalog.ops.saveCategory>
type ProductInput = Input<typeof catalog.ops.putProducts>['products'][number]

type DemoPicture = { base: string; read: () => Promise<Input<typeof media.ops.putRendered>> }

/**
 * What a demo shop is made of. Categories name their parents by slug, parents first; products name pictures by the base names of `pictures`.
 * The files of a picture are read when they are needed.
 */
export type DemoShop = {
  categories: (Omit<CategoryInput, 'category_id' | 'parent_id'> & { slug: string; parent_slug: string | null })[]
  products: ProductInput[]
  pictures: DemoPicture[]
  /** for the home page; `alt` by locale */
  hero: (DemoPicture & { alt: Record<string, string> }) | null
}
