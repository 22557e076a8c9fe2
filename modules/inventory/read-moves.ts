import type { ListMoves, Moves } from './contract.ts'
import type { Inventory } from './needs.ts'

const PAGE_SIZE = 50
/** The journal of a variant, newest first: its sums are the stock of now. */
export const listMoves = async ({ db }: Inventory, { variant_id, page = 1, limit = PAGE_SIZE }: ListMoves): Promise<Moves> => {
  const { rows } = await db.sql<Moves['moves'][number]>`
    SELECT at, variant_id, on_hand_delta, reserved_delta, reason, order_id, step_id, note FROM inventory.stock_moves
    WHERE variant_id = ${variant_id} ORDER BY move_id DESC LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return { moves: rows.slice(0, limit), page, has_more: rows.length > limit }
}
