-- What banks take back for shoppers is no refund of the shop's: it has no credit note and is a loss in the books. It is kept apart, in
-- `payments -> payment_id -> charged_back: { dispute -> amount }`, as the bank said it, and counts as far as the payment has anything left: a
-- bank that takes back the whole of a payment takes more than the shop has of it, when some of it was given back before or is meanwhile.
CREATE FUNCTION charged_back_of(payments jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF NOT payments @? '$.*.charged_back' THEN RETURN 0; END IF;
    RETURN (
      SELECT coalesce(sum(greatest(0, least(
        (SELECT sum(amount::bigint) FROM jsonb_each_text(payment -> 'charged_back') AS c (dispute, amount)),
        coalesce((payment ->> 'captured')::bigint, 0) - orders.refunded_of(jsonb_build_object('one', payment), 'amount')))), 0)::bigint
      FROM jsonb_each(payments) AS p (payment_id, payment) WHERE payment ? 'charged_back');
  END
$$;

-- As 0002 has them, but that what banks took back is taken from what is too much, and never makes an order due again.
CREATE OR REPLACE FUNCTION owed(state text, total bigint, payments jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    owed bigint := CASE WHEN state IN ('rejected', 'cancelled') THEN 0 ELSE total - orders.refunded_of(payments, 'credited') END
      - orders.captured_of(payments) + orders.refunded_of(payments, 'amount');
  BEGIN
    RETURN CASE WHEN owed < 0 THEN least(0, owed + orders.charged_back_of(payments)) ELSE owed END;
  END
$$;
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
      WHEN paid >= total AND owed <= 0 AND (paid > 0 OR state <> 'draft') THEN 'paid'
      WHEN payments @? '$.* ? (@.state == "unknown")' THEN 'checking'
      WHEN authorised > 0 AND authorised >= owed THEN 'authorised'
      WHEN paid > 0 THEN 'partly_paid'
      ELSE 'unpaid' END;
  END
$$;

-- Until now they stood among the refunds, under `dispute <what the provider calls it>`.
UPDATE orders SET payments = (
  SELECT jsonb_object_agg(payment_id, CASE WHEN disputes IS NULL THEN payment
    ELSE payment || jsonb_build_object('refunds', refunds, 'charged_back', disputes) END)
  FROM jsonb_each(payments) AS p (payment_id, payment), LATERAL (
    SELECT jsonb_object_agg(substr(refund_id, 9), refund -> 'amount') FILTER (WHERE refund_id LIKE 'dispute %') AS disputes,
           coalesce(jsonb_object_agg(refund_id, refund) FILTER (WHERE refund_id NOT LIKE 'dispute %'), '{}') AS refunds
    FROM jsonb_each(coalesce(payment -> 'refunds', '{}')) AS r (refund_id, refund)) split)
WHERE jsonb_path_exists(payments, '$.*.refunds.keyvalue() ? (@.key starts with "dispute ")');
