CREATE TABLE media.pictures (
  name     text PRIMARY KEY,                -- hash of the content it was made of; part of every file name
  width    integer NOT NULL,                -- pixels of the base rendition
  height   integer NOT NULL,                -- pixels of the base rendition
  widths   integer[] NOT NULL DEFAULT '{}', -- pixels; the renditions that are ready in AVIF and WebP
  added_at timestamptz NOT NULL,
  CONSTRAINT picture_names_are_hashes CHECK (name ~ '^[0-9a-f]{40}$'),
  CONSTRAINT pictures_have_a_size CHECK (width > 0 AND height > 0)
);
