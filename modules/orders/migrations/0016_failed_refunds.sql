-- Refunds that came to nothing, by the id they were asked for under: what is too much is then given back under another one.
ALTER TABLE orders ADD COLUMN failed_refunds uuid[] NOT NULL DEFAULT '{}';
