-- Money that staff give back for units of lines without a return. Its units are counted with those that returns have settled, on the same rows and
-- under the same locks: so no unit is given money for twice, in whichever way.
ALTER TABLE returnable
  ADD COLUMN refunded_quantity integer NOT NULL DEFAULT 0,
  ADD COLUMN refunded_amount   bigint NOT NULL DEFAULT 0, -- minor units
  DROP CONSTRAINT nobody_gets_back_more_than_they_paid,
  ADD CONSTRAINT nobody_gets_back_more_than_they_paid CHECK (settled_amount >= 0 AND refunded_amount >= 0 AND settled_amount + refunded_amount <= paid_amount),
  ADD CONSTRAINT no_unit_is_given_money_for_twice CHECK (refunded_quantity >= 0 AND settled_quantity + refunded_quantity <= delivered);

CREATE TABLE refunds (
  refund_id       uuid PRIMARY KEY,            -- of the caller; payments know the money under it
  order_id        uuid NOT NULL,
  lines           jsonb NOT NULL,              -- see GivenFor in the contract of payments
  with_shipping   boolean NOT NULL,            -- as it was asked for
  shipping_amount bigint NOT NULL,             -- minor units: the delivery cost that goes back as well
  total_amount    bigint NOT NULL,             -- minor units
  currency        text NOT NULL,
  reason          text NOT NULL,
  who             text,                        -- of staff
  state           text NOT NULL DEFAULT 'asked', -- asked: units are counted, and payments were not heard of yet; failed: the units are free again
  tries           integer NOT NULL DEFAULT 1,  -- how often payments were asked
  tried_at        timestamptz NOT NULL,        -- when they were asked last
  tried_before    timestamptz,                 -- and when the time before that
  failed          jsonb NOT NULL DEFAULT '{}', -- parts that failed: id -> minor units
  created_at      timestamptz NOT NULL,
  CONSTRAINT refund_state_is_known CHECK (state IN ('asked', 'given', 'failed')),
  CONSTRAINT a_refund_is_of_something CHECK (shipping_amount >= 0 AND total_amount > 0)
);
CREATE INDEX refunds_by_order ON refunds (order_id);
CREATE INDEX refunds_under_way ON refunds (tried_at) WHERE state = 'asked';
CREATE UNIQUE INDEX the_delivery_cost_is_given_back_once ON refunds (order_id) WHERE shipping_amount > 0 AND state <> 'failed';
