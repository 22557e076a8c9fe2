-- A line of an order as it was bought: see OrderLine in contract.ts. Immutable once placed.
CREATE FUNCTION sum_of_lines(lines jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(sum((line -> 'line_total' ->> 'amount')::bigint), 0) FROM jsonb_array_elements(lines) AS line
$$;

CREATE SEQUENCE order_numbers;

-- 8 digits that do not tell how many orders there are: n -> 10,000,000 + n * 48,271,003 mod 89,999,999 (a prime), which visits each number once.
CREATE FUNCTION next_number() RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT (10000000 + (nextval('orders.order_numbers') * 48271003) % 89999999)::text
$$;

CREATE TABLE orders (
  order_id         uuid PRIMARY KEY,
  number           text NOT NULL DEFAULT orders.next_number(),
  version          integer NOT NULL DEFAULT 1,
  state            text NOT NULL DEFAULT 'pending',
  payment_state    text NOT NULL DEFAULT 'unpaid',
  request_hash     text NOT NULL,              -- of what was asked for: the same key with another request is refused
  cart_id          uuid,
  cart_version     integer,
  customer_id      uuid,
  email            text NOT NULL,
  locale           text NOT NULL,
  currency         text NOT NULL,
  lines            jsonb NOT NULL,
  item_count       integer NOT NULL,
  subtotal_amount  bigint NOT NULL,            -- minor units
  total_amount     bigint NOT NULL,            -- minor units
  shipping_address jsonb,
  note             text,
  timeline         jsonb NOT NULL,
  is_hold_lost     boolean NOT NULL DEFAULT false, -- cancelled because its stock could not be held any longer
  placed_at        timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  CONSTRAINT order_numbers_are_unique UNIQUE (number),
  CONSTRAINT a_cart_becomes_one_order UNIQUE (cart_id, cart_version),
  CONSTRAINT order_state_is_known CHECK (state IN ('pending', 'confirmed', 'rejected', 'fulfilled', 'cancelled')),
  CONSTRAINT payment_state_is_known CHECK (payment_state IN ('unpaid', 'checking', 'paid', 'refunded')),
  CONSTRAINT subtotal_is_the_sum_of_its_lines CHECK (subtotal_amount = orders.sum_of_lines(lines)),
  CONSTRAINT total_is_the_subtotal CHECK (total_amount = subtotal_amount AND total_amount >= 0),
  CONSTRAINT an_order_has_lines CHECK (jsonb_array_length(lines) BETWEEN 1 AND 200)
);
CREATE INDEX orders_newest ON orders (placed_at DESC, order_id);
CREATE INDEX orders_by_state ON orders (state, placed_at DESC, order_id);
CREATE INDEX orders_by_customer ON orders (customer_id, placed_at DESC) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_by_email ON orders (lower(email), placed_at DESC);

-- An order as the contract shows it, but for its token, which is made of the order's id and a key the database does not have.
CREATE FUNCTION as_json(o orders.orders, token text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'order_id', o.order_id, 'number', o.number, 'version', o.version, 'state', o.state, 'payment_state', o.payment_state,
    'email', o.email, 'customer_id', o.customer_id, 'locale', o.locale, 'currency', o.currency, 'lines', o.lines, 'item_count', o.item_count,
    'subtotal', jsonb_build_object('amount', o.subtotal_amount, 'currency', o.currency),
    'total', jsonb_build_object('amount', o.total_amount, 'currency', o.currency),
    'shipping_address', o.shipping_address, 'note', o.note, 'token', token, 'timeline', o.timeline,
    'placed_at', o.placed_at, 'updated_at', o.updated_at)
$$;
