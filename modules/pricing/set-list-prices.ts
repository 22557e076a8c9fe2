import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { SetListPrices } from './contract.ts'
import type { Pricing } from './needs.ts'
import { keepPast, takeTurn, tellLists } from './tell-changed.ts'

/**
 * Sets entries of a list, each for a variant, currency and quantity from which on it holds; one that says neither an amount nor a part
 * is taken out. Entries that are not named stay. Of one that is named twice the last counts.
 * @throws NOT_FOUND ONE_OF_BOTH { field }
 */
export const setListPrices = (needs: Pricing, { list_id, prices }: SetListPrices): Promise<{ changed: number }> => {
  const both = prices.findIndex(({ amount, off_basis_points }) => amount !== undefined && off_basis_points !== undefined)
  if (both >= 0)
    throw fail('ONE_OF_BOTH', 'An entry says an amount or a part of the base price, not both.', {
      field: `prices.${both}.off_basis_points`,
    })
  const now = needs.clock.now()
  return needs.db.transaction(async (sql) => {
    await takeTurn(needs, sql)
    const { count } = await sql`SELECT FROM pricing.price_lists WHERE list_id = ${list_id}`
    if (count === 0) throw fail('NOT_FOUND', 'There is no such price list.', { field: 'list_id' })
    await keepPast(sql, list_id, now, [...new Set(prices.map(({ variant_id }) => variant_id))])
    await tellLists(sql, [list_id]) // those that leave the list as well
    const { rows } = await sql<{ changed: number }>`
      WITH wish AS (
        SELECT DISTINCT ON (variant_id, currency, min_quantity) variant_id, currency, min_quantity, amount, off_basis_points
        FROM (
          SELECT variant_id, currency, coalesce(min_quantity, 1) AS min_quantity, amount, off_basis_points, row_number() OVER () AS place
          FROM jsonb_to_recordset(${json(prices)}::jsonb)
            AS r (variant_id uuid, currency text, min_quantity integer, amount bigint, off_basis_points integer)) AS named
        ORDER BY variant_id, currency, min_quantity, place DESC
      ), gone AS (
        DELETE FROM pricing.list_prices e USING wish w
        WHERE e.list_id = ${list_id} AND (e.variant_id, e.currency, e.min_quantity) = (w.variant_id, w.currency, w.min_quantity)
          AND w.amount IS NULL AND w.off_basis_points IS NULL RETURNING e.variant_id
      ), written AS (
        INSERT INTO pricing.list_prices AS e (list_id, variant_id, currency, min_quantity, amount, off_basis_points, since)
        SELECT ${list_id}, variant_id, currency, min_quantity, amount, off_basis_points, ${now} FROM wish
        WHERE amount IS NOT NULL OR off_basis_points IS NOT NULL
        ON CONFLICT (list_id, variant_id, currency, min_quantity) DO UPDATE
          SET amount = excluded.amount, off_basis_points = excluded.off_basis_points, since = excluded.since
          WHERE (e.amount, e.off_basis_points) IS DISTINCT FROM (excluded.amount, excluded.off_basis_points) RETURNING e.variant_id)
      SELECT count(*) AS changed FROM (SELECT variant_id FROM gone UNION ALL SELECT variant_id FROM written) AS changed`
    await tellLists(sql, [list_id])
    return { changed: rows[0]?.changed ?? 0 }
  })
}
