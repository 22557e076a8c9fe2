import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { clockAt } from '#platform/clock.ts'
import { openDb } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { migrate, migrateTo } from '#platform/migrations.ts'
import { testDatabase } from '#platform/testing.ts'
import { checks } from './checks.ts'

const modules = [{ name: 'inventory', folder: import.meta.dirname }]
const { connection, drop } = await testDatabase([])
const db = openDb({ ...connection, pool_size: 2 })
after(async () => {
  await db.close()
  await drop()
})

test('a shop that is older than its journal begins it so that every rule of its stock holds', async () => {
  await migrateTo(db.pool, modules, { say: () => {}, wanted: ({ name }) => name < '0002' })
  const variant_id = newId()
  await db.pool.query('INSERT INTO inventory.stock (variant_id, on_hand, reserved) VALUES ($1, 10, 5)', [variant_id])
  for (const [state, quantity] of [
    ['held', 2],
    ['kept', 3],
    ['shipped', 4],
    ['released', 1],
  ] as const) {
    const order_id = newId()
    await db.pool.query(
      `INSERT INTO inventory.holds (order_id, state, expires_at, created_at, changed_at)
       VALUES ($1, $2, CASE WHEN $2 = 'held' THEN '2026-03-01T10:00:00Z'::timestamptz END, '2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z')`,
      [order_id, state],
    )
    await db.pool.query('INSERT INTO inventory.held_lines (order_id, variant_id, quantity) VALUES ($1, $2, $3)', [
      order_id,
      variant_id,
      quantity,
    ])
  }
  await migrate(db.pool, modules, () => {})
  const needs = { db, clock: clockAt('2026-03-01T09:01:00Z'), log: openLog('silent', 'test'), is_production: false }
  for (const [rule, { find }] of Object.entries(checks)) assert.deepEqual(await find(needs), [], rule)
})
