import type { Pricing } from './needs.ts'
import { takeTurn, tellLists } from './tell-changed.ts'

/**
 * Tells of lists that have started or ended since the last look, so that ready cards show it. What a basket costs never waits for this:
 * every price is computed when it is asked for.
 */
export const followClock = (needs: Pricing): Promise<void> =>
  needs.db.transaction(async (sql) => {
    const now = needs.clock.now()
    const { rows } = await sql<{ list_id: string }>`
      SELECT list_id FROM pricing.price_lists, pricing.told_until
      WHERE is_active AND ((starts_at > at AND starts_at <= ${now}) OR (ends_at > at AND ends_at <= ${now}))`
    if (rows.length > 0) {
      await takeTurn(needs, sql)
      const list_ids = rows.map((row) => row.list_id)
      await tellLists(sql, list_ids)
    }
    await sql`UPDATE pricing.told_until SET at = greatest(at, ${now})`
  })
