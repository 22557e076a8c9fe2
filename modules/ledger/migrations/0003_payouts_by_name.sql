-- What is booked of a payout is held against its rows, for each of them.
CREATE INDEX transactions_of_payouts ON transactions (reference) WHERE kind IN ('payout', 'payout_corrected');
