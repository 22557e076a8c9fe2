-- Rises in the row `all` when uses are counted anew under other limits. Whoever waited for that row meanwhile sees that it has to look again.
ALTER TABLE counters ADD COLUMN recounted integer NOT NULL DEFAULT 0;

-- Are its uses counted? Those of one without limits are not: what they come to is in `totals`.
CREATE FUNCTION is_limited(p promotions.promotions) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT num_nonnulls(p.limit_total, p.limit_per_customer, p.limit_per_code) > 0 OR p.rule @? '$.conditions[*] ? (@.kind == "first_order")'
$$;

CREATE INDEX redeemed_by_code ON redeemed_discounts (promotion_id, code) WHERE code IS NOT NULL;
