/** What inventory promises: how many units there are, and that no unit is promised twice. */
import {
  contract,
  event,
  Id,
  type Input,
  Limit,
  Line,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  Quantity,
  Strict,
  Time,
  t,
} from '#platform/contract.ts'

/** Long enough for a 3-D Secure challenge and a second card; see docs/decisions/0007-hold-stock-for-thirty-minutes.md */
export const HOLD_MINUTES = 30

const HeldLine = Strict({ variant_id: Id, quantity: Quantity })
const HeldLines = t.Array(HeldLine, { minItems: 1, maxItems: 200 })
const OrderRef = Strict({ order_id: Id })

const Units = t.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'units on the shelf' })
export const UnitsSeen = t.Integer({
  minimum: 0,
  maximum: 1_000_000_000,
  description: 'the level that was seen; by now another: STOCK_CHANGED. Left out: `on_hand` is a count and holds whatever there was',
})

export const Level = t.Object({
  variant_id: Id,
  on_hand: t.Integer({ description: 'units on the shelf' }),
  reserved: t.Integer({ description: 'of these, units promised to orders not yet shipped' }),
  available: t.Integer({ description: 'on_hand - reserved' }),
})

/** A line of the journal: what changed the stock of a variant, and by how much. */
export const StockMove = t.Object({
  at: Time,
  variant_id: Id,
  on_hand_delta: t.Integer({ description: 'units put on the shelf (negative: taken off)' }),
  reserved_delta: t.Integer({ description: 'units promised (negative: promised no longer)' }),
  reason: OneOf(['opening', 'counted', 'held', 'released', 'expired', 'held_again', 'edited', 'shipped', 'restocked']),
  order_id: Nullable(Id),
  step_id: Nullable(Id),
  note: Nullable(t.String()),
})

const HoldState = OneOf(['held', 'kept', 'shipped', 'released', 'expired'])

export const inventory = contract({
  name: 'inventory',
  title: 'Inventory',
  ops: {
    hold: op('POST /holds', {
      summary: 'Hold stock for an order: all lines or none; the same order again returns the first answer',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_id: Id, lines: HeldLines }),
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
    extend: op('POST /holds/extend', {
      summary: 'Let a hold stand longer, because its money takes days; never shorter',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_id: Id, until: Time }),
      output: t.Object({ order_id: Id, is_extended: t.Boolean() }),
    }),
    changeHold: op('POST /holds/change', {
      summary: 'Bring a hold to these lines: what is missing is taken and what is too much is freed, all or nothing, once for each edit_id',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        order_id: Id,
        edit_id: Id,
        lines: HeldLines,
        /** an edit that is taken back: it counts as done, so that it changes nothing should it arrive late */
        undoes: t.Optional(Id),
      }),
      output: t.Object({ order_id: Id, changed: t.Boolean() }),
      errors: { OUT_OF_STOCK: 409, BELOW_SHIPPED: 409, HOLD_ENDED: 409, NOT_FOUND: 404 },
    }),
    restock: op('POST /holds/restock', {
      summary: 'Shipped units of an order are back on the shelf; once for each restock_id, and never more than were shipped',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ restock_id: Id, order_id: Id, lines: HeldLines, reason: Line(200) }),
      output: t.Object({ order_id: Id, restocked: t.Boolean() }),
      errors: { NOT_SHIPPED: 409, NOT_FOUND: 404 },
    }),
    readHolds: op('POST /holds/read', {
      summary: 'What is held for these orders; one that never held anything is left out',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ order_ids: t.Array(Id, { maxItems: 1_000 }) }),
      output: t.Object({
        holds: t.Array(t.Object({ order_id: Id, state: HoldState, lines: t.Array(t.Object({ variant_id: Id, quantity: t.Integer() })) })),
      }),
    }),
    listMoves: op('GET /stock/{variant_id}/moves', {
      summary: 'Why there are as many of a variant as there are, newest first',
      policy: 'staff',
      input: Strict({ variant_id: Id, page: t.Optional(Page), limit: t.Optional(Limit) }),
      output: t.Object({ moves: t.Array(StockMove), page: t.Integer(), has_more: t.Boolean() }),
    }),
    setStock: op('PUT /stock', {
      summary: 'Set the units on the shelf; never below what is promised, nor over a level that nobody has seen',
      policy: 'staff',
      input: Strict({
        levels: t.Array(Strict({ variant_id: Id, on_hand: Units, on_hand_was: t.Optional(UnitsSeen) }), { maxItems: 5_000 }),
      }),
      output: t.Object({ levels: t.Array(Level) }),
      errors: { BELOW_RESERVED: 409, STOCK_CHANGED: 409 },
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
export type SetStock = Input<typeof inventory.ops.setStock>
export type ReadLevels = Input<typeof inventory.ops.readLevels>
export type Levels = Output<typeof inventory.ops.readLevels>
export type ChangeHold = Input<typeof inventory.ops.changeHold>
export type Changed = Output<typeof inventory.ops.changeHold>
export type ExtendHold = Input<typeof inventory.ops.extend>
export type Extended = Output<typeof inventory.ops.extend>
export type Restock = Input<typeof inventory.ops.restock>
export type Restocked = Output<typeof inventory.ops.restock>
export type ReadHolds = Input<typeof inventory.ops.readHolds>
export type HoldsOfOrders = Output<typeof inventory.ops.readHolds>
export type ListMoves = Input<typeof inventory.ops.listMoves>
export type Moves = Output<typeof inventory.ops.listMoves>
