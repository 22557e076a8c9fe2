import { remembered } from '#platform/remember.ts'
import type { Pricing } from './needs.ts'
import { PRICES } from './read-candidates.ts'

type Period = { customer_group: string | null; starts_at: string | null; ends_at: string | null }

/**
 * Groups of customers that have prices of their own just now, so that whoever belongs to none of them is shown what everyone is shown.
 * At most one statement, mostly none: it is kept in memory until a list changes, and begins and ends by the clock.
 */
export const listPricedGroups = async ({ db, clock }: Pricing): Promise<{ groups: string[] }> => {
  const periods = await remembered(db, PRICES, () => readPeriods({ db, clock }), 'groups')
  const now = clock.now().getTime()
  const running = periods.filter(
    ({ starts_at, ends_at }) => !(starts_at && Date.parse(starts_at) > now) && !(ends_at && Date.parse(ends_at) <= now),
  )
  return { groups: [...new Set(running.flatMap(({ customer_group }) => customer_group ?? []))] }
}

/** Of lists that are not over; one that names nothing and takes nothing off makes no price. */
const readPeriods = async ({ db, clock }: Pick<Pricing, 'db' | 'clock'>): Promise<Period[]> => {
  const { rows } = await db.sql<Period>`
    SELECT DISTINCT customer_group, starts_at, ends_at FROM pricing.price_lists l
    WHERE is_active AND customer_group IS NOT NULL AND coalesce(ends_at > ${clock.now()}, true)
      AND (off_basis_points IS NOT NULL OR EXISTS (SELECT FROM pricing.list_prices e WHERE e.list_id = l.list_id))
    ORDER BY customer_group`
  return rows
}
