import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './embedded-binaries.ts'
import { passwordFile } from './embedded-cluster.ts'
import { CannotStart, explain } from './embedded-errors.ts'
import type { Place } from './embedded-place.ts'
import { findPostmaster, lastWords, launch, type Postmaster, shutDown } from './embedded-postmaster.ts'

export type ConnectionSettings = { host: string; port?: number; user: string; password?: string; database: string }
export type Server = { place: Place; binaries: Binaries; say(line: string): void }

/**
 * The one connection that every process keeps open to the server it uses: by the guards the processes know of each other, and the guard
 * that breaks tells that the server went. It does not keep an otherwise finished process alive.
 */
export type Guard = {
  settings: ConnectionSettings
  pid: number
  /** what the last `look` saw */ view: View
  ask(text: string, values?: unknown[]): Promise<pg.QueryResult>
  /** calls at once when the connection has already ended */ onEnd(listener: () => void): void
  close(): Promise<void>
}

const silent_seconds = 30
const recovery_seconds = 600

/** Ends with a connection to a living server: found, or started here. Several processes may do this at once; PostgreSQL's lock decides. */
export const openGuard = async ({ place, binaries, say }: Server): Promise<Guard> => {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  let launches = 0
  let has_told = false
  for (;;) {
    const found = findPostmaster(place)
    const answer = found ? await knock(place, found) : 'nobody'
    if (typeof answer === 'object') return answer
    if (answer === 'nobody') {
      if (!existsSync(place.data)) throw new CannotStart(`The database folder ${place.data} is gone.`)
      if (launches++ > 3 && lastWords(place)) throw explain(lastWords(place), place.folder)
      await launch(place, binaries)
    }
    if (answer === 'busy' && seconds() > 3 && !has_told) {
      say('The database is repairing itself after an unclean stop')
      has_told = true
    }
    if (seconds() > (answer === 'busy' ? recovery_seconds : silent_seconds))
      throw new CannotStart(
        found
          ? `A PostgreSQL (process ${found.pid}) holds ${place.data} and does not answer: end it ("kill ${found.pid}") and start again.`
          : `Something else uses ${place.data}, and it does not answer: end it and start again.`,
      )
    await sleep(25)
  }
}

const knock = async (place: Place, { host, port, pid }: Postmaster): Promise<Guard | 'busy' | 'silent'> => {
  const password = process.platform === 'win32' ? (await readFile(passwordFile(place), 'utf8')).trim() : ''
  const settings = { host, port, user: 'souk', database: 'postgres', ...(password ? { password } : {}) }
  // ref and unref are public in pg and missing from its types.
  const client = new pg.Client({ ...settings, application_name: guard_name, connectionTimeoutMillis: 5000, ssl: false }) as pg.Client &
    Record<'ref' | 'unref', () => void>
  client.on('error', ignore) // followed by 'end', which is what is watched
  let has_ended = false
  client.on('end', () => {
    has_ended = true
  })
  const guard: Guard = {
    settings,
    pid,
    view: { is_owner: false, guards: 1 },
    ask: (text, values = []) => {
      client.ref()
      return client.query(text, values).finally(() => client.unref())
    },
    onEnd: (listener) => (has_ended ? listener() : client.on('end', listener)),
    close: () => {
      client.ref()
      return client.end()
    },
  }
  try {
    await client.connect()
    await look(guard)
    return guard
  } catch (error) {
    await client.end().catch(ignore)
    return error instanceof pg.DatabaseError ? 'busy' : 'silent' // 57P03: starting up, recovering or shutting down
  }
}

const ignore = () => {}

const guard_name = 'souk guard'
const owner_lock = 1_936_685_163 // 'souk' in ASCII; any number nobody else uses in the database `postgres`

type View = { is_owner: boolean; guards: number }

/** Sees who else is there, and whether this process is the owner now: by a session lock that its holder's death frees. */
export const look = async (guard: Guard): Promise<void> => {
  const { rows } = await guard.ask(
    `SELECT CASE WHEN $1 THEN true ELSE pg_try_advisory_lock($2) END AS is_owner, count(*)::int AS guards
     FROM pg_stat_activity WHERE application_name = $3`,
    [guard.view.is_owner, owner_lock, guard_name],
  )
  guard.view = rows[0]
}

// Everyone signs off first and counts those still signed on second. So of several that stop in the same moment (Ctrl-C reaches them all)
// the last to sign off sees nobody and stops the server, and nobody loses the database while still draining.
export const letGo = async (server: Server, guard: Guard): Promise<void> => {
  try {
    await guard.ask(`SET application_name = 'souk leaving'`)
    const { rows } = await guard.ask('SELECT count(*)::int AS others FROM pg_stat_activity WHERE application_name = $1', [guard_name])
    if (rows[0].others === 0 && findPostmaster(server.place)?.pid === guard.pid) await shutDown(server.place, server.binaries)
  } catch (error) {
    if (error instanceof CannotStart) throw error
    // The server went away on its own meanwhile: there is nothing left to let go of.
  }
  await guard.close().catch(ignore)
}
