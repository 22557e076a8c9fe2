CREATE TABLE imports.runs (
  import_id      uuid PRIMARY KEY,
  file_hash      text NOT NULL,                  -- SHA-256 of the file
  file_name      text NOT NULL,
  format         text NOT NULL,
  currency       text NOT NULL,                  -- of the file's prices
  is_dry_run     boolean NOT NULL,
  state          text NOT NULL DEFAULT 'running',
  is_checked     boolean NOT NULL DEFAULT false, -- the whole file was read once: totals and problems are known
  products_total integer NOT NULL DEFAULT 0,
  products_done  integer NOT NULL DEFAULT 0,     -- where a run that was cut off goes on
  created        integer NOT NULL DEFAULT 0,
  updated        integer NOT NULL DEFAULT 0,
  unchanged      integer NOT NULL DEFAULT 0,
  refused        integer NOT NULL DEFAULT 0,
  problem_counts jsonb NOT NULL DEFAULT '{}',    -- code -> how often
  attempts       integer NOT NULL DEFAULT 0,     -- since the last progress
  failure        text,
  started_at     timestamptz NOT NULL,
  finished_at    timestamptz,
  CONSTRAINT import_states CHECK (state IN ('running', 'done', 'failed')),
  CONSTRAINT every_product_has_one_outcome CHECK (is_dry_run OR products_done = created + updated + unchanged + refused)
);
CREATE UNIQUE INDEX one_open_run_per_file ON imports.runs (file_hash, currency, is_dry_run) WHERE state <> 'done';
CREATE INDEX runs_newest_first ON imports.runs (started_at DESC);

-- The file of a run, in pieces, so that any process of the shop can go on with it.
CREATE TABLE imports.chunks (
  file_hash text NOT NULL,
  position  integer NOT NULL,
  bytes     bytea NOT NULL,
  added_at  timestamptz NOT NULL,
  PRIMARY KEY (file_hash, position)
);

CREATE TABLE imports.problems (
  import_id uuid NOT NULL REFERENCES imports.runs ON DELETE CASCADE,
  position  bigint GENERATED ALWAYS AS IDENTITY,
  line      integer NOT NULL,
  code      text NOT NULL,
  message   text NOT NULL,
  is_fatal  boolean NOT NULL,
  PRIMARY KEY (import_id, position)
);

-- Pictures that a file names by a path, once they are stored.
CREATE TABLE imports.pictures (
  file_hash text NOT NULL,
  path      text NOT NULL, -- as the file writes it
  name      text NOT NULL, -- as media knows it
  PRIMARY KEY (file_hash, path)
);
