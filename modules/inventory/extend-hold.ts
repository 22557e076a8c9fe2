import type { Extended, ExtendHold } from './contract.ts'
import type { Inventory } from './needs.ts'

/**
 * Lets a hold stand until then, because the money for it takes days, as a bank transfer does. Never shorter than it was, and only while it
 * stands: what is kept, shipped or over stays as it is. Called again it changes nothing.
 */
export const extendHold = async ({ db, clock }: Inventory, { order_id, until }: ExtendHold): Promise<Extended> => {
  const { count } = await db.sql`
    UPDATE inventory.holds SET expires_at = ${until}::timestamptz, version = version + 1, changed_at = ${clock.now()}
    WHERE order_id = ${order_id} AND state = 'held' AND expires_at < ${until}::timestamptz`
  return { order_id, is_extended: count > 0 }
}
