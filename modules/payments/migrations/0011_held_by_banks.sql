-- What banks hold or took back, as the payment's row itself says it: whoever has locked that row reads it there. Its disputes, read by the same
-- statement, may be those from before it waited for the lock.
ALTER TABLE disputes ADD COLUMN held_amount bigint NOT NULL DEFAULT 0; -- minor units of the payment's currency that it keeps until it is won; all, when it is over other money
ALTER TABLE payments ADD COLUMN held_amount bigint NOT NULL DEFAULT 0; -- minor units, of disputes that are open or lost, whether that much is left or not
UPDATE disputes d SET held_amount = CASE WHEN d.currency = p.currency THEN d.amount ELSE p.captured_amount END
FROM payments p WHERE p.payment_id = d.payment_id;
UPDATE payments p SET held_amount = held, disputed_amount = least(captured_amount - refunded_amount - refunding_amount, held)
FROM (SELECT payment_id, sum(held_amount)::bigint AS held FROM disputes WHERE state IN ('open', 'lost') GROUP BY payment_id) d
WHERE p.payment_id = d.payment_id;
UPDATE payments SET disputed_amount = 0 WHERE held_amount = 0 AND disputed_amount > 0;
ALTER TABLE disputes ADD CONSTRAINT a_dispute_holds_no_less_than_nothing CHECK (held_amount >= 0);
ALTER TABLE payments ADD CONSTRAINT what_is_disputed_is_held CHECK (disputed_amount <= held_amount);
