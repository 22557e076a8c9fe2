import { fail } from '#platform/errors.ts'
import type { ListPrice, ListPriceLists, PriceList, PriceListPage, PriceLists, ReadPriceList } from './contract.ts'
import type { Pricing } from './needs.ts'

const PAGE = 50

/** Price lists and sales, newest first. One statement. */
export const listPriceLists = async ({ db, clock }: Pricing, { page = 1, limit = PAGE }: ListPriceLists): Promise<PriceLists> => {
  const { rows } = await db.sql<{ list: PriceList }>`
    SELECT pricing.list_as_json(l, ${clock.now()}) AS list FROM pricing.price_lists l
    ORDER BY created_at DESC, list_id LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return { lists: rows.slice(0, limit).map((row) => row.list), page, has_more: rows.length > limit }
}

/** A list and a page of its entries. One statement. @throws NOT_FOUND */
export const readPriceList = async ({ db, clock }: Pricing, { list_id, page = 1, limit = PAGE }: ReadPriceList): Promise<PriceListPage> => {
  const { rows } = await db.sql<{ list: PriceList; prices: ListPrice[] | null }>`
    SELECT pricing.list_as_json(l, ${clock.now()}) AS list, (
      SELECT jsonb_agg(jsonb_strip_nulls(to_jsonb(e))) FROM (
        SELECT variant_id, currency, min_quantity, amount, off_basis_points FROM pricing.list_prices WHERE list_id = l.list_id
        ORDER BY variant_id, currency, min_quantity LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}) e) AS prices
    FROM pricing.price_lists l WHERE list_id = ${list_id}`
  const found = rows[0]
  if (!found) throw fail('NOT_FOUND', 'There is no such price list.', { field: 'list_id' })
  const prices = found.prices ?? []
  return { list: found.list, prices: prices.slice(0, limit), page, has_more: prices.length > limit }
}
