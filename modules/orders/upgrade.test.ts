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
