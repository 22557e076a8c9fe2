import type { Check } from '#platform/module.ts'
import { eachRecent } from './check-books.ts'
import type { Orders } from './needs.ts'

const COUNTED = ['held', 'kept']

/** Promotions hear of what becomes of an order; five minutes are time enough. One that is overdrawn is kept, and noted. */
const offersAreCounted = (needs: Orders) =>
  eachRecent(needs, async (page) => {
    const asked = page.filter(({ state, is_settled, has_limited }) => has_limited && is_settled && state !== 'draft')
    if (asked.length === 0) return []
    const { redemptions } = await needs.promotions.readRedemptions({ order_ids: asked.map(({ order_id }) => order_id) })
    const stateOf = new Map(redemptions.map(({ order_id, state }) => [order_id, state]))
    return asked.map(({ order_id, number, state }) => {
      const counted = stateOf.get(order_id)
      const is_closed = state === 'cancelled' || state === 'rejected'
      const is_counted = counted !== undefined && COUNTED.includes(counted)
      return is_counted !== is_closed
        ? undefined
        : { id: order_id, text: `Order ${number} is ${state}; the use of its offers is ${counted ?? 'not counted'}.` }
    })
  })

export const offerChecks: Record<string, Check<Orders>> = {
  'M9 orders': { title: 'an order that stands uses its limited offers, and a closed one does not', find: offersAreCounted },
}
