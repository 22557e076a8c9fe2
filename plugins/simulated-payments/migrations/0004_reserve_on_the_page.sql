-- What is paid on the provider's page is reserved, where the shop asked for that.
ALTER TABLE charges ADD COLUMN is_capture_later boolean NOT NULL DEFAULT false;
