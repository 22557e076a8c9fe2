import type { Call } from '#platform/contract.ts'
import type { ProductInput, Saved } from './contract.ts'
import type { Catalog } from './needs.ts'
import { saveProducts } from './save-products.ts'

/**
 * Puts a new product into the shop, with its variants, prices and stock.
 * With a `product_id` of the caller's choice it may be repeated: the same product again returns the first answer.
 * @throws STALE when the id is that of another product; SLUG_TAKEN, SKU_TAKEN, BAD_OPTIONS, UNKNOWN_CATEGORY, UNKNOWN_PICTURE
 */
export const createProduct = async (needs: Catalog, input: ProductInput, _call: Call): Promise<Saved> => {
  const [outcome] = await saveProducts(needs, [{ input, expects: 'new' }])
  if (outcome?.outcome === 'refused') throw outcome.failure
  return outcome!.saved
}
