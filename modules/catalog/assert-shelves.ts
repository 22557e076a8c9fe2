/** For tests: whatever happened, cards, shelves and counts are what they would be if they were made anew. */
import assert from 'node:assert/strict'
import type { Db } from '#platform/db.ts'

export const assertShelves = async ({ sql }: Db): Promise<void> => {
  const { rows } = await sql<{ what: string; product_id: string }>`
    (SELECT 'card that should differ' AS what, product_id FROM (
      SELECT product_id, locale, currency, published_at, price_amount, name, card::text FROM catalog.fresh_cards
      EXCEPT SELECT product_id, locale, currency, published_at, price_amount, name, card::text FROM catalog.cards) AS missing)
    UNION ALL
    (SELECT 'card that should not be', product_id FROM (
      SELECT product_id, locale, currency FROM catalog.cards EXCEPT SELECT product_id, locale, currency FROM catalog.fresh_cards) AS extra)
    UNION ALL
    (SELECT 'place that should differ', product_id FROM (
      SELECT product_id, category_id, locale, currency, published_at, price_amount, name FROM catalog.fresh_shelves
      EXCEPT SELECT product_id, category_id, locale, currency, published_at, price_amount, name FROM catalog.shelves) AS missing)
    UNION ALL
    (SELECT 'place that should not be', product_id FROM (
      SELECT product_id, category_id, locale, currency FROM catalog.shelves
      EXCEPT SELECT product_id, category_id, locale, currency FROM catalog.fresh_shelves) AS extra)
    UNION ALL
    (SELECT 'count that is wrong in category', category_id FROM (
      SELECT category_id, locale, currency, count(*) AS n FROM catalog.shelves GROUP BY 1, 2, 3) AS real
      FULL JOIN catalog.shelf_counts kept USING (category_id, locale, currency)
      WHERE COALESCE(real.n, 0) <> COALESCE(kept.product_count, 0))`
  assert.deepEqual(rows, [])
}
