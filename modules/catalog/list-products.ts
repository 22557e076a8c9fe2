import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { ListProducts, ProductList } from './contract.ts'
import type { Catalog } from './needs.ts'

const USUAL_LIMIT = 24

/**
 * A page of the products on sale in a category and below it, or of all, with the category's breadcrumbs and children.
 * A language or currency the shop does not have is answered in its default. One statement: only the branch of the asked sort runs,
 * it reads one range of one index, and the cards go out as they are kept.
 * @throws NOT_FOUND when there is no such category
 */
export const listProducts = async (
  { db }: Catalog,
  { locale = '', currency = '', category, sort = 'newest', page = 1, limit = USUAL_LIMIT }: ListProducts,
  _call: Call,
): Promise<ProductList> => {
  const { rows } = await db.sql<{
    category: ProductList['category'] | null
    products: ProductList['products'] | null
    product_count: number | null
  }>`
    WITH asked AS MATERIALIZED (
      SELECT
        (SELECT locale FROM catalog.languages ORDER BY locale = ${locale} DESC, locale = left(${locale}, 2) DESC, position LIMIT 1) AS locale,
        (SELECT currency FROM catalog.currencies ORDER BY currency = ${currency} DESC, position LIMIT 1) AS currency,
        COALESCE((SELECT category_id FROM catalog.categories WHERE slug = ${category}), '00000000-0000-0000-0000-000000000000') AS shelf)
    SELECT
      (SELECT g.node || jsonb_build_object(
          'breadcrumbs', (SELECT jsonb_agg(jsonb_build_object('slug', b.slug, 'title', b.title) ORDER BY cardinality(b.path))
            FROM catalog.category_nodes b WHERE b.category_id = ANY(g.path) AND (b.locale, b.currency) = (a.locale, a.currency)),
          'children', (SELECT COALESCE(jsonb_agg(d.node ORDER BY d.position, d.title), '[]')
            FROM catalog.category_nodes d WHERE d.parent_id = g.category_id AND (d.locale, d.currency) = (a.locale, a.currency)))
        FROM catalog.category_nodes g WHERE (g.category_id, g.locale, g.currency) = (a.shelf, a.locale, a.currency)) AS category,
      (SELECT json_agg(c.card ORDER BY place.n)
        FROM catalog.shelf_page(a.shelf, a.locale, a.currency, ${sort}, ${limit + 1}, ${(page - 1) * limit}) AS place
        JOIN catalog.cards c ON (c.product_id, c.locale, c.currency) = (place.product_id, a.locale, a.currency)) AS products,
      (SELECT n.product_count FROM catalog.shelf_counts n
        WHERE (n.category_id, n.locale, n.currency) = (a.shelf, a.locale, a.currency)) AS product_count
    FROM asked a`
  const found = rows[0]
  if (category && !found?.category) throw fail('NOT_FOUND', `There is no category ${category}.`, { category })
  const products = found?.products ?? []
  return {
    products: products.slice(0, limit),
    page,
    has_more: products.length > limit,
    product_count: found?.product_count ?? 0,
    category: found?.category ?? null,
  }
}
