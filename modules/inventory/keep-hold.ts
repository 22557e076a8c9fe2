import { fail } from '#platform/errors.ts'
import type { Keep, Kept } from './contract.ts'
import type { Inventory } from './needs.ts'
import { outOfStock } from './out-of-stock.ts'
import { reviveHold } from './revive-hold.ts'

/**
 * Makes a hold lasting: the order is paid or confirmed. A hold that has expired takes its units again if they are still there.
 * @throws OUT_OF_STOCK { variant_id, wanted, available } · HOLD_ENDED when the order was released · NOT_FOUND when it never held anything
 */
export const keepHold = async (needs: Inventory, { order_id }: Keep): Promise<Kept> => {
  const revived = await reviveHold(needs, { order_id, order_version: null }, null)
  if (!revived) throw fail('NOT_FOUND', 'No stock was ever held for this order.', { order_id })
  if (revived.short) throw outOfStock(revived.short)
  if (revived.state === 'released') throw fail('HOLD_ENDED', 'The stock of this order was given back.', { order_id })
  return { order_id }
}
