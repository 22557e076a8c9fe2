import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { announceChange } from './announce-change.ts'
import type { Catalog } from './needs.ts'
import { lockProducts, refreshCards } from './refresh-cards.ts'
import { dropPrices } from './set-offers.ts'

/**
 * Takes a product out of the shop for good. Orders keep what they need of it; a basket line with it can no longer be bought.
 * A save of the same product that is under way fails.
 * @throws NOT_FOUND
 */
export const deleteProduct = async (needs: Catalog, { product_id }: { product_id: string }, _call: Call) => {
  const variant_ids = await needs.db.transaction(async (sql) => {
    if ((await lockProducts(sql, [product_id])).length === 0) throw fail('NOT_FOUND', 'There is no such product.', { product_id })
    const { rows } = await sql<{ variant_id: string }>`
      WITH gone AS (DELETE FROM catalog.products WHERE product_id = ${product_id})
      SELECT variant_id FROM catalog.variants WHERE product_id = ${product_id}`
    await refreshCards(sql, [product_id])
    await announceChange(needs, sql, [product_id])
    return rows.map(({ variant_id }) => variant_id)
  })
  await dropPrices(needs, variant_ids)
  return { product_id }
}
