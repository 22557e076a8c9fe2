-- The catalogue shows what lists for everyone make of a price from now on: it hears once of every variant that one of them names or takes
-- a part off.
INSERT INTO pricing.outbox (type, aggregate_id, payload)
SELECT 'pricing.prices_changed', batch_id, jsonb_build_object('batch_id', batch_id, 'variant_ids', variant_ids)
FROM (
  SELECT gen_random_uuid()::text AS batch_id, jsonb_agg(variant_id) AS variant_ids
  FROM (
    SELECT variant_id, row_number() OVER (ORDER BY variant_id) AS n
    FROM (
      SELECT variant_id FROM pricing.list_prices JOIN pricing.price_lists USING (list_id)
      WHERE kind = 'list' AND customer_group IS NULL AND is_active AND min_quantity = 1
      UNION
      SELECT variant_id FROM pricing.prices WHERE EXISTS (
        SELECT FROM pricing.price_lists WHERE kind = 'list' AND customer_group IS NULL AND is_active AND off_basis_points IS NOT NULL)) AS listed
    ) AS numbered
  GROUP BY (n - 1) / 500) AS batches;
