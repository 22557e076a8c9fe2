-- What is not to be paid any more, because goods came back that were not paid: it lowers what the order comes to, and no money moves. It stands in
-- `payments -> waived -> refunds -> the return's id: { amount: 0, credited }`, like a refund of nothing, so that `owed` counts it as it counts refunds.
CREATE FUNCTION waived_of(payments jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF NOT payments ? 'waived' THEN RETURN 0; END IF;
    RETURN orders.refunded_of(jsonb_build_object('waived', payments -> 'waived'), 'credited');
  END
$$;

ALTER TABLE orders ADD CONSTRAINT no_more_is_waived_than_the_order_comes_to CHECK (NOT payments ? 'waived' OR orders.waived_of(payments) <= total_amount);

-- As 0015 has it, but that an order is paid when the rest of it is.
CREATE OR REPLACE FUNCTION payment_state_of(state text, total bigint, payments jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    paid bigint := orders.captured_of(payments);
    refunded bigint := orders.refunded_of(payments, 'amount');
    charged_back bigint := orders.charged_back_of(payments);
    gone bigint := refunded + charged_back;
    authorised bigint := orders.authorised_of(payments);
    owed bigint := CASE WHEN state IN ('rejected', 'cancelled') THEN 0 ELSE total - orders.refunded_of(payments, 'credited') END - paid + refunded;
  BEGIN
    owed := CASE WHEN owed < 0 THEN least(0, owed + charged_back) ELSE owed END; -- as owed()
    RETURN CASE
      WHEN gone > 0 AND gone >= paid AND owed <= 0 THEN 'refunded'
      WHEN gone > 0 AND owed <= 0 THEN 'partly_refunded'
      WHEN paid >= total - orders.waived_of(payments) AND owed <= 0 AND (paid > 0 OR state <> 'draft') THEN 'paid'
      WHEN payments @? '$.* ? (@.state == "unknown")' THEN 'checking'
      WHEN authorised > 0 AND authorised >= owed THEN 'authorised'
      WHEN paid > 0 THEN 'partly_paid'
      ELSE 'unpaid' END;
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
    'waived', orders.money(orders.waived_of(o.payments), o.currency),
    'reserved', orders.money(orders.reserved_of(o.payments), o.currency),
    'due', orders.money(greatest(o.owed_amount - orders.reserved_of(o.payments), 0), o.currency),
    'gift_cards', orders.gift_cards_of(o.payments, o.currency))
$$;
