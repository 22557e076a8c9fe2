ALTER TABLE charges ADD COLUMN return_url text; -- where the shopper goes from the provider's page

CREATE OR REPLACE FUNCTION as_json(c simulated_payments.charges) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'payment_id', c.payment_id, 'outcome', c.outcome, 'provider_ref', 'sim_' || right(replace(c.payment_id::text, '-', ''), 16),
    'amount', jsonb_build_object('amount', c.amount, 'currency', c.currency), 'captured_amount', c.captured_amount,
    'problem', c.problem, 'redirect_url', c.redirect_url, 'return_url', c.return_url, 'fingerprint', c.fingerprint)
$$;
