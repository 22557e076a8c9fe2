import type { Sql } from '#platform/db.ts'
import type { Pricing } from './needs.ts'
import { PRICES } from './read-candidates.ts'

/** As many variants as one event names; see `catalog.products_changed`. */
export const BATCH = 500

/** Writers of prices and lists take turns until the transaction ends; then every process forgets the prices it knows. Readers never wait. */
export const takeTurn = async ({ db }: Pricing, sql: Sql): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtext('pricing.prices'))`
  await db.changed(sql, PRICES)
}

/** Tells which variants cost something else because of these lists: those they name, and all where a list takes a part off everything. */
export const tellLists = (sql: Sql, list_ids: string[]) => sql`
  INSERT INTO pricing.outbox (type, aggregate_id, payload)
  SELECT 'pricing.prices_changed', batch_id, jsonb_build_object('batch_id', batch_id, 'variant_ids', variant_ids)
  FROM (
    SELECT gen_random_uuid()::text AS batch_id, jsonb_agg(variant_id ORDER BY variant_id) AS variant_ids
    FROM (
      SELECT variant_id, row_number() OVER (ORDER BY variant_id) AS n
      FROM (
        SELECT variant_id FROM pricing.list_prices WHERE list_id = ANY(${list_ids}::uuid[])
        UNION
        SELECT variant_id FROM pricing.prices WHERE EXISTS (
          SELECT FROM pricing.price_lists WHERE list_id = ANY(${list_ids}::uuid[]) AND off_basis_points IS NOT NULL)) AS changed
    ) AS numbered GROUP BY (n - 1) / ${BATCH}::int) AS batches`

/** What a list for everyone made of prices until now goes to `past_prices`, before the list changes. */
export const keepPast = (sql: Sql, list_id: string, now: Date, variant_ids: string[] | null = null) => sql`
  INSERT INTO pricing.past_prices (variant_id, currency, source, amount, off_basis_points, since, until)
  SELECT variant_id, currency, list_id, amount, off_basis_points, since, coalesce(until, ${now}::timestamptz)
  FROM pricing.public_stretches(${variant_ids}::uuid[], ${now}) WHERE list_id = ${list_id} AND since < coalesce(until, ${now}::timestamptz)`
