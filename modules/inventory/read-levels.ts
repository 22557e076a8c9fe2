import type { Levels, ReadLevels } from './contract.ts'
import type { Inventory } from './needs.ts'

/** Stock of these variants, one level for each that was asked for, in order. One that was never counted has none. Its plan is kept, see catalog's resolveVariants. */
export const readLevels = async ({ db }: Inventory, { variant_ids }: ReadLevels): Promise<Levels> => {
  const { rows } = await db.sql<{ variant_id: string; on_hand: number; reserved: number; available: number }>`
    SELECT asked.variant_id, coalesce(on_hand, 0) AS on_hand, coalesce(reserved, 0) AS reserved, coalesce(on_hand - reserved, 0) AS available
    FROM unnest((SELECT ${variant_ids}::uuid[])) WITH ORDINALITY AS asked (variant_id, place) LEFT JOIN inventory.stock USING (variant_id)
    ORDER BY place`
  return { levels: rows }
}
