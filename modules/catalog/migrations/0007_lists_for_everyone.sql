-- `reductions` has every price that a sale or a list for everyone makes lower than the base price. That of a list is no reduction: its
-- `compare_at_amount` is null, and nothing is crossed out beside it, not even the price that was noted by hand beside the base price.
CREATE OR REPLACE VIEW catalog.variant_prices AS
SELECT v.product_id, v.variant_id, v.position, v.in_stock, c.currency, least(p.amount, r.amount) AS amount,
  CASE
    WHEN r.amount < p.amount THEN CASE WHEN r.compare_at_amount IS NOT NULL THEN p.amount END
    WHEN p.compare_at_amount > p.amount THEN p.compare_at_amount
  END AS compare_at_amount,
  CASE WHEN r.amount < p.amount OR p.compare_at_amount > p.amount THEN r.lowest_amount END AS lowest_amount
FROM catalog.variants v
JOIN catalog.currencies c ON v.prices ? c.currency
CROSS JOIN LATERAL jsonb_to_record(v.prices -> c.currency) AS p (amount bigint, compare_at_amount bigint)
LEFT JOIN LATERAL jsonb_to_record(v.reductions -> c.currency) AS r (amount bigint, compare_at_amount bigint, lowest_amount bigint) ON true;
