import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { newId } from '#platform/ids.ts'
import { migrate, migrateTo } from '#platform/migrations.ts'
import { testDatabase } from '#platform/testing.ts'

const modules = [{ name: 'orders', folder: import.meta.dirname }]
const { connection, drop } = await testDatabase([])
const pool = new pg.Pool({ ...connection, max: 2 })
after(async () => {
  await pool.end()
  await drop()
})

/** An order as it was kept before it had discounts, shipping, taxes and payments of its own. */
const old = async (payment_state: string, state = 'pending') => {
  const order_id = newId()
  const line = {
    variant_id: newId(),
    sku: 'MUG',
    quantity: 2,
    unit_price: { amount: 500, currency: 'EUR' },
    line_total: { amount: 1_000, currency: 'EUR' },
  }
  await pool.query(
    `INSERT INTO orders.orders (order_id, request_hash, email, locale, currency, lines, item_count, subtotal_amount, total_amount, timeline, placed_at, updated_at, payment_state, state)
     VALUES ($1, 'x', 'ada@example.com', 'en', 'EUR', $2, 2, 1000, 1000, '[]', now(), now(), $3, $4)`,
    [order_id, JSON.stringify([line]), payment_state, state],
  )
  return order_id
}

test('orders from before keep what they came to and how far they were paid', async () => {
  await migrateTo(pool, modules, { say: () => {}, wanted: ({ name }) => name < '0002' })
  const states = ['unpaid', 'checking', 'paid', 'refunded']
  const ids = new Map<string, string>()
  for (const state of states) ids.set(state, await old(state))
  const sent = await old('paid', 'fulfilled')
  await migrate(pool, modules, () => {})
  for (const [state, order_id] of ids) {
    const { rows } = await pool.query(
      `SELECT payment_state, net_amount::int, owed_amount::int, request_key FROM orders.orders WHERE order_id = $1`,
      [order_id],
    )
    const owed = state === 'unpaid' || state === 'checking' ? 1_000 : 0
    assert.deepEqual(rows, [{ payment_state: state, net_amount: 1_000, owed_amount: owed, request_key: order_id }], state)
  }
  const { rows } = await pool.query(`SELECT orders.as_json(o, '') AS "order" FROM orders.orders o WHERE order_id = $1`, [sent])
  const { fulfilment_state, paid, due, lines } = rows[0].order
  assert.deepEqual([fulfilment_state, paid.amount, due.amount, lines[0].fulfilled_quantity], ['fulfilled', 1_000, 0, 2])
})

test('what banks took back until now is no refund any more, and counts all the same', async () => {
  const next = await testDatabase([])
  const before = new pg.Pool({ ...next.connection, max: 2 })
  try {
    await migrateTo(before, modules, { say: () => {}, wanted: ({ name }) => name < '0015' })
    const money = { amount: 1_000, currency: 'EUR' }
    const tax = { net: 1_000, tax: 0, gross: 1_000 }
    const line = { quantity: 2, unit_price: { ...money, amount: 500 }, line_total: money, tax, fulfilled_quantity: 0, returned_quantity: 0 }
    const refunds = { one: { amount: 300, credited: 300 }, 'dispute dp_1': { amount: 700, credited: 700 } }
    const payments = { card: { state: 'captured', amount: 1_000, captured: 1_000, refunds } }
    await before.query(
      `INSERT INTO orders.orders (order_id, request_hash, email, locale, currency, lines, item_count, subtotal_amount, net_amount, total_amount, timeline, placed_at, updated_at, payments)
       VALUES ($1, 'x', 'ada@example.com', 'en', 'EUR', $2, 2, 1000, 1000, 1000, '[]', now(), now(), $3)`,
      [newId(), JSON.stringify([{ ...line, discount: { ...money, amount: 0 } }]), JSON.stringify(payments)],
    )
    await migrate(before, modules, () => {})
    const { rows } = await before.query(`SELECT payments -> 'card' AS card, orders.as_json(o, '') AS "order" FROM orders.orders o`)
    const { payment_state, refunded, charged_back, due } = rows[0].order
    assert.deepEqual([payment_state, refunded.amount, charged_back.amount, due.amount], ['refunded', 300, 700, 0])
    assert.deepEqual([rows[0].card.refunds, rows[0].card.charged_back], [{ one: refunds.one }, { dp_1: 700 }])
  } finally {
    await before.end()
    await next.drop()
  }
})
