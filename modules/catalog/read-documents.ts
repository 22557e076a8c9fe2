import type { Call, Output } from '#platform/contract.ts'
import type { Card, catalog } from './contract.ts'
import type { Catalog } from './needs.ts'

type Documents = Output<typeof catalog.ops.readDocuments>

/**
 * What the search index keeps of products: one document for each language and currency a product on sale has a card in.
 * A product that is not on sale has none. One statement.
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
    SELECT c.product_id, c.locale, c.currency,
      w.words ->> 'title' AS title,
      COALESCE(p.brand, '') AS brand,
      (SELECT string_agg(concat_ws(' ', sku, barcode), ' ' ORDER BY position) FROM catalog.variants v WHERE v.product_id = c.product_id) AS skus,
      COALESCE((SELECT string_agg(DISTINCT g.title, ' ')
        FROM catalog.product_categories pc
        JOIN catalog.categories own USING (category_id)
        JOIN catalog.category_nodes g ON g.category_id = ANY(own.path) AND (g.locale, g.currency) = (c.locale, c.currency)
        WHERE pc.product_id = c.product_id), '') AS categories,
      w.words ->> 'description' AS description,
      c.card
    FROM catalog.cards c
    JOIN catalog.products p USING (product_id)
    CROSS JOIN LATERAL (SELECT COALESCE(p.translations -> c.locale, catalog.fallback_language(p.translations)) AS words) w
    WHERE c.product_id = ANY(${product_ids}::uuid[])
    ORDER BY c.product_id, c.locale, c.currency`
  return { documents: rows }
}
