import type { Input, Output } from '#platform/contract.ts'
import type { promotions } from './contract.ts'
import type { Promotions } from './needs.ts'

type Ops = typeof promotions.ops

/** How the discounts of these orders are counted now; an order that never used any is left out. */
export const readRedemptions = async (
  { db }: Promotions,
  { order_ids }: Input<Ops['readRedemptions']>,
): Promise<Output<Ops['readRedemptions']>> => {
  const { rows } = await db.sql<Output<Ops['readRedemptions']>['redemptions'][number]>`
    SELECT order_id, state, is_overdrawn FROM promotions.redemptions WHERE order_id = ANY(${order_ids}::uuid[])`
  return { redemptions: rows }
}
