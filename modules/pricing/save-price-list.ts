import { fail } from '#platform/errors.ts'
import type { PriceList, SavePriceList } from './contract.ts'
import type { Pricing } from './needs.ts'
import { keepPast, takeTurn, tellLists } from './tell-changed.ts'

/**
 * Makes a price list or sale, or changes one; its entries stay. What it made of prices until now is kept for the lowest price of 30 days.
 * It begins anew (`since`) only where it charges something else from now on: who corrects the title or the end of a sale that is running
 * begins no other, so its own price is not the lowest before it. Sending the same again changes nothing but the version.
 * @throws STALE { version } BAD_PERIOD SALE_FOR_EVERYONE
 */
export const savePriceList = (needs: Pricing, list: SavePriceList): Promise<PriceList> => {
  refuseMistakes(list)
  const now = needs.clock.now()
  return needs.db.transaction(async (sql) => {
    await takeTurn(needs, sql)
    await keepPast(sql, list.list_id, now)
    const takes_off = list.off_basis_points !== null
    if (!takes_off) await tellLists(sql, [list.list_id]) // as it was: it may have taken a part off everything until now
    const { rows } = await sql<{ list: PriceList }>`
      INSERT INTO pricing.price_lists AS l
        (list_id, title, kind, customer_group, starts_at, ends_at, off_basis_points, is_active, since, created_at, updated_at)
      VALUES (${list.list_id}, ${list.title}, ${list.kind}, ${list.customer_group}, ${list.starts_at}, ${list.ends_at}, ${list.off_basis_points},
              ${list.is_active}, ${now}, ${now}, ${now})
      ON CONFLICT (list_id) DO UPDATE
        SET title = excluded.title, kind = excluded.kind, customer_group = excluded.customer_group, starts_at = excluded.starts_at,
          ends_at = excluded.ends_at, off_basis_points = excluded.off_basis_points, is_active = excluded.is_active,
          version = l.version + 1, updated_at = excluded.updated_at,
          since = CASE
            WHEN (l.kind, l.customer_group, l.off_basis_points, l.is_active)
                IS NOT DISTINCT FROM (excluded.kind, excluded.customer_group, excluded.off_basis_points, excluded.is_active)
              AND (l.starts_at IS NOT DISTINCT FROM excluded.starts_at OR greatest(l.starts_at, excluded.starts_at) <= ${now}::timestamptz)
              AND coalesce(l.ends_at > ${now}::timestamptz, true) THEN l.since
            ELSE excluded.since END
        WHERE l.version = coalesce(${list.version ?? null}::integer, l.version)
      RETURNING pricing.list_as_json(l, ${now}) AS list`
    const saved = rows[0]?.list
    if (!saved) throw fail('STALE', 'Somebody has changed this list since you opened it. Look at it again.', { field: 'version' })
    if (takes_off) await tellLists(sql, [list.list_id])
    return saved
  })
}

const refuseMistakes = ({ kind, customer_group, starts_at, ends_at }: SavePriceList) => {
  if (starts_at && ends_at && Date.parse(ends_at) <= Date.parse(starts_at))
    throw fail('BAD_PERIOD', 'The list must end after it starts.', { field: 'ends_at' })
  if (kind === 'sale' && customer_group)
    throw fail('SALE_FOR_EVERYONE', 'A sale is for everyone. Prices for a group are a list of the kind `list`.', {
      field: 'customer_group',
    })
}
