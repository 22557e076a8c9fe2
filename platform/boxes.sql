-- Made in the schema of every module: what it has to say, and what it has heard.

CREATE TABLE outbox (
  sequence     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id     uuid NOT NULL DEFAULT gen_random_uuid(),
  type         text NOT NULL,                 -- such as orders.placed
  aggregate_id text NOT NULL,                 -- events of one aggregate stay in order
  payload      jsonb NOT NULL,
  request_id   text,
  emitted_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE inbox (
  event_id     uuid NOT NULL,
  handler      text NOT NULL,                 -- event type, or "-> target" for one that is passed on
  source       text NOT NULL,                 -- the module that emitted it
  type         text NOT NULL,
  aggregate_id text NOT NULL,
  sequence     bigint NOT NULL,               -- of the source's outbox
  payload      jsonb NOT NULL,
  request_id   text,
  emitted_at   timestamptz NOT NULL,
  state        text NOT NULL DEFAULT 'waiting',
  attempts     integer NOT NULL DEFAULT 0,
  run_at       timestamptz NOT NULL DEFAULT now(),
  lease        uuid,                          -- who works on it
  leased_until timestamptz,
  last_error   text,
  handled_at   timestamptz,
  CONSTRAINT an_event_is_handled_once PRIMARY KEY (event_id, handler),
  CONSTRAINT inbox_state_is_known CHECK (state IN ('waiting', 'done', 'dead'))
);
CREATE INDEX inbox_waiting ON inbox (run_at) WHERE state = 'waiting';
CREATE INDEX inbox_order ON inbox (source, aggregate_id, sequence) WHERE state = 'waiting';
CREATE INDEX inbox_dead ON inbox (handled_at) WHERE state = 'dead';
CREATE INDEX inbox_done ON inbox (handled_at) WHERE state = 'done';
