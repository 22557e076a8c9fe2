-- When card money is taken: as it is paid, when its order is confirmed, or when staff say so. Until then it is reserved.
ALTER TABLE settings.settings
  ADD COLUMN capture text NOT NULL DEFAULT 'at_once',
  ADD CONSTRAINT capture_is_known CHECK (capture IN ('at_once', 'when_confirmed', 'by_hand'));
