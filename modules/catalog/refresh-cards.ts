import type { Sql } from '#platform/db.ts'

/**
 * Locks products for a change, in one order everywhere, so that two changes of a product follow one another and none deadlocks.
 * Holds the category tree still meanwhile. What a product looks like must be read by a later statement, so that it is seen as of
 * after the wait. Answers with those that exist.
 */
export const lockProducts = async (sql: Sql, product_ids: string[]): Promise<string[]> => {
  await holdTree(sql)
  const { rows } = await sql<{ product_id: string }>`
    SELECT product_id FROM catalog.products WHERE product_id = ANY(${product_ids}::uuid[]) ORDER BY product_id FOR UPDATE`
  return rows.map(({ product_id }) => product_id)
}

/** Until the transaction ends the tree of categories stays as it is. Any number of transactions may hold it at once. */
const holdTree = (sql: Sql) => sql`SELECT FROM pg_advisory_xact_lock_shared(hashtext('catalog.categories'))`

/** Until the transaction ends nobody else changes the tree or puts products on shelves. */
export const holdTreeAlone = (sql: Sql) => sql`SELECT FROM pg_advisory_xact_lock(hashtext('catalog.categories'))`

/**
 * Makes cards, shelves and counts of these products what they should be now: made, changed or taken away, and left alone where
 * nothing differs. Called last in the transaction that changes a product, whose rows it holds locked. Two statements for any number.
 */
export const refreshCards = async (sql: Sql, product_ids: string[]): Promise<void> => {
  await sql`
    WITH fresh AS (SELECT * FROM catalog.fresh_cards WHERE product_id = ANY(${product_ids}::uuid[])),
    gone AS (
      DELETE FROM catalog.cards c
      WHERE c.product_id = ANY(${product_ids}::uuid[])
        AND NOT EXISTS (SELECT FROM fresh f WHERE (f.product_id, f.locale, f.currency) = (c.product_id, c.locale, c.currency)))
    INSERT INTO catalog.cards (product_id, locale, currency, published_at, price_amount, name, card)
    SELECT product_id, locale, currency, published_at, price_amount, name, card FROM fresh
    ON CONFLICT (product_id, locale, currency) DO UPDATE
      SET published_at = excluded.published_at, price_amount = excluded.price_amount, name = excluded.name, card = excluded.card
      WHERE cards.card::text <> excluded.card::text`
  await refreshShelves(sql, product_ids)
}

/** The shelves and counts alone, for when only the tree has changed. */
export const refreshShelves = async (sql: Sql, product_ids: string[]): Promise<void> => {
  await sql`
    WITH wanted AS (SELECT * FROM catalog.fresh_shelves WHERE product_id = ANY(${product_ids}::uuid[])),
    gone AS (
      DELETE FROM catalog.shelves s
      WHERE s.product_id = ANY(${product_ids}::uuid[])
        AND NOT EXISTS (
          SELECT FROM wanted w
          WHERE (w.product_id, w.category_id, w.locale, w.currency) = (s.product_id, s.category_id, s.locale, s.currency))
      RETURNING category_id, locale, currency),
    added AS (
      SELECT product_id, category_id, locale, currency FROM wanted
      EXCEPT SELECT product_id, category_id, locale, currency FROM catalog.shelves WHERE product_id = ANY(${product_ids}::uuid[])),
    put AS (
      INSERT INTO catalog.shelves (product_id, category_id, locale, currency, published_at, price_amount, name)
      SELECT product_id, category_id, locale, currency, published_at, price_amount, name FROM wanted
      ON CONFLICT (product_id, category_id, locale, currency) DO UPDATE
        SET published_at = excluded.published_at, price_amount = excluded.price_amount, name = excluded.name
        WHERE (shelves.published_at, shelves.price_amount, shelves.name) <> (excluded.published_at, excluded.price_amount, excluded.name)),
    moved AS (
      SELECT category_id, locale, currency, sum(change)::integer AS change
      FROM (SELECT category_id, locale, currency, 1 AS change FROM added UNION ALL SELECT category_id, locale, currency, -1 FROM gone) AS each
      GROUP BY category_id, locale, currency HAVING sum(change) <> 0
      ORDER BY category_id, locale, currency)
    INSERT INTO catalog.shelf_counts (category_id, locale, currency, product_count)
    SELECT category_id, locale, currency, change FROM moved
    ON CONFLICT (category_id, locale, currency) DO UPDATE SET product_count = shelf_counts.product_count + excluded.product_count`
}
