import type { ResolvedVariant } from '#modules/catalog/contract.ts'
import { rememberedEach } from '#platform/remember.ts'
import type { Carts } from './needs.ts'

/** Said when the catalogue of another database changes; see module.ts. */
export const CATALOG_CHANGED = 'cart.variants'

/**
 * What these variants are, in this language: id -> variant; one that does not exist is not there. Titles and pictures change seldom and are
 * asked for with every line that is put into a cart, so they are kept in memory until the catalogue changes. Stock never is.
 */
export const knownVariants = (needs: Carts, variantIds: string[], locale: string): Promise<Map<string, ResolvedVariant>> => {
  const ask = async (missing: string[]) => {
    const { variants } = await needs.catalog.resolveVariants({ locale, refs: missing.map((variant_id) => ({ variant_id })) })
    return new Map(variants.flatMap((variant) => (variant ? [[variant.variant_id, variant]] : [])))
  }
  return rememberedEach(needs.db, [CATALOG_CHANGED, 'catalog'], variantIds, ask, locale)
}
