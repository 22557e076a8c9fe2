/** How long goods may come back. Pure. */
import type { Order } from '#modules/orders/contract.ts'

/** What the shop grants of itself, counted from the last delivery. */
export const RETURN_DAYS = 30
/** Directive 2011/83/EU, Article 9(1): 14 days from the day the consumer has the last of the goods (Article 9(2)(b)). */
export const WITHDRAWAL_DAYS = 14
/** The shop knows when a parcel left, not when it came. It is taken to have come after so many days: later than most do, so that nobody loses days. */
const ON_ITS_WAY_DAYS = 5
const DAY_MS = 86_400_000

/** When the customer has had everything, as far as that can be known; undefined while something has not left yet. */
const deliveredAt = ({ fulfilments, fulfilment_state }: Order): number | undefined =>
  fulfilment_state === 'fulfilled'
    ? Math.max(...fulfilments.map((parcel) => Date.parse(parcel.shipped_at))) + ON_ITS_WAY_DAYS * DAY_MS
    : undefined

export type Periods = { return_until: Date | null; withdraw_until: Date | null }

/** Until when an order may be returned and withdrawn from; null: no end yet, because not everything has left the house. */
export const periodsOf = (order: Order): Periods => {
  const from = deliveredAt(order)
  const after = (days: number) => (from === undefined ? null : new Date(from + days * DAY_MS))
  return { return_until: after(RETURN_DAYS), withdraw_until: after(WITHDRAWAL_DAYS) }
}
