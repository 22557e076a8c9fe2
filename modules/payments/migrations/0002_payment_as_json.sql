-- A payment as the contract shows it.
CREATE FUNCTION as_json(p payments.payments) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'payment_id', p.payment_id, 'order_id', p.order_id, 'method', p.method, 'provider', p.provider, 'state', p.state,
    'amount', jsonb_build_object('amount', p.amount, 'currency', p.currency),
    'refunded_amount', p.refunded_amount, 'problem', p.problem, 'redirect_url', p.redirect_url,
    'created_at', p.created_at, 'settled_at', p.settled_at)
$$;
