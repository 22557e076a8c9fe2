-- Goods that were sent anew were paid with another order: what is given for them is given of that one.
ALTER TABLE returns ADD COLUMN paid_order_id uuid; -- set by the decision; null: the order itself
