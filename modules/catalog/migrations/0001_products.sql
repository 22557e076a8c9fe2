-- What the merchant wrote: products, their variants, the tree of categories. What the shop shows is made from it in 0002.

-- The shop's languages and currencies, copied from settings so that a statement can see them; position 0 is the default.
CREATE TABLE catalog.languages (
  locale   text PRIMARY KEY,
  position integer NOT NULL
);
CREATE TABLE catalog.currencies (
  currency text PRIMARY KEY,
  position integer NOT NULL
);

CREATE TABLE catalog.products (
  product_id   uuid PRIMARY KEY,
  slug         text NOT NULL,
  status       text NOT NULL,
  brand        text,
  translations jsonb NOT NULL,              -- locale -> { title, description }
  options      jsonb NOT NULL,              -- [{ name, values: [text] }], as the merchant ordered them
  pictures     jsonb NOT NULL,              -- [Picture], as media described them
  words        tsvector NOT NULL,           -- titles, brand, slug, SKUs and barcodes: how staff find a product
  version      integer NOT NULL DEFAULT 1,  -- rises when somebody saves the product
  published_at timestamptz,                 -- when it first went on sale; null: never yet
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  CONSTRAINT slug_names_one_product UNIQUE (slug),
  CONSTRAINT status_is_known CHECK (status IN ('draft', 'active', 'archived')),
  CONSTRAINT product_has_a_title CHECK (translations <> '{}'),
  CONSTRAINT product_on_sale_was_published CHECK (status <> 'active' OR published_at IS NOT NULL)
);
CREATE INDEX products_by_update ON catalog.products (updated_at DESC, product_id DESC);
CREATE INDEX products_by_status ON catalog.products (status, updated_at DESC, product_id DESC);
CREATE INDEX products_by_words ON catalog.products USING gin (words);
CREATE INDEX products_by_picture ON catalog.products USING gin (pictures jsonb_path_ops) WITH (fastupdate = off);

CREATE TABLE catalog.variants (
  variant_id   uuid PRIMARY KEY,
  product_id   uuid NOT NULL REFERENCES catalog.products ON DELETE CASCADE,
  position     integer NOT NULL,
  sku          text NOT NULL,
  options      jsonb NOT NULL,                  -- option name -> value; {} when the product has no options
  barcode      text,
  weight_grams bigint,
  picture      text,                            -- name of one of the product's pictures
  prices       jsonb NOT NULL DEFAULT '{}',     -- currency -> { amount, compare_at_amount }, minor units: a copy, pricing knows
  in_stock     boolean NOT NULL DEFAULT false,  -- a copy, inventory knows
  -- deferrable: looked at when the statement ends, so that two variants of a product may swap SKUs
  CONSTRAINT sku_names_one_variant UNIQUE (sku) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT combination_exists_once UNIQUE (product_id, options) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE catalog.categories (
  category_id  uuid PRIMARY KEY,
  parent_id    uuid REFERENCES catalog.categories,
  slug         text NOT NULL,
  position     integer NOT NULL DEFAULT 0,
  translations jsonb NOT NULL,  -- locale -> { title, text }
  path         uuid[] NOT NULL, -- from the root down to this category
  CONSTRAINT slug_names_one_category UNIQUE (slug),
  CONSTRAINT category_has_a_title CHECK (translations <> '{}'),
  CONSTRAINT path_ends_at_the_category CHECK (path[cardinality(path)] = category_id)
);
CREATE INDEX categories_by_parent ON catalog.categories (parent_id, position);
CREATE INDEX categories_by_ancestor ON catalog.categories USING gin (path) WITH (fastupdate = off);

CREATE TABLE catalog.product_categories (
  product_id  uuid NOT NULL REFERENCES catalog.products ON DELETE CASCADE,
  category_id uuid NOT NULL REFERENCES catalog.categories ON DELETE CASCADE,
  position    integer NOT NULL, -- the first one gives the breadcrumbs
  PRIMARY KEY (product_id, category_id)
);
CREATE INDEX product_categories_by_category ON catalog.product_categories (category_id, product_id);

-- A product somebody is saving at this moment. Saving reaches into pricing and inventory, so a row lock cannot guard it.
CREATE TABLE catalog.saves_under_way (
  product_id uuid PRIMARY KEY,
  save_id    uuid NOT NULL,
  ends_at    timestamptz NOT NULL -- after this the save counts as dead
);

-- The words of a product or category in a language it was not translated to: the shop's languages in order, else any.
CREATE FUNCTION catalog.fallback_language(translations jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT COALESCE(
    (SELECT translations -> locale FROM catalog.languages WHERE translations ? locale ORDER BY position LIMIT 1),
    (SELECT value FROM jsonb_each(translations) ORDER BY key LIMIT 1))
$$;
