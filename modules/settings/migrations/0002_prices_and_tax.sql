-- Are prices shown and kept with tax included, and where is tax rounded: in each line, or once for each rate?
ALTER TABLE settings.settings
  ADD COLUMN prices_include_tax boolean NOT NULL DEFAULT true,
  ADD COLUMN tax_rounding text NOT NULL DEFAULT 'per_line',
  ADD CONSTRAINT tax_rounding_is_known CHECK (tax_rounding IN ('per_line', 'per_total'));
