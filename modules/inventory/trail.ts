import type { TrailStep } from '#platform/trail-contract.ts'
import type { Inventory } from './needs.ts'
import { readTrail } from './read-moves.ts'

/** Each change of the stock on behalf of an order, for its flight recorder. One statement. */
export const trail = async (needs: Inventory, order_id: string): Promise<Omit<TrailStep, 'module'>[]> => {
  const { moves } = await readTrail(needs, { order_id })
  return moves.map(({ at, reason, on_hand_delta, reserved_delta, variant_id, step_id, note }) => ({
    ...{ at, kind: 'stock', title: `stock ${reason.replace('_', ' ')}`, text: note ?? '' },
    request_id: null,
    facts: { variant_id, on_hand_delta, reserved_delta, step_id },
    action: null,
  }))
}
