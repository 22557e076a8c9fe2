-- Money that is reserved at a provider until it is taken. A payment of `payments` says so with `is_capture_later`; `authorised` alone is also said of
-- cash that somebody pays at the door.
CREATE FUNCTION reserved_of(payments jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF NOT payments @? '$.* ? (@.state == "authorised" && @.is_capture_later == true)' THEN RETURN 0; END IF;
    RETURN orders.sum_of(jsonb_path_query_array(payments, '$.* ? (@.state == "authorised" && @.is_capture_later == true).amount'));
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
    'charged_back', orders.money(orders.charged_back_of(o.payments), o.currency),
    'credited', orders.money(o.credited_amount, o.currency),
    'reserved', orders.money(orders.reserved_of(o.payments), o.currency),
    'due', orders.money(greatest(o.owed_amount - orders.reserved_of(o.payments), 0), o.currency),
    'gift_cards', orders.gift_cards_of(o.payments, o.currency))
$$;

-- Money that waits to be taken, or to be paid at the door.
CREATE INDEX orders_authorised ON orders (updated_at) WHERE authorised_amount > 0;
