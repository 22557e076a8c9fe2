CREATE TABLE sample_things.entries (
  entry_id uuid PRIMARY KEY,
  title    text NOT NULL,
  added_at timestamptz NOT NULL,
  CONSTRAINT a_title_is_used_once UNIQUE (title)
);
CREATE INDEX entries_by_age ON sample_things.entries (added_at DESC, entry_id DESC);
