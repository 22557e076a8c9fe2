-- The flight recorder asks for all that was heard of one order. Of done rows alone: what is said and what waits costs nothing more than before.

CREATE INDEX inbox_done_about ON inbox (aggregate_id) WHERE state = 'done';
