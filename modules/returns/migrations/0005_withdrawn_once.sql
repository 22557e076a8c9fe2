-- Of an order that nothing was sent of there is one withdrawal, however often it is said. Where there are more, the first stays.
UPDATE returns AS later
SET state = 'called_off', version = version + 1, updated_at = now(),
    timeline = timeline || jsonb_build_array(jsonb_build_object('at', now(), 'what', 'called_off', 'who', 'shop', 'note', 'the order was withdrawn from before'))
WHERE kind = 'withdrawal' AND lines = '[]'::jsonb AND EXISTS (
  SELECT FROM returns AS first
  WHERE first.order_id = later.order_id AND first.kind = 'withdrawal' AND first.lines = '[]'::jsonb
    AND (first.created_at, first.return_id) < (later.created_at, later.return_id));
CREATE UNIQUE INDEX an_unsent_order_is_withdrawn_from_once ON returns (order_id)
  WHERE kind = 'withdrawal' AND lines = '[]'::jsonb AND state <> 'called_off';

-- How often an order was withdrawn from, and how often somebody did it: see take-try.ts.
CREATE TABLE tries (
  subject text PRIMARY KEY,
  used    integer NOT NULL,
  ends_at timestamptz NOT NULL                -- then counting starts anew
);
CREATE INDEX tries_by_end ON tries (ends_at);
