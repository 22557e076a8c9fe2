/** Races on purpose: a lock is held until everybody waits for it, and then let go. */
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { Db, Sql } from '#platform/db.ts'

/** Takes a lock and keeps it until it is let go. */
export const holdLock = async (db: Db, take: (sql: Sql) => Promise<unknown>): Promise<{ letGo: () => Promise<void> }> => {
  const held = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const done = db.transaction(async (sql) => {
    await take(sql)
    held.resolve()
    await end.promise
  })
  await held.promise
  return {
    letGo: () => {
      end.resolve()
      return done
    },
  }
}

/** Returns when so many sessions of this database wait for a lock. */
export const waiting = async (db: Db, sessions: number): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await db.sql<{ n: number }>`
      SELECT count(DISTINCT pid) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    if ((rows[0]?.n ?? 0) >= sessions) return
    await wait(10)
  }
  assert.fail(`${sessions} sessions never waited`)
}
