-- How long goods may come back: what the shop grants of itself, and the right to withdraw, of which 0 says that the law where a customer is decides alone.
ALTER TABLE settings.settings
  ADD COLUMN return_days     integer NOT NULL DEFAULT 30,
  ADD COLUMN withdrawal_days integer NOT NULL DEFAULT 14,
  ADD CONSTRAINT goods_come_back_within_a_year CHECK (return_days BETWEEN 0 AND 365),
  ADD CONSTRAINT withdrawal_is_fourteen_days_at_least CHECK (withdrawal_days = 0 OR withdrawal_days BETWEEN 14 AND 365);
