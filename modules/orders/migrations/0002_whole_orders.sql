-- An order with everything that makes its total, and with what was paid of it. Money in minor units of the order's currency.

-- The functions that constraints and generated columns call are in PL/pgSQL, whose plans a session keeps: in SQL each would be planned anew
-- for every row that is written, which made placing an order ten times as dear.

-- The sum over the elements of an array, of the amount at a path: sum_at(lines, '{tax,net}').
CREATE FUNCTION sum_at(elements jsonb, path text[]) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF elements = '[]' THEN RETURN 0; END IF;
    RETURN (SELECT coalesce(sum((element #>> path)::bigint), 0)::bigint FROM jsonb_array_elements(elements) AS element);
  END
$$;
CREATE OR REPLACE FUNCTION sum_of_lines(lines jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    RETURN orders.sum_at(lines, '{line_total,amount}');
  END
$$;

-- What is taken off after the tax was reckoned, which lowers the total and not the tax.
CREATE FUNCTION discounts_after_tax(discounts jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF discounts = '[]' THEN RETURN 0; END IF;
    RETURN orders.sum_at(jsonb_path_query_array(discounts, '$[*] ? (@.tax_basis == "after_tax")'), '{amount}');
  END
$$;

-- The sum of a short array of numbers. A loop over expressions takes a fifth of what a query takes, and these sums are asked for with every change.
CREATE FUNCTION sum_of(numbers jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    total bigint := 0;
  BEGIN
    FOR i IN 0 .. jsonb_array_length(numbers) - 1 LOOP
      total := total + (numbers -> i)::bigint;
    END LOOP;
    RETURN total;
  END
$$;

-- `payments` is one object, payment_id -> { method, state, amount, captured?, refunds?: { refund_id -> { amount, credited } }, last4? }. A payment is
-- written under its id and a refund under its own, so that any number of deliveries is one, in any order, and the sums below cannot count
-- anything twice. It stands in the order's row because the row is what the total is in: one statement, one lock, nothing to join.
CREATE FUNCTION captured_of(payments jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF payments = '{}' THEN RETURN 0; END IF;
    RETURN orders.sum_of(jsonb_path_query_array(payments, '$.*.captured'));
  END
$$;
CREATE FUNCTION authorised_of(payments jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF payments = '{}' THEN RETURN 0; END IF;
    RETURN orders.sum_of(jsonb_path_query_array(payments, '$.* ? (@.state == "authorised").amount'));
  END
$$;
-- `part` is `amount`, or `credited`: what of it was for goods or goodwill. That is not owed any more; without it, a refund would make the
-- order due again.
CREATE FUNCTION refunded_of(payments jsonb, part text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF NOT payments @? '$.*.refunds' THEN RETURN 0; END IF;
    RETURN (SELECT coalesce(sum((refund ->> part)::bigint), 0)::bigint FROM jsonb_each(payments) AS p (payment_id, payment),
      jsonb_each(coalesce(payment -> 'refunds', '{}')) AS r (refund_id, refund));
  END
$$;

-- What is still wanted for an order: below zero when there is more than that.
CREATE FUNCTION owed(state text, total bigint, payments jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    RETURN CASE WHEN state IN ('rejected', 'cancelled') THEN 0 ELSE total - orders.refunded_of(payments, 'credited') END
      - orders.captured_of(payments) + orders.refunded_of(payments, 'amount');
  END
$$;

-- How far the money is, from the amounts alone: see PaymentState in contract.ts. What counts is what is owed now: an order that was refunded
-- in part and is then made dearer is not paid.
CREATE FUNCTION payment_state_of(state text, total bigint, payments jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    paid bigint := orders.captured_of(payments);
    refunded bigint := orders.refunded_of(payments, 'amount');
    authorised bigint := orders.authorised_of(payments);
    owed bigint := CASE WHEN state IN ('rejected', 'cancelled') THEN 0 ELSE total - orders.refunded_of(payments, 'credited') END - paid + refunded; -- as owed()
  BEGIN
    RETURN CASE
      WHEN refunded > 0 AND refunded >= paid AND owed <= 0 THEN 'refunded'
      WHEN refunded > 0 AND owed <= 0 THEN 'partly_refunded'
      WHEN paid >= total AND owed <= 0 AND (paid > 0 OR state <> 'draft') THEN 'paid'
      WHEN payments @? '$.* ? (@.state == "unknown")' THEN 'checking'
      WHEN authorised > 0 AND authorised >= owed THEN 'authorised'
      WHEN paid > 0 THEN 'partly_paid'
      ELSE 'unpaid' END;
  END
$$;

ALTER TABLE orders
  ADD COLUMN fulfilment_state   text NOT NULL DEFAULT 'unfulfilled',
  ADD COLUMN prices_include_tax boolean NOT NULL DEFAULT true,
  ADD COLUMN discounts          jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN discount_amount    bigint NOT NULL DEFAULT 0,
  ADD COLUMN shipping           jsonb,                       -- null: there is no method, or none was needed
  ADD COLUMN shipping_amount    bigint NOT NULL DEFAULT 0,   -- before its discount
  ADD COLUMN taxes              jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN net_amount         bigint NOT NULL DEFAULT 0,
  ADD COLUMN tax_amount         bigint NOT NULL DEFAULT 0,
  ADD COLUMN tax_added_amount   bigint NOT NULL DEFAULT 0,
  ADD COLUMN payments           jsonb NOT NULL DEFAULT '{}', -- see captured_of()
  ADD COLUMN tenders            jsonb NOT NULL DEFAULT '[]', -- what gift cards and store credit are to pay: [{ method, nth, last4, amount }]
  ADD COLUMN request_key        uuid,                        -- of the request or cart that it came from; a repeated one finds it
  ADD COLUMN billing_address    jsonb,
  ADD COLUMN vat_id             text,
  ADD COLUMN customer_note      text,
  ADD COLUMN tags               text[] NOT NULL DEFAULT '{}',
  ADD COLUMN fulfilments        jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN why                jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN undo_until         timestamptz;

-- Orders from before: no tax was reckoned. The id of their payment is not known here; it takes the place of `earlier` with its next news.
UPDATE orders SET
  request_key = order_id,
  net_amount = total_amount,
  fulfilment_state = CASE WHEN state = 'fulfilled' THEN 'fulfilled' ELSE 'unfulfilled' END,
  lines = (
    SELECT jsonb_agg(line || jsonb_build_object(
      'line_id', gen_random_uuid(), 'category_ids', '[]'::jsonb, 'tax_class', 'standard', 'weight_grams', 0,
      'discount', jsonb_build_object('amount', 0, 'currency', currency),
      'tax', jsonb_build_object('net', line -> 'line_total' -> 'amount', 'tax', 0, 'gross', line -> 'line_total' -> 'amount',
        'rate_basis_points', 0, 'tax_name', '', 'treatment', 'not_registered', 'reason', 'No tax was reckoned for this order.'),
      'fulfilled_quantity', CASE WHEN state = 'fulfilled' THEN line -> 'quantity' ELSE '0' END, 'returned_quantity', 0, 'why', '[]'::jsonb) ORDER BY place)
    FROM jsonb_array_elements(lines) WITH ORDINALITY AS e (line, place)),
  payments = CASE payment_state
    WHEN 'paid' THEN jsonb_build_object('earlier', jsonb_build_object('state', 'captured', 'amount', total_amount, 'captured', total_amount))
    WHEN 'refunded' THEN jsonb_build_object('earlier', jsonb_build_object('state', 'captured', 'amount', total_amount, 'captured', total_amount,
      'refunds', jsonb_build_object('earlier', jsonb_build_object('amount', total_amount, 'credited', total_amount))))
    WHEN 'checking' THEN jsonb_build_object('earlier', jsonb_build_object('state', 'unknown', 'amount', total_amount))
    ELSE '{}' END;

-- From here on these follow from what they are made of and cannot be set.
ALTER TABLE orders DROP COLUMN payment_state;
ALTER TABLE orders
  ADD COLUMN paid_amount       bigint NOT NULL GENERATED ALWAYS AS (orders.captured_of(payments)) STORED,
  ADD COLUMN refunded_amount   bigint NOT NULL GENERATED ALWAYS AS (orders.refunded_of(payments, 'amount')) STORED,
  ADD COLUMN authorised_amount bigint NOT NULL GENERATED ALWAYS AS (orders.authorised_of(payments)) STORED,
  ADD COLUMN owed_amount       bigint NOT NULL GENERATED ALWAYS AS (orders.owed(state, total_amount, payments)) STORED,
  ADD COLUMN payment_state     text   NOT NULL GENERATED ALWAYS AS (orders.payment_state_of(state, total_amount, payments)) STORED;

ALTER TABLE orders
  DROP CONSTRAINT total_is_the_subtotal,
  DROP CONSTRAINT order_state_is_known,
  DROP CONSTRAINT an_order_has_lines,
  ADD CONSTRAINT a_request_becomes_one_order UNIQUE (request_key),
  ADD CONSTRAINT order_state_is_known CHECK (state IN ('draft', 'pending', 'confirmed', 'rejected', 'fulfilled', 'cancelled')),
  ADD CONSTRAINT fulfilment_state_is_known CHECK (fulfilment_state IN ('unfulfilled', 'partly_fulfilled', 'fulfilled')),
  ADD CONSTRAINT an_order_has_lines CHECK (jsonb_array_length(lines) <= 200 AND (jsonb_array_length(lines) > 0 OR state IN ('draft', 'cancelled'))),
  ADD CONSTRAINT total_adds_up CHECK (total_amount = subtotal_amount - discount_amount + shipping_amount + tax_added_amount AND total_amount >= 0),
  ADD CONSTRAINT total_is_net_and_tax CHECK (total_amount = net_amount + tax_amount),
  ADD CONSTRAINT discounts_are_borne_by_lines_and_shipping CHECK (
    discount_amount >= 0 AND discount_amount = orders.sum_at(discounts, '{amount}')
    AND discount_amount = orders.sum_at(lines, '{discount,amount}') + coalesce((shipping #>> '{discount,amount}')::bigint, 0)),
  ADD CONSTRAINT shipping_is_what_its_method_costs CHECK (shipping_amount = coalesce((shipping #>> '{amount,amount}')::bigint, 0)),
  ADD CONSTRAINT tax_is_the_sum_of_its_lines CHECK (tax_amount = orders.sum_at(lines, '{tax,tax}') + coalesce((shipping #>> '{tax,tax}')::bigint, 0)),
  ADD CONSTRAINT net_is_the_sum_of_its_lines CHECK (net_amount =
    orders.sum_at(lines, '{tax,net}') + coalesce((shipping #>> '{tax,net}')::bigint, 0) - orders.discounts_after_tax(discounts)),
  ADD CONSTRAINT tax_is_the_sum_of_its_rows CHECK (jsonb_array_length(taxes) = 0 OR tax_amount = orders.sum_at(taxes, '{tax}')),
  ADD CONSTRAINT net_prices_have_their_tax_added CHECK (prices_include_tax OR tax_added_amount = tax_amount),
  ADD CONSTRAINT refunds_cannot_exceed_the_payments CHECK (refunded_amount <= paid_amount),
  ADD CONSTRAINT payments_are_positive CHECK (NOT payments @? '$.**.* ? (@.type() == "number" && @ < 0)');

-- Money that has to go back: more than the order comes to, or for an order that is closed.
CREATE INDEX orders_to_refund ON orders (updated_at) WHERE owed_amount < 0;

-- STABLE, as what it calls is: otherwise PostgreSQL calls it as a function instead of taking its text, a dozen times for each order.
CREATE FUNCTION money(amount bigint, currency text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('amount', amount, 'currency', currency)
$$;

CREATE FUNCTION gift_cards_of(payments jsonb, currency text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
  BEGIN
    IF NOT payments @? '$.*.last4' THEN RETURN '[]'; END IF;
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('last4', payment ->> 'last4', 'amount', orders.money((payment ->> 'captured')::bigint, currency))
        ORDER BY payment_id), '[]')
      FROM jsonb_each(payments) AS p (payment_id, payment) WHERE payment ? 'last4' AND payment ? 'captured');
  END
$$;

-- An order as the contract shows it, but for its token, which is made of the order's id and a key the database does not have.
CREATE OR REPLACE FUNCTION as_json(o orders.orders, token text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'order_id', o.order_id, 'number', o.number, 'version', o.version, 'state', o.state, 'payment_state', o.payment_state,
    'fulfilment_state', o.fulfilment_state, 'email', o.email, 'customer_id', o.customer_id, 'locale', o.locale, 'currency', o.currency,
    'lines', o.lines, 'item_count', o.item_count, 'shipping_address', o.shipping_address, 'billing_address', o.billing_address,
    'vat_id', o.vat_id, 'note', o.note, 'customer_note', o.customer_note, 'tags', o.tags, 'fulfilments', o.fulfilments, 'token', token,
    'timeline', o.timeline, 'undo_until', o.undo_until, 'placed_at', o.placed_at, 'updated_at', o.updated_at)
  || jsonb_build_object(
    'prices_include_tax', o.prices_include_tax, 'subtotal', orders.money(o.subtotal_amount, o.currency),
    'discounts', o.discounts, 'discount_total', orders.money(o.discount_amount, o.currency),
    'shipping', o.shipping, 'shipping_total', orders.money(o.shipping_amount, o.currency),
    'taxes', o.taxes, 'net_total', orders.money(o.net_amount, o.currency), 'tax_total', orders.money(o.tax_amount, o.currency),
    'tax_added', orders.money(o.tax_added_amount, o.currency), 'total', orders.money(o.total_amount, o.currency), 'why', o.why,
    'paid', orders.money(o.paid_amount, o.currency), 'refunded', orders.money(o.refunded_amount, o.currency),
    'due', orders.money(greatest(o.owed_amount, 0), o.currency),
    'gift_cards', orders.gift_cards_of(o.payments, o.currency))
$$;
