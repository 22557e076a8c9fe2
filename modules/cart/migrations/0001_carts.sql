-- A cart is one document: `lines` are those of CartLine in contract.ts, in the order they were put in, each with
--   unit_price  what the shopper was last told (money)
--   since       the cart's version when the line was last changed
CREATE TABLE carts (
  cart_id     uuid PRIMARY KEY,
  customer_id uuid,                          -- null: a guest's; whoever knows its id holds it
  version     integer NOT NULL,              -- rises with every change
  currency    text NOT NULL,                 -- ISO 4217
  locale      text NOT NULL,
  lines       jsonb NOT NULL DEFAULT '[]',
  touched_on  date NOT NULL,                 -- of the last change; a day, so that a change seldom touches an index
  CONSTRAINT a_cart_has_at_most_200_lines CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) <= 200),
  CONSTRAINT a_line_has_1_to_10000_units CHECK (NOT lines @? '$[*] ? (!(@.quantity >= 1 && @.quantity <= 10000))')
) WITH (fillfactor = 70);                    -- room for the next version of a cart beside this one
CREATE UNIQUE INDEX one_cart_per_customer ON carts (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX guest_carts_by_age ON carts (touched_on) WHERE customer_id IS NULL;

-- Units of a variant in these lines.
CREATE FUNCTION quantity_of(lines jsonb, variant_id uuid) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(sum((line ->> 'quantity')::int), 0)::int FROM jsonb_array_elements(lines) AS line WHERE line ->> 'variant_id' = variant_id::text
$$;

-- These lines with one of them in the place of the line of the same variant, or else at the end.
CREATE FUNCTION put_line(lines jsonb, new_line jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN cart.quantity_of(lines, (new_line ->> 'variant_id')::uuid) = 0 THEN lines || jsonb_build_array(new_line)
    ELSE (
      SELECT jsonb_agg(CASE WHEN line ->> 'variant_id' = new_line ->> 'variant_id' THEN new_line ELSE line END ORDER BY place)
      FROM jsonb_array_elements(lines) WITH ORDINALITY AS old (line, place))
    END
$$;
