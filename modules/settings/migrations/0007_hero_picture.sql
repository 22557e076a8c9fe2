-- The picture at the top of the home page, as shoppers are told of it: name, size, renditions that are ready (a copy, media knows), and alt by
-- locale. NULL: none.
ALTER TABLE settings ADD COLUMN hero_picture jsonb;
