CREATE TABLE customers.users (
  user_id    uuid PRIMARY KEY,
  email      text NOT NULL,         -- as it was typed; two spellings that differ in case only are one account
  name       text NOT NULL,
  username   text,
  role       text NOT NULL DEFAULT 'customer',
  created_at timestamptz NOT NULL,
  CONSTRAINT role_is_known CHECK (role IN ('customer', 'staff', 'admin'))
);
CREATE UNIQUE INDEX an_email_has_one_account ON customers.users (lower(email));
CREATE INDEX users_newest_first ON customers.users (created_at DESC, user_id DESC);
CREATE INDEX users_with_a_role ON customers.users (role) WHERE role <> 'customer';

CREATE TABLE customers.credentials (
  user_id       uuid PRIMARY KEY REFERENCES customers.users ON DELETE CASCADE,
  password_hash text NOT NULL,      -- argon2id in PHC form
  changed_at    timestamptz NOT NULL
);

-- One row for each place someone is signed in. `page` is a cookie, `api` the row behind a JWT.
CREATE TABLE customers.sessions (
  session_id   uuid PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES customers.users ON DELETE CASCADE,
  kind         text NOT NULL,
  token_hash   bytea NOT NULL UNIQUE, -- SHA-256; the token itself is kept nowhere
  idle_seconds integer NOT NULL,      -- how long it lives on without being used
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,  -- moves on while it is used
  ends_at      timestamptz NOT NULL,  -- never moves
  CONSTRAINT kind_is_known CHECK (kind IN ('page', 'api')),
  CONSTRAINT use_cannot_outlive_the_end CHECK (expires_at <= ends_at)
);
CREATE INDEX sessions_of_a_user ON customers.sessions (user_id);
CREATE INDEX sessions_by_expiry ON customers.sessions (expires_at);

-- Tries of something that may be tried only so often, counted for all processes together.
CREATE TABLE customers.tries (
  subject text PRIMARY KEY,           -- what is counted: an account, a network address, or one from the other
  used    integer NOT NULL,
  ends_at timestamptz NOT NULL        -- then counting starts anew
);
CREATE INDEX tries_by_end ON customers.tries (ends_at);

-- One row: has the shop got its first administrator? Its lock also keeps role changes apart.
CREATE TABLE customers.setup (
  is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
  done_at         timestamptz
);
INSERT INTO customers.setup DEFAULT VALUES;

-- One-time tokens that may make the first administrator. Each start without one prints another; the first used ends them all.
CREATE TABLE customers.setup_tokens (
  token_hash bytea PRIMARY KEY,       -- SHA-256
  expires_at timestamptz NOT NULL
);
