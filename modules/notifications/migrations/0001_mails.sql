CREATE TABLE notifications.mails (
  mail_id      uuid PRIMARY KEY,
  event_id     uuid NOT NULL,             -- what it tells of
  template     text NOT NULL,
  "to"         text NOT NULL,
  message_id   text NOT NULL,             -- the header, the same for every try, so that a receiver sees one mail
  from_name    text NOT NULL,
  from_address text NOT NULL,
  subject      text NOT NULL,
  html         text NOT NULL,
  text         text NOT NULL,
  state        text NOT NULL,
  tries        integer NOT NULL DEFAULT 0,
  next_try_at  timestamptz NOT NULL,      -- moved on when a try begins: until then the mail is in that sender's hands
  lease        uuid,                      -- the sender's; a result without it comes too late and is not written
  give_up_at   timestamptz NOT NULL,
  problem      text,                      -- what the last try met
  response     text,                      -- what the mail server said when it took the mail
  created_at   timestamptz NOT NULL,
  sent_at      timestamptz,
  CONSTRAINT an_event_makes_one_mail UNIQUE (event_id, template, "to"),
  CONSTRAINT a_header_is_one_line CHECK ("to" || message_id || from_name || from_address || subject !~ '[\r\n]'),
  CONSTRAINT mail_state_is_known CHECK (state IN ('waiting', 'sent', 'kept', 'bounced'))
);
CREATE INDEX mails_due ON notifications.mails (next_try_at) WHERE state = 'waiting';
CREATE INDEX mails_newest_first ON notifications.mails (created_at DESC, mail_id DESC);

-- What pages that are open hear of, kept for a day so that a page that lost its line can catch up.
CREATE TABLE notifications.live_events (
  live_id     bigint PRIMARY KEY,
  order_id    uuid NOT NULL,
  customer_id uuid,                       -- NULL: bought as a guest
  data        jsonb NOT NULL,
  created_at  timestamptz NOT NULL
);
CREATE INDEX live_events_by_age ON notifications.live_events (created_at);

-- The number of the newest live event. A sequence would number events before they commit, and a page that had seen 8
-- would never hear of a 7 that commits later. This row's lock lets them commit in the order of their numbers.
CREATE TABLE notifications.live_position (
  is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
  last_id         bigint NOT NULL DEFAULT 0
);
INSERT INTO notifications.live_position DEFAULT VALUES;
