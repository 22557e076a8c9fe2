import { fail } from '#platform/errors.ts'
import type { Pricing } from './needs.ts'
import { keepPast, takeTurn, tellLists } from './tell-changed.ts'

/** Takes a price list away with its entries. What it made of prices is kept for the lowest price of 30 days. @throws NOT_FOUND */
export const deletePriceList = (needs: Pricing, { list_id }: { list_id: string }): Promise<{ list_id: string }> =>
  needs.db.transaction(async (sql) => {
    await takeTurn(needs, sql)
    await keepPast(sql, list_id, needs.clock.now())
    await tellLists(sql, [list_id])
    const { count } = await sql`DELETE FROM pricing.price_lists WHERE list_id = ${list_id}`
    if (count === 0) throw fail('NOT_FOUND', 'There is no such price list.', { field: 'list_id' })
    return { list_id }
  })
