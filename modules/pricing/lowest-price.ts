import { portion } from '#platform/money.ts'

/** What everyone could buy one unit for, from `since` until `until` (null: still). Without an amount it was a part off the base price. */
export type Stretch = { source: string | null; amount: number | null; off_basis_points: number | null; since: number; until: number | null }

export const DAYS = 30
const WINDOW_MS = DAYS * 86_400_000

/**
 * The lowest price of the 30 days before a reduction began: what a trader in the EU must show as the prior price (Directive 98/6/EC,
 * Article 6a, added by Directive (EU) 2019/2161). `began_at` and all times in milliseconds. What was never sold before has none.
 */
export const lowestBefore = (stretches: Stretch[], began_at: number): number | null => {
  const from = began_at - WINDOW_MS
  const seen = stretches.filter(({ since, until }) => since < began_at && (until ?? Number.POSITIVE_INFINITY) > from)
  const bases = seen.filter(({ source }) => source === null)
  const amounts = seen.flatMap(({ source, amount, off_basis_points, since, until }) => {
    if (amount !== null) return source === null || bases.length > 0 ? [amount] : []
    return bases
      .filter((base) => base.since < (until ?? began_at) && (base.until ?? Number.POSITIVE_INFINITY) > since)
      .map((base) => (base.amount ?? 0) - portion(base.amount ?? 0, off_basis_points ?? 0, 10_000))
  })
  return amounts.length > 0 ? Math.min(...amounts) : null
}
