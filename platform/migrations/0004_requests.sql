-- Which requests from outside meant to change an order, and how they ended: for the flight recorder, for 90 days. Written a moment after the answer,
-- many at a time; what a crash takes with it is the note of a request, never what the request did.
CREATE TABLE platform.requests (
  request_number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  aggregate_id   text NOT NULL,
  module         text NOT NULL,
  op             text NOT NULL,          -- such as orders.confirmOrder
  request_id     text NOT NULL,
  who            text NOT NULL,          -- a name, `customer`, `guest` or a part of the shop
  user_id        uuid,
  via            text,                   -- the face it came by; none: the API
  outcome        text NOT NULL,          -- `done`, or the code of the refusal
  at             timestamptz NOT NULL,   -- when it began
  took_ms        integer NOT NULL
);
CREATE INDEX requests_by_aggregate ON platform.requests (aggregate_id, at);
CREATE INDEX requests_by_time ON platform.requests (at);
