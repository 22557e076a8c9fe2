-- Of what goods are worth that came back, what was not paid is not asked for any more; the rest is given back.
ALTER TABLE returns
  ADD COLUMN waived_amount bigint NOT NULL DEFAULT 0, -- minor units
  ADD CONSTRAINT no_more_is_waived_than_is_due CHECK (waived_amount BETWEEN 0 AND total_amount);

-- A return as the contract shows it.
CREATE OR REPLACE FUNCTION as_json(r returns.returns) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'return_id', r.return_id, 'number', r.number, 'version', r.version, 'order_id', r.order_id, 'order_number', r.order_number,
    'customer_id', r.customer_id, 'email', r.email, 'locale', r.locale, 'kind', r.kind, 'state', r.state, 'wanted', r.wanted, 'lines', r.lines,
    'shipping', jsonb_build_object('amount', r.shipping_amount, 'currency', r.currency),
    'deduction', jsonb_build_object('amount', r.deduction_amount, 'currency', r.currency), 'deduction_reason', r.deduction_reason,
    'total', jsonb_build_object('amount', r.total_amount, 'currency', r.currency),
    'waived', jsonb_build_object('amount', r.waived_amount, 'currency', r.currency),
    'settled_as', r.settled_as, 'replacement_order_id', r.replacement_order_id, 'note', r.note, 'timeline', r.timeline,
    'created_at', r.created_at, 'updated_at', r.updated_at)
$$;
