import { isViolation } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { Levels, SetStock } from './contract.ts'
import type { Inventory } from './needs.ts'

/**
 * Sets the units on the shelf, all or none; of a variant that is named twice the last counts. What is promised to orders cannot be taken away.
 * @throws BELOW_RESERVED { variant_id, wanted, reserved, field } when a level is below what is promised
 */
export const setStock = async (needs: Inventory, { levels }: SetStock): Promise<Levels> => {
  const rows = await countTogether(needs, levels)
  const refused = rows.find((level) => level.wanted < level.reserved)
  if (refused) {
    const { variant_id, wanted, reserved } = refused
    const place = levels.findLastIndex((level) => level.variant_id === variant_id)
    const field = `levels.${place}.on_hand`
    throw fail('BELOW_RESERVED', `${reserved} units are promised to orders, so there cannot be ${wanted}.`, {
      field,
      variant_id,
      wanted,
      reserved,
    })
  }
  return {
    levels: rows.map(({ variant_id, wanted, reserved }) => ({ variant_id, on_hand: wanted, reserved, available: wanted - reserved })),
  }
}

/** A variant that someone else counts for the first time in this very moment is not in our snapshot, but in the next one. */
const countTogether = async (needs: Inventory, levels: SetStock['levels']) => {
  for (;;) {
    try {
      return await writeLevels(needs, levels)
    } catch (error) {
      if (!isViolation(error, 'stock_pkey')) throw error
    }
  }
}

/** Nothing is written when one level is too low, and nothing is noted of a level that stays as it is. */
const writeLevels = async ({ db, clock }: Inventory, levels: SetStock['levels']) => {
  const variantIds = levels.map((level) => level.variant_id)
  const amounts = levels.map((level) => level.on_hand)
  const { rows } = await db.sql<{ variant_id: string; wanted: number; reserved: number; place: number }>`
    WITH wish AS (
      SELECT DISTINCT ON (variant_id) variant_id, wanted, place
      FROM unnest(${variantIds}::uuid[], ${amounts}::int[]) WITH ORDINALITY AS level (variant_id, wanted, place)
      ORDER BY variant_id, place DESC
    ), known AS (
      SELECT stock.variant_id, on_hand, reserved, wanted, place FROM wish JOIN inventory.stock USING (variant_id)
      ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), fresh AS (
      SELECT variant_id, wanted, place FROM wish WHERE NOT EXISTS (SELECT FROM inventory.stock s WHERE s.variant_id = wish.variant_id)
    ), refused AS (
      SELECT FROM known WHERE wanted < reserved LIMIT 1
    ), changed AS (
      UPDATE inventory.stock s SET on_hand = wanted, reserved = known.reserved FROM known
      WHERE s.variant_id = known.variant_id AND known.on_hand <> wanted AND NOT EXISTS (SELECT FROM refused)
      RETURNING s.variant_id, s.on_hand - s.reserved AS available, wanted - known.on_hand AS delta
    ), counted AS (
      INSERT INTO inventory.stock (variant_id, on_hand) SELECT variant_id, wanted FROM fresh WHERE NOT EXISTS (SELECT FROM refused)
      ORDER BY variant_id RETURNING variant_id, on_hand
    ), said AS (
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      SELECT 'inventory.availability_changed', variant_id::text, jsonb_build_object('variant_id', variant_id, 'in_stock', available > 0)
      FROM changed WHERE (available - delta > 0) <> (available > 0)
    ), said_together AS (
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      SELECT 'inventory.first_counted', batch_id::text, jsonb_build_object('batch_id', batch_id, 'variant_ids', variant_ids)
      FROM (
        SELECT gen_random_uuid() AS batch_id, jsonb_agg(variant_id) AS variant_ids FROM counted WHERE on_hand > 0 HAVING count(*) > 0) first
    ), noted AS (
      INSERT INTO inventory.stock_moves (variant_id, on_hand_delta, reserved_delta, reason, at)
      SELECT variant_id, delta, 0, 'counted', ${clock.now()}::timestamptz FROM changed
      UNION ALL SELECT variant_id, on_hand, 0, 'counted', ${clock.now()}::timestamptz FROM counted WHERE on_hand > 0
    )
    SELECT variant_id, wanted, reserved, place FROM known UNION ALL SELECT variant_id, wanted, 0, place FROM fresh ORDER BY place`
  return rows
}
