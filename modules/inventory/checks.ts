import type { Check, Finding } from '#platform/module.ts'
import type { Inventory } from './needs.ts'

/** The sweep looks every 30 s; what it has not ended after five minutes it does not end. */
const EXPIRED_WITHIN_SECONDS = 300

const neverNegative = async ({ db }: Inventory): Promise<Finding[]> => {
  const { rows } = await db.sql<{ variant_id: string; on_hand: number; reserved: number }>`
    SELECT variant_id, on_hand, reserved FROM inventory.stock WHERE on_hand < 0 OR reserved < 0 OR reserved > on_hand LIMIT 100`
  return rows.map(({ variant_id, on_hand, reserved }) => ({ id: variant_id, text: `${reserved} of ${on_hand} units are promised.` }))
}

const reservedIsHeld = async ({ db }: Inventory): Promise<Finding[]> => {
  const { rows } = await db.sql<{ variant_id: string; reserved: number; held: number }>`
    SELECT s.variant_id, s.reserved, coalesce(living.held, 0)::int AS held FROM inventory.stock s LEFT JOIN (
      SELECT l.variant_id, sum(l.quantity - l.shipped) AS held FROM inventory.held_lines l JOIN inventory.holds h USING (order_id)
      WHERE h.state IN ('held', 'kept') GROUP BY l.variant_id) living USING (variant_id)
    WHERE s.reserved <> coalesce(living.held, 0) LIMIT 100`
  return rows.map(({ variant_id, reserved, held }) => ({
    id: variant_id,
    text: `${reserved} units are reserved, the holds come to ${held}.`,
  }))
}

const journalAddsUp = async ({ db }: Inventory): Promise<Finding[]> => {
  const { rows } = await db.sql<{ variant_id: string; on_hand: number; reserved: number; moved: number; promised: number }>`
    SELECT s.variant_id, s.on_hand, s.reserved, coalesce(m.moved, 0)::int AS moved, coalesce(m.promised, 0)::int AS promised
    FROM inventory.stock s LEFT JOIN (
      SELECT variant_id, sum(on_hand_delta) AS moved, sum(reserved_delta) AS promised FROM inventory.stock_moves GROUP BY variant_id) m USING (variant_id)
    WHERE s.on_hand <> coalesce(m.moved, 0) OR s.reserved <> coalesce(m.promised, 0) LIMIT 100`
  return rows.map(({ variant_id, on_hand, reserved, moved, promised }) => ({
    id: variant_id,
    text: `There are ${on_hand} units, ${reserved} reserved; the journal comes to ${moved} and ${promised}.`,
  }))
}

/** What the journal still has reserved for an order is what its hold still holds: nothing, once it has ended. */
const endedOnce = async ({ db, clock }: Inventory): Promise<Finding[]> => {
  const { rows } = await db.sql<{ order_id: string; state: string; reserved: number; held: number }>`
    SELECT order_id, state, reserved::int, held::int FROM (
      SELECT h.order_id, h.state,
        coalesce((SELECT sum(m.reserved_delta) FROM inventory.stock_moves m WHERE m.order_id = h.order_id), 0) AS reserved,
        CASE WHEN h.state IN ('held', 'kept') THEN coalesce((SELECT sum(l.quantity - l.shipped) FROM inventory.held_lines l WHERE l.order_id = h.order_id), 0) ELSE 0 END AS held
      FROM inventory.holds h) hold
    WHERE reserved <> held LIMIT 100`
  const { rows: late } = await db.sql<{ order_id: string }>`
    SELECT order_id FROM inventory.holds
    WHERE state = 'held' AND expires_at < ${clock.now()}::timestamptz - make_interval(secs => ${EXPIRED_WITHIN_SECONDS}) LIMIT 100`
  return [
    ...rows.map(({ order_id, state, reserved, held }) => ({
      id: order_id,
      text: `Its hold is ${state} and holds ${held} units; the journal has ${reserved} reserved for it.`,
    })),
    ...late.map(({ order_id }) => ({ id: order_id, text: 'Its hold has run out and still holds its units.' })),
  ]
}

const backOnce = async ({ db }: Inventory): Promise<Finding[]> => {
  const { rows } = await db.sql<{ order_id: string; shipped: number; restocked: number; left: number; back: number }>`
    SELECT l.order_id, l.shipped, l.restocked, coalesce(m.gone, 0)::int AS left, coalesce(m.back, 0)::int AS back
    FROM inventory.held_lines l LEFT JOIN (
      SELECT order_id, variant_id, -sum(on_hand_delta) FILTER (WHERE reason = 'shipped') AS gone, sum(on_hand_delta) FILTER (WHERE reason = 'restocked') AS back
      FROM inventory.stock_moves WHERE order_id IS NOT NULL GROUP BY order_id, variant_id) m USING (order_id, variant_id)
    WHERE l.restocked > l.shipped OR l.restocked <> coalesce(m.back, 0) OR (m.gone IS NOT NULL AND l.shipped <> m.gone) LIMIT 100`
  return rows.map(({ order_id, shipped, restocked, left, back }) => ({
    id: order_id,
    text: `${shipped} units are noted as shipped and ${restocked} as returned; the journal has ${left} and ${back}.`,
  }))
}

/** Which rules the stock keeps. */
export const checks: Record<string, Check<Inventory>> = {
  S1: { title: 'stock is never negative, and never promised beyond the shelf', find: neverNegative },
  S2: { title: 'what is reserved is the sum of the living holds', find: reservedIsHeld },
  'S2 journal': { title: 'the journal of the stock adds up to the stock', find: journalAddsUp },
  S4: { title: 'a hold ends once, in time, and then holds nothing', find: endedOnce },
  S5: { title: 'units come back at most once, and only those that had left', find: backOnce },
}
