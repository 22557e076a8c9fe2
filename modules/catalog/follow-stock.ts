import type { inventory } from '#modules/inventory/contract.ts'
import type { Occurred } from '#platform/contract.ts'
import type { Done } from '#platform/module.ts'
import { announceChange } from './announce-change.ts'
import type { Catalog } from './needs.ts'
import { lockProducts, refreshCards } from './refresh-cards.ts'

/**
 * Shows a variant as in stock, or as sold out, when inventory says so. Events of a variant arrive in order, so the last one is the truth.
 * A variant the catalogue does not (yet) have is left alone: the save that brings it asks inventory itself.
 */
export const followStock = async (
  needs: Catalog,
  event: Occurred<(typeof inventory.events)['inventory.availability_changed']>,
  done: Done,
) => {
  const { variant_id, in_stock } = event.payload
  const { rows } = await needs.db.sql<{ product_id: string }>`
    SELECT product_id FROM catalog.variants WHERE variant_id = ${variant_id} AND in_stock <> ${in_stock}`
  const product_ids = rows.map(({ product_id }) => product_id)
  if (product_ids.length === 0) return
  await needs.db.transaction(async (sql) => {
    await lockProducts(sql, product_ids)
    await sql`UPDATE catalog.variants SET in_stock = ${in_stock} WHERE variant_id = ${variant_id}`
    await sql`UPDATE catalog.products SET revision = revision + 1 WHERE product_id = ANY(${product_ids}::uuid[])`
    await refreshCards(sql, product_ids)
    await announceChange(needs, sql, product_ids)
    await done(sql)
  })
}
