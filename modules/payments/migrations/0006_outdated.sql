-- Its order was changed while its money was still to be brought or transferred: it is let go of, and until one over what is due now has taken
-- its place, this says so.
ALTER TABLE payments ADD COLUMN is_outdated boolean NOT NULL DEFAULT false;
