-- On what terms someone buys, as staff have noted: prices of a group, and no tax where they are exempt.
ALTER TABLE customers.users
  ADD COLUMN customer_group text,
  ADD COLUMN is_tax_exempt boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT group_is_a_word CHECK (customer_group ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(customer_group) <= 50);
