import { isViolation } from '#platform/db.ts'
import { type Failure, fail } from '#platform/errors.ts'
import type { Levels, SetStock } from './contract.ts'
import type { Inventory } from './needs.ts'

/** A level as it is found under the lock, and what it is to become. `is_other`: it is not the one that was seen. */
type Found = {
  variant_id: string
  on_hand: number
  reserved: number
  wanted: number
  was: number | null
  is_other: boolean
  is_current: boolean
}

/**
 * Sets the units on the shelf, all or none; of a variant that is named twice the last counts. What is promised to orders cannot be taken away.
 * Who says what they saw (`on_hand_was`) undoes nothing that was sent or came back since. The same again is no other level: where the last
 * that happened to the shelf is this very change, it is done already.
 * @throws BELOW_RESERVED { variant_id, wanted, reserved, field } when a level is below what is promised
 * @throws STOCK_CHANGED { variant_id, wanted, on_hand_was, on_hand, reserved, field } when a level is another than was seen
 */
export const setStock = async (needs: Inventory, { levels }: SetStock): Promise<Levels> => {
  const found = await countTogether(needs, levels)
  const refused = found.find(({ is_other, wanted, reserved }) => is_other || wanted < reserved)
  if (refused) {
    const place = levels.findLastIndex(({ variant_id }) => variant_id === refused.variant_id)
    throw refusal(refused, `levels.${place}.on_hand`)
  }
  return {
    levels: found.map(({ variant_id, wanted, reserved }) => ({ variant_id, on_hand: wanted, reserved, available: wanted - reserved })),
  }
}

const refusal = ({ variant_id, on_hand, reserved, wanted, was, is_other }: Found, field: string): Failure =>
  is_other
    ? fail('STOCK_CHANGED', `There are ${on_hand} units on the shelf by now, not ${was}. Look again before you make it ${wanted}.`, {
        field,
        variant_id,
        wanted,
        on_hand_was: was,
        on_hand,
        reserved,
      })
    : fail('BELOW_RESERVED', `${reserved} units are promised to orders, so there cannot be ${wanted}.`, {
        field,
        variant_id,
        wanted,
        reserved,
      })

/**
 * A variant that someone else counts for the first time in this very moment is not in our snapshot, but in the next one; nor is the move
 * that made a level another while we waited for it, and that may have been our own.
 */
const countTogether = async (needs: Inventory, levels: SetStock['levels']): Promise<Found[]> => {
  for (;;) {
    try {
      const found = await writeLevels(needs, levels)
      if (found.every(({ is_other, is_current }) => is_current || !is_other)) return found
    } catch (error) {
      if (!isViolation(error, 'stock_pkey')) throw error
    }
  }
}

/** Nothing is written when one level is refused, and nothing is noted of a level that stays as it is. */
const writeLevels = async ({ db, clock }: Inventory, levels: SetStock['levels']) => {
  const variantIds = levels.map((level) => level.variant_id)
  const amounts = levels.map((level) => level.on_hand)
  const seen = levels.map((level) => level.on_hand_was ?? null)
  const { rows } = await db.sql<Found>`
    WITH wish AS (
      SELECT DISTINCT ON (variant_id) variant_id, wanted, was, place
      FROM unnest(${variantIds}::uuid[], ${amounts}::int[], ${seen}::int[]) WITH ORDINALITY AS level (variant_id, wanted, was, place)
      ORDER BY variant_id, place DESC
    ), known AS (
      SELECT stock.variant_id, on_hand, reserved, wanted, was, place FROM wish JOIN inventory.stock USING (variant_id)
      ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), fresh AS (
      SELECT variant_id, wanted, was, place FROM wish WHERE NOT EXISTS (SELECT FROM inventory.stock s WHERE s.variant_id = wish.variant_id)
    ), repeated AS (
      SELECT known.variant_id FROM known CROSS JOIN LATERAL (
        SELECT reason, on_hand_delta FROM inventory.stock_moves m WHERE m.variant_id = known.variant_id AND on_hand_delta <> 0
        ORDER BY move_id DESC LIMIT 1) AS last
      WHERE was <> on_hand AND on_hand = wanted AND reason = 'counted' AND on_hand_delta = wanted - was
    ), found AS (
      SELECT known.*, s.on_hand = known.on_hand AS is_current,
        coalesce(was, known.on_hand) <> known.on_hand
          AND NOT (s.on_hand = known.on_hand AND EXISTS (SELECT FROM repeated WHERE repeated.variant_id = known.variant_id)) AS is_other
      FROM known JOIN inventory.stock s USING (variant_id)
      UNION ALL SELECT variant_id, 0, 0, wanted, was, place, true, coalesce(was, 0) <> 0 FROM fresh
    ), refused AS (
      SELECT FROM found WHERE wanted < reserved OR is_other LIMIT 1
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
    SELECT variant_id, on_hand, reserved, wanted, was, is_other, is_current FROM found ORDER BY place`
  return rows
}
