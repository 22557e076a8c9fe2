import type { inventory } from '#modules/inventory/contract.ts'
import type { Occurred } from '#platform/contract.ts'
import { announceChange } from './announce-change.ts'
import type { Catalog } from './needs.ts'
import { lockProducts, refreshCards } from './refresh-cards.ts'
import { untilSettled } from './until-settled.ts'

type AvailabilityChanged = Occurred<(typeof inventory.events)['inventory.availability_changed']>
type FirstCounted = Occurred<(typeof inventory.events)['inventory.first_counted']>

/** Shows a variant as in stock or as sold out when inventory says so. What it says last of a variant is true, and its events come in order. */
export const followStock = async (needs: Catalog, { payload: { variant_id, in_stock } }: AvailabilityChanged): Promise<void> => {
  const { rows } = await needs.db.sql<{ product_id: string }>`
    SELECT product_id FROM catalog.variants WHERE variant_id = ${variant_id} AND in_stock <> ${in_stock}`
  if (rows.length > 0) await showStock(needs, [variant_id])
}

/** Shows variants that were counted for the first time. */
export const followFirstCount = (needs: Catalog, { payload }: FirstCounted) => showStock(needs, payload.variant_ids)

/** Asks inventory which of these variants are in stock now and shows it. */
export const showStock = (needs: Catalog, variant_ids: string[]) => untilSettled(() => copyStock(needs, variant_ids))

/** True when a copy was wrong and has been written. */
const copyStock = async (needs: Catalog, asked: string[]): Promise<boolean> => {
  const { rows } = await needs.db.sql<{ variant_id: string; product_id: string; in_stock: boolean }>`
    SELECT variant_id, product_id, in_stock FROM catalog.variants WHERE variant_id = ANY(${asked}::uuid[])`
  if (rows.length === 0) return false
  const { levels } = await needs.inventory.readLevels({ variant_ids: rows.map(({ variant_id }) => variant_id) })
  const available = new Map(levels.map((level) => [level.variant_id, level.available]))
  const changed = rows.filter(({ variant_id, in_stock }) => in_stock !== (available.get(variant_id) ?? 0) > 0)
  if (changed.length === 0) return false
  await needs.db.transaction(async (sql) => {
    const product_ids = await lockProducts(sql, [...new Set(changed.map(({ product_id }) => product_id))])
    await sql`
      UPDATE catalog.variants v SET in_stock = now.in_stock
      FROM unnest(${changed.map(({ variant_id }) => variant_id)}::uuid[], ${changed.map(({ in_stock }) => !in_stock)}::boolean[])
        AS now (variant_id, in_stock)
      WHERE v.variant_id = now.variant_id`
    await refreshCards(sql, product_ids)
    await announceChange(needs, sql, product_ids)
  })
  return true
}
