/** What inventory promises: how many units there are, and that no unit is promised twice. */
import { contract, event, Id, type Input, Nullable, type Output, op, Quantity, Strict, Time, t } from '#platform/contract.ts'

const HeldLine = Strict({ variant_id: Id, quantity: Quantity })
const OrderRef = Strict({ order_id: Id })

export const Level = t.Object({
  variant_id: Id,
  on_hand: t.Integer({ description: 'units on the shelf' }),
  reserved: t.Integer({ description: 'of these, units promised to orders not yet shipped' }),
  available: t.Integer({ description: 'on_hand - reserved' }),
})

export const inventory = contract({
  name: 'inventory',
  title: 'Inventory',
  ops: {
    hold: op('POST /holds', {
      summary: 'Hold stock for an order: all lines or none; the same order again returns the first answer',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_id: Id, lines: t.Array(HeldLine, { minItems: 1, maxItems: 200 }) }),
      output: t.Object({ order_id: Id, expires_at: Nullable(Time) }),
      errors: { OUT_OF_STOCK: 409, HOLD_ENDED: 409 },
    }),
    keep: op('POST /holds/keep', {
      summary: 'Make a hold lasting: the order is paid or confirmed; an expired hold is taken again if stock allows',
      policy: 'service',
      is_repeatable: true,
      input: OrderRef,
      output: t.Object({ order_id: Id }),
      errors: { OUT_OF_STOCK: 409, HOLD_ENDED: 409, NOT_FOUND: 404 },
    }),
    release: op('POST /holds/release', {
      summary: 'Give the stock of an order back to the shelf; once, however often it is called',
      policy: 'service',
      is_repeatable: true,
      input: OrderRef,
      output: t.Object({ order_id: Id, released: t.Boolean() }),
    }),
    ship: op('POST /holds/ship', {
      summary: 'The units of an order have left the house; once, however often it is called',
      policy: 'service',
      is_repeatable: true,
      input: OrderRef,
      output: t.Object({ order_id: Id, shipped: t.Boolean() }),
      errors: { HOLD_ENDED: 409, NOT_FOUND: 404 },
    }),
    setStock: op('PUT /stock', {
      summary: 'Set the units on the shelf; never below what is promised',
      policy: 'staff',
      input: Strict({
        levels: t.Array(Strict({ variant_id: Id, on_hand: t.Integer({ minimum: 0, maximum: 1_000_000_000 }) }), { maxItems: 5_000 }),
      }),
      output: t.Object({ levels: t.Array(Level) }),
      errors: { BELOW_RESERVED: 409 },
    }),
    readLevels: op('POST /stock/read', {
      summary: 'Stock of these variants; one that was never counted has none',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ variant_ids: t.Array(Id, { maxItems: 5_000 }) }),
      output: t.Object({ levels: t.Array(Level) }),
    }),
  },
  events: {
    'inventory.availability_changed': event('variant_id', t.Object({ variant_id: Id, in_stock: t.Boolean() })),
    /** these came into stock by being counted for the first time; told together, so that a large import is a few events */
    'inventory.first_counted': event('batch_id', t.Object({ batch_id: Id, variant_ids: t.Array(Id, { maxItems: 5_000 }) })),
    'inventory.hold_expired': event('order_id', t.Object({ order_id: Id })),
    /** a paid or confirmed order whose hold had run out and whose stock is sold */
    'inventory.hold_lost': event('order_id', t.Object({ order_id: Id })),
  },
})

export type Hold = Input<typeof inventory.ops.hold>
export type Held = Output<typeof inventory.ops.hold>
export type Keep = Input<typeof inventory.ops.keep>
export type Kept = Output<typeof inventory.ops.keep>
export type Release = Input<typeof inventory.ops.release>
export type Released = Output<typeof inventory.ops.release>
export type Ship = Input<typeof inventory.ops.ship>
export type Shipped = Output<typeof inventory.ops.ship>
export type SetStock = Input<typeof inventory.ops.setStock>
export type ReadLevels = Input<typeof inventory.ops.readLevels>
export type Levels = Output<typeof inventory.ops.readLevels>
