import type { Call, Static } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { ProductForm } from './contract.ts'
import type { Catalog } from './needs.ts'
import { readStored } from './read-stored.ts'

/**
 * A product with all its languages, prices and stock, for editing. Prices and stock are those of pricing and inventory, not copies.
 * Sending it back with its `version` saves it; one that was saved meanwhile is STALE then.
 * @throws NOT_FOUND
 */
export const editProduct = async (
  needs: Catalog,
  { product_id }: { product_id: string },
  _call: Call,
): Promise<Static<typeof ProductForm>> => {
  const product = (await readStored(needs, [product_id])).get(product_id)
  if (!product) throw fail('NOT_FOUND', 'There is no such product.', { product_id })
  const variant_ids = product.variants.map(({ variant_id }) => variant_id)
  const [{ prices }, { levels }] = await Promise.all([
    needs.pricing.readPrices({ variant_ids }),
    needs.inventory.readLevels({ variant_ids }),
  ])
  const levelOf = new Map(levels.map((level) => [level.variant_id, level]))
  return {
    ...product,
    variants: product.variants.map((variant) => ({
      ...variant,
      prices: prices
        .filter(({ variant_id }) => variant_id === variant.variant_id)
        .map(({ currency, amount, compare_at_amount }) => ({ currency, amount, compare_at_amount })),
      on_hand: levelOf.get(variant.variant_id)?.on_hand ?? 0,
      reserved: levelOf.get(variant.variant_id)?.reserved ?? 0,
    })),
  }
}
