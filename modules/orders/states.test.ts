import assert from 'node:assert/strict'
import { test } from 'node:test'
import { json } from '#platform/db.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'
import type { Order } from './contract.ts'
import { ORDER, PAYMENT } from './states.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const UNDO = 10

const shop = await orderShop({ stock: 100_000, undo_seconds: UNDO })
const { orders } = shop.clients
const read = (order_id: string) => orders.readOrder({ order_id }, STAFF)
const first = ({ lines }: Order) => lines[0]?.line_id ?? ''
const placed = async (): Promise<Order> => {
  const lines = [{ variant_id: MUG.variant_id, quantity: 3 }]
  const { order_id } = await orders.checkout(
    { email: 'ada@example.com', shipping_address: ADDRESS, lines },
    { ...GUEST, idempotency_key: newId() },
  )
  return read(order_id)
}
const drafted = () => orders.createDraft({ email: 'ada@example.com', lines: [{ variant_id: MUG.variant_id, quantity: 3 }] }, STAFF)
const finalise = async () => {
  shop.clock.move(UNDO + 1)
  await shop.tick('orders.finalise_decisions')
}

/** Brings a new order into a state. `…ed for good`: nobody can take it back any more. */
const WAYS: Record<string, (order: Order) => Promise<unknown>> = {
  draft: async () => {},
  pending: async () => {},
  'confirmed just now': ({ order_id }) => orders.confirmOrder({ order_id }, STAFF),
  'confirmed for good': async ({ order_id }) => {
    await orders.confirmOrder({ order_id }, STAFF)
    await finalise()
  },
  'rejected just now': ({ order_id }) => orders.rejectOrder({ order_id }, STAFF),
  'rejected for good': async ({ order_id }) => {
    await orders.rejectOrder({ order_id }, STAFF)
    await finalise()
  },
  'shipped in part': async (order) => {
    await orders.confirmOrder({ order_id: order.order_id }, STAFF)
    await orders.fulfilOrder({ order_id: order.order_id, lines: [{ line_id: first(order), quantity: 1 }], fulfilment_id: newId() }, STAFF)
  },
  fulfilled: async ({ order_id }) => {
    await orders.confirmOrder({ order_id }, STAFF)
    await orders.fulfilOrder({ order_id }, STAFF)
  },
  cancelled: ({ order_id }) => orders.cancelOrder({ order_id }, STAFF),
}
const ACTIONS: Record<string, (order: Order) => Promise<unknown>> = {
  confirm: ({ order_id }) => orders.confirmOrder({ order_id }, STAFF),
  reject: ({ order_id }) => orders.rejectOrder({ order_id }, STAFF),
  undo: ({ order_id }) => orders.undoDecision({ order_id }, STAFF),
  ship_a_part: (order) =>
    orders.fulfilOrder({ order_id: order.order_id, lines: [{ line_id: first(order), quantity: 1 }], fulfilment_id: newId() }, STAFF),
  ship: ({ order_id }) => orders.fulfilOrder({ order_id }, STAFF),
  cancel: ({ order_id }) => orders.cancelOrder({ order_id }, STAFF),
  cancel_own: ({ token }) => orders.cancelMyOrder({ token }, GUEST),
  cancel_rest: ({ order_id }) => orders.cancelRest({ order_id }, STAFF),
  edit: async ({ order_id, lines }) => {
    const { version } = await read(order_id)
    return orders.editOrder({ order_id, version, edit_id: newId(), lines: [{ line_id: lines[0]?.line_id ?? '', quantity: 2 }] }, STAFF)
  },
  change_draft: ({ order_id }) => orders.changeDraft({ order_id, lines: [{ variant_id: MUG.variant_id, quantity: 4 }] }, STAFF),
  place: ({ order_id }) => orders.placeDraft({ order_id }, STAFF),
}
/** What each action makes of each state; what is not here is refused with NOT_ALLOWED_IN_STATE and changes nothing. */
const OUTCOMES: Record<string, Record<string, string>> = {
  draft: { cancel: 'cancelled', change_draft: 'draft', place: 'pending' },
  pending: { confirm: 'confirmed', reject: 'rejected', cancel: 'cancelled', cancel_own: 'cancelled', edit: 'pending' },
  'confirmed just now': {
    confirm: 'confirmed',
    undo: 'pending',
    ship_a_part: 'confirmed',
    ship: 'fulfilled',
    cancel: 'cancelled',
    edit: 'confirmed',
  },
  'confirmed for good': {
    confirm: 'confirmed',
    undo: 'UNDO_OVER',
    ship_a_part: 'confirmed',
    ship: 'fulfilled',
    cancel: 'cancelled',
    edit: 'confirmed',
  },
  'rejected just now': { reject: 'rejected', undo: 'pending' },
  'rejected for good': { reject: 'rejected', undo: 'UNDO_OVER' },
  'shipped in part': {
    confirm: 'confirmed',
    undo: 'UNDO_OVER',
    ship_a_part: 'confirmed',
    ship: 'fulfilled',
    cancel_rest: 'fulfilled',
    edit: 'confirmed',
  },
  fulfilled: { ship: 'fulfilled' },
  cancelled: { cancel: 'cancelled', cancel_own: 'cancelled' },
}

test('every action in every state: allowed as planned, or refused with the state of now', async () => {
  for (const [state, way] of Object.entries(WAYS))
    for (const [action, act] of Object.entries(ACTIONS)) {
      const order = state === 'draft' ? await drafted() : await placed()
      await way(order)
      const before = await read(order.order_id)
      const outcome = OUTCOMES[state]?.[action] ?? 'NOT_ALLOWED_IN_STATE'
      const failure = await act(order).then(
        () => undefined,
        (error) => error,
      )
      const after = await read(order.order_id)
      if (outcome === outcome.toUpperCase()) {
        assert.ok(isFailure(failure, outcome), `${action} of an order ${state}: ${failure}`)
        assert.equal(failure.details.state, before.state, `${action} of an order ${state} says the state`)
        assert.deepEqual(after, before, `${action} of an order ${state} changed it`)
      } else assert.equal(failure ? String(failure) : after.state, outcome, `${action} of an order ${state}`)
    }
})

test('the table of moves allows what the operations do, and nothing else', () => {
  const reached = (move: keyof typeof ORDER.moves, from: string) => (ORDER.moves[move].from as readonly string[]).includes(from)
  for (const [state, outcomes] of Object.entries(OUTCOMES))
    for (const [action, outcome] of Object.entries(outcomes)) {
      const from = state === 'shipped in part' ? 'confirmed' : (state.split(' ')[0] ?? '')
      if (outcome === from || outcome === 'UNDO_OVER' || !(action in ORDER.moves)) continue
      assert.ok(reached(action as keyof typeof ORDER.moves, from), `${action} from ${from}`)
    }
})

/** mulberry32, as in the model of the stock. */
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
let drawn = seed
const random = (n: number): number => {
  drawn = (drawn + 0x6d2b79f5) | 0
  let t = Math.imul(drawn ^ (drawn >>> 15), 1 | drawn)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % n
}

type Payment = { state: string; amount: number; captured?: number; refunds?: Record<string, { amount: number; credited: number }> }
type Books = { total: number; payments: Record<string, Payment> }
type News = { by: string; from: Books; to: Books }

/** What can happen to the money of an order of up to 9.00: asked for, reserved, taken, let go, given back, or another total. */
const happen = (books: Books): News | undefined => {
  const next = structuredClone(books)
  const id = `p${random(2)}`
  const payment = next.payments[id]
  const news = random(7)
  if (news === 6) {
    next.total = 100 * (1 + random(9))
    return { by: next.total > books.total ? 'an edit that costs more' : 'an edit that costs less', from: books, to: next }
  }
  if (news === 5) {
    if (!payment?.captured || payment.refunds) return undefined
    const amount = random(2) ? payment.captured : Math.ceil(payment.captured / 2)
    payment.refunds = { r: { amount, credited: random(2) ? Math.min(amount, books.total) : 0 } }
    return { by: 'payments.refunded', from: books, to: next }
  }
  const state = ['unknown', 'authorised', 'declined', 'voided', 'captured'][news] ?? ''
  const rank: Record<string, number> = { unknown: 1, authorised: 2, declined: 3, voided: 3, captured: 4 }
  if (payment && (rank[payment.state] ?? 0) >= (rank[state] ?? 0)) return undefined
  const amount = payment?.amount ?? 100 * (1 + random(9))
  next.payments[id] = { state, amount, ...(state === 'captured' && { captured: amount }) }
  return { by: `payments.${state}`, from: books, to: next }
}

test(`how far the money is moves only as the table says, in 2,000 random pieces of news (seed ${seed})`, async () => {
  const news: News[] = []
  while (news.length < 2_000) {
    let books: Books = { total: 100 * (1 + random(9)), payments: {} }
    for (let i = 0; i < 6; i++) {
      const told = happen(books)
      if (told) news.push(told)
      books = told?.to ?? books
    }
  }
  const { rows } = await shop.db.sql<{ was: string; now: string; by: string; n: number }>`
    SELECT orders.payment_state_of('pending', (told #>> '{from,total}')::bigint, told #> '{from,payments}') AS was,
           orders.payment_state_of('pending', (told #>> '{to,total}')::bigint, told #> '{to,payments}') AS now, told ->> 'by' AS by, count(*)::int AS n
    FROM jsonb_array_elements(${json(news)}::jsonb) AS told GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
  const moves: { from: readonly string[]; to?: string; by: readonly string[] }[] = Object.values(PAYMENT.moves)
  const strange = rows.filter(
    ({ was, now, by }) => was !== now && !moves.some((move) => move.to === now && move.from.includes(was) && move.by.includes(by)),
  )
  assert.deepEqual(
    strange.map(({ was, now, by, n }) => `${was} -> ${now} by ${by}: ${n}`),
    [],
  )
})

test('who is refused reads who decided, not who has tagged the order since', async () => {
  const kim = { actor: { kind: 'user', user_id: newId(), role: 'admin', name: 'Kim' } } as const
  const names = (who: string, text: RegExp) => (error: unknown) => isFailure(error) && error.details.who === who && text.test(error.message)
  const tagged = async ({ order_id }: Order) => (await orders.setTags({ order_id, tags: ['gift'] }, kim)).order_id
  const confirmed = await placed()
  await orders.confirmOrder({ order_id: confirmed.order_id }, STAFF)
  await finalise()
  await assert.rejects(orders.rejectOrder({ order_id: await tagged(confirmed) }, kim), names('Sam', /is confirmed by now \(Sam\)/))
  await assert.rejects(orders.fulfilOrder({ order_id: await tagged(await placed()) }, kim), names('customer', /is pending \(customer\)/))
  await assert.rejects(orders.confirmOrder({ order_id: await tagged(await drafted()) }, kim), names('Sam', /is draft by now \(Sam\)/))
})
