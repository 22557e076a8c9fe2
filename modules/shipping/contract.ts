/** What shipping promises: which ways there are to a place, what each costs and why, and where each parcel is. */
import {
  Area,
  Country,
  Currency,
  contract,
  event,
  Id,
  type Input,
  KnownCurrency,
  Line,
  Locale,
  Money,
  Nullable,
  OneOf,
  type Output,
  op,
  Place,
  Plain,
  Quantity,
  type Static,
  Strict,
  Text,
  Time,
  t,
  Version,
  Why,
  Worth,
} from '#platform/contract.ts'

/** Where goods are fetched; that is where they are taxed, too (Article 31 of Directive 2006/112/EC). */
export const PickupPoint = Strict({
  name: Line(100),
  line1: Line(200),
  postal_code: Line(20),
  city: Line(100),
  country: Country,
  hours: Text(500),
})
export type PickupPoint = Static<typeof PickupPoint>

/** A way to get the goods. `amount` is what the shopper pays, before discounts, tax included or not as the shop's prices are. */
export const ShippingOption = t.Object(
  {
    method_id: Id,
    title: t.String(),
    text: t.String({ description: 'such as `2 to 4 working days`' }),
    amount: Money,
    tax_class: t.String(),
    is_pickup: t.Boolean(),
    min_days: Nullable(t.Integer()),
    max_days: Nullable(t.Integer()),
    carrier: Nullable(t.String()),
    pickup: Nullable(PickupPoint),
    why: Why,
  },
  { title: 'ShippingOption' },
)
export type ShippingOption = Static<typeof ShippingOption>

/** Whom a parcel is for, as it stands on the label. */
const Recipient = Strict({
  name: Line(200),
  company: t.Optional(Line(200)),
  line1: Line(200),
  line2: t.Optional(Line(200)),
  postal_code: Line(20),
  city: Line(100),
  region: t.Optional(Line(100)),
  country: t.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' }),
  phone: t.Optional(Line(40)),
})

const MinorUnits = t.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: 'minor units' })
const Grams = t.Integer({ minimum: 0, maximum: 1_000_000_000 })
const Days = t.Integer({ minimum: 0, maximum: 365, description: 'working days' })

/** What a method costs in a currency. Of the tiers the highest that is reached holds; below the first, the method is not offered. */
const Price = Strict({
  currency: KnownCurrency,
  tiers: t.Array(Strict({ from: t.Integer({ ...MinorUnits, description: 'grams, or minor units of the subtotal' }), amount: MinorUnits }), {
    minItems: 1,
    maxItems: 50,
  }),
  free_from: Nullable(t.Integer({ ...MinorUnits, description: 'a subtotal in minor units from which it costs nothing' })),
})

/**
 * A way to get the goods. In a currency without a price it is not offered. `priced_by` says what the tiers count: nothing (`flat`, one tier
 * from 0), the `weight`, the `subtotal`; `carrier` asks the carrier, and its tiers, by weight, hold while the carrier does not answer.
 */
const Method = Strict({
  method_id: Id,
  is_offered: t.Boolean(),
  title: Line(100),
  text: Text(300),
  translations: t.Array(Strict({ locale: Locale, title: Line(100), text: Text(300) }), { maxItems: 20 }),
  priced_by: OneOf(['flat', 'weight', 'subtotal', 'carrier']),
  prices: t.Array(Price, { maxItems: 20 }),
  max_weight_grams: Nullable(Grams),
  min_days: Nullable(Days),
  max_days: Nullable(Days),
  tax_class: t.String({ pattern: '^[a-z][a-z0-9_]{0,49}$', description: '`of_goods`: as the goods that come to most' }),
  carrier: Nullable(t.String({ pattern: '^[a-z0-9_]{1,40}$', description: 'such as `dhl`' })),
  pickup: Nullable(PickupPoint),
})
export type Method = Static<typeof Method>

/** Where methods hold. The zone that describes a place most closely decides, and it alone. */
const zoneFields = { name: Line(100), areas: t.Array(Area, { minItems: 1, maxItems: 300 }), methods: t.Array(Method, { maxItems: 50 }) }
const Zone = t.Object({ zone_id: Id, version: t.Integer(), ...zoneFields })
export type Zone = Static<typeof Zone>

/** A zone a new shop starts with. `home` is where the shop is, `eu` the member states but that one, `world` everywhere else. */
export type FirstZone = { name: string; where: 'home' | 'eu' | 'world'; methods: Omit<Method, 'method_id'>[] }

/** `booking`: asked for a label, no answer kept yet; `labelled`: not yet given to the carrier; `problem`: the carrier says so. */
const ShipmentState = OneOf(['booking', 'labelled', 'shipped', 'delivered', 'problem'])
const Shipment = t.Object({
  shipment_id: Id,
  order_id: Id,
  fulfilment_id: Nullable(Id),
  carrier: Nullable(t.String()),
  tracking_number: Nullable(t.String()),
  tracking_url: Nullable(t.String()),
  label_ref: Nullable(t.String({ description: 'where the carrier keeps the label' })),
  state: ShipmentState,
  text: Nullable(t.String({ description: 'what the carrier says' })),
  lines: t.Array(t.Object({ line_id: Id, quantity: Quantity })),
  created_at: Time,
  shipped_at: Nullable(Time),
  delivered_at: Nullable(Time),
})
export type Shipment = Static<typeof Shipment>

export const shipping = contract({
  name: 'shipping',
  title: 'Shipping',
  ops: {
    listOptions: op('POST /shipping/options', {
      summary: 'The ways to a place for these goods, cheapest first',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        currency: Currency,
        locale: t.Optional(Locale),
        destination: Nullable(Place),
        subtotal: t.Integer({ ...Worth, description: 'minor units, after discounts on goods' }),
        lines: t.Array(Strict({ variant_id: Id, quantity: Quantity, weight_grams: Grams }), { maxItems: 200 }),
      }),
      output: t.Object({
        options: t.Array(ShippingOption),
        is_set_up: t.Boolean({ description: 'no: the shop offers no method anywhere, so an order without one is no mistake' }),
      }),
    }),
    trackingUrl: op('POST /shipping/tracking-url', {
      summary: 'Where a parcel can be followed, for links in mails and pages; null where the carrier has no such page',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ carrier: Plain(40), tracking_number: Line(100) }),
      output: t.Object({ tracking_url: Nullable(t.String()), title: t.String({ description: 'the carrier’s name for people' }) }),
    }),
    listCarriers: op('GET /admin/shipping/carriers', {
      summary: 'The carriers the shop knows, and whether it can book labels with them',
      policy: 'staff',
      input: Strict({}),
      output: t.Object({
        carriers: t.Array(t.Object({ carrier: t.String(), title: t.String(), has_tracking_url: t.Boolean(), has_labels: t.Boolean() })),
      }),
    }),
    listZones: op('GET /admin/shipping/zones', {
      summary: 'All zones with their methods, for staff',
      policy: 'staff',
      input: Strict({}),
      output: t.Object({ zones: t.Array(Zone) }),
    }),
    saveZone: op('PUT /admin/shipping/zones/{zone_id}', {
      summary: 'A zone with all its methods, new (version 0) or changed',
      policy: 'admin',
      input: Strict({
        zone_id: Id,
        version: t.Integer({ ...Version, description: 'of what was looked at; 0 for a new one' }),
        ...zoneFields,
      }),
      output: Zone,
      errors: { STALE: 409, METHOD_EXISTS: 409 },
    }),
    deleteZone: op('DELETE /admin/shipping/zones/{zone_id}', {
      summary: 'Remove a zone with its methods; orders keep what they need of them',
      policy: 'admin',
      input: Strict({ zone_id: Id }),
      output: t.Object({ zone_id: Id }),
    }),
    listShipments: op('GET /admin/orders/{order_id}/shipments', {
      summary: 'The parcels of an order, oldest first',
      policy: 'staff',
      input: Strict({ order_id: Id }),
      output: t.Object({ shipments: t.Array(Shipment) }),
    }),
    bookLabel: op('PUT /admin/shipments/{shipment_id}/label', {
      summary: 'Book a parcel with its carrier, once for each shipment_id; the goods have not left yet',
      policy: 'staff',
      input: Strict({
        shipment_id: Id,
        order_id: Id,
        carrier: t.String({ pattern: '^[a-z0-9_]{1,40}$' }),
        to: Recipient,
        weight_grams: t.Integer({ minimum: 1, maximum: 1_000_000 }),
      }),
      output: Shipment,
      errors: { UNKNOWN_CARRIER: 422, CARRIER_UNREACHABLE: 503, CARRIER_REFUSED: 422, SHIPMENT_EXISTS: 409 },
    }),
  },
  events: {
    'shipping.delivered': event('order_id', t.Object({ order_id: Id, shipment_id: Id, fulfilment_id: Nullable(Id), delivered_at: Time })),
  },
})
export type SaveZone = Input<typeof shipping.ops.saveZone>
export type BookLabel = Input<typeof shipping.ops.bookLabel>
export type TrackingUrl = Input<typeof shipping.ops.trackingUrl>
export type ListOptions = Input<typeof shipping.ops.listOptions>
export type Options = Output<typeof shipping.ops.listOptions>
