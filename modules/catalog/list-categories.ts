import type { Call } from '#platform/contract.ts'
import type { Category } from './contract.ts'
import type { Catalog } from './needs.ts'

const MOST = 5_000 // more than any shop lists; keeps a mistake from becoming a page of megabytes

/** All categories, parents before children, siblings by position and title. One statement. */
export const listCategories = async (
  { db }: Catalog,
  { locale = '', currency = '' }: { locale?: string; currency?: string },
  _call: Call,
): Promise<{ categories: Category[] }> => {
  const { rows } = await db.sql<{ categories: Category[] | null }>`
    WITH asked AS MATERIALIZED (
      SELECT
        (SELECT locale FROM catalog.languages ORDER BY locale = ${locale} DESC, locale = left(${locale}, 2) DESC, position LIMIT 1) AS locale,
        (SELECT currency FROM catalog.currencies ORDER BY currency = ${currency} DESC, position LIMIT 1) AS currency)
    SELECT json_agg(node ORDER BY cardinality(path), position, title) AS categories
    FROM (
      SELECT g.node, g.path, g.position, g.title
      FROM asked a JOIN catalog.category_nodes g ON (g.locale, g.currency) = (a.locale, a.currency)
      ORDER BY cardinality(g.path), g.position, g.title LIMIT ${MOST}) AS listed`
  return { categories: rows[0]?.categories ?? [] }
}
