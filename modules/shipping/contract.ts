/** What shipping promises: which ways there are to a place, what each costs and why, and where each parcel is. */
import {
  Currency,
  contract,
  Id,
  type Input,
  Money,
  Nullable,
  type Output,
  op,
  Place,
  Quantity,
  type Static,
  Strict,
  t,
  Why,
} from '#platform/contract.ts'

/** A way to get the goods. `amount` is what the shopper pays, before discounts, tax included or not as the shop's prices are. */
export const ShippingOption = t.Object({
  method_id: Id,
  title: t.String(),
  text: t.String({ description: 'such as `2 to 4 working days`' }),
  amount: Money,
  tax_class: t.String(),
  is_pickup: t.Boolean(),
  min_days: Nullable(t.Integer()),
  max_days: Nullable(t.Integer()),
  why: Why,
})
export type ShippingOption = Static<typeof ShippingOption>

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
        locale: t.Optional(t.String()),
        destination: Nullable(Place),
        subtotal: t.Integer({ minimum: 0, description: 'minor units, after discounts on goods' }),
        lines: t.Array(Strict({ variant_id: Id, quantity: Quantity, weight_grams: t.Integer({ minimum: 0 }) }), { maxItems: 200 }),
      }),
      output: t.Object({
        options: t.Array(ShippingOption),
        is_set_up: t.Optional(t.Boolean({ description: 'the shop has methods, if perhaps none to this place' })),
      }),
    }),
  },
})
export type ListOptions = Input<typeof shipping.ops.listOptions>
export type Options = Output<typeof shipping.ops.listOptions>
