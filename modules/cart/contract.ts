/** What the cart promises: one document per shopper, priced as of now, that survives sign-in and devices. */

import { ResolvedVariant } from '#modules/catalog/contract.ts'
import { Picture } from '#modules/media/contract.ts'
import { Tier } from '#modules/pricing/contract.ts'
import {
  Country,
  Currency,
  contract,
  Email,
  Id,
  type Input,
  Line,
  Locale,
  Money,
  Nullable,
  OneOf,
  type Output,
  op,
  Quantity,
  Slug,
  type Static,
  Strict,
  Text,
  t,
  Version,
} from '#platform/contract.ts'

export const CartLine = t.Object({
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
  tiers: t.Array(Tier, { description: 'quantities from which on a unit is cheaper, rising' }),
  /** what the shopper should be told before paying */
  problem: Nullable(OneOf(['price_changed', 'not_for_sale', 'not_in_currency', 'out_of_stock', 'too_few'])),
  /** units that can still be bought, when `problem` is `too_few` */
  available: Nullable(t.Integer()),
  /** the currency its price was last told in, when `problem` is `not_in_currency`; null when that was this one */
  sold_in: Nullable(Currency),
})

/** An address that may be half done: the fields of an order's, none of them needed yet. */
const DraftAddress = Strict({
  name: t.Optional(Text(200)),
  company: t.Optional(Text(200)),
  line1: t.Optional(Text(200)),
  line2: t.Optional(Text(200)),
  postal_code: t.Optional(Text(20)),
  city: t.Optional(Text(100)),
  region: t.Optional(Text(100)),
  country: t.Optional(Country),
  phone: t.Optional(Text(40)),
})

/** A cart. Whoever knows a guest's `cart_id` (122 random bits) holds it; one with an owner answers to its owner only. */
export const Cart = t.Object(
  {
    cart_id: Id,
    version: t.Integer({ description: 'rises with every change' }),
    currency: Currency,
    lines: t.Array(CartLine),
    item_count: t.Integer(),
    subtotal: Money,
  },
  { title: 'Cart' },
)
export type Cart = Static<typeof Cart>
export type CartLine = Static<typeof CartLine>

/** What a shopper has filled in at checkout so far; nothing of it has been checked but its form. */
export const CheckoutDraft = Strict({
  email: t.Optional(Email),
  /** where a cart without an address is reckoned to go */
  estimate_country: t.Optional(Country),
  shipping_address: t.Optional(DraftAddress),
  billing_address: t.Optional(DraftAddress),
  shipping_method_id: t.Optional(Id),
  codes: t.Optional(t.Array(Line(50), { maxItems: 10 })),
  vat_id: t.Optional(Line(20)),
  customer_note: t.Optional(Text(2_000)),
})
export type CheckoutDraft = Static<typeof CheckoutDraft>

const View = { locale: t.Optional(Locale), currency: t.Optional(Currency) }
const readErrors = { AMOUNT_TOO_LARGE: 422 }
const lineErrors = { ...readErrors, NOT_FOUND: 404, NOT_FOR_SALE: 409, OUT_OF_STOCK: 409, TOO_MANY_LINES: 422 }

export const cart = contract({
  name: 'cart',
  title: 'Cart',
  ops: {
    createCart: op('POST /carts', {
      summary: 'An empty cart',
      policy: 'anyone',
      status: 201,
      input: Strict(View),
      output: Cart,
    }),
    readMyCart: op('GET /cart', {
      summary: 'The cart of the customer who is signed in',
      policy: 'customer',
      input: Strict(View),
      output: Cart,
      errors: readErrors,
    }),
    readCart: op('GET /carts/{cart_id}', {
      summary: 'A cart with today’s prices and stock',
      policy: 'anyone',
      input: Strict({ cart_id: Id, ...View }),
      output: Cart,
      errors: { ...readErrors, NOT_FOUND: 404 },
    }),
    addLine: op('POST /carts/{cart_id}/lines', {
      summary: 'Put units of a variant into a cart; a cart id that is new makes the cart',
      policy: 'anyone',
      input: Strict({ cart_id: Id, variant_id: Id, quantity: Quantity, ...View }),
      output: Cart,
      errors: lineErrors,
    }),
    changeLine: op('PUT /carts/{cart_id}/lines/{variant_id}', {
      summary: 'Set the quantity of a line; 0 removes it',
      policy: 'anyone',
      input: Strict({ cart_id: Id, variant_id: Id, quantity: t.Integer({ minimum: 0, maximum: 10_000 }), ...View }),
      output: Cart,
      errors: lineErrors,
    }),
    claimCart: op('POST /carts/{cart_id}/claim', {
      summary: 'At sign-in: the guest’s cart goes into the customer’s own',
      policy: 'customer',
      is_repeatable: true,
      input: Strict({ cart_id: Id, ...View }),
      output: Cart,
      errors: readErrors,
    }),
    saveCheckout: op('PUT /carts/{cart_id}/checkout', {
      summary: 'Keep what was filled in at checkout so far; replaces what was kept before',
      policy: 'anyone',
      input: Strict({ cart_id: Id, ...CheckoutDraft.properties }),
      output: CheckoutDraft,
      errors: { NOT_FOUND: 404 },
    }),
    readCheckout: op('GET /carts/{cart_id}/checkout', {
      summary: 'What was filled in at checkout so far',
      policy: 'anyone',
      input: Strict({ cart_id: Id }),
      output: CheckoutDraft,
      errors: { NOT_FOUND: 404 },
    }),
    readGoods: op('GET /carts/{cart_id}/goods', {
      summary: 'What is in a cart, for orders: variants and quantities, and the prices the shopper was told; nothing is priced here',
      policy: 'service',
      input: Strict({ cart_id: Id, locale: t.Optional(Locale) }),
      output: t.Object({
        cart_id: Id,
        version: t.Integer(),
        lines: t.Array(
          t.Object({
            variant_id: Id,
            title: t.String(),
            quantity: Quantity,
            unit_price: Money,
            variant: Nullable(ResolvedVariant),
          }),
        ),
      }),
      errors: { NOT_FOUND: 404 },
    }),
    closeCart: op('POST /carts/{cart_id}/close', {
      summary: 'The cart of this version has become an order: what was ordered leaves it, what was put in or changed since stays',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ cart_id: Id, version: Version }),
      output: t.Object({ is_closed: t.Boolean({ description: 'false: there is no such cart' }) }),
    }),
  },
})

export type CreateCart = Input<typeof cart.ops.createCart>
export type ReadMyCart = Input<typeof cart.ops.readMyCart>
export type ReadCart = Input<typeof cart.ops.readCart>
export type AddLine = Input<typeof cart.ops.addLine>
export type ChangeLine = Input<typeof cart.ops.changeLine>
export type ClaimCart = Input<typeof cart.ops.claimCart>
export type SaveCheckout = Input<typeof cart.ops.saveCheckout>
export type ReadGoods = Input<typeof cart.ops.readGoods>
export type Goods = Output<typeof cart.ops.readGoods>
export type CloseCart = Input<typeof cart.ops.closeCart>
export type CartClosed = Output<typeof cart.ops.closeCart>
