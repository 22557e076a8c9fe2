CREATE TABLE promotions (
  promotion_id       uuid PRIMARY KEY,
  version            integer NOT NULL DEFAULT 1,   -- rises with every change
  title              text NOT NULL,                -- as shoppers read it
  titles             jsonb NOT NULL DEFAULT '{}',  -- locale -> title
  trigger            text NOT NULL,
  rule               jsonb NOT NULL,               -- conditions and action, as shapes.ts says
  tax_basis          text NOT NULL,
  priority           integer NOT NULL DEFAULT 0,
  is_exclusive       boolean NOT NULL DEFAULT false,
  exclusion_group    text,
  starts_at          timestamptz,
  ends_at            timestamptz,
  limit_total        integer,                      -- uses; NULL: as often as anybody likes
  limit_per_customer integer,
  limit_per_code     integer,
  paused_at          timestamptz,
  created_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  CONSTRAINT trigger_is_known CHECK (trigger IN ('automatic', 'code')),
  CONSTRAINT tax_basis_is_known CHECK (tax_basis IN ('before_tax', 'after_tax')),
  CONSTRAINT a_promotion_ends_after_it_starts CHECK (ends_at > starts_at),
  CONSTRAINT limits_allow_a_use CHECK (limit_total > 0 AND limit_per_customer > 0 AND limit_per_code > 0)
);
CREATE INDEX promotions_newest ON promotions (created_at DESC, promotion_id DESC);
CREATE INDEX promotions_that_come_by_themselves ON promotions (priority DESC, promotion_id) WHERE trigger = 'automatic';

CREATE TABLE codes (
  code         text PRIMARY KEY,                   -- in capitals
  promotion_id uuid NOT NULL REFERENCES promotions,
  batch_id     uuid NOT NULL,                      -- those that were made together
  created_at   timestamptz NOT NULL,
  CONSTRAINT a_code_is_in_capitals CHECK (code = upper(code))
);
CREATE INDEX codes_of_a_promotion ON codes (promotion_id, code);
CREATE INDEX codes_of_a_batch ON codes (batch_id);

-- How often a promotion is used: in `all`, by `code X`, by `account <id>`, by `email <hash>`. `allowed` is the limit when it was counted last.
-- Whoever counts locks the row `all` of each promotion first, in the order of their ids, and the other rows after that.
CREATE TABLE counters (
  promotion_id uuid NOT NULL REFERENCES promotions,
  subject      text NOT NULL,
  used         integer NOT NULL DEFAULT 0,
  allowed      integer,
  PRIMARY KEY (promotion_id, subject),
  CONSTRAINT a_promotion_is_used_no_more_than_it_may CHECK (used >= 0 AND used <= allowed)
);

-- One row for each order with discounts. `held`: the order is being placed. `kept`: it stands. The others count for nothing.
CREATE TABLE redemptions (
  order_id     uuid PRIMARY KEY,
  state        text NOT NULL,
  version      integer NOT NULL DEFAULT 1,         -- rises with every change
  is_overdrawn boolean NOT NULL DEFAULT false,     -- placed after its uses had been given to others: it keeps its discount, uncounted
  customer_id  uuid,
  email_hash   text,                               -- SHA-256 of the address in lower case
  expires_at   timestamptz,                        -- of a redemption whose order is not there yet
  created_at   timestamptz NOT NULL,
  changed_at   timestamptz NOT NULL,
  CONSTRAINT redemption_state_is_known CHECK (state IN ('held', 'kept', 'released', 'expired')),
  CONSTRAINT only_what_is_held_expires CHECK ((state = 'held') = (expires_at IS NOT NULL))
);
CREATE INDEX redemptions_by_expiry ON redemptions (expires_at) WHERE state = 'held';

CREATE TABLE redeemed_discounts (
  order_id     uuid NOT NULL REFERENCES redemptions,
  promotion_id uuid NOT NULL REFERENCES promotions,
  code         text,
  amount       bigint NOT NULL,                    -- minor units
  currency     text NOT NULL,
  subjects     text[] NOT NULL DEFAULT '{}',       -- the counters it is counted in
  PRIMARY KEY (order_id, promotion_id),
  CONSTRAINT a_discount_takes_nothing_away CHECK (amount >= 0)
);
CREATE INDEX redeemed_of_a_promotion ON redeemed_discounts (promotion_id);

-- What a promotion has given to orders that stand.
CREATE TABLE totals (
  promotion_id uuid NOT NULL REFERENCES promotions,
  currency     text NOT NULL,
  orders       integer NOT NULL,
  amount       bigint NOT NULL,                    -- minor units
  PRIMARY KEY (promotion_id, currency),
  CONSTRAINT totals_cannot_go_negative CHECK (orders >= 0 AND amount >= 0)
);
