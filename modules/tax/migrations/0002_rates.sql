-- What a new shop starts with, for staff to keep up to date: rates that hold from 2025 on, as known in November 2025.
-- Sources: European Commission, Taxes in Europe Database, "VAT rates applied in the Member States"; HM Revenue & Customs, "VAT rates";
-- Swiss Federal Tax Administration, "Current tax rates" (since 2024); Norwegian Tax Administration, "Rates".
-- Where a state has several reduced rates, `reduced` is the higher and `reduced_low` the lower of the two that are used most; which goods
-- fall under which differs from state to state. Where a state has one, both classes have it; where it has none, both are taxed as standard.
-- The zero class is for what staff have found to be taxed at nothing, such as the sale of multi-purpose vouchers (Article 30b of Directive
-- 2006/112/EC) or what a state's own list of zero rates names.
-- Sales tax of the United States is a matter of its states: 0 until zones for regions are made.
WITH facts (country, name, time_zone, standard, reduced, reduced_low) AS (
  VALUES
    ('AT', 'Austria', 'Europe/Vienna', 2000, 1300, 1000),
    ('BE', 'Belgium', 'Europe/Brussels', 2100, 1200, 600),
    ('BG', 'Bulgaria', 'Europe/Sofia', 2000, 900, NULL),
    ('CY', 'Cyprus', 'Asia/Nicosia', 1900, 900, 500),
    ('CZ', 'Czechia', 'Europe/Prague', 2100, 1200, NULL),
    ('DE', 'Germany', 'Europe/Berlin', 1900, 700, NULL),
    ('DK', 'Denmark', 'Europe/Copenhagen', 2500, NULL, NULL),
    ('EE', 'Estonia', 'Europe/Tallinn', 2400, 1300, 900),
    ('ES', 'Spain', 'Europe/Madrid', 2100, 1000, 400),
    ('FI', 'Finland', 'Europe/Helsinki', 2550, 1400, 1000),
    ('FR', 'France', 'Europe/Paris', 2000, 1000, 550),
    ('GR', 'Greece', 'Europe/Athens', 2400, 1300, 600),
    ('HR', 'Croatia', 'Europe/Zagreb', 2500, 1300, 500),
    ('HU', 'Hungary', 'Europe/Budapest', 2700, 1800, 500),
    ('IE', 'Ireland', 'Europe/Dublin', 2300, 1350, 900),
    ('IT', 'Italy', 'Europe/Rome', 2200, 1000, 400),
    ('LT', 'Lithuania', 'Europe/Vilnius', 2100, 900, 500),
    ('LU', 'Luxembourg', 'Europe/Luxembourg', 1700, 800, 300),
    ('LV', 'Latvia', 'Europe/Riga', 2100, 1200, 500),
    ('MT', 'Malta', 'Europe/Malta', 1800, 700, 500),
    ('NL', 'Netherlands', 'Europe/Amsterdam', 2100, 900, NULL),
    ('PL', 'Poland', 'Europe/Warsaw', 2300, 800, 500),
    ('PT', 'Portugal', 'Europe/Lisbon', 2300, 1300, 600),
    ('RO', 'Romania', 'Europe/Bucharest', 2100, 1100, NULL),
    ('SE', 'Sweden', 'Europe/Stockholm', 2500, 1200, 600),
    ('SI', 'Slovenia', 'Europe/Ljubljana', 2200, 950, 500),
    ('SK', 'Slovakia', 'Europe/Bratislava', 2300, 1900, 500),
    ('GB', 'United Kingdom', 'Europe/London', 2000, 500, NULL),
    ('CH', 'Switzerland', 'Europe/Zurich', 810, 260, NULL),
    ('NO', 'Norway', 'Europe/Oslo', 2500, 1500, 1200),
    ('US', 'United States', 'America/New_York', 0, NULL, NULL)
), zones AS (
  INSERT INTO tax.zones (zone_id, name, country, tax_name, time_zone)
  SELECT gen_random_uuid(), name, country, CASE country WHEN 'US' THEN 'Sales tax' ELSE 'VAT' END, time_zone FROM facts
  RETURNING zone_id, country
)
INSERT INTO tax.rates (zone_id, tax_class, basis_points, valid_from)
SELECT zone_id, tax_class, basis_points, DATE '2025-01-01'
FROM facts JOIN zones USING (country)
CROSS JOIN LATERAL (VALUES ('standard', standard), ('reduced', reduced), ('reduced_low', coalesce(reduced_low, reduced)), ('zero', 0))
  AS rate (tax_class, basis_points)
WHERE basis_points IS NOT NULL;

-- Rates that changed within 2025, as they were before.
UPDATE tax.rates r SET valid_from = change.since FROM tax.zones z, (VALUES
  ('EE', 'standard', DATE '2025-07-01'), ('RO', 'standard', DATE '2025-08-01'),
  ('RO', 'reduced', DATE '2025-08-01'), ('RO', 'reduced_low', DATE '2025-08-01')
) AS change (country, tax_class, since)
WHERE r.zone_id = z.zone_id AND z.country = change.country AND r.tax_class = change.tax_class;

INSERT INTO tax.rates (zone_id, tax_class, basis_points, valid_from)
SELECT zone_id, tax_class, basis_points, since FROM tax.zones JOIN (VALUES
  ('EE', 'standard', 2200, DATE '2025-01-01'), ('RO', 'standard', 1900, DATE '2025-01-01'),
  ('RO', 'reduced', 900, DATE '2025-01-01'), ('RO', 'reduced_low', 500, DATE '2025-01-01'),
  -- and that were enacted for 2026
  ('FI', 'reduced', 1350, DATE '2026-01-01'), ('LT', 'reduced', 1200, DATE '2026-01-01')
) AS change (country, tax_class, basis_points, since) USING (country);
