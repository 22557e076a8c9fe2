/**
 * The relay: takes what a module has said out of its outbox and puts it into the inbox of every module that listens, in one statement.
 * Emitting is an INSERT into the outbox in the statement that makes the change, so an event exists exactly when its change does.
 */

import type { Db } from './db.ts'
import type { Module } from './module.ts'

/** Who hears an event type: the module whose inbox it goes to, and the name of the handler there. */
export type Listener = { type: string; inbox: string; handler: string }

const BATCH = 500

export type Relay = { source: string; run(now: Date): Promise<Relayed> }
/** What one run did. `is_busy`: another process was at it, so what lies there now may still lie there afterwards. */
export type Relayed = {
  moved: number
  is_busy: boolean
  is_full: boolean
  /** modules that have something new in their inbox */
  inboxes: string[]
}

/**
 * Moves up to 500 events at a time, oldest first.
 * One process at a time relays a module (a lock), so that events reach the inboxes in the order they were said.
 */
export const openRelay = (db: Db, source: string, listeners: Listener[]): Relay => {
  const text = relayStatement(source, listeners)
  return {
    source,
    run: async (now) => {
      const { rows } = await db.boxes.query<{ moved: number; is_busy: boolean; types: string[] | null }>({
        name: `relay ${source}`,
        text,
        values: [now],
      })
      const { moved = 0, is_busy = false, types } = rows[0] ?? {}
      const inboxes = listeners.filter(({ type }) => types?.includes(type)).map(({ inbox }) => inbox)
      return { moved, is_busy, is_full: moved === BATCH, inboxes: [...new Set(inboxes)] }
    },
  }
}

/** Put together, as only the platform's bookkeeping of events is: schema names come from the modules' own code, never from data. */
const relayStatement = (source: string, listeners: Listener[]): string => {
  const inboxes = [...new Set(listeners.map((listener) => listener.inbox))]
  const inserts = inboxes.map((inbox) => {
    const pairs = listeners.filter((listener) => listener.inbox === inbox).map(({ type, handler }) => `('${type}', '${handler}')`)
    return `, to_${inbox} AS (
      INSERT INTO ${inbox}.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, emitted_at, run_at)
      SELECT event_id, listener.handler, '${source}', type, aggregate_id, sequence, payload, emitted_at, $1
      FROM taken JOIN (VALUES ${pairs.join(', ')}) AS listener (type, handler) USING (type)
      ON CONFLICT ON CONSTRAINT an_event_is_handled_once DO NOTHING)`
  })
  return `
    WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('${source}.outbox')) AS is_mine, $1::timestamptz AS now),
    taken AS (
      DELETE FROM ${source}.outbox
      WHERE sequence IN (SELECT o.sequence FROM ${source}.outbox o, turn WHERE turn.is_mine ORDER BY o.sequence LIMIT ${BATCH})
      RETURNING *)
    ${inserts.join('')}
    SELECT count(*)::int AS moved, (SELECT NOT is_mine FROM turn) AS is_busy, array_agg(DISTINCT type) AS types FROM taken`
}

/** What all these modules listen to. */
export const listenersOf = (modules: Module[]): Listener[] =>
  modules.flatMap((module) => Object.keys(module.on).map((type) => ({ type, inbox: module.contract.name, handler: type })))
