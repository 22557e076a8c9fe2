/** What an order is made of, as data. */
import { Picture } from '#modules/media/contract.ts'
import { Discount } from '#modules/promotions/contract.ts'
import { PickupPoint, ShippingOption } from '#modules/shipping/contract.ts'
import { TaxRow, Treatment } from '#modules/tax/contract.ts'
import {
  Amount,
  Country,
  Currency,
  Id,
  Line,
  Locale,
  Money,
  Nullable,
  OneOf,
  Quantity,
  Said,
  Slug,
  type Static,
  Strict,
  Time,
  t,
  Why,
} from '#platform/contract.ts'

/** Which leads to which: see states.ts */
export const OrderState = OneOf(['draft', 'pending', 'confirmed', 'rejected', 'fulfilled', 'cancelled'])
export type OrderState = Static<typeof OrderState>

/**
 * Follows from the amounts, never set by hand. `checking`: money was asked for and the answer never came; it is being looked up, never
 * asked for again. `authorised`: the money is reserved and not yet taken. An order of nothing is `paid`.
 */
export const PaymentState = OneOf(['unpaid', 'checking', 'authorised', 'partly_paid', 'paid', 'partly_refunded', 'refunded'])
export type PaymentState = Static<typeof PaymentState>

export const FulfilmentState = OneOf(['unfulfilled', 'partly_fulfilled', 'fulfilled'])
export type FulfilmentState = Static<typeof FulfilmentState>

export const Address = Strict({
  name: Line(200),
  company: t.Optional(Line(200)),
  line1: Line(200),
  line2: t.Optional(Line(200)),
  /** some countries have none */
  postal_code: t.Optional(Line(20)),
  city: Line(100),
  region: t.Optional(Line(100)),
  country: Country,
  phone: t.Optional(Line(40)),
})
export type Address = Static<typeof Address>

/** The tax of a line as it was reckoned; `net`, `tax` and `gross` in minor units of the order's currency. */
export const LineTax = t.Object(
  {
    net: Amount,
    tax: Amount,
    gross: Amount,
    rate_basis_points: t.Integer(),
    tax_name: t.String(),
    treatment: Treatment,
    reason: t.String({ description: 'in a sentence, as it is printed on the invoice' }),
  },
  { title: 'LineTax' },
)
export type LineTax = Static<typeof LineTax>

/** A line as it was bought; later changes of the product do not reach it. */
export const OrderLine = t.Object(
  {
    /** stays through edits; what fulfilments, returns and refunds name */
    line_id: Id,
    variant_id: Id,
    product_id: Id,
    slug: Slug,
    sku: t.String(),
    title: t.String(),
    variant_title: t.String(),
    picture: Nullable(Picture),
    quantity: Quantity,
    unit_price: Money,
    line_total: Money,
    category_ids: t.Array(Id),
    tax_class: t.String(),
    weight_grams: t.Integer({ description: 'of one unit' }),
    /** this line's share of all discounts, positive */
    discount: Money,
    /** of `line_total`, less the discounts that come before the tax */
    tax: LineTax,
    fulfilled_quantity: t.Integer(),
    returned_quantity: t.Integer(),
    /** of goods that were sent anew: the order they were paid with, and what was paid there for so many units */
    replaces: t.Optional(t.Object({ order_id: Id, quantity: Quantity, amount: t.Integer({ minimum: 0, description: 'minor units' }) })),
    /** of the unit price */
    why: Why,
  },
  { title: 'OrderLine' },
)

export type OrderLine = Static<typeof OrderLine>

const TimelineEntry = t.Object({
  at: Time,
  what: t.String({ description: 'such as `placed`, `paid`, `confirmed`' }),
  who: t.String({ description: 'a name, `customer`, or `shop`' }),
  note: Nullable(t.String()),
  /** of a note of staff, so that it is written once */
  id: t.Optional(Id),
})

/** `what` of entries that staff write for each other; customers never see them. */
export const STAFF_ONLY: ReadonlySet<string> = new Set(['note', 'tagged'])

/** Goods that have left the house together. */
export const Fulfilment = t.Object({
  fulfilment_id: Id,
  lines: t.Array(t.Object({ line_id: Id, quantity: Quantity })),
  carrier: Nullable(t.String()),
  tracking_number: Nullable(t.String()),
  tracking_url: Nullable(t.String()),
  shipped_at: Time,
})
export type Fulfilment = Static<typeof Fulfilment>

/** How the goods get there, as it was chosen. `amount` is before the discount. */
export const Shipping = t.Object({
  method_id: Id,
  title: t.String(),
  is_pickup: t.Boolean(),
  /** where and when it is fetched, as it was when it was chosen; left out of what was ordered before this was kept */
  pickup: t.Optional(PickupPoint),
  amount: Money,
  discount: Money,
  tax: LineTax,
  why: Why,
})
export type Shipping = Static<typeof Shipping>

/** What a purchase comes to. Parts add up: see the sentences beside the fields, which the order's row checks. */
const Totals = {
  prices_include_tax: t.Boolean(),
  /** the sum of `line_total` */
  subtotal: Money,
  discounts: t.Array(Discount),
  /** of goods and shipping together, positive */
  discount_total: Money,
  shipping: Nullable(Shipping),
  /** before its discount */
  shipping_total: Money,
  taxes: t.Array(TaxRow),
  net_total: Money,
  tax_total: Money,
  /** all of the tax with net prices; nothing with gross prices; negative where included tax is taken out (reverse charge, export) */
  tax_added: Money,
  /** subtotal - discount_total + shipping_total + tax_added; also net_total + tax_total */
  total: Money,
  /** of the totals: discounts, shipping, tax, rounding */
  why: Why,
}

export const Order = t.Object(
  {
    order_id: Id,
    number: t.String({ description: 'for people: 8 digits, not in sequence' }),
    version: t.Integer(),
    state: OrderState,
    payment_state: PaymentState,
    fulfilment_state: FulfilmentState,
    email: t.String(),
    customer_id: Nullable(Id),
    locale: Locale,
    currency: Currency,
    lines: t.Array(OrderLine),
    item_count: t.Integer(),
    ...Totals,
    /** captured, over all payments */
    paid: Money,
    /** given back by the shop, over all payments */
    refunded: Money,
    /** taken back by banks for the shopper, beside `refunded`; left out in news from before this was kept */
    charged_back: t.Optional(Money),
    /** given as store credit for goods that came back; left out in news from before this was kept */
    credited: t.Optional(Money),
    /** not to be paid any more, for goods that came back and were not paid; left out in news from before this was kept */
    waived: t.Optional(Money),
    /** reserved at a provider and not taken yet; left out in news from before this was kept */
    reserved: t.Optional(Money),
    /** what is still to be paid while the order is open, neither taken nor reserved; never below 0 */
    due: Money,
    /** what a gift card paid */
    gift_cards: t.Array(t.Object({ last4: t.String(), amount: Money })),
    shipping_address: Nullable(Address),
    billing_address: Nullable(Address),
    vat_id: Nullable(t.String()),
    customer_note: Nullable(t.String({ description: 'what the shopper wrote at checkout' })),
    tags: t.Array(t.String()),
    fulfilments: t.Array(Fulfilment),
    /** until then the last confirm or reject may still be taken back */
    undo_until: Nullable(Time),
    note: Nullable(t.String({ description: 'what staff wrote when they confirmed or rejected' })),
    token: t.String({ description: 'opens the order without signing in; for links to its owner' }),
    timeline: t.Array(TimelineEntry),
    placed_at: Time,
    updated_at: Time,
  },
  { title: 'Order' },
)
export type Order = Static<typeof Order>

/** What a purchase would come to now. Nothing is held and nothing is taken from any limit. */
export const Quote = t.Object(
  {
    cart_id: Nullable(Id),
    cart_version: Nullable(t.Integer()),
    currency: Currency,
    lines: t.Array(OrderLine, { description: 'what can be bought; the rest is among the problems' }),
    item_count: t.Integer(),
    ...Totals,
    /** codes that give nothing now, and why */
    refused_codes: t.Array(t.Object({ code: t.String(), reason: t.String(), text: t.String(), said: t.Optional(Said) })),
    shipping_options: t.Array(ShippingOption),
    /** what each gift card would pay, in the order given */
    gift_cards: t.Array(t.Object({ last4: t.String(), balance: Money, amount: Money })),
    store_credit: Nullable(t.Object({ balance: Money, amount: Money })),
    /** what is left for the main payment */
    due: Money,
    /** what should be told before paying: a price or stock that changed, a place nothing is sent to, a card nobody knows */
    problems: t.Array(
      t.Object({
        code: t.String(),
        text: t.String(),
        variant_id: Nullable(Id),
        available: Nullable(t.Integer({ description: 'units left' })),
      }),
    ),
  },
  { title: 'Quote' },
)
export type Quote = Static<typeof Quote>

export const OrderRow = t.Object({
  order_id: Id,
  number: t.String(),
  version: t.Integer(),
  state: OrderState,
  payment_state: PaymentState,
  fulfilment_state: FulfilmentState,
  awaited_method: Nullable(t.String({ description: 'how it is being paid, while the money is looked up or reserved' })),
  email: t.String(),
  name: t.String(),
  item_count: t.Integer(),
  total: Money,
  paid: Money,
  token: t.String(),
  placed_at: Time,
})
export type OrderRow = Static<typeof OrderRow>

/** With what only staff see. */
export const StaffOrderRow = t.Object({ ...OrderRow.properties, tags: t.Array(t.String()) })
export type StaffOrderRow = Static<typeof StaffOrderRow>
