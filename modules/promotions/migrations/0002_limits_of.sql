-- In which counters a use of a promotion is counted, and up to where: in all, by its code, by account and by e-mail.
CREATE FUNCTION limits_of(p promotions.promotions, code text, customer_id uuid, email_hash text) RETURNS TABLE (subject text, allowed integer)
LANGUAGE sql STABLE AS $$
  SELECT limits.subject, limits.allowed
  FROM (SELECT CASE WHEN p.rule @? '$.conditions[*] ? (@.kind == "first_order")' THEN 1 ELSE p.limit_per_customer END AS per_customer) AS c,
    LATERAL (VALUES ('all', p.limit_total), ('code ' || code, p.limit_per_code), ('account ' || customer_id, per_customer), ('email ' || email_hash, per_customer))
      AS limits (subject, allowed)
  WHERE limits.subject = 'all' OR limits.subject IS NOT NULL AND limits.allowed IS NOT NULL
$$;
