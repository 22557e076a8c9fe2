/** What the cart promises: one document per shopper, priced as of now, that survives sign-in and devices. */

import { Picture } from '#modules/media/contract.ts'
import { Currency, contract, Id, Locale, Money, Nullable, OneOf, op, Quantity, Slug, type Static, Strict, t } from '#platform/contract.ts'

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
  /** what the shopper should be told before paying */
  problem: Nullable(OneOf(['price_changed', 'not_for_sale', 'out_of_stock', 'too_few'])),
  /** units that can still be bought, when `problem` is `too_few` */
  available: Nullable(t.Integer()),
})

/** A cart. Whoever knows a guest's `cart_id` (122 random bits) holds it; one with an owner answers to its owner only. */
export const Cart = t.Object({
  cart_id: Id,
  version: t.Integer({ description: 'rises with every change' }),
  currency: Currency,
  lines: t.Array(CartLine),
  item_count: t.Integer(),
  subtotal: Money,
})
export type Cart = Static<typeof Cart>
export type CartLine = Static<typeof CartLine>

const View = { locale: t.Optional(Locale), currency: t.Optional(Currency) }
const lineErrors = { NOT_FOUND: 404, NOT_FOR_SALE: 409, OUT_OF_STOCK: 409, TOO_MANY_LINES: 422 }

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
    }),
    readCart: op('GET /carts/{cart_id}', {
      summary: 'A cart with today’s prices and stock',
      policy: 'anyone',
      input: Strict({ cart_id: Id, ...View }),
      output: Cart,
      errors: { NOT_FOUND: 404 },
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
    }),
    closeCart: op('POST /carts/{cart_id}/close', {
      summary: 'The cart of this version has become an order and is empty again',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ cart_id: Id, version: t.Integer() }),
      output: t.Object({ is_closed: t.Boolean() }),
    }),
  },
})
