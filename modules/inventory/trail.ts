import type { TrailStep } from '#platform/trail-contract.ts'
import type { Moves } from './contract.ts'
import type { Inventory } from './needs.ts'

/** An order of 200 lines that is edited and shipped again and again stays below this. */
const LONGEST = 5_000

/** Each change of the stock on behalf of an order, oldest first, for its flight recorder. One statement. */
export const trail = async ({ db }: Pick<Inventory, 'db'>, order_id: string): Promise<Omit<TrailStep, 'module'>[]> => {
  const { rows } = await db.sql<Moves['moves'][number]>`
    SELECT at, variant_id, on_hand_delta, reserved_delta, reason, order_id, step_id, note FROM inventory.stock_moves
    WHERE order_id = ${order_id} ORDER BY move_id LIMIT ${LONGEST}`
  return rows.map(({ at, reason, on_hand_delta, reserved_delta, variant_id, step_id, note }) => ({
    ...{ at, kind: 'stock', title: `stock ${reason.replace('_', ' ')}`, text: note ?? '' },
    request_id: null,
    facts: { variant_id, on_hand_delta, reserved_delta, step_id },
    action: null,
  }))
}
