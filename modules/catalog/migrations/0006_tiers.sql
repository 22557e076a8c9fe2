-- From which quantities on a variant is cheaper for everyone: currency -> tiers as pricing shows them; a copy, pricing knows.
ALTER TABLE catalog.variants ADD COLUMN tiers jsonb NOT NULL DEFAULT '{}';
