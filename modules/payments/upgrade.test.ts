import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { newId } from '#platform/ids.ts'
import { migrate, migrateTo } from '#platform/migrations.ts'
import { testDatabase } from '#platform/testing.ts'

const modules = [{ name: 'payments', folder: import.meta.dirname }]
const { connection, drop } = await testDatabase([])
const pool = new pg.Pool({ ...connection, max: 2 })
after(async () => {
  await pool.end()
  await drop()
})

/** A payment of 10.00, as it was kept before its row said what banks hold of it. */
const old = async (disputed_amount: number, refunded_amount = 0) => {
  const payment_id = newId()
  await pool.query(
    `INSERT INTO payments.payments (payment_id, order_id, order_number, email, method, provider, state, amount, currency, captured_amount, refunded_amount, disputed_amount, created_at, looked_at)
     VALUES ($1, $2, '1', 'ada@example.com', 'card', 'memory', 'captured', 1000, 'EUR', 1000, $3, $4, now(), now())`,
    [payment_id, newId(), refunded_amount, disputed_amount],
  )
  return payment_id
}
const dispute = (payment_id: string, amount: number, currency: string, state: string) =>
  pool.query(
    `INSERT INTO payments.disputes (provider, dispute_ref, payment_id, amount, currency, state, reason, opened_at) VALUES ('memory', $1, $2, $3, $4, $5, 'fraudulent', now())`,
    [newId(), payment_id, amount, currency, state],
  )

test('payments from before say what banks hold of them, and what was reckoned wrong is put right', async () => {
  await migrateTo(pool, modules, { say: () => {}, wanted: ({ name }) => name < '0011' })
  const [plain, two, forgotten, foreign, left_over] = [await old(0), await old(500), await old(0, 200), await old(650), await old(300)]
  await dispute(two, 300, 'EUR', 'open')
  await dispute(two, 200, 'EUR', 'lost')
  await dispute(two, 400, 'EUR', 'won')
  await dispute(forgotten, 1000, 'EUR', 'open')
  await dispute(foreign, 650, 'USD', 'open')
  await dispute(left_over, 300, 'EUR', 'won')
  await migrate(pool, modules, () => {})
  const { rows } = await pool.query('SELECT payment_id, held_amount::int AS held, disputed_amount::int AS disputed FROM payments.payments')
  const kept = new Map(rows.map(({ payment_id, held, disputed }) => [payment_id, [held, disputed]]))
  assert.deepEqual(
    [plain, two, forgotten, foreign, left_over].map((payment_id) => kept.get(payment_id)),
    [
      [0, 0],
      [500, 500],
      [1000, 800],
      [1000, 1000],
      [0, 0],
    ],
  )
})
