-- How often someone has tried to buy: see limits.ts. Counted before the work is done, over all processes.
CREATE TABLE tries (
  subject text PRIMARY KEY,           -- who or what is counted, such as a network address
  used    integer NOT NULL,
  ends_at timestamptz NOT NULL        -- then counting starts anew
);
CREATE INDEX tries_by_end ON tries (ends_at);

-- Takes one try of each subject, or of none when one of them is used up; then it answers until when. Tries at the same moment count each other.
CREATE FUNCTION take_tries(subjects text[], allowed integer[], ends timestamptz[], now timestamptz) RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  until timestamptz;
BEGIN -- in plpgsql, which keeps its plan
  WITH asked AS (
    SELECT subject, most, fresh FROM unnest(subjects, allowed, ends) AS one (subject, most, fresh)
  ), used_up AS (
    SELECT kept.ends_at FROM asked JOIN orders.tries AS kept USING (subject) WHERE kept.ends_at > now AND kept.used >= most
  ), taken AS (
    INSERT INTO orders.tries AS kept (subject, used, ends_at)
    SELECT subject, 1, fresh FROM asked WHERE NOT EXISTS (SELECT FROM used_up) ORDER BY subject
    ON CONFLICT (subject) DO UPDATE SET
      used = CASE WHEN kept.ends_at > now THEN kept.used + 1 ELSE 1 END,
      ends_at = CASE WHEN kept.ends_at > now THEN kept.ends_at ELSE EXCLUDED.ends_at END
    RETURNING subject, used, ends_at
  )
  SELECT max(refused.ends_at) INTO until FROM (
    SELECT ends_at FROM used_up
    UNION ALL
    SELECT taken.ends_at FROM taken JOIN asked USING (subject) WHERE taken.used > most
  ) AS refused;
  RETURN until;
END $$;
