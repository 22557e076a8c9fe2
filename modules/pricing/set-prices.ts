import type { Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { PricesSet, SetPrices } from './contract.ts'
import type { Pricing } from './needs.ts'
import { BATCH, takeTurn } from './tell-changed.ts'

/**
 * Sets the prices of all variants that are named, by `variant_ids` or by a price: a currency that is left out loses its price. Of a price
 * that is named twice the last counts. Returns how many variants changed; only those are told, 500 to an event. A reduction whose price
 * before is corrected goes on, and does not begin anew.
 * Writers take turns, each seeing what the one before has written, so that prices are always those of one writer. Readers never wait.
 */
export const setPrices = (needs: Pricing, { prices, variant_ids }: SetPrices): Promise<PricesSet> =>
  needs.db.transaction(async (sql) => {
    await takeTurn(needs, sql)
    const named = [...new Set([...variant_ids, ...prices.map((price) => price.variant_id)])]
    const batchIds = Array.from({ length: Math.ceil(named.length / BATCH) }, () => newId(needs.clock.now()))
    return { changed: await replacePrices(sql, prices, { named, batchIds, now: needs.clock.now() }) }
  })

type Batch = { named: string[]; batchIds: string[]; now: Date }

/** What a price was until now goes to `past_prices`, in the same statement. */
const replacePrices = async (sql: Sql, prices: SetPrices['prices'], { named, batchIds, now }: Batch): Promise<number> => {
  const column = <K extends keyof (typeof prices)[number]>(name: K) => prices.map((price) => price[name])
  const { rows } = await sql<{ changed: number }>`
    WITH wish AS (
      SELECT DISTINCT ON (variant_id, currency) variant_id, currency, amount, compare_at_amount
      FROM unnest(${column('variant_id')}::uuid[], ${column('currency')}::text[], ${column('amount')}::bigint[], ${column('compare_at_amount')}::bigint[])
        WITH ORDINALITY AS price (variant_id, currency, amount, compare_at_amount, place)
      ORDER BY variant_id, currency, place DESC
    ), before AS (
      SELECT variant_id, currency, amount, since FROM pricing.prices WHERE variant_id = ANY(${named}::uuid[])
    ), gone AS (
      DELETE FROM pricing.prices p WHERE variant_id = ANY(${named}::uuid[])
        AND NOT EXISTS (SELECT FROM wish WHERE wish.variant_id = p.variant_id AND wish.currency = p.currency) RETURNING variant_id, currency
    ), written AS (
      INSERT INTO pricing.prices AS p (variant_id, currency, amount, compare_at_amount, since)
      SELECT variant_id, currency, amount, compare_at_amount, ${now}::timestamptz FROM wish
      ON CONFLICT (variant_id, currency) DO UPDATE
        SET amount = excluded.amount, compare_at_amount = excluded.compare_at_amount,
            since = CASE WHEN (p.amount, p.compare_at_amount > p.amount) = (excluded.amount, excluded.compare_at_amount > excluded.amount) THEN p.since ELSE excluded.since END
      WHERE (p.amount, p.compare_at_amount) IS DISTINCT FROM (excluded.amount, excluded.compare_at_amount) RETURNING variant_id, currency
    ), past AS (
      INSERT INTO pricing.past_prices (variant_id, currency, amount, since, until)
      SELECT variant_id, currency, amount, since, ${now} FROM before JOIN (SELECT * FROM gone UNION ALL SELECT * FROM written) over_now USING (variant_id, currency)
      WHERE since < ${now}
    ), changed AS (
      SELECT variant_id, (row_number() OVER (ORDER BY variant_id) - 1) / ${BATCH}::int + 1 AS batch
      FROM (SELECT variant_id FROM gone UNION SELECT variant_id FROM written) variants
    ), batches AS (
      SELECT (${batchIds}::uuid[])[batch] AS batch_id, jsonb_agg(variant_id ORDER BY variant_id) AS variant_ids FROM changed GROUP BY batch
    ), said AS (
      INSERT INTO pricing.outbox (type, aggregate_id, payload)
      SELECT 'pricing.prices_changed', batch_id::text, jsonb_build_object('batch_id', batch_id, 'variant_ids', variant_ids) FROM batches
    )
    SELECT count(*) AS changed FROM changed`
  return rows[0]?.changed ?? 0
}
