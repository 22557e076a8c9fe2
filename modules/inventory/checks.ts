/** Rules of the stock's books, for the audit. */
import type { Check } from '#platform/module.ts'
import type { Inventory } from './needs.ts'

const MOST = 100

export const checks: Record<string, Check<Inventory>> = {
  S1: {
    title: 'stock is never negative, and never promised beyond the shelf',
    find: async ({ db }) => {
      const { rows } = await db.sql<{ variant_id: string; on_hand: number; reserved: number }>`
        SELECT variant_id, on_hand, reserved FROM inventory.stock WHERE on_hand < 0 OR reserved < 0 OR reserved > on_hand ORDER BY variant_id LIMIT ${MOST}`
      return rows.map(({ variant_id, on_hand, reserved }) => ({
        id: variant_id,
        text: `${on_hand} units are there, and ${reserved} are promised.`,
      }))
    },
  },
  S2: {
    title: 'what is reserved is what the living holds have not shipped yet',
    find: async ({ db }) => {
      const { rows } = await db.sql<{ variant_id: string; reserved: number; held: number }>`
        SELECT variant_id, reserved, coalesce(held, 0)::int AS held FROM inventory.stock LEFT JOIN (
          SELECT variant_id, sum(quantity - shipped) AS held FROM inventory.held_lines JOIN inventory.holds USING (order_id)
          WHERE state IN ('held', 'kept') GROUP BY variant_id) living USING (variant_id)
        WHERE reserved <> coalesce(held, 0) ORDER BY variant_id LIMIT ${MOST}`
      return rows.map(({ variant_id, reserved, held }) => ({
        id: variant_id,
        text: `${reserved} units are reserved, and orders hold ${held}.`,
      }))
    },
  },
  'S2 journal': {
    title: 'the journal of a variant adds up to its stock',
    find: async ({ db }) => {
      const { rows } = await db.sql<{ variant_id: string; on_hand: number; moved: number }>`
        SELECT variant_id, on_hand, coalesce(moved_on_hand, 0)::int AS moved FROM inventory.stock LEFT JOIN (
          SELECT variant_id, sum(on_hand_delta) AS moved_on_hand, sum(reserved_delta) AS moved_reserved FROM inventory.stock_moves GROUP BY variant_id
        ) journal USING (variant_id)
        WHERE on_hand <> coalesce(moved_on_hand, 0) OR reserved <> coalesce(moved_reserved, 0) ORDER BY variant_id LIMIT ${MOST}`
      return rows.map(({ variant_id, on_hand, moved }) => ({
        id: variant_id,
        text: `${on_hand} units are there, and the journal comes to ${moved}.`,
      }))
    },
  },
  S4: {
    title: 'a hold whose time is up has ended',
    find: async ({ db, clock }) => {
      const { rows } = await db.sql<{ order_id: string; expires_at: string }>`
        SELECT order_id, expires_at::text AS expires_at FROM inventory.holds
        WHERE state = 'held' AND expires_at < ${clock.now()}::timestamptz - interval '5 minutes' ORDER BY expires_at LIMIT ${MOST}`
      return rows.map(({ order_id, expires_at }) => ({
        id: order_id,
        text: `The hold of this order ended at ${expires_at} and still has its stock.`,
      }))
    },
  },
}
