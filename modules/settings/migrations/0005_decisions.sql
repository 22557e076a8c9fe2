ALTER TABLE settings
  ADD COLUMN undo_seconds         integer NOT NULL DEFAULT 10,   -- how long a confirm or reject can be taken back
  ADD COLUMN customers_may_cancel boolean NOT NULL DEFAULT true, -- while their order is pending
  ADD CONSTRAINT undo_is_for_minutes CHECK (undo_seconds BETWEEN 0 AND 600);
