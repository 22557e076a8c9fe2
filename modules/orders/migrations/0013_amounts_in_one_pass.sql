-- The rules of 0001, 0002 and 0010 that read an order's lines, in one function and one constraint instead of eight: PostgreSQL reads and prepares
-- every constraint of a table anew for each statement, and each of these went over the lines by itself, which was half of the cost of
-- writing down a payment. A violation still has the name of its rule.
CREATE FUNCTION follow_from_the_lines(
  given_lines jsonb, given_discounts jsonb, shipping jsonb, given_taxes jsonb, subtotal bigint, discount bigint, shipping_amount bigint, net bigint, tax bigint,
  fulfilment_state text
) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    lines jsonb := given_lines #> '{}'; -- unpacked once
    discounts jsonb := given_discounts #> '{}';
    taxes jsonb := given_taxes #> '{}';
    line jsonb;
    quantity bigint;
    fulfilled bigint;
    returned bigint;
    sum_subtotal bigint := 0;
    sum_discount bigint := coalesce((shipping #>> '{discount,amount}')::bigint, 0);
    sum_tax bigint := coalesce((shipping #>> '{tax,tax}')::bigint, 0);
    sum_net bigint := coalesce((shipping #>> '{tax,net}')::bigint, 0);
    sum_discounts bigint := 0;
    sum_taxes bigint := 0;
    sum_fulfilled bigint := 0;
    is_all_fulfilled boolean := true;
    is_within boolean := true;
    broken text;
  BEGIN
    FOR i IN 0 .. jsonb_array_length(lines) - 1 LOOP
      line := lines -> i;
      quantity := line ->> 'quantity';
      fulfilled := line ->> 'fulfilled_quantity';
      returned := line ->> 'returned_quantity';
      sum_subtotal := sum_subtotal + coalesce((line #>> '{line_total,amount}')::bigint, 0);
      sum_discount := sum_discount + coalesce((line #>> '{discount,amount}')::bigint, 0);
      sum_tax := sum_tax + coalesce((line #>> '{tax,tax}')::bigint, 0);
      sum_net := sum_net + coalesce((line #>> '{tax,net}')::bigint, 0);
      sum_fulfilled := sum_fulfilled + coalesce(fulfilled, 0);
      is_all_fulfilled := is_all_fulfilled AND fulfilled = quantity;
      is_within := is_within AND fulfilled BETWEEN 0 AND quantity AND returned BETWEEN 0 AND fulfilled;
    END LOOP;
    FOR i IN 0 .. jsonb_array_length(discounts) - 1 LOOP
      sum_discounts := sum_discounts + coalesce((discounts -> i ->> 'amount')::bigint, 0);
      IF discounts -> i ->> 'tax_basis' = 'after_tax' THEN
        sum_net := sum_net - coalesce((discounts -> i ->> 'amount')::bigint, 0);
      END IF;
    END LOOP;
    FOR i IN 0 .. jsonb_array_length(taxes) - 1 LOOP
      sum_taxes := sum_taxes + coalesce((taxes -> i ->> 'tax')::bigint, 0);
    END LOOP;
    broken := CASE -- by name, as PostgreSQL asks constraints
      WHEN discount < 0 OR discount <> sum_discounts OR discount <> sum_discount THEN 'discounts_are_borne_by_lines_and_shipping'
      WHEN fulfilment_state <> CASE WHEN sum_fulfilled = 0 THEN 'unfulfilled' WHEN is_all_fulfilled THEN 'fulfilled' ELSE 'partly_fulfilled' END
        THEN 'fulfilment_state_follows_from_the_lines'
      WHEN net <> sum_net THEN 'net_is_the_sum_of_its_lines'
      WHEN NOT is_within THEN 'no_line_is_fulfilled_beyond_its_quantity'
      WHEN shipping_amount <> coalesce((shipping #>> '{amount,amount}')::bigint, 0) THEN 'shipping_is_what_its_method_costs'
      WHEN subtotal <> sum_subtotal THEN 'subtotal_is_the_sum_of_its_lines'
      WHEN tax <> sum_tax THEN 'tax_is_the_sum_of_its_lines'
      WHEN taxes <> '[]' AND tax <> sum_taxes THEN 'tax_is_the_sum_of_its_rows' END;
    IF broken IS NOT NULL THEN
      RAISE EXCEPTION 'new row for relation "orders" violates check constraint "%"', broken
        USING ERRCODE = 'check_violation', SCHEMA = 'orders', TABLE = 'orders', CONSTRAINT = broken;
    END IF;
    RETURN true;
  END
$$;

ALTER TABLE orders
  DROP CONSTRAINT subtotal_is_the_sum_of_its_lines,
  DROP CONSTRAINT discounts_are_borne_by_lines_and_shipping,
  DROP CONSTRAINT shipping_is_what_its_method_costs,
  DROP CONSTRAINT tax_is_the_sum_of_its_lines,
  DROP CONSTRAINT net_is_the_sum_of_its_lines,
  DROP CONSTRAINT tax_is_the_sum_of_its_rows,
  DROP CONSTRAINT no_line_is_fulfilled_beyond_its_quantity,
  DROP CONSTRAINT fulfilment_state_follows_from_the_lines,
  ADD CONSTRAINT amounts_and_states_follow_from_the_lines CHECK (orders.follow_from_the_lines(
    lines, discounts, shipping, taxes, subtotal_amount, discount_amount, shipping_amount, net_amount, tax_amount, fulfilment_state));
DROP FUNCTION is_within_its_quantities(jsonb), discounts_after_tax(jsonb);
