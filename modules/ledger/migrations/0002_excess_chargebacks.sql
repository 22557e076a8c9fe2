-- What banks take back of a payment beyond what was left of it, because it had been given back before. Detail: the provider.
INSERT INTO accounts (position, account, kind, title) VALUES (125, 'excess_chargebacks', 'expense', 'Chargebacks of what was given back before');
