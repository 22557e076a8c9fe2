-- What a bank takes back may be more than is left of the payment, when some of it was given back before. How much more it was when the dispute
-- was heard of first; all that is told of the dispute tells the same.
ALTER TABLE disputes
  ADD COLUMN beyond_amount bigint NOT NULL DEFAULT 0, -- minor units of the payment's currency
  ADD CONSTRAINT beyond_the_payment_is_not_below_it CHECK (beyond_amount >= 0);
