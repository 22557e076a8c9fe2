-- Of what an edit asked for: the same edit_id with another request is refused. NULL: made before this was kept, or the rest was cancelled.
ALTER TABLE revisions ADD COLUMN request_hash text;
