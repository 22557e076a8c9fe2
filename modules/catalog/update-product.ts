import type { Call } from '#platform/contract.ts'
import type { ProductInput, Saved } from './contract.ts'
import type { Catalog } from './needs.ts'
import { saveProducts } from './save-products.ts'

/**
 * Replaces a product; variants left out are removed, stock left out stays as it is, and stock that changed since it was seen is not overwritten.
 * Of two saves that read the same version one is kept and the other is STALE; without a version the last one wins.
 * A save that changes nothing leaves the version as it is.
 * @throws NOT_FOUND, STALE, BELOW_RESERVED, STOCK_CHANGED, SLUG_TAKEN, SKU_TAKEN, BAD_OPTIONS, UNKNOWN_CATEGORY, UNKNOWN_PICTURE
 */
export const updateProduct = async (needs: Catalog, input: ProductInput & { product_id: string }, _call: Call): Promise<Saved> => {
  const [outcome] = await saveProducts(needs, [{ input, expects: 'known' }])
  if (outcome?.outcome === 'refused') throw outcome.failure
  return outcome!.saved
}
