-- How a product is taxed; the rates of each class are those of the tax module. A class it does not know is taxed as standard.
ALTER TABLE catalog.products ADD COLUMN tax_class text NOT NULL DEFAULT 'standard'
  CONSTRAINT tax_class_is_a_word CHECK (tax_class ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(tax_class) <= 50);
