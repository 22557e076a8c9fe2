-- What was announced waits here until it has its number; see `live-feed.ts`. Before, each announcement took the next number under the lock of
-- `live_position` and kept it until its commit, so that all of them stood in one queue.
CREATE TABLE notifications.live_announcements (
  announcement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id        uuid NOT NULL,
  customer_id     uuid,                   -- NULL: bought as a guest
  data            jsonb NOT NULL,
  created_at      timestamptz NOT NULL
);
