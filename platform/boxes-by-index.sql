-- The claim walks `inbox_waiting` from the longest due on and asks `inbox_order` of each row whether an earlier one of its aggregate waits.

DROP INDEX inbox_waiting;
CREATE INDEX inbox_waiting ON inbox (run_at, sequence) WHERE state = 'waiting';
ALTER TABLE inbox SET (fillfactor = 70); -- room for the lease beside the row, so that taking it touches no index
