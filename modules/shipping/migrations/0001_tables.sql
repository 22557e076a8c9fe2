CREATE TABLE shipping.zones (
  zone_id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  name    text NOT NULL,
  areas   jsonb NOT NULL                              -- countries, regions, postal codes: Area in platform/contract.ts
);

CREATE TABLE shipping.methods (
  zone_id          uuid NOT NULL REFERENCES shipping.zones ON DELETE CASCADE,
  method_id        uuid NOT NULL CONSTRAINT a_method_is_in_one_zone UNIQUE,
  position         integer NOT NULL,
  is_offered       boolean NOT NULL,
  title            text NOT NULL,
  text             text NOT NULL,
  translations     jsonb NOT NULL,
  priced_by        text NOT NULL,
  prices           jsonb NOT NULL,                    -- by currency, in minor units
  max_weight_grams bigint,
  min_days         integer,                           -- working days
  max_days         integer,
  tax_class        text NOT NULL,
  carrier          text,
  pickup           jsonb,
  PRIMARY KEY (zone_id, method_id),
  CONSTRAINT priced_by_is_known CHECK (priced_by IN ('flat', 'weight', 'subtotal', 'carrier')),
  CONSTRAINT the_first_day_is_not_after_the_last CHECK (min_days <= max_days)
);

-- Whether the zones of a new shop have been made; staff may remove them for good.
CREATE TABLE shipping.setup (
  is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
  done_at         timestamptz NOT NULL
);

CREATE TABLE shipping.shipments (
  shipment_id     uuid PRIMARY KEY,
  order_id        uuid NOT NULL,
  fulfilment_id   uuid CONSTRAINT a_fulfilment_is_one_shipment UNIQUE,
  carrier         text,
  tracking_number text,
  tracking_url    text,
  label_ref       text,
  state           text NOT NULL,
  text            text,
  lines           jsonb NOT NULL DEFAULT '[]',
  created_at      timestamptz NOT NULL,
  shipped_at      timestamptz,
  delivered_at    timestamptz,
  look_at         timestamptz,                        -- when to ask the carrier next; NULL: not any more
  CONSTRAINT shipment_state_is_known CHECK (state IN ('booking', 'labelled', 'shipped', 'delivered', 'problem')),
  CONSTRAINT what_is_delivered_has_a_time CHECK ((state = 'delivered') = (delivered_at IS NOT NULL))
);
CREATE INDEX shipments_of_order ON shipping.shipments (order_id, created_at);
CREATE INDEX shipments_to_look_at ON shipping.shipments (look_at) WHERE look_at IS NOT NULL;
