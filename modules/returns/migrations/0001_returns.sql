CREATE SEQUENCE return_numbers START 1001;

CREATE TABLE returns (
  return_id            uuid PRIMARY KEY,
  number               text NOT NULL DEFAULT 'R' || nextval('returns.return_numbers'),
  version              integer NOT NULL DEFAULT 1,
  order_id             uuid NOT NULL,
  order_number         text NOT NULL,
  customer_id          uuid,
  email                text NOT NULL,
  locale               text NOT NULL,
  currency             text NOT NULL,
  kind                 text NOT NULL,
  state                text NOT NULL,
  wanted               text NOT NULL,
  lines                jsonb NOT NULL,             -- see ReturnLine in contract.ts
  shipping_amount      bigint NOT NULL DEFAULT 0,  -- minor units: the delivery cost that goes back as well
  deduction_amount     bigint NOT NULL DEFAULT 0,  -- minor units
  deduction_reason     text,
  total_amount         bigint NOT NULL,            -- minor units
  settled_as           text,
  replacement_order_id uuid,
  note                 text,
  timeline             jsonb NOT NULL,
  created_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  CONSTRAINT return_numbers_are_unique UNIQUE (number),
  CONSTRAINT return_kind_is_known CHECK (kind IN ('return', 'withdrawal')),
  CONSTRAINT return_state_is_known CHECK (state IN ('requested', 'approved', 'refused', 'called_off', 'received', 'settling', 'settled')),
  CONSTRAINT settlement_is_known CHECK (settled_as IN ('refund', 'store_credit', 'exchange')),
  CONSTRAINT nobody_pays_for_returning CHECK (total_amount >= 0 AND deduction_amount >= 0 AND shipping_amount >= 0)
);
CREATE INDEX returns_newest ON returns (created_at DESC, return_id);
CREATE INDEX returns_by_state ON returns (state, created_at DESC, return_id);
CREATE INDEX returns_by_order ON returns (order_id);
CREATE INDEX returns_by_customer ON returns (customer_id, created_at DESC) WHERE customer_id IS NOT NULL;
CREATE INDEX returns_under_way ON returns (updated_at) WHERE state = 'settling';

-- Of each line of an order: what was delivered, what somebody asked to return, and what of it was settled for how much.
CREATE TABLE returnable (
  order_id         uuid NOT NULL,
  line_id          uuid NOT NULL,
  quantity         integer NOT NULL,           -- units that were bought
  delivered        integer NOT NULL,           -- of these, units that have left the house, as the order says
  taken            integer NOT NULL DEFAULT 0, -- units in returns that were not refused or called off
  settled_quantity integer NOT NULL DEFAULT 0,
  settled_amount   bigint NOT NULL DEFAULT 0,  -- minor units
  paid_amount      bigint NOT NULL,            -- minor units: what was paid for the whole line
  PRIMARY KEY (order_id, line_id),
  CONSTRAINT nothing_is_returned_twice CHECK (taken BETWEEN 0 AND delivered),
  CONSTRAINT only_what_came_back_is_settled CHECK (settled_quantity BETWEEN 0 AND taken),
  CONSTRAINT nobody_gets_back_more_than_they_paid CHECK (settled_amount BETWEEN 0 AND paid_amount)
);

-- A return as the contract shows it.
CREATE FUNCTION as_json(r returns.returns) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'return_id', r.return_id, 'number', r.number, 'version', r.version, 'order_id', r.order_id, 'order_number', r.order_number,
    'customer_id', r.customer_id, 'email', r.email, 'locale', r.locale, 'kind', r.kind, 'state', r.state, 'wanted', r.wanted, 'lines', r.lines,
    'shipping', jsonb_build_object('amount', r.shipping_amount, 'currency', r.currency),
    'deduction', jsonb_build_object('amount', r.deduction_amount, 'currency', r.currency), 'deduction_reason', r.deduction_reason,
    'total', jsonb_build_object('amount', r.total_amount, 'currency', r.currency),
    'settled_as', r.settled_as, 'replacement_order_id', r.replacement_order_id, 'note', r.note, 'timeline', r.timeline,
    'created_at', r.created_at, 'updated_at', r.updated_at)
$$;
