import type { ListMoves, Moves, Release, Trail } from './contract.ts'
import type { Inventory } from './needs.ts'

const PAGE_SIZE = 50
/** An order of 200 lines that is edited and shipped again and again stays below this. */
const LONGEST_TRAIL = 5_000

/** What happened to the stock of an order: its hold as it is now, and each change, oldest first. An order that never held anything has neither. */
export const readTrail = async ({ db }: Inventory, { order_id }: Release): Promise<Trail> => {
  const { rows } = await db.sql<Trail>`
    SELECT (
      SELECT jsonb_build_object('state', state, 'expires_at', expires_at, 'lines', coalesce((
        SELECT jsonb_agg(jsonb_build_object('variant_id', variant_id, 'quantity', quantity, 'shipped', shipped, 'restocked', restocked) ORDER BY variant_id)
        FROM inventory.held_lines WHERE order_id = h.order_id), '[]'))
      FROM inventory.holds h WHERE order_id = ${order_id}) AS hold,
    coalesce((
      SELECT jsonb_agg(to_jsonb(move) - 'move_id' ORDER BY move_id) FROM (
        SELECT move_id, at, variant_id, on_hand_delta, reserved_delta, reason, order_id, step_id, note FROM inventory.stock_moves
        WHERE order_id = ${order_id} ORDER BY move_id LIMIT ${LONGEST_TRAIL}) move), '[]') AS moves`
  return rows[0] ?? { hold: null, moves: [] }
}

/** The journal of a variant, newest first: its sums are the stock of now. */
export const listMoves = async ({ db }: Inventory, { variant_id, page = 1, limit = PAGE_SIZE }: ListMoves): Promise<Moves> => {
  const { rows } = await db.sql<Moves['moves'][number]>`
    SELECT at, variant_id, on_hand_delta, reserved_delta, reason, order_id, step_id, note FROM inventory.stock_moves
    WHERE variant_id = ${variant_id} ORDER BY move_id DESC LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return { moves: rows.slice(0, limit), page, has_more: rows.length > limit }
}
