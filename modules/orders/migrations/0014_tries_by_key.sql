-- As 0012 has it, but what was used is looked up by its key: joined, all tries of the last hour were read to find three of them. And of tries at
-- the same moment one that is refused takes nothing either: what one address does too often with an e-mail would else be held against the
-- e-mail. Its rows are locked by then.
CREATE OR REPLACE FUNCTION take_tries(subjects text[], allowed integer[], ends timestamptz[], now timestamptz) RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  until timestamptz;
  is_taken boolean;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  WITH asked AS (
    SELECT subject, most, fresh FROM unnest((SELECT subjects), (SELECT allowed), (SELECT ends)) AS one (subject, most, fresh)
  ), used_up AS (
    SELECT kept.ends_at FROM asked, LATERAL (SELECT ends_at, used FROM orders.tries WHERE tries.subject = asked.subject LIMIT 1) AS kept
    WHERE kept.ends_at > now AND kept.used >= most
  ), taken AS (
    INSERT INTO orders.tries AS kept (subject, used, ends_at)
    SELECT subject, 1, fresh FROM asked WHERE NOT EXISTS (SELECT FROM used_up) ORDER BY subject
    ON CONFLICT (subject) DO UPDATE SET
      used = CASE WHEN kept.ends_at > now THEN kept.used + 1 ELSE 1 END,
      ends_at = CASE WHEN kept.ends_at > now THEN kept.ends_at ELSE EXCLUDED.ends_at END
    RETURNING subject, used, ends_at
  )
  SELECT max(refused.ends_at), bool_or(refused.is_taken) INTO until, is_taken FROM (
    SELECT ends_at, false AS is_taken FROM used_up
    UNION ALL
    SELECT taken.ends_at, true FROM taken JOIN asked USING (subject) WHERE taken.used > most
  ) AS refused;
  IF is_taken THEN
    UPDATE orders.tries SET used = used - 1 WHERE subject = ANY (subjects);
  END IF;
  RETURN until;
END $$;
