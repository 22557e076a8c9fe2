-- How a decision about a return is carried out, and taken back where nothing could be given.
ALTER TABLE returns
  ADD COLUMN settlement_id   uuid,        -- of the decision: what its refund, credit or new order is known by. The first is the return's own id
  ADD COLUMN undecided       jsonb,       -- lines, shipping_amount and total_amount as they were before the decision
  ADD COLUMN finishing_until timestamptz; -- until then somebody is carrying it out
UPDATE returns SET settlement_id = return_id WHERE state IN ('settling', 'settled');
ALTER TABLE returns ADD CONSTRAINT a_decision_has_an_id CHECK (state <> 'settling' OR settlement_id IS NOT NULL);
