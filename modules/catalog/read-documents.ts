import type { Call, Output } from '#platform/contract.ts'
import type { Card, catalog } from './contract.ts'
import type { Catalog } from './needs.ts'

type Documents = Output<typeof catalog.ops.readDocuments>

/**
 * What the search index keeps of products: one document for each language and currency a product on sale has a card in.
 * A product that is not on sale has none. One statement; its OFFSET 0 keep the planner to one product after the other by their keys, because
 * while a shop is filled it does not know yet how large the tables are, and would read all of them for each batch.
 */
export const readDocuments = async ({ db }: Catalog, { product_ids }: { product_ids: string[] }, _call: Call): Promise<Documents> => {
  const { rows } = await db.sql<{
    product_id: string
    locale: string
    currency: string
    title: string
    brand: string
    skus: string
    categories: string
    description: string
    card: Card
  }>`
    WITH asked AS (SELECT DISTINCT unnest(${product_ids}::uuid[]) AS product_id),
    places AS MATERIALIZED (
      SELECT product_id, unnest(place.path) AS category_id
      FROM asked CROSS JOIN LATERAL (
        SELECT (SELECT path FROM catalog.categories own WHERE own.category_id = pc.category_id) AS path
        FROM catalog.product_categories pc WHERE pc.product_id = asked.product_id OFFSET 0) place),
    titles AS MATERIALIZED (
      SELECT g.category_id, l.locale, COALESCE(g.translations -> l.locale, catalog.fallback_language(g.translations)) ->> 'title' AS title
      FROM catalog.categories g CROSS JOIN catalog.languages l WHERE g.category_id IN (SELECT category_id FROM places)),
    named AS MATERIALIZED (
      SELECT product_id, locale, string_agg(DISTINCT title, ' ') AS categories FROM places JOIN titles USING (category_id) GROUP BY product_id, locale)
    SELECT asked.product_id, c.locale, c.currency, w.words ->> 'title' AS title, p.brand, p.skus, COALESCE(n.categories, '') AS categories,
      w.words ->> 'description' AS description, c.card
    FROM asked
    CROSS JOIN LATERAL (
      SELECT COALESCE(brand, '') AS brand, translations,
        (SELECT string_agg(concat_ws(' ', sku, barcode), ' ' ORDER BY position) FROM catalog.variants v WHERE v.product_id = asked.product_id) AS skus
      FROM catalog.products WHERE products.product_id = asked.product_id OFFSET 0) p
    CROSS JOIN LATERAL (SELECT locale, currency, card FROM catalog.cards WHERE cards.product_id = asked.product_id OFFSET 0) c
    CROSS JOIN LATERAL (SELECT COALESCE(p.translations -> c.locale, catalog.fallback_language(p.translations)) AS words OFFSET 0) w
    LEFT JOIN named n ON (n.product_id, n.locale) = (asked.product_id, c.locale)
    ORDER BY asked.product_id, c.locale, c.currency`
  return { documents: rows }
}
