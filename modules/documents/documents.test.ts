import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { type Order, orders } from '#modules/orders/contract.ts'
import { type Invoicing, settings } from '#modules/settings/contract.ts'
import { isViolation, json } from '#platform/db.ts'
import { fail, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { documents } from './contract.ts'
import { invoiceFacts } from './facts.ts'
import { billOrders } from './follow-orders.ts'
import { issue } from './issue.ts'
import { documentsModule } from './module.ts'
import { readTrail } from './read-trail.ts'

const shop_facts = {
  shop_name: 'Lantern & Loom',
  contact_email: 'a@b.example',
  public_url: 'https://b.example',
  seller: { legal_name: 'L&L GmbH' },
}
let invoicing: Invoicing = {}
const known = new Map<string, Order>()
const readOwn = async () => plainSettings({ ...shop_facts, locales: ['en'], currencies: ['EUR'], invoicing, customers_may_cancel: false })
const noSuchOrder = () => fail('NOT_FOUND', 'There is no such order.')
const owner = newId()
const fakes = [
  fakeModule(orders, {
    trackOrder: async ({ token }) => {
      const order = [...known.values()].find((one) => one.token === token)
      if (!order) throw noSuchOrder()
      return order
    },
  }),
  fakeModule(settings, { readOwn }),
]
/** As orders does it: staff, and the customer whose order it is. */
fakes[0]!.ops.readOrder = async (_needs, input, { actor }) => {
  const order = known.get((input as { order_id: string }).order_id)
  const may_see = actor.kind === 'user' && (actor.role !== 'customer' || order?.customer_id === actor.user_id)
  if (!order || !may_see) throw noSuchOrder()
  return order
}
const shop = await testShop({ documents }, [documentsModule, ...fakes], { pool_size: 12 })
const { listDocuments, listAllDocuments, readDocument, printPackingSlip } = shop.clients.documents
const as = (role: 'customer' | 'staff', user_id = newId()) => ({
  actor: { kind: 'user', user_id, role, name: role } as const,
  via: undefined,
})
const nobody = { actor: { kind: 'anonymous' } as const, via: undefined }
const staff = as('staff')
/** What a handler is handed, for calling one directly. */
const needs = {
  ...{ db: shop.db, clock: shop.clock, log: {} as never, is_production: false },
  ...{ settings: { readOwn }, orders: {} as never },
}
const eur = (amount: number) => ({ amount, currency: 'EUR' })

const place = (amount = 11_900): Order => {
  const tax = {
    net: 10_000,
    tax: 1_900,
    gross: 11_900,
    rate_basis_points: 1_900,
    tax_name: 'VAT 19 %',
    treatment: 'standard' as const,
    reason: '',
  }
  const facts = { variant_id: newId(), product_id: newId(), slug: 'mug', sku: 'MUG-1', title: 'Mug', quantity: 1, unit_price: eur(amount) }
  const line = plainLine({ ...facts, line_total: eur(amount), ...(amount === 11_900 ? { tax } : {}) })
  const order = plainOrder({ currency: 'EUR', lines: [line], customer_id: owner, token: `token-${newId()}` })
  const taxed = { taxes: [{ tax_name: tax.tax_name, rate_basis_points: 1_900, treatment: tax.treatment, net: 10_000, tax: 1_900 }] }
  return amount === 11_900 ? { ...order, ...taxed, net_total: eur(10_000), tax_total: eur(1_900) } : order
}
/** The order as it is after this, told as orders tells it. */
const say = async (type: keyof typeof orders.events, order: Order, change: Partial<Order> = {}): Promise<Order> => {
  const next = { ...order, version: order.version + 1, ...change }
  known.set(order.order_id, next)
  const payload = { order_id: order.order_id, order: next }
  await shop.db.sql`INSERT INTO orders.outbox (type, aggregate_id, payload) VALUES (${type}, ${order.order_id}, ${json(payload)}::jsonb)`
  await shop.settle()
  return next
}
const paid = (order: Order) => ({ paid: order.total, due: eur(0), payment_state: 'paid' as const })
const listOf = async ({ order_id }: Order) =>
  (await listDocuments({ order_id }, staff)).documents.map(({ kind, total }) => [kind, total.amount])

test('an order has one invoice, when it is paid or confirmed, whichever is first, however often it is told', async () => {
  const one = await say('orders.paid', place(), paid(place()))
  await say('orders.paid', one, { version: one.version })
  await say('orders.confirmed', one, { state: 'confirmed' })
  assert.deepEqual(await listOf(one), [['invoice', 11_900]])
  const other = await say('orders.confirmed', place(), { state: 'confirmed' })
  await say('orders.paid', other, paid(other))
  assert.deepEqual(await listOf(other), [['invoice', 11_900]])
})

test('the shop may choose to bill when an order is paid, or when it is fulfilled', async () => {
  for (const [when, type, state] of [
    ['paid', 'orders.paid', 'confirmed'],
    ['fulfilled', 'orders.fulfilled', 'fulfilled'],
  ] as const) {
    invoicing = { when }
    await shop.db.changed(shop.db.sql, 'settings')
    let order = await say('orders.confirmed', place(), { state: 'confirmed' })
    assert.deepEqual(await listOf(order), [], when)
    order = await say(type, order, { ...paid(order), state })
    assert.deepEqual(await listOf(order), [['invoice', 11_900]], when)
  }
  invoicing = {}
  await shop.db.changed(shop.db.sql, 'settings')
})

test('money that goes back is credited once for each refund; a cancelled order is credited the rest', async () => {
  let order = await say('orders.paid', place(), paid(place()))
  order = await say('orders.refunded', order, { refunded: eur(1_000), payment_state: 'partly_refunded' })
  await say('orders.refunded', order, { version: order.version }) // twice
  order = await say('orders.refunded', order, { refunded: eur(1_500) })
  order = await say('orders.cancelled', order, { state: 'cancelled' })
  order = await say('orders.refunded', order, { refunded: eur(11_900), payment_state: 'refunded' })
  assert.deepEqual(await listOf(order), [
    ['invoice', 11_900],
    ['credit_note', 1_000],
    ['credit_note', 500],
    ['credit_note', 10_400],
  ])
})

test('an order that is edited has its invoice taken back and a new one; money that was too much is not credited again', async () => {
  let order = await say('orders.paid', place(), paid(place()))
  const { lines, ...less } = place(8_000)
  order = await say('orders.confirmed', order, { ...less, lines, order_id: order.order_id, version: 9, ...paid(order), state: 'confirmed' })
  order = await say('orders.refunded', order, { refunded: eur(3_900) })
  assert.deepEqual(await listOf(order), [
    ['invoice', 11_900],
    ['credit_note', 11_900],
    ['invoice', 8_000],
  ])
  const trail = await readTrail({ db: shop.db } as Parameters<typeof readTrail>[0], order.order_id)
  assert.deepEqual(
    trail.map(({ text }) => text),
    ['Over 119.00 EUR.', 'Over 119.00 EUR, because the order was changed and is billed anew.', 'Over 80.00 EUR.'],
  )
})

test('of ten who hear of an order at the same moment, one issues its invoice', async () => {
  const order = { ...place(), state: 'confirmed' as const, version: 2 }
  known.set(order.order_id, order)
  const event = {
    event_id: newId(),
    type: 'orders.confirmed',
    aggregate_id: order.order_id,
    sequence: 1,
    occurred_at: '2026-03-01T09:00:00Z',
  }
  const hear = () => billOrders(needs as never, { ...event, payload: { order_id: order.order_id, order } }, async () => {})
  await Promise.all(Array.from({ length: 10 }, hear))
  assert.deepEqual(await listOf(order), [['invoice', 11_900]])
})

test('an event that is older than what was heard changes nothing', async () => {
  const order = await say('orders.cancelled', place(), { state: 'cancelled', version: 5 })
  await say('orders.paid', order, { ...paid(order), state: 'pending', version: 3 })
  assert.deepEqual(await listOf(order), [])
})

test('a document is printed once, and every reading is the same bytes, also of two that print at once', async () => {
  const order = place()
  const now = shop.clock.now()
  const facts = invoiceFacts(order, { ...shop_facts, invoicing: {} }, now)
  const document_id = newId()
  const draft = { document_id, order_id: order.order_id, occasion: newId(), refers_to: null, prefix: '', facts, parts: [] }
  await shop.db.transaction((sql) => issue(sql, now, [draft]))
  known.set(order.order_id, order)
  const files = await Promise.all(Array.from({ length: 6 }, () => readDocument({ document_id }, staff)))
  await shop.settle()
  const again = await readDocument({ document_id }, staff)
  const digests = new Set([...files, again].map(({ bytes }) => createHash('sha256').update(bytes).digest('hex')))
  const { rows } = await shop.db.sql<{
    sha256: string
  }>`SELECT encode(sha256, 'hex') AS sha256 FROM documents.files WHERE document_id = ${document_id}`
  assert.deepEqual([...digests], [rows[0]?.sha256])
  assert.equal(again.content_type, 'application/pdf')
  assert.match(again.name ?? '', /^invoice-2026-\d{6}\.pdf$/)
})

test('what is issued is not changed, deleted or emptied', async () => {
  await say('orders.paid', place(), paid(place()))
  await shop.tick('documents.print_waiting')
  const stays = (error: unknown) => isViolation(error, 'what_is_issued_stays')
  await assert.rejects(shop.db.sql`UPDATE documents.documents SET number = 'x'`, stays)
  await assert.rejects(shop.db.sql`DELETE FROM documents.documents`, stays)
  await assert.rejects(shop.db.sql`UPDATE documents.files SET bytes = ''`, stays)
  await assert.rejects(shop.db.sql`DELETE FROM documents.files`, stays)
  await assert.rejects(shop.db.sql`TRUNCATE documents.documents CASCADE`, stays)
})

test('an order’s customer, staff, and whoever has its link read its documents; for others they are not there', async () => {
  const order = await say('orders.paid', place(), paid(place()))
  const other = await say('orders.paid', place(), paid(place()))
  const { order_id, token } = order
  const document_id = (await listDocuments({ order_id }, staff)).documents[0]!.document_id
  for (const [input, call] of [
    [{}, as('customer', owner)],
    [{ token }, nobody],
    [{}, staff],
  ] as const) {
    assert.equal((await listDocuments({ order_id, ...input }, call)).documents.length, 1)
    assert.ok((await readDocument({ document_id, ...input }, call)).bytes.length > 1_000)
  }
  for (const [input, call] of [
    [{}, nobody],
    [{}, as('customer')],
    [{ token: other.token }, nobody],
    [{ token: 'made-up' }, as('customer', owner)],
  ] as const) {
    await assert.rejects(listDocuments({ order_id, ...input }, call), (error) => isFailure(error, 'NOT_FOUND'))
    await assert.rejects(readDocument({ document_id, ...input }, call), (error) => isFailure(error, 'NOT_FOUND'))
  }
})

test('a packing slip has what has not left the house, or what is in one parcel, and no price', async () => {
  const order = place()
  const [first] = order.lines
  const line = { ...first!, quantity: 5, fulfilled_quantity: 3 }
  const fulfilment = { fulfilment_id: newId(), lines: [{ line_id: line.line_id, quantity: 3 }], shipped_at: '2026-03-01T09:00:00Z' }
  known.set(order.order_id, {
    ...order,
    lines: [line],
    fulfilments: [{ ...fulfilment, carrier: null, tracking_number: null, tracking_url: null }],
  })
  const { bytes } = await printPackingSlip({ order_id: order.order_id }, staff)
  assert.ok(Buffer.from(bytes).subarray(0, 5).equals(Buffer.from('%PDF-')))
  await printPackingSlip({ order_id: order.order_id, fulfilment_id: fulfilment.fulfilment_id }, staff)
  await assert.rejects(printPackingSlip({ order_id: order.order_id, fulfilment_id: newId() }, staff), (error) =>
    isFailure(error, 'NOT_FOUND'),
  )
})

test('64 writers, a third of whom roll back and one of whose connections is killed, leave no gap and no double', async () => {
  const now = new Date('2031-05-05T09:00:00Z')
  const facts = { ...invoiceFacts(place(), { ...shop_facts, invoicing: {} }, now) }
  const draft = () => ({ document_id: newId(), order_id: newId(), occasion: newId(), refers_to: null, prefix: 'R', facts, parts: [] })
  const killer = new pg.Client(shop.connection)
  await killer.connect()
  const write = async (i: number) => {
    for (let n = 0; n < 5; n++)
      await shop.db
        .transaction(async (sql) => {
          await issue(sql, now, [draft()])
          if ((i + n) % 3 === 0) throw new Error('rolled back')
          if (i === 7) {
            const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`
            await killer.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
            await sql<{ one: number }>`SELECT 1 AS one`
          }
        })
        .catch(() => {})
  }
  await Promise.all(Array.from({ length: 64 }, (_, i) => write(i)))
  await killer.end()
  assert.deepEqual(await shop.audit(), [])
  const { rows } = await shop.db.sql<{ sequence: number; number: string }>`
    SELECT sequence, number FROM documents.documents WHERE year = 2031 ORDER BY sequence`
  assert.ok(rows.length > 150)
  assert.deepEqual(
    rows.map(({ sequence }) => sequence),
    rows.map((_, i) => i + 1),
  )
  assert.equal(rows[0]?.number, 'R2031-000001')
})

test('beside the mark that it was handled, an order event is one statement, and four when it issues an invoice', async () => {
  const count = async (order: Order) => {
    const event = { event_id: newId(), type: 'orders.paid', aggregate_id: order.order_id, sequence: 1, occurred_at: '2026-03-01T09:00:00Z' }
    const work = () => billOrders(needs as never, { ...event, payload: { order_id: order.order_id, order } }, async () => {})
    return (await countStatements(work)).statements
  }
  const order = place()
  await count(place()) // the settings are in memory now
  assert.equal(await count(order), 1)
  assert.equal(await count({ ...order, ...paid(order), version: 2 }), 4)
  assert.equal((await countStatements(() => listAllDocuments({}, staff))).statements, 1)
})
