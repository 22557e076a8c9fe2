import type { Card } from '#modules/catalog/contract.ts'
import type { Call, Input, Output } from '#platform/contract.ts'
import type { search } from './contract.ts'
import type { Search } from './needs.ts'
import { readQuery } from './words.ts'

type Asked = Input<typeof search.ops.find>
type Found = Output<typeof search.ops.find>

const USUAL_LIMIT = 24

/**
 * Products on sale that match all words of `q`, best first; the last word may be unfinished. One statement, none without a word.
 * Ranks by how near one another the words stand, and where: title and codes 1, brand and categories 0.4, description 0.1 (ts_rank_cd,
 * divided by 1 + the logarithm of the length). A query that is an SKU or barcode puts that product first, one that is a title next.
 */
export const findProducts = async (
  { db }: Search,
  { q, locale = '', currency = '', page = 1, limit = USUAL_LIMIT }: Asked,
  _call: Call,
): Promise<Found> => {
  const query = readQuery(q)
  if (!query) return { query: q, products: [], page, has_more: false }
  const { rows } = await db.sql<{ products: Card[] | null }>`
    WITH shown AS MATERIALIZED (
      SELECT
        (SELECT l FROM unnest(locales) WITH ORDINALITY AS u (l, n) ORDER BY l = ${locale} DESC, l = left(${locale}, 2) DESC, n LIMIT 1) AS locale,
        (SELECT c FROM unnest(currencies) WITH ORDINALITY AS u (c, n) ORDER BY c = ${currency} DESC, n LIMIT 1) AS currency
      FROM search.shop LIMIT 1),
    asked AS MATERIALIZED (
      SELECT locale, currency, to_tsquery(search.stemmer(locale), ${query.tsquery}) || to_tsquery('simple', ${query.tsquery}) AS words FROM shown),
    found AS (
      SELECT d.product_id, a.locale, a.currency,
        ts_rank_cd('{0.1, 0.1, 0.4, 1.0}', d.words, a.words, 1)
          + CASE WHEN d.codes @> ARRAY[${query.code}] THEN 100 WHEN d.title = ${query.title} THEN 10 ELSE 0 END AS score
      FROM asked a JOIN search.documents d ON d.words @@ a.words AND d.locale = a.locale AND a.currency = ANY(d.currencies)
      ORDER BY score DESC, d.product_id
      LIMIT ${limit + 1} OFFSET ${(page - 1) * limit})
    SELECT json_agg(c.card ORDER BY f.score DESC, f.product_id) AS products
    FROM found f JOIN search.cards c USING (product_id, locale, currency)`
  const products = rows[0]?.products ?? []
  return { query: q, products: products.slice(0, limit), page, has_more: products.length > limit }
}
