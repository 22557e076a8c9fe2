import type { Sql } from '#platform/db.ts'
import type { Catalog } from './needs.ts'

/**
 * Says in the transaction that changed them that these products are not what they were: to other modules by an event for every
 * 500 products, and to every process that keeps answers of the catalogue.
 */
export const announceChange = async ({ db }: Pick<Catalog, 'db'>, sql: Sql, product_ids: string[]): Promise<void> => {
  await sql`
    INSERT INTO catalog.outbox (type, aggregate_id, payload)
    SELECT 'catalog.products_changed', batch_id, jsonb_build_object('batch_id', batch_id, 'product_ids', product_ids)
    FROM (
      SELECT gen_random_uuid() AS batch_id, jsonb_agg(product_id) AS product_ids
      FROM unnest(${product_ids}::uuid[]) WITH ORDINALITY AS changed (product_id, n)
      GROUP BY (n - 1) / 500) AS batches`
  await db.changed(sql, 'catalog')
}
