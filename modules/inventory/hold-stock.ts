import { fail } from '#platform/errors.ts'
import { type Held, HOLD_MINUTES, type Hold } from './contract.ts'
import type { Inventory } from './needs.ts'
import { outOfStock, type Short } from './out-of-stock.ts'
import { reviveHold } from './revive-hold.ts'

/**
 * Holds stock for an order until it is kept, released, or 30 minutes have passed. All lines or none; lines of one variant count together.
 * The same order again gets the first answer, also when both ask at once; if its hold has expired meanwhile, the same units are taken again.
 * @throws OUT_OF_STOCK { variant_id, wanted, available } · HOLD_ENDED when the order was released or shipped already
 */
export const holdStock = async (needs: Inventory, { order_id, lines }: Hold): Promise<Held> => {
  const expires_at = new Date(needs.clock.now().getTime() + HOLD_MINUTES * 60_000)
  const { state, expires_at: until, short } = await takeStock(needs, { order_id, lines }, expires_at)
  if (state === 'expired') return takeAgain(needs, order_id, expires_at)
  if (state === 'released') throw holdEnded(order_id)
  if (state) return { order_id, expires_at: until }
  if (short) throw outOfStock(short)
  throw new Error('a hold was neither taken nor refused')
}

type Taken = { state: string | null; expires_at: string | null; short: Short | null }

/** A twin that holds the order in the same moment is not in our snapshot, but its hold is there once ours was refused. */
const takeStock = async (needs: Inventory, hold: Hold, expires_at: Date): Promise<Taken> => {
  const taken = await tryToTake(needs, hold, expires_at)
  if (taken.state) return taken
  const { rows } = await needs.db.sql<{ state: string; expires_at: string | null }>`
    SELECT state, expires_at FROM inventory.holds WHERE order_id = ${hold.order_id}`
  return { ...taken, ...rows[0] }
}

/**
 * Stock rows are locked in the order of their ids, as everywhere in this module, so that no two orders wait for each other. They are
 * written from what was read under the lock (`locked`), never from `stock`: an UPDATE computes its row from the version its snapshot sees
 * first, and checks constraints on that, before it looks for a newer one.
 */
const tryToTake = async ({ db, clock }: Inventory, { order_id, lines }: Hold, expires_at: Date): Promise<Taken> => {
  const variantIds = lines.map((line) => line.variant_id)
  const quantities = lines.map((line) => line.quantity)
  const { rows } = await db.sql<{ state: string | null; expires_at: string | null; short: Short | null }>`
    WITH demand AS (
      SELECT variant_id, sum(quantity)::int AS wanted
      FROM unnest(${variantIds}::uuid[], ${quantities}::int[]) AS line (variant_id, quantity) GROUP BY variant_id
    ), earlier AS (
      SELECT state, expires_at FROM inventory.holds WHERE order_id = ${order_id}
    ), locked AS (
      SELECT stock.variant_id, on_hand, reserved, demand.wanted FROM demand JOIN inventory.stock USING (variant_id)
      WHERE NOT EXISTS (SELECT FROM earlier) ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock
    ), short AS (
      SELECT demand.variant_id, demand.wanted, coalesce(on_hand - reserved, 0) AS available FROM demand LEFT JOIN locked USING (variant_id)
      WHERE coalesce(on_hand - reserved, 0) < demand.wanted AND NOT EXISTS (SELECT FROM earlier) ORDER BY demand.variant_id LIMIT 1
    ), held AS (
      INSERT INTO inventory.holds (order_id, state, expires_at, created_at, changed_at)
      SELECT ${order_id}::uuid, 'held', ${expires_at}::timestamptz, ${clock.now()}::timestamptz, ${clock.now()}::timestamptz
      WHERE NOT EXISTS (SELECT FROM earlier) AND NOT EXISTS (SELECT FROM short)
      ON CONFLICT (order_id) DO NOTHING RETURNING order_id, state, expires_at
    ), taken AS (
      UPDATE inventory.stock s SET on_hand = locked.on_hand, reserved = locked.reserved + wanted FROM locked, held
      WHERE s.variant_id = locked.variant_id RETURNING s.variant_id, held.order_id, wanted, s.on_hand - s.reserved AS available
    ), written AS (
      INSERT INTO inventory.held_lines (order_id, variant_id, quantity) SELECT order_id, variant_id, wanted FROM taken
    ), said AS (
      INSERT INTO inventory.outbox (type, aggregate_id, payload)
      SELECT 'inventory.availability_changed', variant_id::text, jsonb_build_object('variant_id', variant_id, 'in_stock', false)
      FROM taken WHERE available = 0
    ), noted AS (
      INSERT INTO inventory.stock_moves (variant_id, on_hand_delta, reserved_delta, reason, order_id, at)
      SELECT variant_id, 0, wanted, 'held', order_id, ${clock.now()}::timestamptz FROM taken
    )
    SELECT state, expires_at, (SELECT to_jsonb(short) FROM short) AS short
    FROM (SELECT state, expires_at FROM earlier UNION ALL SELECT state, expires_at FROM held) hold RIGHT JOIN (VALUES (1)) one ON true`
  return rows[0] ?? { state: null, expires_at: null, short: null }
}

const takeAgain = async (needs: Inventory, order_id: string, expires_at: Date): Promise<Held> => {
  const revived = await reviveHold(needs, { order_id, order_version: null }, expires_at)
  if (revived?.short) throw outOfStock(revived.short)
  if (!revived?.is_alive) throw holdEnded(order_id)
  return { order_id, expires_at: expires_at.toISOString() }
}

const holdEnded = (order_id: string) => fail('HOLD_ENDED', 'The stock of this order was given back. Place a new order.', { order_id })
