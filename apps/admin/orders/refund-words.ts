/** Timeline entries of money given back, with what payments know of it: how much, by whom, and why. */
import type { Order } from '#modules/orders/contract.ts'
import type { GivenBack } from '#modules/payments/contract.ts'

type Entry = Order['timeline'][number]

/** What it was given for: `2 × Mug, delivery`; undefined where it was an amount. */
export const givenFor = ({ given_for }: Pick<GivenBack, 'given_for'>): string | undefined =>
  given_for
    ? [
        ...given_for.lines.map(({ quantity, title }) => `${quantity} × ${title}`),
        ...(given_for.shipping_amount > 0 ? ['delivery'] : []),
      ].join(', ')
    : undefined

/** Clocks of two processes may differ by so much. */
const SLACK_MS = 5_000

/** What the refunds in a timeline were, by the place of their entries. An entry follows its refund, and both come in one order. */
export const refundsOf = (timeline: readonly Entry[], refunds: readonly GivenBack[]): Map<number, GivenBack> => {
  const left = refunds
    .flatMap((refund) => (refund.state === 'done' && refund.settled_at ? [{ refund, at: Date.parse(refund.settled_at) }] : []))
    .sort((a, b) => a.at - b.at)
  const found = new Map<number, GivenBack>()
  for (const [i, { what, at }] of timeline.entries()) {
    const [next] = left
    if (what !== 'refunded' || !next || next.at > Date.parse(at) + SLACK_MS) continue
    found.set(i, next.refund)
    left.shift()
  }
  return found
}
