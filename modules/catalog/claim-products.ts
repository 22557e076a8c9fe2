import type { Catalog } from './needs.ts'

const LONGEST_SAVE_SECONDS = 60 // twice what a call to a neighbour may take, retries included

/**
 * Takes products for one save. A save reaches into pricing and inventory, where no transaction can follow; this keeps a second one
 * from setting its prices in between. A claim that was never given back ends by itself.
 * Answers with the ids that are now ours; the others are somebody else's at this moment.
 */
export const claimProducts = async ({ db, clock }: Catalog, product_ids: string[], save_id: string): Promise<Set<string>> => {
  if (product_ids.length === 0) return new Set()
  const now = clock.now().getTime()
  const { rows } = await db.sql<{ product_id: string }>`
    INSERT INTO catalog.saves_under_way AS s (product_id, save_id, ends_at)
    SELECT product_id, ${save_id}, ${new Date(now + LONGEST_SAVE_SECONDS * 1000).toISOString()}::timestamptz
    FROM (SELECT DISTINCT unnest(${product_ids}::uuid[]) AS product_id ORDER BY 1) AS wanted
    ON CONFLICT (product_id) DO UPDATE SET save_id = excluded.save_id, ends_at = excluded.ends_at
      WHERE s.ends_at < ${new Date(now).toISOString()}::timestamptz OR s.save_id = excluded.save_id
    RETURNING product_id`
  return new Set(rows.map(({ product_id }) => product_id))
}

/** Gives back what is still ours. Safe to repeat. */
export const releaseProducts = async ({ db }: Catalog, save_id: string): Promise<void> => {
  await db.sql`DELETE FROM catalog.saves_under_way WHERE save_id = ${save_id}`
}

/** Others changed the same things between the look and the write. Nothing was written: look again. */
export class Overtaken extends Error {
  override name = 'Overtaken'
}
