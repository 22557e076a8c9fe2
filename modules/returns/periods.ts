/** How long goods may come back. Pure. */
import type { Order } from '#modules/orders/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'
import { EU_STATES } from '#platform/places.ts'

/**
 * Directive 2011/83/EU, Article 9(1): 14 days from the day the consumer has the last of the goods (Article 9(2)(b)). Less cannot be agreed on
 * (Article 25), and the law of where the consumer lives holds wherever the shop is (Regulation (EC) 593/2008, Article 6(2)).
 */
const LEAST_WITHDRAWAL_DAYS = 14
/** Where that directive holds: it has relevance for the EEA. */
const EEA = new Set([...EU_STATES, 'IS', 'LI', 'NO'])
/** The shop knows when a parcel left, not when it came. It is taken to have come after so many days: later than most do, so that nobody loses days. */
const ON_ITS_WAY_DAYS = 5
const DAY_MS = 86_400_000

/** When the customer has had everything, as far as that can be known; undefined while something has not left yet. */
const deliveredAt = ({ fulfilments, fulfilment_state }: Order): number | undefined =>
  fulfilment_state === 'fulfilled'
    ? Math.max(...fulfilments.map((parcel) => Date.parse(parcel.shipped_at))) + ON_ITS_WAY_DAYS * DAY_MS
    : undefined

export type Periods = {
  return_days: number
  /** 0: there is no right to withdraw */
  withdrawal_days: number
  return_until: Date | null
  withdraw_until: Date | null
}

type Granted = Pick<Settings, 'return_days' | 'withdrawal_days' | 'country'>

/**
 * How long and until when an order may be returned and withdrawn from; null: no end yet, because not everything has left the house. What may be
 * withdrawn from may be returned as well. An order without an address is picked up, where the shop is.
 */
export const periodsOf = (order: Order, granted: Granted): Periods => {
  const country = order.shipping_address?.country ?? granted.country
  const withdrawal_days = EEA.has(country) ? Math.max(LEAST_WITHDRAWAL_DAYS, granted.withdrawal_days) : granted.withdrawal_days
  const return_days = Math.max(granted.return_days, withdrawal_days)
  const from = deliveredAt(order)
  const after = (days: number) => (from === undefined ? null : new Date(from + days * DAY_MS))
  return { return_days, withdrawal_days, return_until: after(return_days), withdraw_until: after(withdrawal_days) }
}
