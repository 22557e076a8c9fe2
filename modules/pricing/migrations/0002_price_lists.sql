-- Prices beside the base price: for a group of customers, for quantities, for a time.
CREATE TABLE price_lists (
  list_id          uuid PRIMARY KEY,
  title            text NOT NULL,
  kind             text NOT NULL,              -- a `sale` is shown as a reduction: the price before it, and the lowest of 30 days
  customer_group   text,                       -- NULL: everyone
  starts_at        timestamptz,
  ends_at          timestamptz,                -- from here on it applies no more
  off_basis_points integer,                    -- off the base price of every variant the list does not name
  is_active        boolean NOT NULL,
  since            timestamptz NOT NULL,       -- when the list became what it is
  version          integer NOT NULL DEFAULT 1,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  CONSTRAINT list_kind_is_known CHECK (kind IN ('list', 'sale')),
  CONSTRAINT a_list_ends_after_it_starts CHECK (ends_at > starts_at),
  CONSTRAINT a_reduction_is_a_part CHECK (off_basis_points BETWEEN 1 AND 10000),
  CONSTRAINT a_sale_is_for_everyone CHECK (kind = 'list' OR customer_group IS NULL)
);

CREATE TABLE list_prices (
  list_id          uuid NOT NULL REFERENCES price_lists ON DELETE CASCADE,
  variant_id       uuid NOT NULL,
  currency         text NOT NULL,
  min_quantity     integer NOT NULL DEFAULT 1, -- from so many units of the variant on
  amount           bigint,                     -- minor units, in place of the base price ...
  off_basis_points integer,                    -- ... or so much off it
  since            timestamptz NOT NULL,       -- when the entry became what it is
  PRIMARY KEY (list_id, variant_id, currency, min_quantity),
  CONSTRAINT an_entry_says_one_thing CHECK ((amount IS NULL) <> (off_basis_points IS NULL)),
  CONSTRAINT list_prices_cannot_be_negative CHECK (amount BETWEEN 0 AND 9007199254740991),
  CONSTRAINT an_entry_takes_off_a_part CHECK (off_basis_points BETWEEN 1 AND 10000),
  CONSTRAINT a_tier_begins_with_a_unit CHECK (min_quantity BETWEEN 1 AND 10000)
);
CREATE INDEX list_prices_by_variant ON list_prices (variant_id, currency);

-- What everyone paid for one unit in times that are over; what holds now stands in `prices`, `price_lists` and `list_prices`.
-- `source` keeps the base price and each list apart. Kept for the lowest price of 30 days.
ALTER TABLE prices ADD COLUMN since timestamptz NOT NULL DEFAULT now();
CREATE TABLE past_prices (
  variant_id       uuid NOT NULL,
  currency         text NOT NULL,
  source           uuid,                       -- a list; NULL: the base price
  amount           bigint,
  off_basis_points integer,
  since            timestamptz NOT NULL,
  until            timestamptz NOT NULL,
  CONSTRAINT a_past_price_lasted CHECK (until > since)
);
CREATE INDEX past_prices_by_variant ON past_prices (variant_id, until);

-- What lists for everyone make of the price of one unit, with the times they did and do; of these variants, or of all (NULL).
CREATE FUNCTION public_stretches(variants uuid[], now timestamptz)
RETURNS TABLE (list_id uuid, variant_id uuid, currency text, amount bigint, off_basis_points integer, since timestamptz, until timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT s.list_id, s.variant_id, s.currency, s.amount, s.off_basis_points, s.since, CASE WHEN s.ends_at <= $2 THEN s.ends_at END
  FROM (
    SELECT l.list_id, e.variant_id, e.currency, e.amount, e.off_basis_points, l.ends_at, l.is_active, l.customer_group,
      greatest(l.since, e.since, l.starts_at) AS since
    FROM pricing.price_lists l JOIN pricing.list_prices e USING (list_id)
    WHERE e.min_quantity = 1 AND ($1 IS NULL OR e.variant_id = ANY($1))
    UNION ALL
    SELECT l.list_id, p.variant_id, p.currency, NULL, l.off_basis_points, l.ends_at, l.is_active, l.customer_group, greatest(l.since, l.starts_at)
    FROM pricing.price_lists l CROSS JOIN pricing.prices p
    WHERE l.off_basis_points IS NOT NULL AND ($1 IS NULL OR p.variant_id = ANY($1)) AND NOT EXISTS (
      SELECT FROM pricing.list_prices e WHERE (e.list_id, e.variant_id, e.currency) = (l.list_id, p.variant_id, p.currency))
  ) s
  WHERE s.is_active AND s.customer_group IS NULL AND s.since <= $2 AND coalesce(s.ends_at > s.since, true)
$$;

-- How far the clock has been followed: lists that started or ended until then have been told.
CREATE TABLE told_until (
  is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
  at              timestamptz NOT NULL
);
INSERT INTO told_until (at) VALUES ('epoch');

-- A list as the contract shows it.
CREATE FUNCTION list_as_json(l pricing.price_lists, now timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'list_id', l.list_id, 'title', l.title, 'kind', l.kind, 'customer_group', l.customer_group, 'starts_at', l.starts_at, 'ends_at', l.ends_at,
    'off_basis_points', l.off_basis_points, 'is_active', l.is_active, 'version', l.version, 'updated_at', l.updated_at,
    'state', CASE WHEN NOT l.is_active THEN 'off' WHEN l.ends_at <= $2 THEN 'over' WHEN l.starts_at > $2 THEN 'planned' ELSE 'running' END)
$$;
