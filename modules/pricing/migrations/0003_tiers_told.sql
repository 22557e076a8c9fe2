-- The catalogue shows tiers from now on: it hears once of every variant that has some.
INSERT INTO pricing.outbox (type, aggregate_id, payload)
SELECT 'pricing.prices_changed', batch_id, jsonb_build_object('batch_id', batch_id, 'variant_ids', variant_ids)
FROM (
  SELECT gen_random_uuid()::text AS batch_id, jsonb_agg(variant_id) AS variant_ids
  FROM (
    SELECT variant_id, row_number() OVER (ORDER BY variant_id) AS n
    FROM (SELECT DISTINCT variant_id FROM pricing.list_prices WHERE min_quantity > 1) AS tiered) AS numbered
  GROUP BY (n - 1) / 500) AS batches;
