-- Who sells, as invoices name it, and how invoices are made: see Seller and Invoicing in contract.ts. Nothing of it is required.
ALTER TABLE settings.settings
  ADD COLUMN seller    jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN invoicing jsonb NOT NULL DEFAULT '{}';
