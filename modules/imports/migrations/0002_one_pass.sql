-- Products are written while the file is read, so how many there are is known at its end only; its lines tell how far an import is.
-- An import that was cut off begins again, because its problems were all counted before its first product was written. What is in stays.
DELETE FROM imports.problems WHERE import_id IN (SELECT import_id FROM imports.runs WHERE state <> 'done');
UPDATE imports.runs SET products_done = 0, created = 0, updated = 0, unchanged = 0, refused = 0, problem_counts = '{}' WHERE state <> 'done';

ALTER TABLE imports.runs
  DROP COLUMN is_checked,
  DROP COLUMN products_total,
  ADD COLUMN lines_total integer NOT NULL DEFAULT 0, -- of the file; 0 for runs from before these columns
  ADD COLUMN lines_done  integer NOT NULL DEFAULT 0; -- the line up to which products are done
